import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell } from '../../src/ipc/memory';
import { dayFromNow } from '../../src/state/days';
import { Program } from '../../src/state/program.svelte';
import { beforeText as t } from '../../src/text/before-en';
import App from '../../src/views/App.svelte';
import { axeFindsNothing } from '../axe';

/** The plan for telling the demo, to this person. */
async function planning(name: string) {
  const shell = memoryShell({ begin: 'open', told: true });
  const program = new Program(shell);
  const user = userEvent.setup();
  render(App, { program });
  await screen.findAllByTestId('row');
  await user.click(screen.getByText('The demo that did not start'));
  await screen.findByTestId('title');
  await program.share();
  await user.type(await screen.findByTestId('plan-person'), name);
  return { shell, program, user };
}

describe('before a review', () => {
  it('asks six questions, each with its reason and source, and none that blocks', async () => {
    const { user } = await planning('Somebody new');
    for (const { ask, source } of t.questions('', null)) {
      expect(screen.getByText(ask)).toBeInTheDocument();
      expect(screen.getAllByText(source).length).toBeGreaterThan(0);
    }
    expect(screen.getByTestId('before-kindly')).toHaveTextContent(/more kindly/);
    await axeFindsNothing();
    await user.click(screen.getByTestId('rule-may-retell'));
    await user.click(screen.getByTestId('plan-begin'));
    expect(await screen.findByTestId('review')).toBeInTheDocument();
  });

  it('says what the vault knows to them', async () => {
    await planning('Idris Cole');
    expect(await screen.findByText('You lead Idris Cole.')).toBeInTheDocument();
    expect(screen.getByTestId('before-raw')).toHaveTextContent('It was 3 days ago.');
    expect(screen.getByTestId('before-whose')).toHaveTextContent(
      /Idris Cole and Ana Ribeiro\W? are in it\./,
    );
    expect(screen.getByTestId('before-known')).toHaveTextContent('First day, wrong building');
  });

  it('shows gently that trust did not hold once', async () => {
    await planning('Idris Cole');
    const broken = await screen.findByTestId('before-broken');
    expect(broken).toHaveTextContent('It was told on in the kitchen.');
    expect(broken).toHaveTextContent(t.brokenAbout);
  });

  it('shows what they told, and nothing of somebody else', async () => {
    const { user } = await planning('Ana Ribeiro');
    expect(await screen.findByText(t.toldYou('Ana Ribeiro'))).toBeInTheDocument();
    expect(screen.getByText(/The staging database/)).toBeInTheDocument();
    await user.clear(screen.getByTestId('plan-person'));
    await waitFor(() => {
      expect(screen.queryByTestId('before-known')).toBeNull();
    });
  });
});

describe('sleeping on it', () => {
  it('asks for what is missing first', async () => {
    const { user, shell } = await planning('Ana Ribeiro');
    await user.click(screen.getByTestId('sleep'));
    await axeFindsNothing();
    await user.click(screen.getByTestId('sleep-tomorrow'));
    expect(shell.calls).not.toContain('sleepOn');
    expect(screen.getByTestId('plan')).toBeInTheDocument();
  });

  it('leaves the plan, stands in the list, and is woken at a press', async () => {
    const { user, shell, program } = await planning('Ana Ribeiro');
    await user.click(screen.getByTestId('rule-may-retell'));
    await user.click(screen.getByTestId('sleep'));
    await user.click(screen.getByTestId('sleep-week'));
    await waitFor(() => {
      expect(program.place.view).toBe('page');
    });
    const until = dayFromNow(7);
    expect((await shell.listShares())[0]?.asleepUntil).toBe(until);
    await program.go({ view: 'told' });
    expect(await screen.findByTestId('ledger-sleep')).toHaveTextContent(t.sleep.row(until));
    await user.click(screen.getByTestId('ledger-resume'));
    expect(await screen.findByTestId('slept-on')).toHaveTextContent(t.sleep.asleep(until));
    await user.click(screen.getByTestId('wake'));
    await waitFor(() => {
      expect(screen.queryByTestId('slept-on')).toBeNull();
    });
    expect((await shell.listShares())[0]?.asleepUntil).toBeNull();
  });

  it('closes with Escape, and the share stays open', async () => {
    const { user } = await planning('Ana Ribeiro');
    await user.click(screen.getByTestId('sleep'));
    await user.click(screen.getByTestId('sleep-day'));
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('sleep-tomorrow')).toBeNull();
    expect(screen.getByTestId('sleep')).toHaveFocus();
    expect(screen.getByTestId('plan')).toBeInTheDocument();
  });

  it('takes no day that is gone', async () => {
    const { user, shell } = await planning('Ana Ribeiro');
    await user.click(screen.getByTestId('rule-may-retell'));
    await user.click(screen.getByTestId('sleep'));
    await user.click(screen.getByTestId('sleep-until'));
    expect(screen.getByText(t.sleep.dayEarlier)).toBeInTheDocument();
    expect(shell.calls).not.toContain('startShare');
  });
});
