import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell } from '../../src/ipc/memory';
import { Program } from '../../src/state/program.svelte';
import { peopleText as t } from '../../src/text/people-en';
import App from '../../src/views/App.svelte';
import { axeFindsNothing } from '../axe';

const KEY = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';

async function pageOf(person: string) {
  const shell = memoryShell({ begin: 'open', told: true });
  const program = new Program(shell);
  const user = userEvent.setup();
  render(App, { program });
  await screen.findAllByTestId('row');
  await program.go({ view: 'people', person });
  await screen.findByTestId('person-page');
  return { shell, program, user };
}

describe('the page of a person', () => {
  it('has what they know and how it was received, what they told, and the entries', async () => {
    const { user, program } = await pageOf('a4');
    const knows = await screen.findByTestId('person-knows');
    expect(knows).toHaveTextContent('First day, wrong building');
    expect(knows).toHaveTextContent('trust did not hold');
    expect(screen.getByTestId('person-told')).toHaveTextContent(t.toldNothing);
    expect(screen.getByTestId('person-entries')).toHaveTextContent('2 entries name them');
    await axeFindsNothing();
    await user.click(within(knows).getAllByRole('button')[1]!);
    expect(await screen.findByTestId('after-words')).toHaveValue('It was told on in the kitchen.');
    expect(program.place.view).toBe('told');
  });

  it('leads to their letters', async () => {
    const { user } = await pageOf('a1');
    const told = await screen.findByTestId('person-told');
    await user.click(within(told).getByTestId('letter-row'));
    expect(await screen.findByTestId('letter-text')).toHaveTextContent('The staging database');
  });

  it('takes a key only when it is a whole one, and gives it up again', async () => {
    const { shell, user } = await pageOf('a1');
    await user.click(await screen.findByTestId('person-key-ask'));
    const field = screen.getByTestId('person-key-new');
    expect(field).toHaveFocus();
    await user.type(field, 'age1half{Enter}');
    expect(await screen.findByText(t.keys.bad)).toBeInTheDocument();
    await user.clear(field);
    await user.type(field, `${KEY}{Enter}`);
    expect(await screen.findByTestId('person-key')).toBeInTheDocument();
    const keys = async () => (await shell.listPeople()).find(({ id }) => id === 'a1')?.keys;
    expect(await keys()).toEqual([KEY]);
    await axeFindsNothing();
    await user.click(screen.getByTestId('person-key-ask'));
    await user.type(screen.getByTestId('person-key-new'), `${KEY}{Enter}`);
    expect(await screen.findByText(t.keys.known)).toBeInTheDocument();
    await user.click(screen.getByTestId('person-key-remove'));
    await waitFor(async () => {
      expect(await keys()).toEqual([]);
    });
  });

  it('keeps a key that was added when its form is saved', async () => {
    const { shell, user } = await pageOf('a1');
    await user.type(screen.getByLabelText('Notes'), 'Met in Porto.');
    await user.click(await screen.findByTestId('person-key-ask'));
    await user.type(screen.getByTestId('person-key-new'), `${KEY}{Enter}`);
    await screen.findByTestId('person-key');
    expect(screen.getByLabelText('Notes')).toHaveValue('Met in Porto.');
    await user.click(screen.getByText('Save'));
    await waitFor(async () => {
      const ana = (await shell.listPeople()).find(({ id }) => id === 'a1');
      expect([ana?.notes, ana?.keys]).toEqual(['Met in Porto.', [KEY]]);
    });
  });

  it('keeps notes that are written when a key is added afterwards', async () => {
    const { shell, user } = await pageOf('a1');
    await user.type(screen.getByLabelText('Notes'), 'Met in Porto.');
    await user.click(screen.getByText('Save'));
    await user.click(await screen.findByTestId('person-key-ask'));
    await user.type(screen.getByTestId('person-key-new'), `${KEY}{Enter}`);
    await screen.findByTestId('person-key');
    const ana = (await shell.listPeople()).find(({ id }) => id === 'a1');
    expect(ana?.notes).toBe('Met in Porto.');
  });

  it('says why somebody an entry names stays', async () => {
    const { shell, user } = await pageOf('a4');
    await screen.findByTestId('person-knows');
    await user.click(screen.getByTestId('person-remove'));
    expect(screen.getByTestId('person-remove-about')).toHaveTextContent(
      t.removeInUse('Idris Cole', 2),
    );
    expect(screen.queryByTestId('person-remove-act')).toBeNull();
    expect(shell.calls).not.toContain('removePerson');
  });

  it('lets go of somebody no entry names', async () => {
    const { shell, program, user } = await pageOf('a1');
    const noor = await program.people.findOrMake('Noor');
    await program.go({ view: 'settings' });
    await program.go({ view: 'people', person: noor.id });
    await user.click(await screen.findByTestId('person-remove'));
    await user.click(screen.getByTestId('person-remove-act'));
    await waitFor(() => {
      expect(program.people.named('Noor')).toBeUndefined();
    });
    expect((await shell.listPeople()).some(({ name }) => name === 'Noor')).toBe(false);
  });
});

describe('the author', () => {
  it('says in the settings what they are called', async () => {
    const { shell, program, user } = await pageOf('a1');
    await program.go({ view: 'settings' });
    const field = await screen.findByTestId('author-names');
    expect(screen.getByTestId('author-save')).toBeDisabled();
    await user.type(field, 'Rita Lima, Rita , {Enter}');
    await waitFor(async () => {
      expect(await shell.readAuthor()).toEqual(['Rita Lima', 'Rita']);
    });
    expect(field).toHaveValue('Rita Lima, Rita');
  });
});
