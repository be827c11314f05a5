/** A very small detector and splitter, so that the review has something to show without a shell. */

import { happenedInWords } from '../text/dates';
import type { BlockKind, Content, Item, ItemKind, Person } from './shell';

export interface RawItem {
  id: string;
  kind: ItemKind;
  block: BlockKind | null;
  text: string;
  /** The file it is about. */
  attachment: string | null;
}

export interface RawFinding {
  id: string;
  kind: string;
  start: number;
  end: number;
  text: string;
  reason: string;
  severity: 'note' | 'caution' | 'grave';
  standIns: string[];
  /** Findings with the same subject are about the same name. */
  subject: string;
}

/** Reading order; `files` are the items of the entry's files. */
export function itemsOf(
  content: Content,
  files: readonly RawItem[],
  personOf: (id: string) => Person,
): RawItem[] {
  const items: RawItem[] = [];
  const add = (id: string, kind: ItemKind, text: string, block: BlockKind | null = null) => {
    if (text.trim() !== '') items.push({ id, kind, block, text, attachment: null });
  };
  add('title', 'title', content.title);
  add('happened', 'happened', content.happened === null ? '' : happenedInWords(content.happened));
  add('place', 'place', content.place ?? '');
  blocksOf(content.body).forEach((text, index) =>
    add(`block-${index}`, 'block', text, blockKind(text)),
  );
  items.push(...files);
  for (const id of content.people) add(`person-${id}`, 'person', personOf(id).name);
  for (const tag of content.tags) add(`tag-${tag}`, 'tag', tag);
  if (content.feeling) add('feeling', 'feeling', content.feeling.words.join(', '));
  return items;
}

function blocksOf(body: string): string[] {
  return body
    .split(/\n{2,}/)
    .flatMap((part) => (/^\s*[-*] /.test(part) ? part.split(/\n(?=\s*[-*] )/) : [part]))
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function blockKind(text: string): BlockKind {
  if (/^#{1,6} /.test(text)) return 'heading';
  if (/^[-*] /.test(text)) return 'list-item';
  if (text.startsWith('>')) return 'quote';
  if (text.startsWith('|')) return 'table';
  if (text.startsWith('```')) return 'code';
  if (/^(?:-{3,}|\*{3,})$/.test(text)) return 'rule';
  return text.startsWith('<') ? 'html' : 'paragraph';
}

interface Recogniser {
  kind: string;
  pattern: RegExp;
  reason: (text: string) => string;
  severity: RawFinding['severity'];
  standIns: string[];
}

const MONTH =
  '(?:January|February|March|April|May|June|July|August|September|October|November|December)';

const RECOGNISERS: Recogniser[] = [
  {
    kind: 'email',
    pattern: /\b[\w.+-]+@[\w-]+\.[\w.]+\b/g,
    reason: () => 'This is an e-mail address.',
    severity: 'caution',
    standIns: ['an address'],
  },
  {
    kind: 'url',
    pattern: /\bhttps?:\/\/[^\s)]+/g,
    reason: () => 'A link can show where you were and who you are.',
    severity: 'note',
    standIns: ['a page'],
  },
  {
    kind: 'money',
    pattern: /[€$£]\s?\d[\d.,]*\d|\d[\d.,]*\s?(?:euros?|dollars?|pounds?)\b/g,
    reason: () => 'An exact sum can be recognised.',
    severity: 'caution',
    standIns: ['a sum I could not pay', 'a lot of money'],
  },
  {
    kind: 'date',
    pattern: new RegExp(`\\b\\d{1,2} ${MONTH} \\d{4}\\b|\\b${MONTH} \\d{4}\\b`, 'g'),
    reason: () => 'An exact date can be looked up.',
    severity: 'note',
    standIns: ['a few years ago', 'that year'],
  },
  {
    kind: 'relation',
    pattern:
      /\b[Mm]y (?:boss|manager|sister|brother|mother|father|wife|husband)\b|\b[Oo]ur (?:CEO|CFO|director)\b/g,
    reason: (text) => `“${text}” is one person to whoever knows you.`,
    severity: 'caution',
    standIns: ['somebody close', 'somebody I knew'],
  },
];

export function findingsOf(
  text: string,
  people: readonly Person[],
  place: string | null,
): RawFinding[] {
  const found: RawFinding[] = [];
  const add = (finding: Omit<RawFinding, 'id'>) => {
    const overlaps = found.some((other) => finding.start < other.end && other.start < finding.end);
    if (!overlaps) found.push({ ...finding, id: `${finding.kind}-${finding.start}` });
  };
  for (const person of people) {
    for (const name of [person.name, ...person.name.split(' '), ...person.nicknames]) {
      for (const [start, end] of places(text, name)) {
        add({
          kind: 'person',
          start,
          end,
          text: text.slice(start, end),
          severity: 'caution',
          subject: person.id,
          reason: `${person.name} is in your list of people.`,
          standIns: [person.standIn ?? 'a colleague', 'somebody I worked with', 'a person'],
        });
      }
    }
  }
  if (place) {
    for (const [start, end] of places(text, place)) {
      add({
        kind: 'place',
        start,
        end,
        text: text.slice(start, end),
        severity: 'note',
        subject: place,
        reason: `${place} is the place of this entry.`,
        standIns: ['another city', 'somewhere else'],
      });
    }
  }
  for (const { kind, pattern, reason, severity, standIns } of RECOGNISERS) {
    for (const match of text.matchAll(pattern)) {
      const [words] = match;
      add({
        kind,
        start: match.index,
        end: match.index + words.length,
        text: words,
        severity,
        standIns,
        reason: reason(words),
        subject: words.toLowerCase(),
      });
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

function places(text: string, name: string): [number, number][] {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'gu');
  return [...text.matchAll(pattern)].map((match) => [match.index, match.index + name.length]);
}

export function topicsOf(text: string): Item['topics'] {
  const topics: Item['topics'] = [];
  if (/\b(?:panic|depress|therap|could not sleep|afraid)/i.test(text)) {
    topics.push({ topic: 'mental-health', reason: 'This speaks of how your mind was.' });
  }
  if (/\bin confidence|told me not to\b/i.test(text)) {
    topics.push({ topic: 'confidence', reason: 'Somebody may have told you this in confidence.' });
  }
  return topics;
}
