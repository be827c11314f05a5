import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell } from '../../src/ipc/memory';
import { dayFromNow } from '../../src/state/days';
import { Program } from '../../src/state/program.svelte';
import App from '../../src/views/App.svelte';
import { keepAll } from './share';

/** Two words in answer to a letter from Ana, reviewed and sealed. */
async function answered() {
  const shell = memoryShell({ begin: 'open', told: true });
  const program = new Program(shell);
  const user = userEvent.setup();
  render(App, { program });
  await screen.findAllByTestId('row');
  await program.go({ view: 'letters' });
  await user.click(await screen.findByText('The staging database'));
  await user.click(await screen.findByTestId('answer-me-too'));
  await user.click(screen.getByTestId('answer-go'));
  await user.click(await screen.findByTestId('plan-begin'));
  await screen.findByTestId('review');
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await user.keyboard(key);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  await keepAll({ press } as Parameters<typeof keepAll>[0]);
  await press('{Enter}');
  await screen.findByTestId('preview-letter');
  await user.click(screen.getByTestId('preview-go'));
  await user.click(await screen.findByTestId('seal-choose'));
  await user.type(screen.getByTestId('seal-name'), 'Ana Ribeiro');
  await user.click(screen.getByTestId('seal-act'));
  await screen.findByTestId('done-passphrase');
  return { shell, program, user };
}

describe('after a telling', () => {
  it('one may say when to be asked how it went', async () => {
    const { shell, user } = await answered();
    await user.click(screen.getByTestId('follow-up-week'));
    expect(await screen.findByTestId('follow-up-set')).toBeInTheDocument();
    const [row] = await shell.listLedger();
    expect(row?.after).toMatchObject({ followUp: dayFromNow(7), followed: false });
  });

  it('the letter and its answer lead to each other', async () => {
    const { program, user } = await answered();
    await user.click(screen.getByTestId('done-close'));
    await waitFor(() => {
      expect(program.place.view).toBe('page');
    });
    await program.go({ view: 'letters' });
    await user.click(await screen.findByText('The staging database'));
    const link = await screen.findByTestId('letter-answered');
    expect(link).toHaveTextContent('Me too');
    await user.click(link.querySelector('button')!);
    await screen.findByTestId('after');
    await user.click(screen.getByTestId('ledger-letter'));
    expect(await screen.findByTestId('letter-text')).toHaveTextContent('The staging database');
  });
});
