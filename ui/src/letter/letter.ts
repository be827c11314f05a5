/**
 * Reads the bytes of a letter: one line of JSON, the story as CommonMark, its files. The format is
 * docs/letter-format.md. A letter may come from anybody, so nothing in it is believed unchecked.
 */

import type { RetellingRule } from '../ipc/shell';

export interface LetterFeeling {
  valence: number | null;
  words: string[];
}

export interface LetterFile {
  name: string;
  /** What it says it is; it proves nothing. */
  type: string;
  alt: string | null;
  /** Null where only the text of the letter is at hand. */
  bytes: Uint8Array | null;
}

export interface Letter {
  /** The day it was sealed, `YYYY-MM-DD`. */
  at: string;
  rule: RetellingRule;
  title: string | null;
  happened: string | null;
  place: string | null;
  kind: string | null;
  people: string[];
  tags: string[];
  feeling: LetterFeeling | null;
  /** CommonMark, as written by the author. */
  body: string;
  files: LetterFile[];
}

export type LetterProblem = 'not-a-letter' | 'letter-newer' | 'letter-damaged';

export type LetterRead = { letter: Letter } | { problem: LetterProblem };

/** The format this reader knows. */
const VERSION = 2;

const RULES: readonly string[] = ['keep-between-us', 'retell-without-name', 'may-retell'];

/** From its bytes, or from its text alone, without the bytes of its files. */
export function readLetter(from: Uint8Array | string): LetterRead {
  const bytes = typeof from === 'string' ? new TextEncoder().encode(from) : from;
  const end = bytes.indexOf(0x0a);
  if (end < 0) return { problem: 'not-a-letter' };
  const head = readHead(textOf(bytes.subarray(0, end)));
  if (head === null || head.tellable !== 'letter') return { problem: 'not-a-letter' };
  if (typeof head.v !== 'number') return { problem: 'letter-damaged' };
  if (head.v > VERSION) return { problem: 'letter-newer' };
  const { at, rule } = head;
  if (typeof at !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(at))
    return { problem: 'letter-damaged' };
  if (typeof rule !== 'string' || !RULES.includes(rule)) return { problem: 'letter-damaged' };
  const rest = bytes.subarray(end + 1);
  const body = bodyOf(rest, head.length);
  if (body === null) return { problem: 'letter-damaged' };
  const text = textOf(body);
  const files = filesOf(head.attachments, rest.subarray(body.length + 1));
  if (text === null || files === null) return { problem: 'letter-damaged' };
  return {
    letter: {
      at,
      rule: rule as RetellingRule,
      title: words(head.title),
      happened: words(head.happened),
      place: words(head.place),
      kind: words(head.kind),
      people: list(head.people),
      tags: list(head.tags),
      feeling: feelingOf(head.feeling),
      body: text,
      files,
    },
  };
}

function readHead(line: string | null): Record<string, unknown> | null {
  if (line === null) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Null for what is not UTF-8. */
function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The story: `length` bytes, and a newline after them. */
function bodyOf(rest: Uint8Array, length: unknown): Uint8Array | null {
  if (!isCount(length) || rest[length] !== 0x0a) return null;
  return rest.subarray(0, length);
}

/** The files, in the bytes that follow the story: all of them, or none where only the text is at hand. */
function filesOf(said: unknown, rest: Uint8Array): LetterFile[] | null {
  if (!Array.isArray(said)) return null;
  const files: LetterFile[] = [];
  let at = 0;
  for (const one of said as unknown[]) {
    if (typeof one !== 'object' || one === null) return null;
    const { name, type, alt, length } = one as Record<string, unknown>;
    if (typeof name !== 'string' || typeof type !== 'string' || !isCount(length)) return null;
    const bytes = rest.length === 0 && length > 0 ? null : rest.subarray(at, at + length);
    files.push({ name, type, alt: words(alt), bytes });
    at += length;
  }
  return rest.length === 0 || rest.length === at ? files : null;
}

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && Number(value) >= 0;

function words(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value : null;
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => words(one) !== null) : [];
}

function feelingOf(value: unknown): LetterFeeling | null {
  if (typeof value === 'string')
    return words(value) === null ? null : { valence: null, words: [value] };
  if (typeof value !== 'object' || value === null) return null;
  const { valence, words: said } = value as Record<string, unknown>;
  const known = typeof valence === 'number' && Math.abs(valence) <= 3 ? Math.round(valence) : null;
  const all = list(said);
  return known === null && all.length === 0 ? null : { valence: known, words: all };
}
