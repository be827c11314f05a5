import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell, type MemoryOptions } from '../../src/ipc/memory';
import { Program } from '../../src/state/program.svelte';
import App from '../../src/views/App.svelte';

async function shown(options: MemoryOptions = {}) {
  const shell = memoryShell({ begin: 'open', ...options });
  const program = new Program(shell);
  render(App, { program });
  if (options.begin !== 'locked') await screen.findAllByTestId('row');
  return { shell, program, user: userEvent.setup() };
}

describe('restoring, on the screen', () => {
  it('ends on the start screen with the name of the file that was set aside', async () => {
    const { user, program } = await shown();
    await program.go({ view: 'restore' });
    await user.click((await screen.findAllByTestId('backup-row'))[0]!);
    await user.type(screen.getByTestId('copy-secret'), 'correct horse battery staple{Enter}');
    await user.click(await screen.findByTestId('how-replace'));
    await user.click(screen.getByTestId('copy-act'));
    expect(await screen.findByTestId('set-aside')).toHaveTextContent(/set aside/);
    await user.click(screen.getByTestId('restored-done'));
    expect(await screen.findByTestId('unlock')).toBeInTheDocument();
  });
});
