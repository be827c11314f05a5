import { render, screen } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { Program } from '../../src/state/program.svelte';
import { keepAll, plan, tell } from './share';
import Stage from './Stage.svelte';

async function previewed() {
  const telling = await tell();
  await plan(telling);
  await telling.press('1', '3');
  await keepAll(telling);
  await telling.press('{Enter}');
  await screen.findByTestId('preview-letter');
  return telling;
}

async function sealing() {
  const telling = await previewed();
  await telling.user.click(screen.getByTestId('preview-go'));
  await telling.user.click(await screen.findByTestId('seal-choose'));
  return telling;
}

describe('the preview', () => {
  it('shows the letter, and to the letter what is sealed', async () => {
    const { shell, user } = await previewed();
    expect(screen.getByTestId('preview-letter')).toHaveTextContent('Please keep this between us.');
    const [share] = await shell.listShares();
    const exact = await shell.previewPackage(share!.id, { kind: 'sealed-page' });
    await user.click(screen.getByText('Exact text'));
    expect(screen.getByTestId('preview-bytes').textContent).toBe(exact.text);
  });

  it('shows what stays, and counts', async () => {
    await previewed();
    expect(screen.getByTestId('preview-stays')).toHaveTextContent('Lisbon');
    expect(screen.getByTestId('preview-counts')).toHaveTextContent('5 items kept');
    expect(screen.getByTestId('preview-counts')).toHaveTextContent('1 item left out');
  });

  it('does not go on without a whole recipient', async () => {
    const { user } = await previewed();
    await user.click(screen.getByTestId('format-age-recipient'));
    expect(screen.getByTestId('preview-go')).toBeDisabled();
    await user.type(screen.getByTestId('preview-recipient'), 'age1abc');
    expect(await screen.findByText(/not a complete age recipient/)).toBeVisible();
    await user.clear(screen.getByTestId('preview-recipient'));
    await user.click(screen.getByTestId('preview-recipient'));
    await user.paste(`age1${'q'.repeat(58)}`);
    await expect.poll(() => screen.getByTestId('preview-go')).toBeEnabled();
  });

  it('lets plain text go only after one more yes', async () => {
    const { user } = await previewed();
    await user.click(screen.getByTestId('format-markdown'));
    expect(screen.getByTestId('preview-go')).toBeDisabled();
    await user.click(screen.getByTestId('preview-plain-agreed'));
    expect(screen.getByTestId('preview-go')).toBeEnabled();
    await user.click(screen.getByTestId('format-sealed-page'));
    await user.click(screen.getByTestId('format-markdown'));
    expect(screen.getByTestId('preview-go')).toBeDisabled();
  });

  it('goes back to the review when something changed meanwhile', async () => {
    const telling = await tell();
    await plan(telling);
    await keepAll(telling);
    telling.shell.failWith('previewPackage', 'review-stale');
    await telling.press('{Enter}');
    expect(await screen.findByText(/changed after it was looked at/)).toBeVisible();
    expect(screen.getByTestId('review')).toBeInTheDocument();
  });
});

describe('the seal', () => {
  it('needs the name of the person, typed whole', async () => {
    const { user, shell } = await sealing();
    const name = screen.getByTestId('seal-name');
    for (const wrong of ['Ana', 'Ana Ribeira', 'Maria Stern']) {
      await user.clear(name);
      await user.type(name, `${wrong}{Enter}`);
      expect(screen.getByTestId('seal-act')).toBeDisabled();
    }
    expect(shell.calls).not.toContain('sealPackage');
    await user.clear(name);
    await user.type(name, ' ana  Ribeiro ');
    expect(screen.getByTestId('seal-act')).toBeEnabled();
    expect(screen.getByTestId('seal-act')).toHaveTextContent('Seal for Ana Ribeiro');
  });

  it('shows the passphrase once, and where the file is', async () => {
    const { user, closed } = await sealing();
    await user.type(screen.getByTestId('seal-name'), 'Ana Ribeiro{Enter}');
    expect(await screen.findByTestId('done-passphrase')).toHaveTextContent('amber-river');
    expect(screen.getByTestId('done-path')).toHaveTextContent(
      '/home/you/Documents/letter-2026-11-22.html',
    );
    await user.click(screen.getByTestId('done-close'));
    expect(closed).toEqual(['share']);
  });

  it.each([
    ['target-exists', 'There is already'],
    ['disk-full', 'The disk is full'],
    ['removed-text-found', 'Something you took out'],
    ['written-differs', 'not what you approved'],
    ['target-invalid', 'not a name a file can have'],
  ])('says what happened and loses nothing: %s', async (code, words) => {
    const { user, shell } = await sealing();
    shell.failWith('sealPackage', code);
    await user.type(screen.getByTestId('seal-name'), 'Ana Ribeiro{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(words);
    shell.failWith('sealPackage', null);
    await user.click(screen.getByTestId('seal-act'));
    expect(await screen.findByTestId('done')).toBeInTheDocument();
  });
});

describe('the ledger', () => {
  it('says so when nothing was told', async () => {
    const { shell, view } = await tell();
    view.unmount();
    render(Stage, { program: new Program(shell), view: 'ledger' });
    expect(await screen.findByText(/Nothing told yet/)).toBeVisible();
  });

  it('has what was told, and what was begun', async () => {
    const telling = await sealing();
    const { user, shell, view, entry } = telling;
    await user.type(screen.getByTestId('seal-name'), 'Ana Ribeiro{Enter}');
    await screen.findByTestId('done');
    view.unmount();
    await shell.startShare(entry, {
      person: 'a4',
      purpose: '',
      setting: 'team',
      rule: 'may-retell',
      answers: null,
    });
    const opened: string[] = [];
    render(Stage, {
      program: new Program(shell),
      view: 'ledger',
      onopen: (share: string) => opened.push(share),
    });
    expect(await screen.findByTestId('ledger-row')).toHaveTextContent('Keep it between us');
    await user.click(
      screen.getByRole('button', { name: 'Go on with “The wrong file” for Idris Cole' }),
    );
    expect(opened).toHaveLength(1);
    await user.click(screen.getByTestId('ledger-discard'));
    await user.click(screen.getByTestId('ledger-discard-act'));
    await expect.poll(() => screen.queryByTestId('ledger-begun')).toBeNull();
  });

  it('leads back into a review, with its decisions', async () => {
    const telling = await tell();
    await plan(telling);
    await telling.press('1', '3');
    telling.view.unmount();
    const [share] = await telling.shell.listShares();
    render(Stage, { program: new Program(telling.shell), view: 'share', shareId: share!.id });
    expect(await screen.findByTestId('review-progress')).toHaveTextContent('2 of 6 decided');
    expect(screen.getByTestId('share-recipient')).toHaveTextContent('For Ana Ribeiro');
  });
});
