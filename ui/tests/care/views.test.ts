import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell, type MemoryOptions } from '../../src/ipc/memory';
import { Program } from '../../src/state/program.svelte';
import { careText as t } from '../../src/text/care-en';
import App from '../../src/views/App.svelte';

const PASSPHRASE = 'correct horse battery staple';

async function shown(options: MemoryOptions = {}) {
  const shell = memoryShell({ begin: 'open', ...options });
  const program = new Program(shell);
  render(App, { program });
  if (options.begin !== 'locked') await screen.findAllByTestId('row');
  return { shell, program, user: userEvent.setup() };
}

describe('the settings', () => {
  it('show the folder, what is kept, and the newest backups', async () => {
    const { program } = await shown();
    await program.go({ view: 'settings' });
    expect(await screen.findByTestId('backup-into')).toHaveTextContent('/media/you/STICK/Backups');
    expect(screen.getByText(t.backup.kept)).toBeInTheDocument();
    expect(within(screen.getByTestId('backups')).getAllByRole('row')).toHaveLength(6);
    expect(screen.getByTestId('backup-state')).toHaveTextContent(t.backup.waits);
  });

  it('take a typed folder, and say what is wrong with it', async () => {
    const { program, user } = await shown({ backup: 'off' });
    await program.go({ view: 'settings' });
    const field = await screen.findByTestId('backup-folder');
    expect(screen.getByTestId('backup-set')).toBeDisabled();
    await user.type(field, '/missing{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(/There is no such folder/);
    expect(field).toHaveFocus();
    await user.clear(field);
    await user.type(field, '/media/Backups{Enter}');
    expect(await screen.findByTestId('backup-into')).toHaveTextContent('/media/Backups');
  });

  it('say that the last backup was not made, and why', async () => {
    const { program } = await shown({ backup: 'problem' });
    await program.go({ view: 'settings' });
    expect(await screen.findByTestId('backup-problem')).toHaveTextContent(
      /was not made\. There is no such folder/,
    );
  });

  it('let nothing be brought into a vault that can only be read, and let it be restored', async () => {
    const { program } = await shown({ readOnly: true });
    await program.go({ view: 'settings' });
    expect(await screen.findByTestId('merge')).toBeDisabled();
    expect(screen.getByTestId('restore')).toBeEnabled();
  });
});

describe('the check, on the screen', () => {
  it('says in a sentence that all is well', async () => {
    const { program, user } = await shown();
    await program.go({ view: 'settings' });
    await user.click(await screen.findByTestId('check'));
    expect(await screen.findByTestId('check-report')).toHaveTextContent(
      'All 1,204 records opened and are what was written.',
    );
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('check-dialog')).toBeNull();
    expect(screen.getByTestId('check')).toHaveFocus();
  });

  it('names what is damaged, and leads to a backup or to saving what is whole', async () => {
    const { program, user } = await shown({ check: 'faults' });
    await program.check();
    const report = await screen.findByTestId('check-report');
    expect(report).toHaveTextContent(/“What I did not say to Maria”, written 3 September 2024/);
    expect(report).toHaveTextContent(t.check.safe);
    expect(screen.getByTestId('check-rescue')).toBeInTheDocument();
    await user.click(screen.getByTestId('check-restore'));
    expect(await screen.findByTestId('choose-copy')).toBeInTheDocument();
  });
});

describe('restoring, on the screen', () => {
  it('ends on the start screen with the name of the file that was set aside', async () => {
    const { user, program } = await shown();
    await program.go({ view: 'restore' });
    await user.click((await screen.findAllByTestId('backup-row'))[0]!);
    await user.type(screen.getByTestId('copy-secret'), `${PASSPHRASE}{Enter}`);
    expect(await screen.findByTestId('differences')).toBeInTheDocument();
    await waitFor(() => {
      expect(screen.getByRole('heading', { level: 1, name: t.copy.restoreTitle })).toHaveFocus();
    });
    expect(screen.queryByTestId('copy-act')).toBeNull();
    await user.click(screen.getByTestId('how-replace'));
    await user.click(screen.getByTestId('copy-act'));
    expect(await screen.findByTestId('set-aside')).toHaveTextContent(/set aside/);
    await user.click(screen.getByTestId('restored-done'));
    expect(await screen.findByTestId('unlock')).toBeInTheDocument();
  });

  it('puts the focus on a wrong passphrase, and says that it may be the older one', async () => {
    const { user, program } = await shown();
    await program.go({ view: 'restore' });
    expect(screen.getByText(t.copy.older)).toBeInTheDocument();
    await user.type(await screen.findByTestId('copy-secret'), 'nonsense{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(/does not open/);
    await waitFor(() => {
      expect(screen.getByTestId('copy-secret')).toHaveFocus();
    });
  });

  it('shows two hundred differences and says how many there are', async () => {
    const { user, program } = await shown({ differences: 1204 });
    await program.go({ view: 'restore' });
    await user.type(await screen.findByTestId('copy-secret'), `${PASSPHRASE}{Enter}`);
    expect(await screen.findByTestId('differences-cut')).toHaveTextContent('first 200 of 1,204');
    expect(screen.getAllByTestId('difference')).toHaveLength(200);
  });

  it('names the damage of a copy, and what another vault cannot do', async () => {
    const { user, program } = await shown();
    await program.go({ view: 'restore' });
    await user.click(await screen.findByTestId('backup-other'));
    await user.type(screen.getByTestId('copy-path'), '/media/another-damaged.tellable');
    await user.type(screen.getByTestId('copy-secret'), `${PASSPHRASE}{Enter}`);
    expect(await screen.findByTestId('copy-faults')).toHaveTextContent(/2 records of the copy are/);
    expect(screen.getByText(t.rehearsal.otherVault)).toBeInTheDocument();
    expect(screen.queryByTestId('how-replace')).toBeNull();
    expect(screen.queryByTestId('how-merge')).toBeNull();
  });

  it('works before any vault is open, and Escape leads back', async () => {
    const { user, program } = await shown({ begin: 'locked' });
    await screen.findByTestId('unlock');
    program.beginRestore();
    expect(await screen.findByTestId('copy-path')).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(await screen.findByTestId('unlock')).toBeInTheDocument();
  });
});

describe('an entry with two versions, on the screen', () => {
  async function both() {
    const all = await shown({ conflicts: true });
    await all.program.openEntry(all.program.timeline.at(0)!.id);
    await all.user.click(await screen.findByTestId('look-at-both'));
    await screen.findByTestId('joining-result');
    return all;
  }

  it('cannot be written on before they are one, and says so', async () => {
    const { program } = await shown({ conflicts: true });
    await program.openEntry(program.timeline.at(0)!.id);
    expect(await screen.findByTestId('two-versions')).toHaveTextContent(t.banner.text);
    expect(screen.getByTestId('title')).toHaveAttribute('readonly');
  });

  it('stands in the side menu, and not when there is none', async () => {
    const { user } = await shown({ conflicts: true });
    await user.click(screen.getByTestId('menu'));
    await user.click(screen.getByRole('menuitem', { name: t.actions.conflicts }));
    expect(
      within(await screen.findByTestId('conflict-list')).getAllByRole('listitem'),
    ).toHaveLength(2);
  });

  it('has no place in the menu when there is none', async () => {
    const { user } = await shown();
    await user.click(screen.getByTestId('menu'));
    expect(screen.queryByRole('menuitem', { name: t.actions.conflicts })).toBeNull();
  });

  it('is joined with the keyboard alone', async () => {
    const { user, program, shell } = await both();
    expect(screen.getByTestId('side-here')).toHaveTextContent(/^Here: this device, 21 November/);
    expect(screen.getByTestId('side-there')).toHaveTextContent(/^There: anas-laptop, 21 November/);
    await waitFor(() => {
      expect(screen.getByTestId('choice-title')).toHaveFocus();
    });
    expect(screen.getByTestId('joining-save')).toBeDisabled();
    await user.keyboard('2');
    await user.keyboard('k1');
    await user.keyboard('u');
    expect(screen.getByTestId('joining-progress')).toHaveTextContent('1 of 3 chosen');
    await user.keyboard('j3');
    expect(screen.getAllByTestId('result-open')).toHaveLength(1);
    await user.keyboard('e');
    const field = await screen.findByLabelText(t.joining.written);
    await waitFor(() => {
      expect(field).toHaveFocus();
    });
    await user.clear(field);
    await user.keyboard('One line, in my words: j k 1 2 3.');
    await user.keyboard('{Escape}');
    expect(screen.getByTestId('joining')).toBeInTheDocument();
    expect(screen.getByTestId('joining-result')).toHaveTextContent(/in my words: j k 1 2 3\./);
    const entry = program.joining!.entry;
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(await screen.findByTestId('title')).toHaveValue('The demo, and the cable');
    expect(screen.queryByTestId('two-versions')).toBeNull();
    expect((await shell.readEntry(entry)).content.body).toContain('One line, in my words');
    expect(program.notices.items[0]?.text).toBe(t.joining.saved);
  });

  it('shows what was taken by itself, and leaves it at a press', async () => {
    const { user } = await both();
    expect(screen.getByTestId('joining-result')).toHaveTextContent('Porto, the small room');
    await user.click(screen.getByTestId('leave-place'));
    expect(screen.getByTestId('joining-result')).not.toHaveTextContent('the small room');
    await user.click(screen.getByTestId('joining-undo'));
    expect(screen.getByTestId('joining-result')).toHaveTextContent('Porto, the small room');
  });

  it('is left for now with Escape, and what was chosen is there later', async () => {
    const { user, program } = await both();
    await user.keyboard('2');
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.getByTestId('look-at-both')).toHaveFocus();
    });
    // What stands on the page now is neither version, and is not called one.
    expect(screen.getByTestId('two-versions')).toHaveTextContent(t.banner.draft);
    await user.click(screen.getByTestId('look-at-both'));
    expect(await screen.findByTestId('joining-progress')).toHaveTextContent('1 of 3 chosen');
    expect(program.joining?.draft).toBeNull();
  });

  it('says how many choices are open when one would save too early', async () => {
    const { user } = await both();
    await user.keyboard('j{Control>}{Enter}{/Control}');
    expect(screen.getByTestId('joining-said')).toHaveTextContent(t.joining.notYet);
    expect(screen.getByTestId('joining')).toBeInTheDocument();
  });
});

describe('a second copy, on the screen', () => {
  it('is left with Escape, and the focus is where one came from', async () => {
    const { user, program } = await shown();
    await program.go({ view: 'settings' });
    await user.click(await screen.findByTestId('merge'));
    expect(await screen.findByTestId('copy-path')).toHaveFocus();
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.getByTestId('merge')).toHaveFocus();
    });
  });

  it('comes in with a report, and leads to the entries changed on both sides', async () => {
    const { user, program } = await shown();
    await program.go({ view: 'merge' });
    await user.type(await screen.findByTestId('copy-path'), '/media/STICK/journal.tellable');
    await user.type(screen.getByTestId('copy-secret'), `${PASSPHRASE}{Enter}`);
    await user.click(await screen.findByTestId('copy-act'));
    expect(await screen.findByTestId('merge-report')).toHaveTextContent('3 records came in.');
    await user.click(await screen.findByTestId('conflict-open'));
    expect(await screen.findByTestId('joining-result')).toBeInTheDocument();
  });
});
