/**
 * A three-way merge by paragraphs, as the journal does it, for the shell of memory: one after the
 * other the pieces are the text of either version exactly.
 */

import type { MergePiece } from './shell';

/** The paragraphs, and between them what parts them. */
const units = (text: string) => text.split(/(\s*\n[^\S\n]*\n\s*)/).filter((one) => one !== '');

/** Where each unit of `base` stands in `other`, along a longest common subsequence. */
function matched(base: readonly string[], other: readonly string[]): Map<number, number> {
  const length = Array.from({ length: base.length + 1 }, () =>
    new Array<number>(other.length + 1).fill(0),
  );
  const at = (i: number, j: number) => length[i]?.[j] ?? 0;
  for (let i = base.length - 1; i >= 0; i -= 1) {
    const row = length[i];
    if (row === undefined) continue;
    for (let j = other.length - 1; j >= 0; j -= 1) {
      row[j] = base[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs = new Map<number, number>();
  for (let i = 0, j = 0; i < base.length && j < other.length;) {
    if (base[i] === other[j]) pairs.set(i++, j++);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

/** The pieces of two texts that were once `base`. */
export function piecesOf(base: string, here: string, there: string): MergePiece[] {
  const [was, ours, theirs] = [units(base), units(here), units(there)];
  const [toOurs, toTheirs] = [matched(was, ours), matched(was, theirs)];
  const pieces: MergePiece[] = [];
  const done = { base: 0, here: 0, there: 0 };
  const same = (text: string) => {
    const last = pieces.at(-1);
    if (last?.kind === 'same') last.text += text;
    else if (text !== '') pieces.push({ kind: 'same', text });
  };

  const between = (toBase: number, toHere: number, toThere: number) => {
    const before = was.slice(done.base, toBase).join('');
    const one = ours.slice(done.here, toHere).join('');
    const two = theirs.slice(done.there, toThere).join('');
    if (one === two) same(one);
    else if (two === before) pieces.push({ kind: 'here', text: one, base: before });
    else if (one === before) pieces.push({ kind: 'there', text: two, base: before });
    else pieces.push({ kind: 'both', here: one, there: two, base: before });
  };

  for (const [index, text] of was.entries()) {
    const [one, two] = [toOurs.get(index), toTheirs.get(index)];
    if (one === undefined || two === undefined) continue;
    between(index, one, two);
    same(text);
    Object.assign(done, { base: index + 1, here: one + 1, there: two + 1 });
  }
  between(was.length, ours.length, theirs.length);
  return pieces;
}
