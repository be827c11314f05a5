/** Invented letters from other people, and tellings that left, for tests and for work on the looks. */

import type { After, AnswerKind, LedgerRow, RetellingRule } from './shell';

export interface MemoryLetter {
  /** What the name of its file holds. */
  file: string;
  /** Who told it, and when it came in; null when it is not here from the beginning. */
  from: string;
  received: string | null;
  at: string;
  rule: RetellingRule;
  title: string | null;
  happened: string | null;
  place: string | null;
  people: string[];
  tags: string[];
  feeling: string | null;
  body: string;
  /** `seed` of a picture that can be shown. */
  files: { name: string; alt: string | null; seed: number | null; broken: boolean }[];
  /** The title of the entry it answers. */
  answers: { to: string; kind: AnswerKind } | null;
}

const letter = (file: string, from: string, more: Partial<MemoryLetter>): MemoryLetter => ({
  file,
  from,
  received: null,
  at: '2026-11-21',
  rule: 'keep-between-us',
  title: null,
  happened: null,
  place: null,
  people: [],
  tags: [],
  feeling: null,
  body: '',
  files: [],
  answers: null,
  ...more,
});

export const sampleLetters: MemoryLetter[] = [
  letter('letter', 'Ana Ribeiro', {
    received: '2026-11-21T18:20:00+01:00',
    title: 'The staging database',
    happened: 'spring 2021',
    place: 'Porto',
    tags: ['work'],
    feeling: 'ashamed, then held',
    body: `You saw me stand up, so you may as well have all of it.

I had typed the name of the *wrong* machine. I watched the rows go. Then I went into the corridor and read the fire notice, twice, every word.

What I remember is that nobody shouted. Somebody brought **two** chairs.`,
    files: [
      {
        name: 'corridor.jpg',
        alt: 'A boat, drawn on the wall of a corridor',
        seed: 3,
        broken: false,
      },
      { name: 'minutes.pdf', alt: null, seed: null, broken: false },
    ],
  }),
  letter('answer', 'Maria Stern', {
    received: '2026-11-20T09:02:00+01:00',
    at: '2026-11-19',
    rule: 'retell-without-name',
    body: 'Me too. The same stairs, eight years before you.',
    answers: { to: 'What I did not say to Maria', kind: 'me-too' },
  }),
  letter('hostile', 'Idris Cole', {
    title: '<img src=x onerror=alert(1)>',
    body: `<script>alert(1)</script>

[Press me](javascript:alert(1)) ![far](https://example.org/pixel.png)

אני כותב מימין לשמאל.`,
    files: [{ name: 'broken.png', alt: null, seed: null, broken: true }],
  }),
];

interface ToldSample {
  title: string;
  to: string;
  at: string;
  rule: RetellingRule;
  purpose: string;
  format: LedgerRow['format'];
  after: Partial<After>;
}

/** Tellings that left, the newest first. */
export const sampleTellings: ToldSample[] = [
  {
    title: 'The demo that did not start',
    to: 'Idris Cole',
    at: '2026-11-21T12:00:00+01:00',
    rule: 'may-retell',
    purpose: 'So that he is not afraid of the next one',
    format: 'cue-card',
    after: {},
  },
  {
    title: 'What I did not say to Maria',
    to: 'Maria Stern',
    at: '2026-11-12T20:10:00+01:00',
    rule: 'keep-between-us',
    purpose: 'To say it at last',
    format: 'sealed-page',
    after: { received: 'warmly', words: 'She wrote back the same week.', trust: 'held' },
  },
  {
    title: 'Said no, and the sky stayed up',
    to: 'Ana Ribeiro',
    at: '2026-11-10T09:00:00+01:00',
    rule: 'keep-between-us',
    purpose: '',
    format: 'age-recipient',
    after: { followUp: '2026-11-17' },
  },
  {
    title: 'First day, wrong building',
    to: 'Idris Cole',
    at: '2026-09-02T09:00:00+02:00',
    rule: 'keep-between-us',
    purpose: 'A laugh before his first day',
    format: 'sealed-page',
    after: {
      received: 'quietly',
      words: 'It was told on in the kitchen.',
      trust: 'broken',
      followUp: '2026-10-02',
      followed: true,
    },
  },
];
