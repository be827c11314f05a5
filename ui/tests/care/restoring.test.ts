import { describe, expect, it, vi } from 'vitest';
import { memoryShell } from '../../src/ipc/memory';
import { OLDER_PASSPHRASE } from '../../src/ipc/memory-care';
import type { ShellEvent } from '../../src/ipc/shell';
import { Program } from '../../src/state/program.svelte';
import { begun } from '../program';
import { during } from './during';

const PASSPHRASE = 'correct horse battery staple';

/** A program that has looked at the newest backup. */
async function rehearsed() {
  const all = await begun();
  const { program } = all;
  await program.go({ view: 'restore' });
  program.copying.path = program.care.backups!.files[0]!.path;
  program.copying.secret = PASSPHRASE;
  await program.copying.look();
  return { ...all, copying: program.copying };
}

describe('restoring', () => {
  it('changes nothing by looking, and keeps no secret', async () => {
    const { copying, shell } = await rehearsed();
    expect(copying.step).toBe('rehearsed');
    expect(copying.rehearsal?.different.map(({ kind }) => kind)).toContain('only-there');
    expect(copying.secret).toBe('');
    expect(copying.how).toBeNull();
    expect(shell.calls).not.toContain('restore');
    expect(shell.calls).not.toContain('mergeCopy');
  });

  it('does nothing before something is chosen', async () => {
    const { copying, shell } = await rehearsed();
    await copying.act();
    copying.how = 'beside';
    await copying.act();
    expect(shell.calls).not.toContain('restore');
  });

  it('puts the backup in place, locks, and shows where the other file is', async () => {
    const { copying, program } = await rehearsed();
    copying.how = 'replace';
    await copying.act();
    await vi.waitFor(() => {
      expect(program.phase).toBe('restore');
    });
    expect(program.blanked).toBe(false);
    expect(copying.restored?.setAside).toMatch(/set aside/);
    // Nothing that was written in either vault is left in the window.
    expect(copying.rehearsal).toBeNull();
    expect(program.timeline.total).toBe(0);
    await program.leaveRestore();
    expect(program.phase).toBe('unlock');
    expect(copying.restored).toBeNull();
  });

  it('is the same when the shell says late that it is locked', async () => {
    const { copying, program, shell } = await rehearsed();
    copying.how = 'replace';
    await copying.act();
    await vi.waitFor(() => {
      expect(program.phase).toBe('restore');
    });
    shell.emit({ kind: 'locked' });
    expect(program.blanked).toBe(false);
    expect(program.phase).toBe('restore');
  });

  it('writes a new file beside, and stays open', async () => {
    const { copying, program } = await rehearsed();
    copying.how = 'beside';
    copying.target = '/home/you/as-it-was.tellable';
    await copying.act();
    expect(copying.restored).toEqual({ path: '/home/you/as-it-was.tellable', setAside: null });
    expect(program.phase).toBe('open');
  });

  it('keeps the rehearsal when the new file cannot be written', async () => {
    const { copying } = await rehearsed();
    copying.how = 'beside';
    copying.target = '/home/you/taken.tellable';
    await copying.act();
    expect(copying.step).toBe('rehearsed');
    expect(copying.problem).toEqual({ code: 'already-exists', detail: {} });
  });

  it('says that an older backup opens with the older passphrase', async () => {
    const { program } = await begun();
    const { copying } = program;
    await program.go({ view: 'restore' });
    copying.path = program.care.backups!.files[12]!.path;
    copying.secret = PASSPHRASE;
    await copying.look();
    expect(copying.problem).toEqual({ code: 'wrong-passphrase', detail: {} });
    expect(copying.step).toBe('choose');
    copying.secret = OLDER_PASSPHRASE;
    await copying.look();
    expect(copying.step).toBe('rehearsed');
  });

  it('can be stopped while it compares', async () => {
    const { program, shell } = await begun();
    const { copying } = program;
    await program.go({ view: 'restore' });
    copying.path = '/media/copy.tellable';
    copying.secret = PASSPHRASE;
    await during(shell, 'compare', () => {
      expect(copying.progress?.task).toBe('compare');
      void copying.stop();
    });
    await copying.look();
    expect(copying.step).toBe('choose');
    expect(copying.stopped).toBe(true);
    expect(copying.problem).toBeNull();
    expect(shell.calls).toContain('cancelWork');
  });

  it('lets the copy go when the view is left', async () => {
    const { copying, shell } = await rehearsed();
    await copying.leave();
    expect(copying.rehearsal).toBeNull();
    expect(shell.calls).toContain('abandonRehearsal');
  });

  it('works on the start screen, where there is nothing to compare with', async () => {
    const { program } = await begun({ begin: 'locked' });
    const { copying } = program;
    program.beginRestore();
    expect(program.phase).toBe('restore');
    copying.path = '/media/you/STICK/journal.tellable';
    copying.secret = PASSPHRASE;
    await copying.look();
    expect(copying.rehearsal?.entriesHere).toBeNull();
    expect(copying.how).toBe('beside');
    copying.target = '/home/you/journal-back.tellable';
    await copying.act();
    await program.leaveRestore();
    expect(program.phase).toBe('unlock');
    expect(program.status?.path).toBe('/home/you/journal-back.tellable');
  });

  it('leaves nothing of a copy in the window when it locks', async () => {
    const { copying, program } = await rehearsed();
    await program.lock();
    expect(copying.rehearsal).toBeNull();
    expect(copying.path).toBe('');
    expect(copying.step).toBe('choose');
  });

  it('takes no answer that comes after the lock', async () => {
    const shell = memoryShell({ begin: 'open' });
    const program = new Program(shell);
    await program.start();
    await program.go({ view: 'restore' });
    program.copying.path = '/media/copy.tellable';
    program.copying.secret = PASSPHRASE;
    const looking = program.copying.look();
    await program.lock();
    await looking;
    expect(program.copying.rehearsal).toBeNull();
    expect(program.copying.step).toBe('choose');
  });
});

describe('a second copy', () => {
  async function merged(path = '/media/you/STICK/journal.tellable') {
    const all = await begun();
    const { program } = all;
    await program.go({ view: 'merge' });
    program.copying.path = path;
    program.copying.secret = PASSPHRASE;
    await program.copying.look();
    return { ...all, copying: program.copying };
  }

  it('comes in, and lists what was changed on both sides', async () => {
    const { copying, program } = await merged();
    const before = program.timeline.total;
    expect(copying.how).toBe('merge');
    await copying.act();
    expect(copying.report?.entriesNew).toBe(1);
    await vi.waitFor(() => {
      expect(program.care.conflicts.map(({ id }) => id)).toEqual(
        copying.report!.bothChanged.map(({ id }) => id),
      );
    });
    await vi.waitFor(() => {
      expect(program.timeline.total).toBe(before + 1);
    });
  });

  it('brings nothing the second time', async () => {
    const { copying, program } = await merged();
    await copying.act();
    await program.go({ view: 'merge' });
    copying.path = '/media/you/STICK/journal.tellable';
    copying.secret = PASSPHRASE;
    await copying.look();
    expect(copying.rehearsal?.differentTotal).toBe(0);
    await copying.act();
    expect(copying.report?.records).toBe(0);
  });

  it('shows the open entry again when it came in changed', async () => {
    const { copying, program } = await merged();
    const id = program.timeline.at(0)!.id;
    await program.openEntry(id);
    await copying.act();
    await vi.waitFor(() => {
      expect(program.page.entry?.heads).toBe(2);
    });
    expect(program.pageReadOnly).toBe(true);
  });

  it('refuses another vault in words', async () => {
    const { copying } = await merged('/media/another.tellable');
    expect(copying.rehearsal?.sameVault).toBe(false);
    await copying.act();
    expect(copying.problem).toEqual({ code: 'other-vault', detail: {} });
  });

  it('hears only of its own progress', async () => {
    const { copying, shell } = await merged();
    const backup: ShellEvent = {
      kind: 'progress',
      progress: { task: 'backup', done: 1, total: 2 },
    };
    shell.emit(backup);
    expect(copying.progress).toBeNull();
  });
});
