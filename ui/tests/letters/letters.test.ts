import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell, type MemoryOptions } from '../../src/ipc/memory';
import { LETTER_PASSPHRASE } from '../../src/ipc/memory-letters';
import { Program } from '../../src/state/program.svelte';
import { lettersText as t } from '../../src/text/letters-en';
import App from '../../src/views/App.svelte';
import { axeFindsNothing } from '../axe';

async function shown(options: MemoryOptions = {}) {
  const shell = memoryShell({ begin: 'open', ...options });
  const program = new Program(shell);
  const user = userEvent.setup();
  render(App, { program });
  await screen.findAllByTestId('row');
  return { shell, program, user };
}
type Shown = Awaited<ReturnType<typeof shown>>;

/** In the letters, with the dialog open for this file. */
async function looking({ program, user }: Shown, path: string) {
  await program.go({ view: 'letters' });
  await user.click(await screen.findByTestId('letter-open'));
  await user.type(await screen.findByTestId('letter-path'), `${path}{Enter}`);
}
async function opened(all: Shown, path = '/home/you/letter.age') {
  await looking(all, path);
  await all.user.type(
    await screen.findByTestId('letter-passphrase'),
    `${LETTER_PASSPHRASE}{Enter}`,
  );
  await screen.findByTestId('letter-new');
}

describe('letters', () => {
  it('begin with one sentence and one act', async () => {
    const { program } = await shown();
    await program.go({ view: 'letters' });
    expect(await screen.findByTestId('letters-empty')).toHaveTextContent(t.empty);
    expect(screen.getByTestId('letter-open')).toHaveTextContent(t.open);
    await axeFindsNothing();
  });

  it('say kindly that a passphrase is not the one, and open with the right one', async () => {
    const all = await shown();
    await looking(all, '/home/you/letter.age');
    const field = await screen.findByTestId('letter-passphrase');
    await waitFor(() => {
      expect(field).toHaveFocus();
    });
    await all.user.type(field, 'something else{Enter}');
    expect(await screen.findByText(t.opening.wrong)).toBeInTheDocument();
    expect(all.program.letters.fresh).toBeNull();
    await all.user.clear(field);
    await all.user.type(field, `${LETTER_PASSPHRASE}{Enter}`);
    expect(await screen.findByTestId('letter-rule')).toHaveTextContent(/keep it between us/);
    expect(screen.getByTestId('letter-text')).toHaveTextContent('The staging database');
    await waitFor(() => {
      expect(screen.getByTestId('letter-new')).toHaveFocus();
    });
    await axeFindsNothing();
  });

  it('are kept only when somebody says who they are from', async () => {
    const all = await shown();
    await opened(all);
    await all.user.click(screen.getByTestId('letter-keep'));
    expect(screen.getByText(t.new.whoNone)).toBeInTheDocument();
    expect(all.shell.calls).not.toContain('keepLetter');
    await all.user.type(screen.getByTestId('letter-from'), 'נור');
    expect(screen.getByTestId('letter-rule')).toHaveTextContent(t.asks('keep-between-us', 'נור'));
    await all.user.click(screen.getByTestId('letter-keep'));
    expect(await screen.findByTestId('letter-person')).toHaveTextContent('נור');
    expect(all.program.people.named('נור')).toBeDefined();
    await all.user.click(screen.getByTestId('letter-back'));
    const row = await screen.findByTestId('letter-row');
    expect(row).toHaveTextContent('The staging database');
    await waitFor(() => {
      expect(row).toHaveFocus();
    });
  });

  it('that are let go are not kept', async () => {
    const all = await shown();
    await opened(all);
    await all.user.click(screen.getByTestId('letter-let-go'));
    expect(await screen.findByTestId('letters-empty')).toBeInTheDocument();
    expect(await all.shell.listLetters()).toEqual([]);
  });

  it('from a stranger are inert', async () => {
    const all = await shown();
    await opened(all, '/home/you/hostile.html');
    const text = screen.getByTestId('letter-text');
    expect(text.querySelectorAll('script, img, a[href], iframe, [onerror]')).toHaveLength(0);
    expect(text).toHaveTextContent('<script>alert(1)</script>');
    expect(within(screen.getByTestId('letter-files')).queryByRole('img')).toBeNull();
  });

  it('show the pictures that came with them, with their words', async () => {
    const { program, user } = await shown({ told: true });
    await program.go({ view: 'letters' });
    await user.click(await screen.findByText('The staging database'));
    const files = await screen.findByTestId('letter-files');
    expect(within(files).getByRole('img')).toHaveAccessibleName(/A boat, drawn/);
    expect(files).toHaveTextContent('minutes.pdf');
  });

  it('are left with Escape', async () => {
    const { program, user } = await shown({ told: true });
    await program.go({ view: 'letters' });
    await user.click((await screen.findAllByTestId('letter-row'))[0]!);
    await waitFor(() => {
      expect(screen.getByTestId('letter-back')).toHaveFocus();
    });
    await axeFindsNothing();
    await user.keyboard('{Escape}');
    expect(await screen.findByTestId('letter-list')).toBeInTheDocument();
  });

  it('are removed when that is confirmed', async () => {
    const { shell, program, user } = await shown({ told: true });
    await program.go({ view: 'letters' });
    await user.click(await screen.findByText('The staging database'));
    await user.click(await screen.findByTestId('letter-remove'));
    expect(await shell.listLetters()).toHaveLength(2);
    await user.click(screen.getByTestId('letter-remove-act'));
    expect(await screen.findAllByTestId('letter-row')).toHaveLength(1);
  });

  it('leave nothing in the window when it is locked', async () => {
    const all = await shown({ told: true });
    await opened(all);
    await all.program.lock();
    const { letters } = all.program;
    expect([letters.list, letters.fresh, letters.opening, letters.identity]).toEqual([
      [],
      null,
      null,
      null,
    ]);
  });
});

describe('a file that is handed over', () => {
  it('is asked about when it falls on the window', async () => {
    const { shell, program } = await shown();
    await program.go({ view: 'people' });
    shell.drop(['/home/you/a.jpg', '/home/you/letter.age']);
    expect(await screen.findByTestId('letter-passphrase')).toBeInTheDocument();
  });

  it('is a file of the entry when a page falls on an open one', async () => {
    const { shell, program, user } = await shown();
    await user.click(screen.getByText('An ordinary Tuesday'));
    await screen.findByTestId('title');
    shell.drop(['/home/you/letter.html']);
    await waitFor(async () => {
      expect(await shell.listAttachments(program.page.id!)).toHaveLength(1);
    });
    expect(program.letters.opening).toBeNull();
  });

  it('waits until the vault is unlocked', async () => {
    const { shell, program } = await shown();
    await program.lock();
    shell.emit({ kind: 'letter', path: '/home/you/letter.age' });
    expect(screen.queryByTestId('open-letter')).toBeNull();
    await program.opened(
      await shell.unlockVault('/home/you/Tellable/journal.tellable', {
        kind: 'passphrase',
        text: shell.passphrase,
      }),
    );
    expect(await screen.findByTestId('letter-passphrase')).toBeInTheDocument();
  });
});

describe('the key to give away', () => {
  it('is made on wish, copied, and shown as a code', async () => {
    const { program, user } = await shown();
    await program.go({ view: 'letters' });
    await user.click(await screen.findByTestId('key-make'));
    const recipient = (await screen.findByTestId('key-recipient')).textContent;
    expect(recipient).toMatch(/^age1/);
    await user.click(screen.getByTestId('key-copy'));
    expect(await screen.findByText(t.key.copied)).toBeInTheDocument();
    expect(await navigator.clipboard.readText()).toBe(recipient);
    await user.click(screen.getByTestId('key-show-code'));
    expect(within(screen.getByTestId('key-code')).getByRole('img')).toHaveAccessibleName(
      t.key.code,
    );
    await user.click(screen.getByTestId('key-another'));
    expect(screen.getByText(t.key.anotherAbout)).toBeInTheDocument();
    await user.click(screen.getByTestId('key-another-act'));
    await waitFor(() => {
      expect(screen.getByTestId('key-recipient').textContent).not.toBe(recipient);
    });
  });

  it('opens a letter without a passphrase, and is asked for when there is none', async () => {
    const all = await shown();
    await looking(all, '/home/you/for-me-letter.age');
    expect(await screen.findByTestId('letter-problem')).toHaveTextContent(t.opening.noKey);
    await all.user.keyboard('{Escape}');
    await all.user.click(screen.getByTestId('key-make'));
    await looking(all, '/home/you/for-me-letter.age');
    expect(await screen.findByTestId('letter-rule')).toBeInTheDocument();
  });
});

describe('an answer', () => {
  const answering = async (kind: string) => {
    const all = await shown({ told: true });
    await all.program.go({ view: 'letters' });
    await all.user.click(await screen.findByText('The staging database'));
    await all.user.click(await screen.findByTestId(`answer-${kind}`));
    return all;
  };
  const planned = async ({ shell, user }: Shown) => {
    await user.click(await screen.findByTestId('plan-begin'));
    await screen.findByTestId('review');
    const [share] = await shell.listShares();
    return shell.openReview(share!.id);
  };

  it('of two words is a share of its own, with the person and the rule filled in', async () => {
    const all = await answering('me-too');
    expect(screen.getByTestId('answer-text')).toHaveValue('Me too.');
    await all.user.click(screen.getByTestId('answer-go'));
    expect(await screen.findByTestId('plan-person')).toHaveValue('Ana Ribeiro');
    expect(screen.getByTestId('rule-keep-between-us')).toBeChecked();
    expect(await screen.findByTestId('plan-answers')).toHaveTextContent('The staging database');
    const { plan, items } = await planned(all);
    const letters = await all.shell.listLetters();
    const letter = letters.find(({ title }) => title === 'The staging database');
    expect(plan.answers).toEqual({ letter: letter?.letter, kind: 'me-too' });
    expect(items.some(({ text }) => text === 'Me too.')).toBe(true);
  });

  it('may be a story that is there already', async () => {
    const all = await answering('story');
    expect(screen.getByTestId('answer-go')).toBeDisabled();
    await all.user.type(screen.getByTestId('answer-search'), 'piano');
    await waitFor(() => {
      expect(screen.getAllByTestId('answer-entry')).toHaveLength(1);
    });
    await all.user.click(screen.getByTestId('answer-entry'));
    await axeFindsNothing();
    await all.user.click(screen.getByTestId('answer-go'));
    expect(await planned(all)).toMatchObject({ plan: { answers: { kind: 'story' } } });
    expect(all.shell.calls).not.toContain('writeAnswer');
  });

  it('is not empty', async () => {
    const all = await answering('words');
    await all.user.click(screen.getByTestId('answer-go'));
    expect(screen.getByText(t.answer.wordsNone)).toBeInTheDocument();
    expect(all.shell.calls).not.toContain('writeAnswer');
  });

  it('that came back leads to what it answers', async () => {
    const { program, user } = await shown({ told: true });
    await program.go({ view: 'letters' });
    await user.click(await screen.findByText(/Maria Stern/));
    expect(await screen.findByTestId('letter-answers')).toHaveTextContent(
      'What I did not say to Maria',
    );
    await user.click(screen.getByText(t.seeTelling));
    expect(await screen.findByTestId('after')).toBeInTheDocument();
    expect(screen.getByTestId('after-words')).toHaveValue('She wrote back the same week.');
  });
});
