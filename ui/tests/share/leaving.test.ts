import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell } from '../../src/ipc/memory';
import { Program } from '../../src/state/program.svelte';
import App from '../../src/views/App.svelte';
import { keepAll, story } from './share';

const WORDS = 'My manager gave me the account, and I sent the wrong fi';

/** The whole window with the share of one story in it, at the review. */
async function telling() {
  const shell = memoryShell({ begin: 'open' });
  const entry = await shell.newEntry();
  await shell.saveEntry(entry.id, story);
  const program = new Program(shell);
  const user = userEvent.setup();
  render(App, { program });
  await screen.findByTestId('new-entry');
  await program.openEntry(entry.id);
  await program.share();
  await user.type(await screen.findByTestId('plan-person'), 'Ana Ribeiro');
  await user.click(screen.getByTestId('rule-keep-between-us'));
  await user.click(screen.getByTestId('plan-begin'));
  await screen.findByTestId('review');
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await user.keyboard(key);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const rewriting = async () => {
    await press('j', 'j', '2');
    const field = await screen.findByTestId('rewrite-text');
    await user.clear(field);
    await user.type(field, WORDS);
  };
  const kept = async () => {
    const [share] = await shell.listShares();
    const review = await shell.openReview(share!.id);
    return review.items.find(({ id }) => id === 'block-0')?.decision;
  };
  const done = async () => {
    await press('1', '3');
    await keepAll({ press } as Parameters<typeof keepAll>[0]);
    await press('{Enter}');
    await screen.findByTestId('preview-letter');
    await user.click(screen.getByTestId('preview-go'));
    await user.click(await screen.findByTestId('seal-choose'));
    await user.type(screen.getByTestId('seal-name'), 'Ana Ribeiro');
    await user.click(screen.getByTestId('seal-act'));
    return (await screen.findByTestId('done-passphrase')).textContent;
  };
  return { shell, program, user, press, rewriting, kept, done };
}

describe('words of a rewriting that is not finished', () => {
  it('are kept by a lock, and stand there to be gone on with', async () => {
    const { shell, program, rewriting, kept } = await telling();
    await rewriting();
    await program.lock();
    expect(program.phase).toBe('unlock');
    expect(JSON.stringify([program.leaving.broken, program.leaving.telling])).not.toContain(
      'manager',
    );
    await program.opened(
      await shell.unlockVault('/home/you/Tellable/journal.tellable', {
        kind: 'passphrase',
        text: shell.passphrase,
      }),
    );
    expect(await kept()).toEqual({ kind: 'rewrite', text: WORDS });
    const [share] = await shell.listShares();
    await program.go({ view: 'share', shareId: share!.id });
    expect(await screen.findByTestId('rewrite-text')).toHaveValue(WORDS);
    expect(screen.getByTestId('review-preview')).toBeDisabled();
  });

  it('hold the lock up when they cannot be kept, and are on the screen again', async () => {
    const { shell, program, user, rewriting } = await telling();
    await rewriting();
    shell.failWith('decideItem', 'disk-full');
    await program.lock();
    expect(program.lockRefused).toEqual({ code: 'disk-full', detail: {} });
    await user.click(await screen.findByText('Go back to the page'));
    expect(await screen.findByTestId('rewrite-text')).toHaveValue(WORDS);
  });

  it('are kept when the share is left by any way', async () => {
    const { program, rewriting, kept } = await telling();
    await rewriting();
    await program.go({ view: 'people' });
    expect(program.place.view).toBe('people');
    expect(await kept()).toEqual({ kind: 'rewrite', text: WORDS });
  });

  it('are there again after Escape', async () => {
    const { press, rewriting } = await telling();
    await rewriting();
    await press('{Escape}');
    expect(screen.queryByTestId('rewrite-text')).toBeNull();
    await press('2');
    expect(await screen.findByTestId('rewrite-text')).toHaveValue(WORDS);
  });
});

describe('leaving a share', () => {
  it('is offered by Escape, and keeps the review', async () => {
    const { program, user, shell, press } = await telling();
    await press('1', '{Escape}');
    expect(await screen.findByTestId('ask-to-leave')).toHaveTextContent(
      /decision you made is kept/,
    );
    await user.click(screen.getByTestId('leave-stay'));
    expect(program.place.view).toBe('share');
    await press('{Escape}');
    await user.click(await screen.findByTestId('leave-go'));
    await waitFor(() => {
      expect(program.place.view).toBe('page');
    });
    expect((await shell.listShares())[0]?.decided).toBe(1);
  });

  it('asks once while a passphrase that is shown once is not noted', async () => {
    const { program, user, press, done } = await telling();
    const passphrase = await done();
    for (const leave of [
      () => press('{Escape}'),
      () => program.go({ view: 'settings' }),
      () => program.newEntry(),
      () => program.openEntry(program.timeline.at(0)!.id),
    ]) {
      await leave();
      expect(await screen.findByTestId('ask-to-leave')).toHaveTextContent(/nowhere else/);
      expect(program.place.view).toBe('share');
      await user.click(screen.getByTestId('leave-stay'));
      expect(screen.getByTestId('done-passphrase')).toHaveTextContent(passphrase);
    }
    await program.go({ view: 'settings' });
    await user.click(await screen.findByTestId('leave-go'));
    await waitFor(() => {
      expect(program.place.view).toBe('settings');
    });
    expect(screen.queryByTestId('ask-to-leave')).toBeNull();
  });

  it('asks nothing after the passphrase is noted', async () => {
    const { program, user, done } = await telling();
    await done();
    await user.click(screen.getByTestId('done-close'));
    await waitFor(() => {
      expect(program.place.view).toBe('page');
    });
    expect(screen.queryByTestId('ask-to-leave')).toBeNull();
  });

  it('has no side with a list meanwhile', async () => {
    await telling();
    expect(document.querySelector('.main')).toHaveClass('sideless');
  });
});
