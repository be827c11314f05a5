import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import { memoryShell } from '../../src/ipc/memory';
import { Whereabouts } from '../../src/state/whereabouts.svelte';
import { t } from '../../src/text/en';
import { sentenceFor } from '../../src/text/failures';
import { begun } from '../program';
import { PASSPHRASE, shown } from './keys';

const WORDS =
  'horse loan dutch milk mistake pigeon picnic army final obtain solar latin ' +
  'offer oak mail crawl help stable roast usage lunch ostrich silly innocent';

describe('the unlock screen', () => {
  it('takes the words of the recovery key in the field of its line', async () => {
    const { user, typed } = await shown({ begin: 'locked' });
    await user.click(screen.getByRole('button', { name: t.unlock.useKey }));
    await typed('secret', `  ${WORDS.toUpperCase()} {Enter}`);
    expect(await screen.findByTestId('timeline')).toBeInTheDocument();
  });

  it('moves between vaults with the arrows, and stays at the choice', async () => {
    const { user } = await shown({ begin: 'locked', recents: 'several' });
    expect(screen.getByTestId('secret')).toHaveFocus();
    await user.tab({ shift: true });
    expect(screen.getByRole('radio', { name: /journal/ })).toHaveFocus();
    await user.keyboard('{ArrowDown}');
    expect(screen.getByRole('radio', { name: /travel/ })).toBeChecked();
    await user.tab();
    expect(screen.getByTestId('secret')).toHaveFocus();
  });

  it('offers a vault that moved where it stands now', async () => {
    const to = '/media/you/STICK/journal.tellable';
    const { user, typed, program } = await shown({
      begin: 'locked',
      recents: 'missing',
      movedTo: to,
    });
    await user.click(await screen.findByTestId('open-there'));
    expect(screen.getByTestId('secret')).toHaveFocus();
    expect(screen.queryByTestId('moved')).toBeNull();
    await typed('secret', `${PASSPHRASE}{Enter}`);
    await screen.findByTestId('timeline');
    expect(program.status?.path).toBe(to);
  });

  it('says calmly when it is found nowhere, and looks once', async () => {
    const { shell } = await shown({ begin: 'locked', recents: 'missing' });
    expect(await screen.findByText(t.keys.unlock.notFound)).toBeVisible();
    expect(shell.calls.filter((call) => call === 'findVault')).toHaveLength(1);
  });

  it('looks for it as well when it was moved a moment ago', async () => {
    const { shell, typed } = await shown({ begin: 'locked', movedTo: '/new/journal.tellable' });
    shell.failWith('unlockVault', 'vault-not-found');
    await typed('secret', `${PASSPHRASE}{Enter}`);
    expect(await screen.findByTestId('open-there')).toBeVisible();
    // It is said once: that it is nowhere would contradict where it was found.
    expect(screen.queryByText(sentenceFor({ code: 'vault-not-found' }))).toBeNull();
  });

  it('shows names of the path in order, whatever their script', async () => {
    await shown({ begin: 'locked', recents: 'several' });
    const path = screen
      .getByRole('radio', { name: /يوميات/ })
      .closest('label')
      ?.querySelector('[dir=ltr]');
    expect([...(path?.querySelectorAll('bdi') ?? [])].map((one) => one.textContent)).toEqual([
      '',
      'home',
      'you',
      'وثائق',
      'يوميات.tellable',
    ]);
    expect(path).toHaveTextContent('/home/you/وثائق/يوميات.tellable');
  });
});

describe('switching vaults', () => {
  it('locks, and begins at the choice', async () => {
    const { program, user } = await shown({ recents: 'several' });
    await program.switchVault();
    await screen.findByTestId('unlock');
    await waitFor(() => {
      expect(screen.getByRole('radio', { name: /journal/ })).toHaveFocus();
    });
    await user.keyboard('{ArrowDown}');
    expect(screen.getByRole('radio', { name: /travel/ })).toBeChecked();
  });

  it('keeps the page when it cannot lock', async () => {
    const { program, shell } = await begun();
    await program.newEntry();
    program.page.change({ body: 'precious' });
    shell.failWith('keepDraft', 'disk-full');
    await program.switchVault('/elsewhere.tellable');
    expect(program.lockRefused).not.toBeNull();
    program.stayOpen();
    shell.failWith('keepDraft', null);
    await program.lock();
    // An ordinary lock later knows nothing of the vault that was wanted.
    expect(program.status?.path).toBe('/home/you/Tellable/journal.tellable');
    expect(program.choosing).toBe(false);
  });
});

describe('looking for a vault', () => {
  it('drops an answer that comes after another one was chosen', async () => {
    const shell = memoryShell({ begin: 'locked' });
    let answer: (path: string | null) => void = () => undefined;
    vi.spyOn(shell, 'findVault').mockReturnValue(new Promise((done) => (answer = done)));
    const where = new Whereabouts(shell);
    const looking = where.look('/a');
    where.clear();
    answer('/b');
    await looking;
    expect([where.missing, where.found, where.searching]).toEqual([null, null, false]);
  });

  it('finds nothing when the search fails', async () => {
    const shell = memoryShell({ begin: 'locked' });
    shell.failWith('findVault', 'io');
    const where = new Whereabouts(shell);
    await where.look('/a');
    expect([where.missing, where.found, where.searching]).toEqual(['/a', null, false]);
  });
});

describe('the settings of locking', () => {
  it('are kept, where the machine can do them', async () => {
    const { user, shell, inSettings } = await shown();
    await inSettings();
    await user.click(screen.getByTestId('lock-with-system'));
    await user.click(screen.getByTestId('protect-window'));
    expect(await shell.readSettings()).toMatchObject({
      lockWithSystem: false,
      protectWindow: false,
    });
  });

  it('say plainly what is not heard here', async () => {
    const { inSettings, program } = await shown({ hearsSystem: false, protectsWindow: false });
    await inSettings();
    expect(screen.getByTestId('deaf')).toHaveTextContent(t.keys.settings.deaf(true));
    expect(screen.queryByTestId('lock-with-system')).toBeNull();
    expect(screen.queryByTestId('protect-window')).toBeNull();
    await program.preferences.change({ idleMinutes: 0 });
    await waitFor(() => {
      expect(screen.getByTestId('deaf')).toHaveTextContent(t.keys.settings.deaf(false));
    });
  });

  it('promise nothing while it is not known what the machine can do', async () => {
    const { inSettings, program } = await shown();
    program.preferences.machine = null;
    await inSettings();
    expect(screen.queryByTestId('lock-with-system')).toBeNull();
    expect(screen.queryByTestId('deaf')).toBeNull();
  });
});
