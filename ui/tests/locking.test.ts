import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import App from '../src/views/App.svelte';
import { begun, writes } from './program';

afterEach(() => void vi.useRealTimers());

describe('locking', () => {
  it('blanks at once, then keeps the draft, then locks', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    program.page.change({ title: 'unfinished' });
    const locking = program.lock();
    expect(program.blanked).toBe(true);
    await locking;
    expect(writes(shell)).toEqual(['keepDraft', 'saveEntry', 'lockVault']);
    expect(program.phase).toBe('unlock');
  });

  it('draws nothing of the journal from the event on, whatever lies over the page', async () => {
    const { program, shell } = await begun();
    render(App, { program });
    await screen.findAllByText(/demo/);
    await program.openEntry(program.timeline.at(0)!.id);
    program.notices.tell('“The demo” is deleted.');
    program.notices.say('demo');
    program.overlay = 'palette';
    flushSync();
    expect(document.documentElement.outerHTML).toMatch(/demo/);
    // It goes on for ever: what is shown now is shown while the draft is on its way.
    vi.spyOn(program.page, 'keep').mockReturnValue(new Promise(() => undefined));
    shell.emit({ kind: 'locking' });
    // What was changed by the event is drawn before the next frame, with nothing awaited.
    flushSync();
    expect(screen.getByTestId('blank')).toBeVisible();
    expect(document.documentElement.outerHTML).not.toMatch(/demo|Ana|Porto/);
    expect(document.title).not.toMatch(/demo/);
  });

  it('empties itself when the shell has locked before the draft came through', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    program.page.change({ body: 'precious' });
    let refuse: (value: boolean) => void = () => undefined;
    vi.spyOn(program.page, 'keep').mockReturnValue(new Promise((done) => (refuse = done)));
    const locking = program.lock();
    shell.emit({ kind: 'locked' });
    await vi.waitFor(() => {
      expect(program.phase).toBe('unlock');
    });
    refuse(false);
    await locking;
    expect(program.page.content.body).toBe('');
    expect(program.lockRefused).toBeNull();
    expect(program.blanked).toBe(false);
  });

  it('says nothing of what it cut off, neither then nor after unlocking', async () => {
    const { program, shell } = await begun();
    let refuse: (thrown: unknown) => void = () => undefined;
    const asked = new Promise<never>((_, refused) => (refuse = refused));
    const spy = vi.spyOn(shell, 'listConflicts').mockReturnValue(asked);
    const opening = program.opened(await shell.vaultStatus());
    await vi.waitFor(() => {
      expect(spy).toHaveBeenCalled();
    });
    await program.lock();
    refuse({ code: 'locked' });
    await opening;
    expect(program.phase).toBe('unlock');
    expect(program.notices.items).toEqual([]);
  });

  it('leaves nothing of the vault in the state', async () => {
    const { program, shell } = await begun();
    program.search.words = 'demo';
    await program.search.run();
    await program.openEntry(program.timeline.at(0)!.id);
    program.notices.tell('“The demo” is deleted.');
    await program.lock();
    const state = JSON.stringify([
      program.page.entry,
      program.page.content,
      program.timeline.rows(0, 100),
      program.timeline.total,
      program.search.words,
      program.search.found,
      program.people.list,
      program.people.tags,
      program.notices.items,
      program.work.report,
    ]);
    expect(state).not.toMatch(/demo|Ana|Porto/);
    expect((await shell.vaultStatus()).state).toBe('locked');
  });

  it('does the same when the shell says that it is locking', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    program.page.change({ title: 'idle' });
    shell.emit({ kind: 'locking' });
    expect(program.blanked).toBe(true);
    await vi.waitFor(() => {
      expect(program.phase).toBe('unlock');
    });
    expect(writes(shell)).toEqual(['keepDraft', 'saveEntry', 'lockVault']);
  });

  it('goes to the unlock screen when the shell has locked by itself', async () => {
    const { program, shell } = await begun();
    shell.emit({ kind: 'locked' });
    await vi.waitFor(() => {
      expect(program.phase).toBe('unlock');
    });
    expect(program.timeline.total).toBe(0);
  });

  it('does not lock when the last words cannot be kept, and says so', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    program.page.change({ body: 'precious' });
    shell.failWith('keepDraft', 'disk-full');
    await program.lock();
    expect(writes(shell)).not.toContain('lockVault');
    expect(program.lockRefused).toEqual({ code: 'disk-full', detail: {} });
    expect(program.page.content.body).toBe('precious');
    shell.failWith('keepDraft', null);
    await program.lock();
    expect(program.phase).toBe('unlock');
  });

  it('tells the shell of activity at most once in five seconds', async () => {
    const { program, shell } = await begun();
    for (let at = 0; at < 12_000; at += 500) program.noteActivity(100_000 + at);
    expect(shell.calls.filter((call) => call === 'noteActivity')).toHaveLength(3);
  });
});

describe('a vault that can only be read', () => {
  it('writes nothing', async () => {
    const { program, shell } = await begun({ begin: 'open', readOnly: true });
    await program.newEntry();
    await program.openEntry(program.timeline.at(0)!.id);
    await program.deleteEntry();
    await program.share();
    await program.askWork('import');
    program.work.folder = 'diary';
    await program.runWork();
    await program.lock();
    expect(writes(shell)).toEqual(['lockVault']);
    expect(shell.calls).not.toContain('newEntry');
    expect(shell.calls).not.toContain('importFolder');
  });
});
