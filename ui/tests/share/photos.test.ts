import { fireEvent, render, screen, waitFor, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { memoryShell } from '../../src/ipc/memory';
import Metadata from '../../src/views/share/Metadata.svelte';
import { Program } from '../../src/state/program.svelte';
import { keepAll, plan, row, story, type tell } from './share';
import Stage from './Stage.svelte';

const BODY = 'We sailed.';

/** The review of a short story with these files. */
async function reviewing(...names: string[]) {
  const shell = memoryShell({ begin: 'open' });
  const entry = await shell.newEntry();
  await shell.saveEntry(entry.id, { ...story, body: BODY, place: null, people: [] });
  await shell.attachFiles(
    entry.id,
    names.map((name) => `/home/you/${name}`),
  );
  const user = userEvent.setup();
  const closed: string[] = [];
  const view = render(Stage, {
    program: new Program(shell),
    view: 'share',
    entryId: entry.id,
    onclose: () => closed.push('share'),
  });
  await screen.findByTestId('plan');
  const press = async (...keys: string[]) => {
    for (const key of keys) {
      await user.keyboard(key);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  const telling: Awaited<ReturnType<typeof tell>> = {
    shell,
    user,
    view,
    entry: entry.id,
    closed,
    press,
  };
  await plan(telling);
  const review = async () => {
    const [share] = await shell.listShares();
    return shell.openReview(share!.id);
  };
  const at = (kind: string) =>
    screen.getAllByTestId('review-item').find((item) => item.dataset['kind'] === kind)!;
  const go = (kind: string) => fireEvent.click(at(kind));
  return { ...telling, review, at, go };
}

describe('a photo in the review', () => {
  it('is shown as it would leave, beside what its file says, the place first', async () => {
    const { at } = await reviewing('boat.jpg');
    const shown = await within(at('photo')).findByRole('img');
    expect(shown).toHaveAttribute('src', expect.stringMatching(/^data:image\/png/));
    expect(shown).toHaveAccessibleName('The photo boat.jpg, as it would leave');
    const groups = [...at('photo').querySelectorAll<HTMLElement>('[data-group]')];
    expect(groups.map(({ dataset }) => dataset['group'])).toEqual(['GPS', 'Exif', 'XMP', 'ICC']);
    expect(at('photo')).toHaveTextContent('9 details in its file stay here');
  });

  it('is an item of its own, with its name and its words as further ones', async () => {
    const { review } = await reviewing('boat.jpg', 'notes.docx');
    expect((await review()).items.map(({ kind }) => kind)).toEqual([
      'title',
      'block',
      'photo',
      'file-name',
      'alt-text',
      'file',
      'file-name',
    ]);
  });

  it('is covered by keys alone, and leaves so', async () => {
    const { go, press, review, at } = await reviewing('boat.jpg');
    const before = (await within(at('photo')).findByRole('img')).getAttribute('src');
    await go('photo');
    await press('2');
    const surface = await screen.findByTestId('brush-surface');
    expect(surface).toHaveFocus();
    expect(surface).toHaveAccessibleDescription(/Arrows move the crosshair/);
    await press('{ArrowRight}', '{ArrowDown}', ' ', '+', '{Shift>}{ArrowLeft}{/Shift}', ' ');
    expect(screen.getByTestId('brush-said')).toHaveTextContent('Covered. 2 strokes.');
    await press('u');
    expect(screen.getByTestId('brush-said')).toHaveTextContent('Undone. 1 stroke.');
    await press('{Control>}{Enter}{/Control}');
    await waitFor(() => {
      expect(screen.queryByTestId('brush')).toBeNull();
    });
    const photo = (await review()).items.find(({ kind }) => kind === 'photo');
    expect(photo?.photo?.strokes).toEqual([{ points: [260, 180], radius: 20 }]);
    await waitFor(async () => {
      expect((await within(at('photo')).findByRole('img')).getAttribute('src')).not.toBe(before);
    });
    expect(screen.getByTestId('review-said')).toHaveTextContent('The parts are covered.');
    await press('u');
    expect((await review()).items.find(({ kind }) => kind === 'photo')?.photo?.strokes).toEqual([]);
  });

  it('is left as it is when the brush is put down, which forgets no stroke', async () => {
    const { go, press, shell } = await reviewing('boat.jpg');
    await go('photo');
    await press('2');
    await screen.findByTestId('brush-surface');
    await press(' ', '{Escape}');
    expect(screen.queryByTestId('brush')).toBeNull();
    expect(shell.calls).not.toContain('brushPhoto');
    await press('2');
    await screen.findByTestId('brush-surface');
    expect(screen.getByText('1 stroke')).toBeVisible();
  });

  it('draws with a pointer in the pixels of the picture', async () => {
    const { go, press, review } = await reviewing('boat.jpg');
    await go('photo');
    await press('2');
    const surface = await screen.findByTestId('brush-surface');
    surface.getBoundingClientRect = () => new DOMRect(100, 50, 240, 160);
    await fireEvent.pointerDown(surface, { clientX: 100, clientY: 50, button: 0, isPrimary: true });
    await fireEvent.pointerMove(surface, { clientX: 220, clientY: 130, isPrimary: true });
    await fireEvent.pointerUp(surface, { isPrimary: true });
    await fireEvent.pointerMove(surface, { clientX: 340, clientY: 210, isPrimary: true });
    await fireEvent.click(screen.getByTestId('brush-save'));
    await waitFor(async () => {
      const photo = (await review()).items.find(({ kind }) => kind === 'photo');
      expect(photo?.photo?.strokes[0]?.points).toEqual([0, 0, 240, 160]);
    });
  });

  it('says why when it cannot be drawn anew, and can only be left out', async () => {
    const { go, press, at, review } = await reviewing('broken.jpg');
    await go('photo');
    expect(screen.queryByTestId('decide-1')).toBeNull();
    expect(screen.queryByTestId('decide-2')).toBeNull();
    await press('1', '2');
    expect(at('photo').dataset['decision']).toBe('undecided');
    expect(screen.queryByTestId('brush')).toBeNull();
    await press('3');
    expect(at('photo').dataset['decision']).toBe('leave-out');
    expect((await review()).items.map(({ kind }) => kind)).toEqual(['title', 'block', 'photo']);
  });

  it('takes its name and its words with it when it stays', async () => {
    const { go, press, at, review } = await reviewing('boat.jpg');
    await go('photo');
    await press('3');
    const decided = (await review()).items.filter((item) => item.decided);
    expect(decided.map(({ kind }) => kind)).toEqual(['photo', 'file-name', 'alt-text']);
    expect(at('alt-text')).toHaveTextContent('Stays with the file it belongs to.');
    expect(at('alt-text')).not.toHaveTextContent('Undecided');
  });

  it('keeps the brush and its strokes when they cannot be kept, and says why', async () => {
    const { go, press, shell } = await reviewing('boat.jpg');
    await go('photo');
    await press('2');
    await screen.findByTestId('brush-surface');
    shell.failWith('brushPhoto', 'disk-full');
    await press(' ', '{Control>}{Enter}{/Control}');
    const brush = screen.getByTestId('brush');
    expect(await within(brush).findByRole('alert')).toHaveTextContent('The disk is full');
    expect(within(brush).getByText('1 stroke')).toBeVisible();
    shell.failWith('brushPhoto', null);
    await press('{Control>}{Enter}{/Control}');
    await waitFor(() => {
      expect(screen.queryByTestId('brush')).toBeNull();
    });
  });

  it('asks for its words, which are an item like any other', async () => {
    const { go, press, user, at } = await reviewing('boat.jpg');
    await go('alt-text');
    expect(screen.getByTestId('desk')).toHaveTextContent(
      'What would somebody who cannot see it need to know?',
    );
    await press('2');
    const field = await screen.findByTestId('rewrite-text');
    expect(field).toHaveValue('');
    await user.type(field, 'Maria in a boat.');
    await press('{Control>}{Enter}{/Control}');
    expect(at('alt-text').dataset['decision']).toBe('rewrite');
    expect(screen.getByTestId('desk-finding')).toHaveTextContent('“Maria”');
  });
});

describe('what a file of a photo says', () => {
  it('is short at first, the place and the small copy before all else, and whole when asked for', async () => {
    const exif = Array.from({ length: 40 }, (_, at) => ({
      group: 'Exif',
      name: `Field ${at}`,
      value: `${at}`,
    }));
    const late = [
      { group: 'Thumbnail', name: 'Size', value: '160 × 120' },
      { group: 'GPS', name: 'Latitude', value: '38.7 N' },
    ];
    render(Metadata, { fields: [...exif, ...late] });
    const list = screen.getByTestId('metadata');
    expect(list.querySelectorAll('dd')).toHaveLength(12);
    expect(list.textContent).toMatch(/^Where it was taken.*A small copy.*Camera and time/s);
    await fireEvent.click(screen.getByText('Show all 42'));
    expect(list.querySelectorAll('dd')).toHaveLength(42);
    expect(list).toHaveFocus();
  });

  it('is said to be nothing when it is', () => {
    render(Metadata, { fields: [] });
    expect(screen.getByText('Its file says nothing besides the picture.')).toBeVisible();
  });
});

describe('another file in the review', () => {
  it.each([
    ['notes.docx', 'comments, earlier wording'],
    ['scan.pdf', 'text under black bars'],
    ['all.zip', 'An archive holds other files'],
    ['voice.m4a', 'every voice'],
    ['list.csv', 'word for word'],
    ['photo.heic', 'cannot tell what is inside'],
  ])('is shown with what may hide in it: %s', async (name, words) => {
    const { at, go } = await reviewing(name);
    expect(at('file')).toHaveTextContent(words);
    expect(at('file')).toHaveTextContent('every byte leaves');
    await go('file');
    expect(screen.queryByTestId('decide-2')).toBeNull();
    expect(screen.getByTestId('desk')).toHaveTextContent('Does this file leave as it is?');
  });
});

describe('the preview of what leaves', () => {
  it('shows the photos as they leave, with their words, and what was removed', async () => {
    const telling = await reviewing('boat.jpg', 'notes.docx');
    const { go, press, user, at } = telling;
    await go('alt-text');
    await press('2');
    await user.type(await screen.findByTestId('rewrite-text'), 'A boat on the sea.');
    await press('{Control>}{Enter}{/Control}');
    await fireEvent.click(row('title'));
    await keepAll(telling);
    expect(at('file').dataset['decision']).toBe('keep');
    await press('{Enter}');
    const parts = await screen.findAllByTestId('part');
    expect(parts[0]).toHaveTextContent('boat.jpg');
    expect(parts[0]).toHaveTextContent('9 details removed');
    expect(within(parts[0]!).getByRole('img')).toHaveAccessibleName('A boat on the sea.');
    expect(parts[1]).toHaveTextContent('notes.docx');
    expect(parts[1]).toHaveTextContent('as it is');
    expect(screen.getByTestId('preview-counts')).toHaveTextContent('1 photo drawn anew');
    expect(screen.getByTestId('preview-counts')).toHaveTextContent('1 file as they are');
  });
});
