import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell } from '../src/ipc/memory';
import { MEMORY_ANSWERS } from '../src/ipc/memory-keys';
import { Program } from '../src/state/program.svelte';
import { t } from '../src/text/en';
import App from '../src/views/App.svelte';

function shown(begin: 'none' | 'locked') {
  const shell = memoryShell({ begin });
  const program = new Program(shell);
  render(App, { program });
  return { shell, program, user: userEvent.setup() };
}

describe('a new vault', () => {
  async function toTheKey() {
    const all = shown('none');
    const passphrase = await screen.findByLabelText(t.create.passphrase);
    await all.user.type(passphrase, 'walnut harbour ninety');
    await all.user.type(screen.getByLabelText(t.create.repeat), 'walnut harbour ninety');
    await all.user.click(screen.getByRole('button', { name: t.create.onward }));
    await screen.findByTestId('recovery-key');
    return all;
  }

  it('is not begun while the two passphrases differ', async () => {
    const { shell, user } = shown('none');
    await user.type(await screen.findByLabelText(t.create.passphrase), 'one two three');
    await user.type(screen.getByLabelText(t.create.repeat), 'one two four{Enter}');
    expect(screen.getByText(t.create.different)).toBeInTheDocument();
    expect(shell.calls).not.toContain('beginVault');
  });

  it('says honestly how strong the passphrase is', async () => {
    const { user } = shown('none');
    await user.type(await screen.findByLabelText(t.create.passphrase), 'abc');
    expect(await screen.findByText(/Very easy to guess/)).toBeInTheDocument();
  });

  it('is not made with wrong groups of the key', async () => {
    const { user, program } = await toTheKey();
    await user.click(screen.getByRole('button', { name: t.keys.key.written }));
    await user.type(screen.getByTestId('group-2'), 'WRONG');
    await user.type(screen.getByTestId('group-5'), 'WRONG{Enter}');
    expect(await screen.findByText(t.create.checkWrong)).toBeInTheDocument();
    expect(program.phase).toBe('create');
  });

  it('is made with the right groups, and the secrets are forgotten', async () => {
    const { user, program } = await toTheKey();
    await user.click(screen.getByRole('button', { name: t.keys.key.written }));
    await user.type(screen.getByTestId('group-2'), MEMORY_ANSWERS[0]!);
    await user.type(screen.getByTestId('group-5'), `${MEMORY_ANSWERS[1]}{Enter}`);
    await waitFor(() => {
      expect(program.phase).toBe('open');
    });
    expect(document.body.innerHTML).not.toContain(MEMORY_ANSWERS[1]);
    expect(screen.getByRole('button', { name: t.page.write })).toBeInTheDocument();
  });

  it('is nowhere when the place is taken', async () => {
    const { user, program } = shown('none');
    await user.type(await screen.findByLabelText(t.create.passphrase), 'walnut harbour');
    await user.type(screen.getByLabelText(t.create.repeat), 'walnut harbour');
    await user.clear(screen.getByTestId('create-path'));
    await user.type(screen.getByTestId('create-path'), '/home/you/taken.tellable{Enter}');
    expect(await screen.findByText(/already a file/)).toBeInTheDocument();
    expect(program.phase).toBe('create');
  });
});

describe('a locked vault', () => {
  it('stays shut to a wrong passphrase, and says so kindly', async () => {
    const { user, program } = shown('locked');
    await user.type(await screen.findByTestId('secret'), 'guess{Enter}');
    expect(await screen.findByRole('alert')).toHaveTextContent(/does not open this vault/);
    expect(program.phase).toBe('unlock');
    expect(screen.getByTestId('secret')).toHaveFocus();
  });

  it('opens with the passphrase', async () => {
    const { user } = shown('locked');
    await user.type(await screen.findByTestId('secret'), 'correct horse battery staple{Enter}');
    expect(await screen.findByTestId('timeline')).toBeInTheDocument();
    expect(await screen.findByText('The demo that did not start')).toBeInTheDocument();
  });

  it('opens with the recovery key', async () => {
    const { user, shell } = shown('locked');
    await user.click(await screen.findByRole('button', { name: t.unlock.useKey }));
    await user.type(screen.getByTestId('secret'), `${shell.recoveryKey}{Enter}`);
    expect(await screen.findByTestId('timeline')).toBeInTheDocument();
  });
});
