import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { begun, writes } from './program';

describe('writing', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('keeps the draft within a second of a keystroke, while one goes on typing', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    for (let second = 0; second < 3; second += 1) {
      for (let key = 0; key < 5; key += 1) {
        program.page.change({ body: `${program.page.content.body}a` });
        await vi.advanceTimersByTimeAsync(200);
      }
      expect(writes(shell).length).toBeGreaterThan(second);
    }
    expect(writes(shell)).not.toContain('saveEntry');
    const id = program.page.id!;
    expect((await shell.readEntry(id)).content.body.length).toBeGreaterThanOrEqual(12);
  });

  it('saves a revision at a pause, the draft first', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    program.page.change({ title: 'One' });
    await vi.advanceTimersByTimeAsync(6000);
    expect(writes(shell)).toEqual(['keepDraft', 'saveEntry']);
    expect(program.page.status).toBe('saved');
    expect(program.timeline.total).toBe(10);
  });

  it('saves on leaving for another entry', async () => {
    const { program, shell } = await begun();
    await program.openEntry(program.timeline.at(0)!.id);
    const id = program.page.id!;
    program.page.change({ body: 'other words' });
    await program.openEntry(program.timeline.at(1)!.id);
    expect((await shell.readEntry(id)).content.body).toBe('other words');
    expect((await shell.readEntry(id)).draft).toBe(false);
  });

  it('keeps the text and stays when a save fails', async () => {
    const { program, shell } = await begun();
    await program.openEntry(program.timeline.at(0)!.id);
    const id = program.page.id;
    program.page.change({ body: 'precious' });
    shell.failWith('saveEntry', 'disk-full');
    await program.openEntry(program.timeline.at(1)!.id);
    expect(program.page.id).toBe(id);
    expect(program.page.content.body).toBe('precious');
    expect(program.page.status).toBe('failed');
    shell.failWith('saveEntry', null);
    await program.page.save();
    expect(program.page.status).toBe('saved');
  });

  it('makes no revision of an entry nobody wrote in', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    await program.newEntry();
    expect(writes(shell)).toEqual([]);
  });

  it('never saves over later keystrokes', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    program.page.change({ body: 'first' });
    const save = shell.saveEntry.bind(shell);
    shell.saveEntry = (id, content) => {
      shell.saveEntry = save;
      program.page.change({ body: 'first and second' });
      return save(id, content);
    };
    await program.page.save();
    expect(program.page.content.body).toBe('first and second');
    expect(program.page.unsaved).toBe(true);
    await vi.advanceTimersByTimeAsync(6000);
    expect((await shell.readEntry(program.page.id!)).content.body).toBe('first and second');
  });

  it('brings a deleted entry back', async () => {
    const { program } = await begun();
    await program.openEntry(program.timeline.at(0)!.id);
    const id = program.page.id!;
    await program.deleteEntry();
    expect(program.page.entry).toBeNull();
    expect(program.timeline.indexOf(id)).toBe(-1);
    program.notices.items[0]!.act!.run();
    await vi.advanceTimersByTimeAsync(10);
    expect(program.page.id).toBe(id);
  });

  it('restores an earlier version as the newest', async () => {
    const { program, shell } = await begun();
    await program.openEntry(program.timeline.at(0)!.id);
    const id = program.page.id!;
    const before = program.page.content.body;
    program.page.change({ body: 'changed' });
    await program.page.save();
    const history = await shell.listHistory(id);
    await program.restore(history[1]!.id);
    expect(program.page.content.body).toBe(before);
    expect(await shell.listHistory(id)).toHaveLength(3);
  });
});
