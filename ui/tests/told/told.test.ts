import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell } from '../../src/ipc/memory';
import { dayFromNow, monthFromNow } from '../../src/state/days';
import { Program } from '../../src/state/program.svelte';
import { afterText as t } from '../../src/text/after-en';
import { groupsOf } from '../../src/views/ledger/groups';
import App from '../../src/views/App.svelte';
import { axeFindsNothing } from '../axe';

async function shown() {
  const shell = memoryShell({ begin: 'open', told: true });
  const program = new Program(shell);
  const user = userEvent.setup();
  render(App, { program });
  await screen.findAllByTestId('row');
  return { shell, program, user };
}
async function told() {
  const all = await shown();
  await all.program.go({ view: 'told' });
  await screen.findAllByTestId('ledger-row');
  return all;
}
const rowOf = (title: string) => screen.getByText(title, { selector: '.name' }).closest('li')!;

describe('what was told', () => {
  it('stands by day, by person and by entry', async () => {
    const { user } = await told();
    expect(screen.queryByTestId('ledger-group')).toBeNull();
    await user.click(screen.getByLabelText(t.list.person));
    expect(screen.getAllByTestId('ledger-group').map((one) => one.textContent)).toEqual([
      'Idris Cole',
      'Maria Stern',
      'Ana Ribeiro',
    ]);
    await user.click(screen.getByLabelText(t.list.entry));
    expect(screen.getAllByTestId('ledger-group')).toHaveLength(4);
  });

  it('opens row by row, and takes down what came of it', async () => {
    const { shell, user } = await told();
    const row = rowOf('The demo that did not start');
    const head = within(row).getByTestId('ledger-open');
    expect(head).toHaveAttribute('aria-expanded', 'false');
    await user.click(head);
    expect(head).toHaveAttribute('aria-expanded', 'true');
    await user.click(within(row).getByLabelText(t.receivedShort.warmly));
    await user.type(within(row).getByTestId('after-words'), 'He laughed, and then he told one.');
    await user.click(within(row).getByLabelText(t.trustShort.broken));
    expect(within(row).getByTestId('after-broken')).toHaveTextContent('Idris Cole');
    await axeFindsNothing();
    await user.click(within(row).getByTestId('after-save'));
    await waitFor(() => {
      expect(within(row).getByTestId('ledger-after')).toHaveTextContent('trust did not hold');
    });
    const [first] = await shell.listLedger();
    expect(first?.after).toMatchObject({
      received: 'warmly',
      words: 'He laughed, and then he told one.',
      trust: 'broken',
    });
  });

  it('leads to the answer that came back', async () => {
    const { user } = await told();
    const row = rowOf('What I did not say to Maria');
    await user.click(within(row).getByTestId('ledger-open'));
    await user.click(within(row).getByTestId('ledger-letter'));
    expect(await screen.findByTestId('letter-text')).toHaveTextContent('The same stairs');
  });

  it('keeps what was being noted when a day to ask is chosen', async () => {
    const { shell, user } = await told();
    const row = rowOf('The demo that did not start');
    await user.click(within(row).getByTestId('ledger-open'));
    await user.type(within(row).getByTestId('after-words'), 'So far so good.');
    await user.click(within(row).getByTestId('follow-up-week'));
    expect(await within(row).findByTestId('follow-up-set')).toBeInTheDocument();
    const [first] = await shell.listLedger();
    expect(first?.after).toMatchObject({ words: 'So far so good.', followUp: dayFromNow(7) });
  });

  it('says that a day which is gone cannot be the day to ask', async () => {
    const { shell, user } = await told();
    const row = rowOf('The demo that did not start');
    await user.click(within(row).getByTestId('ledger-open'));
    await user.click(within(row).getByTestId('follow-up-on'));
    expect(within(row).getByText(t.followUp.dayEarlier)).toBeInTheDocument();
    expect(shell.calls).not.toContain('noteAfter');
  });

  it('is named on the page of the entry, with the way there', async () => {
    const { user } = await shown();
    await user.click(screen.getByText('The demo that did not start'));
    const line = await screen.findByTestId('told-to');
    expect(line).toHaveTextContent('Told to Idris Cole');
    await user.click(line);
    expect(await screen.findAllByTestId('ledger-row')).toHaveLength(1);
    await user.click(screen.getByTestId('ledger-everything'));
    expect(await screen.findAllByTestId('ledger-row')).toHaveLength(4);
  });

  it('is grouped where the newest row of a group is', () => {
    const row = (id: string, person: string) =>
      ({ id, person, personName: person, entry: id, entryTitle: '' }) as Parameters<
        typeof groupsOf
      >[0][number];
    const groups = groupsOf([row('1', 'b'), row('2', 'a'), row('3', 'b')], 'person', 'Untitled');
    expect(groups.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['b', 2],
      ['a', 1],
    ]);
    expect(groupsOf([row('1', 'b')], 'entry', 'Untitled')[0]?.name).toBe('Untitled');
  });
});

describe('a day to ask', () => {
  it('is shown in the window, and answered', async () => {
    const { user, program } = await shown();
    const due = await screen.findByTestId('follow-up-due');
    expect(due).toHaveTextContent('Said no, and the sky stayed up');
    await axeFindsNothing();
    await user.click(screen.getByTestId('follow-up-answer'));
    const row = (await screen.findByTestId('after')).closest('li')!;
    expect(row).toHaveTextContent('Ana Ribeiro');
    await user.click(within(row).getByLabelText(t.trustShort.held));
    await user.click(within(row).getByTestId('after-save'));
    await waitFor(() => {
      expect(program.followUps.list).toEqual([]);
    });
  });

  it('is waved away for good', async () => {
    const { shell, user } = await shown();
    await user.click(await screen.findByTestId('follow-up-wave'));
    await waitFor(() => {
      expect(screen.queryByTestId('follow-ups')).toBeNull();
    });
    expect(await shell.listFollowUps()).toEqual([]);
  });

  it('is put aside until the next unlocking, and a lock leaves nothing of it', async () => {
    const { shell, program, user } = await shown();
    await user.click(await screen.findByTestId('follow-ups-later'));
    expect(screen.queryByTestId('follow-ups')).toBeNull();
    await program.lock();
    expect(program.followUps.list).toEqual([]);
    await program.opened(
      await shell.unlockVault('/home/you/Tellable/journal.tellable', {
        kind: 'passphrase',
        text: shell.passphrase,
      }),
    );
    expect(await screen.findByTestId('follow-ups')).toBeInTheDocument();
  });

  it('is counted in the calendar of the person', () => {
    const evening = new Date(2026, 0, 31, 23, 30);
    expect(dayFromNow(0, evening)).toBe('2026-01-31');
    expect(dayFromNow(1, evening)).toBe('2026-02-01');
    expect(monthFromNow(1, evening)).toBe('2026-02-28');
    expect(monthFromNow(12, evening)).toBe('2027-01-31');
  });
});
