import type { Conflict, Content, MergePiece } from '../ipc/shell';

/** What is taken where two versions differ. `both` has the one from here first. */
export type Answer = 'here' | 'there' | 'both' | 'anew';
export interface Chosen {
  answer: Answer;
  /** The new words, when they are written anew. */
  text: string;
}

export const fields = [
  'title',
  'happened',
  'kind',
  'place',
  'people',
  'tags',
  'feeling',
] as const satisfies readonly (keyof Content)[];
export type FieldName = (typeof fields)[number];

/** Who changed it since the two were one. */
export type Changed = 'here' | 'there' | 'both';

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
export const isList = (field: FieldName) => field === 'people' || field === 'tags';
/** Whether the field is a line of text that can be written anew. */
export const isLine = (field: FieldName) => field === 'title' || field === 'place';

/** The fields that differ, and who changed them; without a common ancestor both did. */
export function differing(conflict: Conflict): { field: FieldName; changed: Changed }[] {
  const { base, here, there } = conflict;
  return fields
    .filter((field) => !isSame(here.content[field], there.content[field]))
    .map((field) => {
      if (base !== null && isSame(base[field], there.content[field]))
        return { field, changed: 'here' as const };
      if (base !== null && isSame(base[field], here.content[field]))
        return { field, changed: 'there' as const };
      return { field, changed: 'both' as const };
    });
}

/** The piece as it stands in one of the two versions. */
export function sideOf(piece: MergePiece, side: 'here' | 'there'): string {
  switch (piece.kind) {
    case 'same':
      return piece.text;
    case 'both':
      return piece[side];
    default:
      return piece.kind === side ? piece.text : piece.base;
  }
}

/**
 * What stands between two pieces: nothing when they bring their own white space, so that together
 * they are the text of either version, and an empty line when they are bare paragraphs.
 */
export function glueOf(conflict: Conflict): '' | '\n\n' {
  const { pieces, here, there } = conflict;
  const whole = (side: 'here' | 'there') => pieces.map((piece) => sideOf(piece, side)).join('');
  return whole('here') === here.content.body && whole('there') === there.content.body ? '' : '\n\n';
}

/** Both versions of a piece, the one from here first: as two paragraphs, or as words in a line. */
export function inOrder(conflict: Conflict, index: number): string {
  const piece = conflict.pieces[index];
  if (piece === undefined) return '';
  const here = sideOf(piece, 'here');
  const there = sideOf(piece, 'there');
  if (here === '' || there === '') return here + there;
  if (isWholeLines(conflict, index)) return `${here.replace(/\s+$/, '')}\n\n${there}`;
  return /\s$/.test(here) || /^\s/.test(there) ? here + there : `${here} ${there}`;
}

/** Whether the piece begins and ends lines, so that its two versions are paragraphs of their own. */
function isWholeLines(conflict: Conflict, index: number): boolean {
  const { pieces } = conflict;
  if (glueOf(conflict) !== '') return true;
  const text = (at: number) => {
    const piece = pieces[at];
    return piece === undefined ? '\n' : sideOf(piece, 'here');
  };
  const begins = /\n$/.test(text(index - 1));
  const ends = /\n$/.test(text(index)) || /^\n/.test(text(index + 1));
  return begins && ends;
}

/** The words of a piece under an answer; null while nothing is chosen. */
export function wordsOf(
  conflict: Conflict,
  index: number,
  chosen: Chosen | undefined,
): string | null {
  const piece = conflict.pieces[index];
  if (piece === undefined) return '';
  if (piece.kind === 'same') return piece.text;
  if (chosen === undefined) return piece.kind === 'both' ? null : piece.text;
  if (chosen.answer === 'anew') return chosen.text;
  if (chosen.answer === 'both') return inOrder(conflict, index);
  return sideOf(piece, chosen.answer);
}

/** The whole text. What is not chosen yet stands there twice, so that nothing is lost meanwhile. */
export function joinedBody(
  conflict: Conflict,
  chosen: (index: number) => Chosen | undefined,
): string {
  const glue = glueOf(conflict);
  const parts = conflict.pieces.map(
    (_, index) => wordsOf(conflict, index, chosen(index)) ?? inOrder(conflict, index),
  );
  // A paragraph that is gone leaves no empty line behind.
  return glue === '' ? parts.join('') : parts.filter((part) => part !== '').join(glue);
}

function union(here: readonly string[], there: readonly string[]): string[] {
  return [...here, ...there.filter((one) => !here.includes(one))];
}

/** The content under the answers for its fields, with the text from here; what is not chosen yet is as it is here, and lists are united. */
export function joinedFields(
  conflict: Conflict,
  chosen: (field: FieldName) => Chosen | undefined,
): Content {
  const { here, there } = conflict;
  const result = structuredClone(here.content);
  for (const { field, changed } of differing(conflict)) {
    const given = chosen(field);
    const answer =
      given?.answer ?? (changed !== 'both' ? changed : isList(field) ? 'both' : 'here');
    if (answer === 'there') Object.assign(result, { [field]: there.content[field] });
    else if (answer === 'anew')
      Object.assign(result, {
        [field]: field === 'place' ? given?.text.trim() || null : given?.text,
      });
    else if (answer === 'both' && (field === 'people' || field === 'tags'))
      result[field] = union(here.content[field], there.content[field]);
  }
  return result;
}
