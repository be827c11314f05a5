import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell } from '../../src/ipc/memory';
import { Program } from '../../src/state/program.svelte';
import { sizeInWords } from '../../src/text/files-en';
import App from '../../src/views/App.svelte';

/** The whole window on one new entry. */
async function writing() {
  const shell = memoryShell({ begin: 'open' });
  const program = new Program(shell);
  const user = userEvent.setup();
  render(App, { program });
  await screen.findByTestId('new-entry');
  await program.newEntry();
  await screen.findByTestId('files');
  const names = () => screen.queryAllByTestId('file').map((file) => file.ariaLabel ?? '');
  const attached = async () =>
    (await shell.listAttachments(program.page.id!)).map(({ name }) => name);
  return { shell, program, user, names, attached };
}

describe('files of an entry', () => {
  it('take one quiet word while there are none', async () => {
    await writing();
    expect(screen.getByTestId('files').textContent.trim()).toBe('Add…');
  });

  it('are added by their paths, several at once, also to an entry without words', async () => {
    const { user, attached } = await writing();
    await user.click(screen.getByTestId('add-files'));
    const field = await screen.findByTestId('add-files-paths');
    expect(field).toHaveFocus();
    expect(screen.getByTestId('add-files-start')).toBeDisabled();
    await user.type(field, '/home/you/a boat.jpg{Enter}/home/you/minutes.pdf');
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => {
      expect(screen.getAllByTestId('file')).toHaveLength(2);
    });
    expect(await attached()).toEqual(['a boat.jpg', 'minutes.pdf']);
    await waitFor(() => {
      expect(screen.getByTestId('live')).toHaveTextContent('2 files added.');
    });
  });

  it('are chosen in the dialog of the system, beside what was typed', async () => {
    const { user } = await writing();
    await user.keyboard('{Control>}{Shift>}A{/Shift}{/Control}');
    await user.type(await screen.findByTestId('add-files-paths'), '/home/you/one.png');
    await user.click(screen.getByTestId('add-files-choose'));
    await waitFor(() => {
      expect(screen.getByTestId('add-files-paths')).toHaveValue(
        '/home/you/one.png\n/home/you/Pictures/harbour.jpg\n/home/you/Documents/minutes.pdf',
      );
    });
  });

  it('are added when they fall on the page, but a letter is not', async () => {
    const { shell, attached } = await writing();
    shell.drop(['/home/you/one.png']);
    await waitFor(async () => {
      expect(await attached()).toEqual(['one.png']);
    });
    shell.drop(['/home/you/letter.age']);
    await screen.findByRole('dialog').catch(() => null);
    expect(await attached()).toEqual(['one.png']);
  });

  it('are not added elsewhere, nor where nothing may be written', async () => {
    const { shell, program, attached } = await writing();
    await program.go({ view: 'settings' });
    shell.drop(['/home/you/one.png']);
    await program.go({ view: 'page' });
    shell.emit({ kind: 'damaged' });
    await waitFor(() => {
      expect(program.readOnly).toBe(true);
    });
    shell.drop(['/home/you/one.png']);
    expect(await attached()).toEqual([]);
    expect(screen.queryByTestId('add-files')).toBeNull();
  });

  it('have a small picture, a name and a size', async () => {
    const { shell, names } = await writing();
    shell.drop(['/home/you/harbour.jpg', '/home/you/minutes.pdf']);
    await waitFor(() => {
      expect(screen.getAllByTestId('file')[0]?.querySelector('img')?.src).toMatch(/^data:image/);
    });
    expect(screen.getAllByTestId('file')[1]).toHaveTextContent('PDF');
    expect(names()[0]).toMatch(/^harbour\.jpg, \d+ kB$/);
  });

  it('keep what came in before one that failed, and say why', async () => {
    const { shell, attached } = await writing();
    shell.drop(['/home/you/one.png', '/home/you/missing.png', '/home/you/two.png']);
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(await attached()).toEqual(['one.png']);
  });

  it('are not half added when one stops', async () => {
    const { shell, program, attached } = await writing();
    await shell.onEvent((event) => {
      if (event.kind === 'progress' && event.progress.done === 1) void program.files.stop();
    });
    shell.drop(['/home/you/1.png', '/home/you/2.png', '/home/you/3.png']);
    expect(await screen.findByText('Stopped. 1 file added before that.')).toBeVisible();
    expect(await attached()).toEqual(['1.png']);
  });

  it('wait their turn, and say so', async () => {
    const { shell, attached } = await writing();
    await shell.onEvent((event) => {
      if (event.kind === 'progress') shell.drop(['/home/you/late.png']);
    });
    shell.drop(['/home/you/1.png']);
    expect(await screen.findByText(/still being added/)).toBeVisible();
    await waitFor(async () => {
      expect(await attached()).toEqual(['1.png']);
    });
  });

  it('are looked at one after another with the arrows', async () => {
    const { shell, user } = await writing();
    shell.drop(['/home/you/one.png', '/home/you/minutes.pdf']);
    await user.click((await screen.findAllByTestId('file'))[0]!);
    expect(await screen.findByRole('img', { name: 'The picture one.png' })).toBeVisible();
    await user.keyboard('{ArrowRight}');
    expect(await screen.findByRole('heading', { name: 'minutes.pdf' })).toBeVisible();
    expect(screen.getByText(/no picture that can be shown/)).toBeVisible();
    await user.keyboard('{ArrowRight}{ArrowLeft}');
    expect(await screen.findByRole('heading', { name: 'one.png' })).toBeVisible();
  });

  it('are removed only after one more yes', async () => {
    const { shell, user, attached } = await writing();
    shell.drop(['/home/you/one.png']);
    const [file] = await screen.findAllByTestId('file');
    file!.focus();
    await user.keyboard('{Delete}');
    expect(await screen.findByTestId('file-ask')).toHaveTextContent('cannot be undone');
    expect(screen.getByText('Keep it')).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('file-ask')).toBeNull();
    expect(await attached()).toHaveLength(1);
    await user.click(screen.getByTestId('file-remove'));
    await user.click(screen.getByTestId('file-remove-go'));
    await waitFor(() => {
      expect(screen.queryAllByTestId('file')).toHaveLength(0);
    });
    expect(await attached()).toEqual([]);
  });

  it('are gone from the window when it locks', async () => {
    const { shell, program } = await writing();
    shell.drop(['/home/you/one.png']);
    await screen.findAllByTestId('file');
    await program.lock();
    expect(program.files.list).toEqual([]);
    expect(program.files.thumbs.size).toBe(0);
  });
});

describe('a size', () => {
  it.each([
    [1, '1 byte'],
    [999, '999 bytes'],
    [48_200, '48 kB'],
    [3_449_000, '3.4 MB'],
    [64_000_000, '64 MB'],
    [2_000_000_000, '2.0 GB'],
  ])('of %d is said as %s', (bytes, words) => {
    expect(sizeInWords(bytes)).toBe(words);
  });
});
