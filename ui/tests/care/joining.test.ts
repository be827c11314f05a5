import { afterEach, describe, expect, it, vi } from 'vitest';
import { piecesOf } from '../../src/ipc/memory-pieces';
import type { Conflict, Content, MergePiece } from '../../src/ipc/shell';
import { Joining } from '../../src/state/joining.svelte';
import { joinedBody, joinedFields, type Answer, type Chosen } from '../../src/state/pieces';
import { writerOf } from '../../src/text/care-en';
import { runs } from '../../src/views/care/words';
import { begun } from '../program';

afterEach(() => void vi.useRealTimers());

/** Numbers that look random and are always the same. */
function numbers(seed: number) {
  let state = seed * 2654435761 + 1;
  return (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** A text, and another that some paragraphs were changed, taken out and put into. */
function texts(seed: number) {
  const pick = numbers(seed);
  const gaps = ['\n\n', '\n\n\n', '\n \n'];
  const words = ['the cable', 'a plant', 'und dann', '船漏水了', 'she said', 'nothing', ''];
  const paragraph = () => `${words[pick(words.length)]!} ${pick(40)}\n`.repeat(1 + pick(2)).trim();
  const base = Array.from({ length: 1 + pick(8) }, paragraph);
  const changed = () =>
    base.flatMap((one) => {
      const what = pick(6);
      if (what === 0) return [];
      if (what === 1) return [paragraph()];
      if (what === 2) return [one, paragraph()];
      return [one];
    });
  const text = (all: string[]) => all.join(gaps[pick(gaps.length)]);
  return { base: base.join('\n\n'), here: text(changed()), there: text(changed()), pick };
}

const seeds = Array.from({ length: 300 }, (_, seed) => seed);
const taking = (answer: Answer) => (): Chosen => ({ answer, text: '' });

describe('a text made of pieces', () => {
  it('is either version exactly when one side is taken throughout', () => {
    for (const seed of seeds) {
      const { base, here, there } = texts(seed);
      const pieces = piecesOf(base, here, there);
      expect(joinedBody(pieces, taking('here'))).toBe(here);
      expect(joinedBody(pieces, taking('there'))).toBe(there);
    }
  });

  it('is what the choices say, piece by piece', () => {
    for (const seed of seeds) {
      const { base, here, there, pick } = texts(seed);
      const pieces = piecesOf(base, here, there);
      const answers = pieces.map(() => (['here', 'there'] as const)[pick(2)]!);
      const expected = pieces.map((piece, index) => {
        const answer = answers[index]!;
        if (piece.kind === 'same') return piece.text;
        if (piece.kind === 'both') return piece[answer];
        return piece.kind === answer ? piece.text : piece.base;
      });
      const chosen = (index: number): Chosen => ({ answer: answers[index]!, text: '' });
      expect(joinedBody(pieces, chosen)).toBe(expected.join(''));
    }
  });

  it('has every word of both versions under "both", and before anything is chosen', () => {
    for (const seed of seeds) {
      const { base, here, there } = texts(seed);
      const pieces = piecesOf(base, here, there);
      const changed = pieces.filter((piece) => piece.kind === 'both');
      const open = joinedBody(pieces, () => undefined);
      const both = joinedBody(pieces, (index) =>
        pieces[index]?.kind === 'both' ? { answer: 'both', text: '' } : undefined,
      );
      expect(both).toBe(open);
      for (const piece of changed) {
        for (const side of [piece.here, piece.there]) expect(open).toContain(side.trim());
        if (piece.here.trim() && piece.there.trim())
          expect(open.indexOf(piece.here.trim())).toBeLessThanOrEqual(
            open.lastIndexOf(piece.there.trim()),
          );
      }
    }
  });

  it('takes by itself what only one side changed', () => {
    for (const seed of seeds) {
      const { base, here } = texts(seed);
      expect(joinedBody(piecesOf(base, here, base), () => undefined)).toBe(here);
      expect(joinedBody(piecesOf(base, base, here), () => undefined)).toBe(here);
    }
  });

  it('has two paragraphs of two, and the new words where one wrote anew', () => {
    const pieces: MergePiece[] = [
      { kind: 'same', text: 'first\n\n' },
      { kind: 'both', here: 'ours', there: 'theirs', base: 'was' },
      { kind: 'same', text: '\n\nlast' },
    ];
    expect(joinedBody(pieces, () => undefined)).toBe('first\n\nours\n\ntheirs\n\nlast');
    const anew = (text: string) => joinedBody(pieces, () => ({ answer: 'anew', text }));
    expect(anew('  mine ')).toBe('first\n\nmine\n\nlast');
    expect(anew('')).toBe('first\n\n\n\nlast');
  });

  it('keeps the empty line of a paragraph that was put at the end', () => {
    const pieces = piecesOf('a', 'a\n\nb', 'a\n\nc');
    expect(joinedBody(pieces, () => undefined)).toBe('a\n\nb\n\nc');
    expect(joinedBody(pieces, () => ({ answer: 'anew', text: 'd' }))).toBe('a\n\nd');
  });
});

const content = (some: Partial<Content> = {}): Content => ({
  title: 'Stairs',
  body: '',
  kind: null,
  happened: null,
  place: null,
  people: [],
  tags: [],
  feeling: null,
  ...some,
});

function conflict(base: Partial<Content> | null, here: Partial<Content>, there: Partial<Content>) {
  const side = { revision: '1', at: '2026-11-21T19:02:00+01:00', device: '', thisDevice: true };
  const all: Conflict = {
    entry: 'e',
    base: base === null ? null : content(base),
    here: { ...side, content: content(here) },
    there: { ...side, content: content(there) },
    pieces: piecesOf(base?.body ?? '', here.body ?? '', there.body ?? ''),
    heads: 2,
  };
  return all;
}

describe('the fields', () => {
  it('unite lists, and take what only one side changed', () => {
    const both = conflict(
      { tags: ['work'], place: 'Porto' },
      { tags: ['work', 'shame'], place: 'Porto' },
      { tags: ['work', 'cables'], place: 'Braga' },
    );
    const joined = joinedFields(both, () => undefined);
    expect(joined.tags).toEqual(['work', 'shame', 'cables']);
    expect(joined.place).toBe('Braga');
  });

  it('are what was chosen', () => {
    const both = conflict({}, { title: 'A', tags: ['a'] }, { title: 'B', tags: ['b'] });
    expect(joinedFields(both, () => ({ answer: 'there', text: '' }))).toMatchObject({
      title: 'B',
      tags: ['b'],
    });
    expect(joinedFields(both, () => ({ answer: 'anew', text: 'C' })).title).toBe('C');
  });

  it('both ask when nothing is known of what stood before', () => {
    const both = conflict(null, { title: 'A' }, { title: 'B' });
    expect(joinedFields(both, () => undefined).title).toBe('A');
  });
});

async function joined() {
  const all = await begun({ begin: 'open', conflicts: true });
  const entry = all.program.timeline.at(0)!.id;
  await all.program.openEntry(entry);
  await all.program.go({ view: 'joining', entry });
  const joining = all.program.joining!;
  await joining.load();
  all.shell.calls.length = 0;
  return { ...all, entry, joining };
}

describe('joining', () => {
  it('asks only where both sides changed something that cannot stand together', async () => {
    const { joining } = await joined();
    expect(joining.asked.map(({ spot }) => typeof spot)).toEqual(['string', 'number', 'number']);
    expect(joining.taken('tags')).toBe('both');
    expect(joining.taken('feeling')).toBe('there');
    expect(joining.at).toBe('title');
    expect(joining.ready).toBe(false);
  });

  it('goes on to what is open, and says when nothing is', async () => {
    const { joining } = await joined();
    joining.choose('title', 'there');
    expect(joining.at).toBe(joining.asked[1]!.spot);
    joining.move(1);
    joining.choose(joining.asked[2]!.spot, 'both');
    expect(joining.at).toBe(joining.asked[1]!.spot);
    joining.choose(joining.asked[1]!.spot, 'here');
    expect(joining.ready).toBe(true);
    joining.move(-1);
    expect(joining.at).toBe('title');
    joining.move(-1);
    expect(joining.at).toBe('title');
  });

  it('takes back one choice at a time', async () => {
    const { joining } = await joined();
    joining.choose('title', 'there');
    joining.choose('title', 'here');
    joining.undo();
    expect(joining.taken('title')).toBe('there');
    expect(joining.at).toBe('title');
    joining.undo();
    expect(joining.taken('title')).toBeNull();
    expect(joining.canUndo).toBe(false);
    joining.undo();
    expect(joining.open).toHaveLength(3);
  });

  it('leaves as it was what only one side changed, and takes it again', async () => {
    const { joining } = await joined();
    const { place } = joining.conflict!.base!;
    joining.choose('place', 'there');
    expect(joining.content?.place).toBe(place);
    joining.choose('place', 'here');
    expect(joining.content?.place).toBe('Porto, the small room');
  });

  it('begins the new words with those that stood there', async () => {
    const { joining } = await joined();
    const spot = joining.asked[1]!.spot as number;
    const piece = joining.conflict!.pieces[spot] as MergePiece & { kind: 'both' };
    joining.choose(spot, 'anew');
    expect(joining.at).toBe(spot);
    expect(joining.chosen(spot)?.text).toBe(`${piece.here}\n\n${piece.there}`);
    joining.write(spot, 'In my words.');
    expect(joining.content?.body.startsWith('In my words.\n\n')).toBe(true);
  });

  it('refuses what a field does not have', async () => {
    const { joining } = await joined();
    joining.choose('title', 'both');
    expect(joining.taken('title')).toBeNull();
  });

  it('saves the result, keeps both versions in the history, and goes to the entry', async () => {
    const { joining, program, shell, entry } = await joined();
    const before = await shell.listHistory(entry);
    await program.join('choices');
    expect(shell.calls).not.toContain('saveEntry');
    for (const { spot } of joining.asked) joining.choose(spot, 'there');
    const result = joining.content!;
    await program.join('choices');
    expect((await shell.readEntry(entry)).content).toEqual(result);
    expect((await shell.listHistory(entry)).length).toBe(before.length + 2);
    expect(program.care.conflicts.map(({ id }) => id)).not.toContain(entry);
    expect(program.place).toEqual({ view: 'page' });
    expect(program.page.content).toEqual(result);
    expect(program.pageReadOnly).toBe(false);
    expect(program.joining).toBeNull();
  });

  it('keeps every choice when saving fails', async () => {
    const { joining, program, shell } = await joined();
    for (const { spot } of joining.asked) joining.choose(spot, 'here');
    shell.failWith('saveEntry', 'disk-full');
    await program.join('choices');
    expect(joining.problem).toEqual({ code: 'disk-full', detail: {} });
    expect(joining.ready).toBe(true);
    shell.failWith('saveEntry', null);
    await program.join('choices');
    expect(program.place).toEqual({ view: 'page' });
  });

  it('keeps what was written as the draft, at a pause and before a lock', async () => {
    const { joining, program, shell, entry } = await joined();
    vi.useFakeTimers();
    const spot = joining.asked[1]!.spot;
    joining.choose(spot, 'anew');
    joining.write(spot, 'Nobody else has these words.');
    await vi.advanceTimersByTimeAsync(700);
    expect(shell.calls).toContain('keepDraft');
    joining.write(spot, 'Nobody else has these words. Nor these.');
    vi.useRealTimers();
    await program.lock();
    expect(program.phase).toBe('unlock');
    expect(program.joining).toBeNull();
    const { content: kept, draft, heads } = await shell.readEntry(entry);
    expect(draft).toBe(true);
    expect(heads).toBe(2);
    expect(kept.body).toContain('Nobody else has these words. Nor these.');
  });

  it('does not lock when what was written cannot be kept', async () => {
    const { joining, program, shell } = await joined();
    joining.choose('title', 'anew');
    joining.write('title', 'A third title');
    shell.failWith('keepDraft', 'disk-full');
    await program.lock();
    expect(program.lockRefused).toEqual({ code: 'disk-full', detail: {} });
    expect(program.joining?.chosen('title')?.text).toBe('A third title');
  });

  it('sends a draft that waits to the history, and loses none of its words', async () => {
    const { program, shell, entry } = await joined();
    const draft = { ...(await shell.readEntry(entry)).content, body: 'Begun before the two met.' };
    await shell.keepDraft(entry, draft);
    const joining = new Joining(shell, entry);
    program.joining = joining;
    await joining.load();
    expect(joining.draft).toEqual(draft);
    for (const { spot } of joining.asked) joining.choose(spot, 'here');
    // It is not written over while it waits.
    shell.calls.length = 0;
    await joining.keep();
    expect(shell.calls).not.toContain('keepDraft');
    await program.join('choices');
    const history = await shell.listHistory(entry);
    const bodies = await Promise.all(
      history.map(async ({ id }) => (await shell.readRevision(id)).content.body),
    );
    expect(bodies).toContain('Begun before the two met.');
  });

  it('takes the draft as the one version when that is chosen', async () => {
    const { program, shell, entry } = await joined();
    const draft = { ...(await shell.readEntry(entry)).content, body: 'This is how it was.' };
    await shell.keepDraft(entry, draft);
    program.joining = new Joining(shell, entry);
    await program.joining.load();
    await program.join('draft');
    expect(program.page.content.body).toBe('This is how it was.');
    expect((await shell.readEntry(entry)).heads).toBe(1);
  });

  it('finds nothing to join in an entry with one version', async () => {
    const { program, shell } = await begun();
    const joining = new Joining(shell, program.timeline.at(0)!.id);
    await joining.load();
    expect(joining.gone).toBe(true);
    expect(joining.problem).toBeNull();
  });

  it('never saves the page of an entry that has two versions', async () => {
    const { program, shell } = await joined();
    await program.leaveJoining();
    program.page.change({ body: 'typed all the same' });
    await program.page.save();
    expect(shell.calls).toContain('keepDraft');
    expect(shell.calls).not.toContain('saveEntry');
  });
});

describe('the marks', () => {
  it('are the text again, and one mark rather than many', () => {
    for (const seed of seeds) {
      const { here, there } = texts(seed);
      expect(
        runs(here, there)
          .map((run) => run.text)
          .join(''),
      ).toBe(here);
    }
    expect(runs('a quiet red house', 'a quiet blue house').filter((run) => run.own)).toEqual([
      { text: 'red', own: true },
    ]);
    const longer = runs('he left the house at noon and then he sat', 'he left the house at noon');
    expect(longer.filter((run) => run.own)).toHaveLength(1);
  });
});

describe('the writer of a version', () => {
  it('is called by a name a person gave, and never by one the program made up', () => {
    const made = '9f3c01d2a4b5968778695a4b3c2d1e0f';
    expect(writerOf({ device: made, thisDevice: true })).toBe('this device');
    expect(writerOf({ device: made, thisDevice: false })).toBe('another device');
    expect(writerOf({ device: 'desk', thisDevice: false })).toBe('desk');
    expect(writerOf({ device: '', thisDevice: false })).toContain('draft');
  });
});
