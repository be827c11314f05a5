/**
 * Reads the bytes of a letter: one line of JSON, then the story as CommonMark. The format is
 * docs/letter-format.md. A letter may come from anybody, so nothing in it is believed unchecked.
 */

import type { RetellingRule } from '../ipc/shell';

export interface LetterFeeling {
  valence: number | null;
  words: string[];
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
}

export type LetterProblem = 'not-a-letter' | 'letter-newer' | 'letter-damaged';

export type LetterRead = { letter: Letter } | { problem: LetterProblem };

/** The format this reader knows. */
const VERSION = 1;

const RULES: readonly string[] = ['keep-between-us', 'retell-without-name', 'may-retell'];

export function readLetter(text: string): LetterRead {
  const end = text.indexOf('\n');
  if (end < 0) return { problem: 'not-a-letter' };
  const head = readHead(text.slice(0, end));
  if (head === null || head.tellable !== 'letter') return { problem: 'not-a-letter' };
  if (typeof head.v !== 'number') return { problem: 'letter-damaged' };
  if (head.v > VERSION) return { problem: 'letter-newer' };
  const { at, rule } = head;
  if (typeof at !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(at))
    return { problem: 'letter-damaged' };
  if (typeof rule !== 'string' || !RULES.includes(rule)) return { problem: 'letter-damaged' };
  const body = bodyOf(text.slice(end + 1), head.length);
  if (body === null) return { problem: 'letter-damaged' };
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
      body,
    },
  };
}

function readHead(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** `length` counts UTF-8 bytes. One newline follows them; anything else means the letter was cut or grew. */
function bodyOf(rest: string, length: unknown): string | null {
  if (typeof length !== 'number') return null;
  const bytes = new TextEncoder().encode(rest);
  const tail = bytes.length - length;
  if (tail === 0) return rest;
  return tail === 1 && rest.endsWith('\n') ? rest.slice(0, -1) : null;
}

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
