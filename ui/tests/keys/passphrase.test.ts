import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { t } from '../../src/text/en';
import { held, NEXT, PASSPHRASE, shown } from './keys';

describe('changing the passphrase', () => {
  async function asked(options = {}) {
    const all = await shown(options);
    await all.inSettings();
    await all.user.click(screen.getByTestId('change-passphrase'));
    await screen.findByTestId('passphrase-change');
    return all;
  }

  it('asks for the one until now, then twice for the new one, and forgets all three', async () => {
    const { shell, program, user, typed, onward } = await asked();
    expect(screen.getByTestId('current')).toHaveFocus();
    await typed('current', PASSPHRASE);
    await typed('next', NEXT);
    await typed('again', NEXT);
    await onward();
    expect(await screen.findByTestId('passphrase-changed')).toHaveTextContent(
      t.keys.change.changed,
    );
    expect(shell.passphrase).toBe(NEXT);
    expect(held(program)).not.toMatch(new RegExp(`${NEXT}|${PASSPHRASE}`));
    await user.click(screen.getByRole('button', { name: t.keys.done }));
    expect(program.keyring.busy).toBe(false);
  });

  it('changes nothing for a wrong one, and says so at its field', async () => {
    const { shell, typed, onward } = await asked();
    await typed('current', 'guess');
    await typed('next', NEXT);
    await typed('again', NEXT);
    await onward();
    expect(await screen.findByRole('alert')).toHaveTextContent(/does not open this vault/);
    await waitFor(() => {
      expect(screen.getByTestId('current')).toHaveFocus();
    });
    expect(shell.passphrase).toBe(PASSPHRASE);
    expect(screen.getByTestId('next')).toHaveValue(NEXT);
  });

  it('asks the shell nothing while something is missing or differs', async () => {
    const { shell, typed, user, onward } = await asked();
    await user.click(screen.getByTestId('passphrase-act'));
    expect(screen.getByText(t.keys.change.currentMissing)).toBeInTheDocument();
    expect(screen.getByText(t.keys.change.nextMissing)).toBeInTheDocument();
    await typed('current', PASSPHRASE);
    await typed('next', NEXT);
    await typed('again', 'walnut');
    await onward();
    expect(screen.getByText(t.keys.change.different)).toBeInTheDocument();
    expect(shell.calls).not.toContain('changePassphrase');
  });

  it('says what guessing the new one costs, and why', async () => {
    const { typed } = await asked();
    await typed('next', 'abc');
    expect(await screen.findByTestId('strength')).toHaveTextContent(/Very easy to guess/);
    expect(screen.getByTestId('strength')).toHaveTextContent(/less than a dollar/);
    expect(screen.getByTestId('strength')).toHaveTextContent(/Add another word or two/);
  });

  it('says that the cost is raised on the way, when it is', async () => {
    const { typed, program, onward } = await asked({ workFactor: 17 });
    expect(screen.getByTestId('raises')).toHaveTextContent('2^17 to 2^18');
    await typed('current', PASSPHRASE);
    await typed('next', NEXT);
    await typed('again', NEXT);
    await onward();
    await screen.findByTestId('passphrase-changed');
    expect(program.keyring.facts?.workFactor).toBe(18);
    expect(program.keyring.canRaise).toBe(false);
  });

  it('closes by Escape, forgets what was typed and gives the focus back', async () => {
    const { program, typed, user } = await asked();
    await typed('current', PASSPHRASE);
    await user.keyboard('{Escape}');
    await waitFor(() => {
      expect(screen.queryByTestId('passphrase-change')).toBeNull();
    });
    expect(screen.getByTestId('change-passphrase')).toHaveFocus();
    expect(held(program)).not.toContain(PASSPHRASE);
  });

  it('forgets what was typed when the vault locks meanwhile', async () => {
    const { program, shell, typed } = await asked();
    await typed('current', PASSPHRASE);
    await typed('next', NEXT);
    const { change } = program.keyring;
    shell.emit({ kind: 'locking' });
    await screen.findByTestId('unlock');
    expect([change?.current, change?.next.text, program.keyring.facts]).toEqual(['', '', null]);
    expect(held(program)).not.toMatch(new RegExp(`${NEXT}|${PASSPHRASE}`));
  });
});

describe('raising the cost of guessing', () => {
  it('is offered when the machine affords more, and keeps the passphrase', async () => {
    const { shell, program, user, typed, inSettings, onward } = await shown({ workFactor: 17 });
    await inSettings();
    await user.click(screen.getByTestId('raise'));
    await typed('current', PASSPHRASE);
    await onward();
    expect(await screen.findByTestId('passphrase-changed')).toHaveTextContent('2^18');
    expect(shell.passphrase).toBe(PASSPHRASE);
    expect(program.keyring.facts?.workFactor).toBe(18);
  });

  it('is not offered when the machine affords no more', async () => {
    const { inSettings } = await shown();
    await inSettings();
    expect(screen.queryByTestId('raise')).toBeNull();
  });
});

describe('a vault that the recovery key opened', () => {
  it('offers a new passphrase right away, and asks for no old one', async () => {
    const { shell, program, user, typed, onward } = await shown({ begin: 'locked' });
    await user.click(screen.getByRole('button', { name: t.unlock.useKey }));
    await typed('secret', `${shell.recoveryKey}{Enter}`);
    expect(await screen.findByTestId('recovery-offer')).toHaveTextContent(t.keys.banner.text);
    await user.click(screen.getByRole('button', { name: t.keys.banner.set }));
    expect(await screen.findByTestId('next')).toHaveFocus();
    expect(screen.queryByTestId('current')).toBeNull();
    await typed('next', NEXT);
    await typed('again', NEXT);
    await onward();
    await screen.findByTestId('passphrase-changed');
    expect(shell.passphrase).toBe(NEXT);
    expect(program.keyring.offer).toBe(false);
  });

  it('takes no for an answer', async () => {
    const { user } = await shown({ openedBy: 'recovery-key' });
    await user.click(await screen.findByRole('button', { name: t.keys.banner.later }));
    expect(screen.queryByTestId('recovery-offer')).toBeNull();
  });
});

describe('keys that cannot be read or changed', () => {
  it('hinder nothing else', async () => {
    const { program, shell } = await shown();
    shell.failWith('readKeys', 'io');
    await program.keyring.read();
    expect(program.keyring.facts).toBeNull();
    expect(program.notices.items).toEqual([]);
  });

  it('stay as they are in a vault that can only be read', async () => {
    const { inSettings } = await shown({ readOnly: true });
    await inSettings();
    expect(screen.getByTestId('keys')).toHaveTextContent(t.keys.acts.readOnly);
    expect(screen.queryByTestId('change-passphrase')).toBeNull();
  });
});
