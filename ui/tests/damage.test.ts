import { render, screen } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell } from '../src/ipc/memory';
import { Program } from '../src/state/program.svelte';
import App from '../src/views/App.svelte';

describe('damage found after unlocking', () => {
  it('is said calmly, ends writing, and takes nothing off the screen', async () => {
    const shell = memoryShell({ begin: 'open' });
    const program = new Program(shell);
    const user = userEvent.setup();
    render(App, { program });
    await screen.findByTestId('new-entry');
    await program.openEntry(program.timeline.at(0)!.id);
    const { title } = program.page.content;
    shell.emit({ kind: 'damaged' });
    const banner = await screen.findByTestId('damaged');
    expect(banner).toHaveTextContent(/is damaged\. Nothing was changed or deleted\. Copy the file/);
    expect(program.readOnly).toBe(true);
    expect(screen.getByTestId('new-entry')).toBeDisabled();
    expect(program.page.content.title).toBe(title);
    await user.click(screen.getByText('Close'));
    expect(screen.queryByTestId('damaged')).toBeNull();
    expect(screen.getByTestId('read-only')).toBeVisible();
  });
});
