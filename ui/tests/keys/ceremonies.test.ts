import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { MEMORY_ANSWERS, MEMORY_KEY } from '../../src/ipc/memory-keys';
import type { KeyOutcome } from '../../src/ipc/shell';
import { t } from '../../src/text/en';
import { held, NEXT, PASSPHRASE, shown } from './keys';

describe('a new recovery key', () => {
  async function toTheKey() {
    const all = await shown();
    await all.inSettings();
    await all.user.click(screen.getByTestId('new-recovery'));
    expect(await screen.findByTestId('current')).toHaveFocus();
    await all.typed('current', PASSPHRASE);
    await all.onward();
    await screen.findByTestId('ceremony-key');
    return all;
  }

  it('is shown, asked for, and only then counts', async () => {
    const { shell, program, user, groups, onward } = await toTheKey();
    expect(screen.getByTestId('ceremony-written')).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('group-2')).toHaveFocus();
    expect(shell.calls).not.toContain('finishKey');
    await groups();
    await onward();
    expect(await screen.findByTestId('ceremony-outcome')).toHaveTextContent(
      t.keys.outcome.recovery,
    );
    expect(held(program)).not.toContain(MEMORY_ANSWERS[0]);
    await user.click(screen.getByTestId('ceremony-done'));
    expect(program.keyring.busy).toBe(false);
    expect((await shell.vaultStatus()).state).toBe('unlocked');
  });

  it('is asked for again after wrong groups, and can be looked at once more', async () => {
    const { user, groups, onward } = await toTheKey();
    await user.keyboard('{Enter}');
    await screen.findByTestId('group-2');
    await groups(['WRONG', 'WRONG']);
    await onward();
    expect(await screen.findByRole('alert')).toHaveTextContent(t.keys.key.wrong);
    await user.click(screen.getByRole('button', { name: t.keys.key.again }));
    expect(screen.getByTestId('recovery-key')).toHaveTextContent(MEMORY_ANSWERS[0]!);
  });

  it('opens nothing when it is given up, by Back, Escape or a lock', async () => {
    const { shell, program, user, onward } = await toTheKey();
    await user.click(screen.getByRole('button', { name: t.common.back }));
    await waitFor(() => {
      expect(shell.calls).toContain('abandonKey');
    });
    expect(held(program)).not.toContain(MEMORY_ANSWERS[0]);
    await user.type(await screen.findByTestId('current'), PASSPHRASE);
    await onward();
    await screen.findByTestId('ceremony-key');
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(program.keyring.busy).toBe(false);
    });
    expect((await shell.vaultStatus()).state).toBe('unlocked');
    expect(held(program)).not.toContain(MEMORY_ANSWERS[0]);
  });

  it('is nowhere after a lock', async () => {
    const { shell, program } = await toTheKey();
    const { ceremony } = program.keyring;
    shell.emit({ kind: 'locking' });
    await screen.findByTestId('unlock');
    expect(ceremony?.shown.shown).toBeNull();
    expect(held(program)).not.toContain(MEMORY_ANSWERS[0]);
  });

  it('is not shown when the vault locked while it was drawn', async () => {
    const { shell, program } = await shown();
    let drawn: (key: Awaited<ReturnType<typeof shell.beginRecovery>>) => void = () => undefined;
    vi.spyOn(shell, 'beginRecovery').mockReturnValue(new Promise((done) => (drawn = done)));
    program.keyring.begin('recovery');
    const { ceremony } = program.keyring;
    ceremony!.current = PASSPHRASE;
    const beginning = ceremony!.begin();
    shell.emit({ kind: 'locked' });
    drawn({ key: MEMORY_KEY, groups: [MEMORY_KEY], asked: [0] });
    await beginning;
    expect(ceremony?.shown.shown).toBeNull();
  });

  it('is shown as a line, as 24 words and as squares, which are all the same key', async () => {
    const { user } = await toTheKey();
    await user.click(screen.getByRole('radio', { name: t.keys.key.forms.words }));
    const words = within(await screen.findByTestId('recovery-words')).getAllByRole('listitem');
    expect(words).toHaveLength(24);
    await user.click(screen.getByRole('radio', { name: t.keys.key.forms.code }));
    expect(await screen.findByRole('img', { name: t.keys.key.codeLabel })).toBeVisible();
  });

  it('is copied by the shell, which clears it again', async () => {
    const { shell, user } = await toTheKey();
    await user.click(screen.getByTestId('copy-key'));
    expect(await screen.findByText(t.keys.key.copied)).toBeVisible();
    expect(shell.calls).toContain('copySecret');
    shell.failWith('copySecret', 'clipboard-failed');
    await user.click(screen.getByTestId('copy-key'));
    expect(await screen.findByText(t.keys.key.copyFailed)).toBeVisible();
  });

  it('is printed as a sheet of its own, and nothing of it stays when it is closed', async () => {
    const { shell, user } = await toTheKey();
    shell.printWindow = async () => void shell.calls.push('printed');
    await user.click(screen.getByTestId('sheet-preview'));
    const sheet = await screen.findByTestId('recovery-sheet');
    expect(sheet).toHaveTextContent('Recovery key of the vault “journal”');
    expect(sheet).toHaveTextContent('22 November 2026');
    expect(sheet).toHaveTextContent(/1horse.*24innocent/);
    expect(within(sheet).getAllByRole('img')).toHaveLength(1);
    for (const step of t.keys.sheet.todo) expect(sheet).toHaveTextContent(step);
    const paper = document.querySelector('body > .to-print');
    expect(paper).toHaveTextContent('Recovery key of the vault “journal”');
    await user.click(within(sheet).getByRole('button', { name: t.keys.sheet.print }));
    expect(shell.calls).toContain('printed');
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(document.querySelector('.to-print')).toBeNull();
    });
    expect(screen.getByTestId('ceremony-key')).toBeVisible();
  });

  it('is covered by nothing while it is shown', async () => {
    const { program, user } = await toTheKey();
    await user.keyboard('{Control>}k{/Control}');
    expect(program.overlay).toBeNull();
    expect(screen.getByTestId('ceremony-key')).toBeVisible();
  });
});

describe('sealing everything anew', () => {
  async function toTheGroups() {
    const all = await shown();
    await all.inSettings();
    await all.user.click(screen.getByTestId('reseal'));
    await all.typed('current', PASSPHRASE);
    await all.typed('next', NEXT);
    await all.typed('again', NEXT);
    await all.onward();
    await all.user.click(await screen.findByTestId('ceremony-written'));
    await screen.findByTestId('group-2');
    return all;
  }

  it('says when it is needed, shows how far it is, and what came of it', async () => {
    const { shell, program, groups, onward } = await toTheGroups();
    const seen: (number | undefined)[] = [];
    await shell.onEvent((event) => {
      if (event.kind === 'progress') seen.push(program.keyring.ceremony?.progress?.done);
    });
    await groups();
    await onward();
    expect(await screen.findByTestId('ceremony-outcome')).toHaveTextContent('1,204 records');
    expect(screen.getByTestId('ceremony-outcome')).toHaveTextContent(/copies made before/);
    expect(seen.length).toBeGreaterThan(10);
    expect(shell.passphrase).toBe(NEXT);
    expect(held(program)).not.toMatch(new RegExp(`${NEXT}|${PASSPHRASE}|${MEMORY_ANSWERS[0]}`));
  });

  it('stops when asked, and leaves everything as it was', async () => {
    const { shell, program, user, groups, onward } = await toTheGroups();
    await groups();
    await shell.onEvent((event) => {
      if (event.kind === 'progress' && event.progress.done === 43)
        void program.keyring.ceremony?.stop();
    });
    await onward();
    expect(await screen.findByText(t.keys.outcome.stopped)).toBeVisible();
    expect(shell.passphrase).toBe(PASSPHRASE);
    await user.click(screen.getByTestId('ceremony-done'));
    expect(program.phase).toBe('open');
  });

  it('cannot be closed by a stray key while it works', async () => {
    const { shell, program, user, groups, onward } = await toTheGroups();
    let done: (outcome: KeyOutcome) => void = () => undefined;
    vi.spyOn(shell, 'finishKey').mockReturnValue(new Promise((end) => (done = end)));
    await groups();
    await onward();
    shell.emit({ kind: 'progress', progress: { task: 'rewrite', done: 1, total: 3 } });
    const working = await screen.findByTestId('ceremony-working');
    expect(working).toHaveFocus();
    expect(working).toHaveTextContent('1 of 3');
    await user.keyboard('{Escape}');
    expect(program.keyring.ceremony?.step).toBe('working');
    expect(screen.queryByRole('button', { name: t.common.close })).toBeNull();
    done({ kind: 'recovery' });
    await screen.findByTestId('ceremony-outcome');
  });

  it('keeps what is being written first, and does not begin without that', async () => {
    const { shell, program } = await shown();
    await program.newEntry();
    program.page.change({ body: 'precious' });
    shell.failWith('keepDraft', 'disk-full');
    await program.reseal();
    expect(program.keyring.busy).toBe(false);
    shell.failWith('keepDraft', null);
    await program.reseal();
    expect(program.keyring.ceremony?.kind).toBe('reseal');
  });

  it('says what failed, and that nothing was changed', async () => {
    const { shell, groups, onward } = await toTheGroups();
    await groups();
    shell.failWith('finishKey', 'disk-full');
    await onward();
    expect(await screen.findByTestId('ceremony-outcome')).toHaveTextContent(/disk is full/);
    expect(shell.passphrase).toBe(PASSPHRASE);
  });
});

describe('saving what can be saved', () => {
  it('is offered where damage was found, and names what was lost', async () => {
    const { shell, program, user, typed, groups, onward } = await shown();
    shell.emit({ kind: 'damaged' });
    const banner = await screen.findByTestId('damaged');
    await user.click(within(banner).getByRole('button', { name: t.keys.damaged.save }));
    expect(await screen.findByTestId('rescue-path')).toHaveFocus();
    expect(screen.queryByTestId('current')).toBeNull();
    await typed('rescue-path', '/media/you/STICK/saved.tellable');
    await typed('next', NEXT);
    await typed('again', NEXT);
    await onward();
    await user.click(await screen.findByTestId('ceremony-written'));
    await groups();
    await onward();
    const outcome = await screen.findByTestId('ceremony-outcome');
    expect(outcome).toHaveTextContent('/media/you/STICK/saved.tellable');
    expect(within(outcome).getByTestId('lost')).toHaveTextContent('“The demo that did not start”');
    expect(outcome).toHaveTextContent(t.keys.outcome.rescueStays);
    await user.click(screen.getByTestId('open-saved'));
    expect(await screen.findByTestId('unlock')).toHaveTextContent(
      '/media/you/STICK/saved.tellable',
    );
    expect(program.phase).toBe('unlock');
  });

  it('writes over nothing that stands there', async () => {
    const { program, typed, onward } = await shown();
    program.keyring.begin('rescue');
    await typed('rescue-path', '/home/you/taken.tellable');
    await typed('next', NEXT);
    await typed('again', NEXT);
    await onward();
    expect(await screen.findByRole('alert')).toHaveTextContent(/already a file/);
    expect(program.keyring.ceremony?.step).toBe('secret');
  });
});
