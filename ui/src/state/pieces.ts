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
 * Both versions of a piece, the one from here first. Pieces are whole paragraphs, so an empty line
 * stands between the two.
 */
export function inOrder(here: string, there: string): string {
  if (here === '' || there === '') return here + there;
  const parted = /\n[^\S\n]*\n\s*$/.test(here) || /^\s*\n[^\S\n]*\n/.test(there);
  if (parted) return here + there;
  return /\n\s*$/.test(here) || /^\s*\n/.test(there) ? `${here}\n${there}` : `${here}\n\n${there}`;
}

/** New words in the white space that the piece had around it. */
function framed(piece: MergePiece, text: string): string {
  if (text.trim() === '') return '';
  const was = sideOf(piece, 'here') || sideOf(piece, 'there');
  const before = /^\s*/.exec(was)?.[0] ?? '';
  const after = was.trim() === '' ? '' : (/\s*$/.exec(was)?.[0] ?? '');
  return before + text.trim() + after;
}

/** The words of a piece under an answer; null while nothing is chosen. */
export function wordsOf(piece: MergePiece, chosen: Chosen | undefined): string | null {
  if (piece.kind === 'same') return piece.text;
  if (chosen === undefined) return piece.kind === 'both' ? null : piece.text;
  if (chosen.answer === 'anew') return framed(piece, chosen.text);
  if (chosen.answer === 'both') return inOrder(sideOf(piece, 'here'), sideOf(piece, 'there'));
  return sideOf(piece, chosen.answer);
}

/**
 * The whole text: the pieces one after the other, which bring their own white space. What is not
 * chosen yet stands there twice, so that nothing is lost meanwhile.
 */
export function joinedBody(
  pieces: readonly MergePiece[],
  chosen: (index: number) => Chosen | undefined,
): string {
  return pieces
    .map(
      (piece, index) =>
        wordsOf(piece, chosen(index)) ?? inOrder(sideOf(piece, 'here'), sideOf(piece, 'there')),
    )
    .join('');
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
