import { render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell, type MemoryOptions } from '../src/ipc/memory';
import { Program } from '../src/state/program.svelte';
import { t } from '../src/text/en';
import App from '../src/views/App.svelte';

async function shown(options: MemoryOptions = {}) {
  const shell = memoryShell({ begin: 'open', ...options });
  const program = new Program(shell);
  render(App, { program });
  if (options.filled !== false) await screen.findAllByTestId('row');
  return { shell, program, user: userEvent.setup() };
}

describe('the journal', () => {
  it('opens an entry from the timeline', async () => {
    const { user } = await shown();
    await user.click(screen.getByText('Said no, and the sky stayed up'));
    expect(await screen.findByTestId('title')).toHaveValue('Said no, and the sky stayed up');
    expect(screen.getByTestId('body')).toHaveTextContent(/Idris asked for the weekend/);
    expect(screen.getByTestId('happened')).toHaveValue('1 October 2026');
    expect(screen.getByTestId('status')).toHaveTextContent(t.page.status.saved);
  });

  it('begins a new entry at its title, and keeps what is typed', async () => {
    const { user, program, shell } = await shown();
    await user.keyboard('{Control>}n{/Control}');
    const title = await screen.findByTestId('title');
    await waitFor(() => {
      expect(title).toHaveFocus();
    });
    await user.keyboard('The plum tree');
    await program.page.save();
    expect((await shell.readEntry(program.page.id!)).content.title).toBe('The plum tree');
    await waitFor(() => {
      expect(screen.getByTestId('live')).toHaveTextContent(t.live.saved);
    });
    expect(within(screen.getByTestId('timeline')).getByText('The plum tree')).toBeInTheDocument();
  });

  it('understands when it happened, and shows what it understood', async () => {
    const { user, program } = await shown();
    await user.keyboard('{Control>}n{/Control}');
    await user.type(await screen.findByTestId('happened'), 'about 2003');
    expect(await screen.findByText(t.page.understood('about 2003'))).toBeInTheDocument();
    expect(program.page.content.happened).toBe('2003~');
    await user.clear(screen.getByTestId('happened'));
    await user.type(screen.getByTestId('happened'), 'when the moon was green');
    expect(await screen.findByText(t.page.notUnderstood)).toBeInTheDocument();
    expect(program.page.content.happened).toBeNull();
  });

  it('adds a person by name, and makes the person', async () => {
    const { user, program } = await shown();
    await user.keyboard('{Control>}n{/Control}');
    await user.type(await screen.findByTestId('people'), 'Noor{Enter}');
    await waitFor(() => {
      expect(program.page.content.people).toHaveLength(1);
    });
    expect(program.people.named('Noor')?.id).toBe(program.page.content.people[0]);
  });

  it('finds words, and marks them', async () => {
    const { user, program } = await shown();
    await user.keyboard('{Control>}{Shift>}f{/Shift}{/Control}');
    expect(screen.getByTestId('search')).toHaveFocus();
    await user.keyboard('cable kind:failure');
    const hits = await screen.findByTestId('hits');
    await waitFor(() => {
      expect(within(hits).getAllByTestId('row')).toHaveLength(1);
    });
    expect(hits.querySelector('mark')).toHaveTextContent(/cable/);
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('title')).toHaveValue('The demo that did not start');
    await user.keyboard('{Escape}');
    expect(program.search.active).toBe(false);
    expect(await screen.findByTestId('timeline')).toBeInTheDocument();
  });

  it('is loud when words cannot be kept, and keeps them on the page', async () => {
    const { user, shell, program } = await shown();
    await user.click(screen.getByText('An ordinary Tuesday'));
    shell.failWith('keepDraft', 'disk-full');
    await user.type(await screen.findByTestId('title'), ' indeed');
    await program.page.save();
    expect(await screen.findByTestId('save-failed')).toHaveTextContent(/disk is full/);
    expect(screen.getByTestId('title')).toHaveValue('An ordinary Tuesday indeed');
    shell.failWith('keepDraft', null);
    await user.click(screen.getByRole('button', { name: t.common.tryAgain }));
    await waitFor(() => {
      expect(screen.queryByTestId('save-failed')).toBeNull();
    });
  });

  it('draws nothing of the vault once it is locking', async () => {
    const { user, program } = await shown();
    await user.click(screen.getByText('An ordinary Tuesday'));
    await screen.findByTestId('title');
    const locking = program.lock();
    await waitFor(() => {
      expect(screen.queryByTestId('timeline')).toBeNull();
    });
    expect(document.body).not.toHaveTextContent(/Tuesday/);
    await locking;
    expect(await screen.findByTestId('unlock')).toBeInTheDocument();
    expect(document.body.innerHTML).not.toMatch(/Tuesday|Bread/);
  });

  it('does anything from the palette, and gives the focus back', async () => {
    const { user, program } = await shown();
    screen.getByTestId('search').focus();
    await user.keyboard('{Control>}k{/Control}');
    expect(await screen.findByRole('combobox', { name: t.actions.title })).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('palette')).toBeNull();
    expect(screen.getByTestId('search')).toHaveFocus();
    await user.keyboard('{Control>}k{/Control}');
    await screen.findByTestId('palette');
    await user.keyboard('settings{Enter}');
    expect(await screen.findByTestId('settings')).toBeInTheDocument();
    expect(program.overlay).toBeNull();
  });

  it('reports an import by name', async () => {
    const { user } = await shown();
    await user.keyboard('{Control>},{/Control}');
    await user.click(await screen.findByTestId('import'));
    await user.type(await screen.findByTestId('work-folder'), '/home/ana/old-diary{Enter}');
    expect(await screen.findByTestId('report-imported')).toHaveTextContent('40');
    expect(screen.getByTestId('report-found')).toHaveTextContent('43');
    expect(screen.getByTestId('report')).toHaveTextContent('old/latin-1.md');
  });

  it('exports only after one agreed that the files are not encrypted', async () => {
    const { user } = await shown();
    await user.keyboard('{Control>},{/Control}');
    await user.click(await screen.findByTestId('export'));
    await user.type(await screen.findByTestId('work-folder'), '/home/ana/out');
    expect(screen.getByTestId('work-start')).toBeDisabled();
    await user.click(screen.getByTestId('work-agreed'));
    await user.click(screen.getByTestId('work-start'));
    expect(await screen.findByTestId('report')).toHaveTextContent('/home/ana/out');
  });

  it('steps through the list by keys', async () => {
    const { user, program } = await shown();
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await waitFor(() => {
      expect(program.page.id).toBe(program.timeline.at(0)?.id);
    });
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    await waitFor(() => {
      expect(program.page.id).toBe(program.timeline.at(1)?.id);
    });
  });

  it('says that a vault can only be read, and lets nobody write', async () => {
    const { user } = await shown({ readOnly: true });
    expect(screen.getByTestId('read-only')).toHaveTextContent(t.side.readOnly);
    expect(screen.getByTestId('new-entry')).toBeDisabled();
    await user.click(screen.getByText('An ordinary Tuesday'));
    expect(await screen.findByTestId('title')).toHaveAttribute('readonly');
    expect(screen.queryByTestId('delete')).toBeNull();
  });

  it('invites to the first line of an empty vault', async () => {
    const { user } = await shown({ filled: false });
    await user.click(await screen.findByRole('button', { name: t.page.write }));
    await waitFor(() => {
      expect(screen.getByTestId('title')).toHaveFocus();
    });
  });
});
