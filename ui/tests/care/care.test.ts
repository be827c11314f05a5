import { describe, expect, it, vi } from 'vitest';
import { careText, faultSentence } from '../../src/text/care-en';
import { begun } from '../program';
import { during } from './during';

describe('backups', () => {
  it('go into the folder that was named, and stop when it is taken away', async () => {
    const { program } = await begun({ begin: 'open', backup: 'off' });
    const { care } = program;
    expect(care.backups?.folder).toBeNull();
    care.folder = '  /media/you/STICK/Backups ';
    expect(await care.setFolder()).toBe(true);
    expect(care.backups?.folder).toBe('/media/you/STICK/Backups');
    expect(care.folder).toBe('');
    expect(await care.turnOff()).toBe(true);
    expect(care.backups?.folder).toBeNull();
  });

  it('say why a folder cannot be taken, and keep what was typed', async () => {
    const { program } = await begun({ begin: 'open', backup: 'off' });
    const { care } = program;
    care.folder = '/missing';
    expect(await care.setFolder()).toBe(false);
    expect(care.problem).toEqual({ code: 'folder-not-found', detail: {} });
    expect(care.folder).toBe('/missing');
    care.folder = '   ';
    expect(await care.setFolder()).toBe(false);
  });

  it('are made now, with progress, and everything is backed up then', async () => {
    const { program, shell } = await begun();
    const { care } = program;
    const before = care.backups!.files.length;
    let shown: unknown = null;
    await during(shell, 'backup', () => (shown = care.progress));
    await program.backUp();
    expect(shown).toMatchObject({ task: 'backup', done: 0 });
    expect(care.progress).toBeNull();
    expect(care.backups!.files.length).toBe(before + 1);
    expect(care.backups!.changedSince).toBe(false);
    expect(care.running).toBeNull();
    expect(program.notices.spoken).toBe(careText.live.backedUp);
  });

  it('can be stopped, which is no failure', async () => {
    const { program, shell } = await begun();
    const { care } = program;
    const before = care.backups!.files.length;
    await during(shell, 'backup', () => void care.stop());
    await program.backUp();
    expect(care.problem).toBeNull();
    expect(program.notices.items).toEqual([]);
    expect(care.backups!.files.length).toBe(before);
  });

  it('that were made by themselves are heard, and not shown', async () => {
    const { program, shell } = await begun();
    shell.emit({ kind: 'backed-up' });
    await vi.waitFor(() => {
      expect(program.notices.spoken).toBe(careText.live.backedUp);
    });
    expect(program.notices.items).toEqual([]);
  });

  it('that failed by themselves are said once, with the reason', async () => {
    const { program, shell } = await begun({ begin: 'open', backup: 'problem' });
    shell.emit({ kind: 'backed-up' });
    await vi.waitFor(() => {
      expect(program.notices.items).toHaveLength(1);
    });
    expect(program.notices.items[0]!.text).toMatch(/was not made\. There is no such folder/);
    program.notices.clear();
    shell.emit({ kind: 'backed-up' });
    await vi.waitFor(() => {
      expect(shell.calls.filter((call) => call === 'readBackups')).toHaveLength(2);
    });
    expect(program.notices.items).toEqual([]);
  });
});

describe('the check', () => {
  it('reports a sound vault', async () => {
    const { program } = await begun();
    await program.check();
    expect(program.care.report).toMatchObject({ sound: true, faults: [] });
    expect(program.overlay).toBe('check');
    expect(program.keyring.damaged).toBe(false);
  });

  it('keeps what was typed first', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    program.page.change({ title: 'The plum tree' });
    await program.check();
    expect(shell.calls.indexOf('saveEntry')).toBeLessThan(shell.calls.indexOf('checkVault'));
  });

  it('offers to save what can be saved when something is damaged', async () => {
    const { program } = await begun({ begin: 'open', check: 'faults' });
    await program.check();
    expect(program.care.report?.faults).toHaveLength(3);
    expect(program.keyring.damaged).toBe(true);
  });

  it('can be stopped, and says how far it went', async () => {
    const { program, shell } = await begun();
    await during(shell, 'check', () => void program.care.stop());
    await program.check();
    expect(program.care.report).toMatchObject({ cancelled: true, sound: false });
  });

  it('comes back with its report when its dialog was closed', async () => {
    const { program, shell } = await begun();
    await during(shell, 'check', () => (program.overlay = null));
    await program.check();
    expect(program.overlay).toBe('check');
  });

  it('does not come back after a lock', async () => {
    const { program, shell } = await begun();
    let locking: Promise<void> | undefined;
    await during(shell, 'check', () => (locking = program.lock()));
    await program.check();
    await locking;
    expect(program.care.report).toBeNull();
    expect(program.care.backups).toBeNull();
    expect(program.overlay).toBeNull();
  });

  it('says what it could not do', async () => {
    const { program, shell } = await begun();
    shell.failWith('checkVault', 'io');
    await program.check();
    expect(program.care.checkProblem).toEqual({ code: 'io', detail: {} });
    expect(program.care.running).toBeNull();
  });
});

describe('a fault', () => {
  const fault = {
    wrong: 'changed',
    record: 217,
    entry: '5',
    title: 'Stairs',
    at: '2024-09-03T23:50:00+02:00',
    otherWhole: true,
  };

  it('names its entry, the day, and whether another version is whole', () => {
    expect(faultSentence(fault)).toBe(
      '“Stairs”, written 3 September 2024. Its bytes are not the ones that were written. Another version of this entry is whole and can be read.',
    );
    expect(faultSentence({ ...fault, otherWhole: false })).toMatch(/No other version.*is whole\.$/);
  });

  it('is still said when nobody knows what it belonged to', () => {
    const bare = { ...fault, entry: null, title: null, at: null };
    expect(faultSentence({ ...bare, wrong: 'missing' })).toMatch(/^Record 217, and it cannot be/);
    expect(faultSentence({ ...bare, record: null, wrong: 'truncated' })).toBe(
      'The file itself. The file ends too early.',
    );
    expect(faultSentence({ ...fault, title: '' })).toMatch(/^An entry without a title, written/);
    expect(faultSentence({ ...fault, wrong: 'moon-phase' })).toContain('(moon-phase)');
  });
});

describe('the list of entries with two versions', () => {
  it('is known after unlocking, and forgotten by a lock', async () => {
    const { program } = await begun({ begin: 'open', conflicts: true });
    expect(program.care.conflicts).toHaveLength(2);
    await program.lock();
    expect(program.care.conflicts).toEqual([]);
  });
});
