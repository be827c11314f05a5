import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { t } from '../../src/text/en';
import { begun } from '../program';
import { PASSPHRASE, shown } from './keys';

describe('an older copy of the vault', () => {
  it('explains itself, with what was seen and what is here, before anything is chosen', async () => {
    const { program } = await shown({ rolledBack: true });
    const notice = await screen.findByTestId('older-copy');
    expect(notice).toHaveTextContent('On 20 November 2026 at 22:41');
    expect(notice).toHaveTextContent('1,204 records');
    expect(notice).toHaveTextContent('1,187');
    expect(notice).toHaveTextContent('17 records are not in it');
    for (const cause of t.keys.rolled.causes) expect(notice).toHaveTextContent(cause);
    expect(screen.getByTestId('older-read')).toHaveFocus();
    expect(program.readOnly).toBe(true);
  });

  it('is read on by Escape, with a line that leads back to the choice', async () => {
    const { user, shell } = await shown({ rolledBack: true });
    await screen.findByTestId('older-copy');
    await user.keyboard('{Escape}');
    expect(await screen.findByTestId('older-banner')).toBeVisible();
    expect(shell.calls).not.toContain('acceptCopy');
    await user.click(screen.getByRole('button', { name: t.keys.rolled.explain }));
    expect(await screen.findByTestId('older-copy')).toBeVisible();
  });

  it('counts from now on only after a second yes', async () => {
    const { user, shell, program } = await shown({ rolledBack: true });
    await user.click(await screen.findByTestId('older-use'));
    expect(screen.getByRole('button', { name: t.keys.rolled.back })).toHaveFocus();
    expect(shell.calls).not.toContain('acceptCopy');
    await user.click(screen.getByTestId('older-confirm'));
    await waitFor(() => {
      expect(program.readOnly).toBe(false);
    });
    expect(screen.queryByTestId('older-copy')).toBeNull();
    expect(screen.queryByTestId('older-banner')).toBeNull();
  });

  it('stays for reading when it cannot be accepted', async () => {
    const { user, shell, program } = await shown({ rolledBack: true });
    shell.failWith('acceptCopy', 'disk-full');
    await user.click(await screen.findByTestId('older-use'));
    await user.click(screen.getByTestId('older-confirm'));
    expect(await screen.findByRole('alert')).toHaveTextContent(/disk is full/);
    expect(program.readOnly).toBe(true);
  });

  it('gives way to the newer file, which is asked for a key of its own', async () => {
    const { user, program } = await shown({ rolledBack: true });
    await user.click(await screen.findByTestId('older-open-newer'));
    await screen.findByTestId('unlock');
    expect(program.status?.path).toBe('/home/you/Documents/other.tellable');
  });

  it('leads to bringing the newer one in', async () => {
    const { user, program } = await shown({ rolledBack: true });
    await user.click(await screen.findByTestId('older-bring-in'));
    await waitFor(() => {
      expect(program.place.view).toBe('merge');
    });
    expect(program.standing.asking).toBe(false);
  });

  it('is noticed later too, and locks nothing', async () => {
    const { shell, program } = await shown();
    shell.emit({ kind: 'rolled-back' });
    expect(await screen.findByTestId('older-copy')).toBeVisible();
    expect(program.phase).toBe('open');
  });
});

describe('bringing the newer copy in', () => {
  async function looked() {
    const all = await begun({ begin: 'open', rolledBack: true });
    await all.program.go({ view: 'merge' });
    const { copying } = all.program;
    copying.path = '/media/you/STICK/journal.tellable';
    copying.secret = PASSPHRASE;
    await copying.look();
    return { ...all, copying };
  }

  it('takes this copy as the one that counts, and then adds to it', async () => {
    const { program, shell, copying } = await looked();
    await copying.act();
    expect(shell.calls.filter((call) => /acceptCopy|mergeCopy/.test(call))).toEqual([
      'acceptCopy',
      'mergeCopy',
    ]);
    expect(program.standing.rolledBack).toBeNull();
    expect(copying.step).toBe('done');
  });

  it('leaves it held for reading when it is given up before', async () => {
    const { program, shell } = await looked();
    await program.go({ view: 'page' });
    expect(shell.calls).not.toContain('acceptCopy');
    expect(program.readOnly).toBe(true);
  });
});
