/** The words printed with a letter, in the app and in the sealed page. */

import type { RetellingRule } from '../ipc/shell';

const rules: Record<RetellingRule, string> = {
  'keep-between-us': 'Please keep this between us.',
  'retell-without-name': 'You may retell this, without my name.',
  'may-retell': 'You may retell this.',
};

const kinds: Record<string, string> = {
  'high-point': 'A high point',
  'low-point': 'A low point',
  'turning-point': 'A turning point',
  struggle: 'A struggle',
  failure: 'A failure',
  kindness: 'A kindness',
  beginning: 'A beginning',
  loss: 'A loss',
  everyday: 'An everyday moment',
};

export const letterWords = {
  untitled: 'A letter',
  rules,
  kinds,
  kind: 'What it was',
  people: 'People',
  feeling: 'How it felt',
  tags: 'Tags',
  picture: 'picture, not shown',
  pictureOf: (name: string): string => `Picture: ${name}`,
  save: (name: string): string => `Save the file ${name}`,
  /** From -3 to +3. */
  valence: [
    'very hard',
    'hard',
    'somewhat hard',
    'neither good nor bad',
    'somewhat good',
    'good',
    'very good',
  ],
  sealedOn: (day: string): string => `Sealed on ${day}.`,
};

/** What the sealed page says around the letter. */
export const pageWords = {
  sealedTitle: 'A letter for you',
  sealed: 'Somebody chose to tell you something. It is sealed, and only the passphrase opens it.',
  where: 'You were given the passphrase in another way: a call, a message, a slip of paper.',
  label: 'Passphrase',
  open: 'Open the letter',
  opening: 'Opening…',
  hide: 'Hide the words',
  show: 'Show the words',
  private: 'The letter is opened here, on your own machine. This page asks nothing of any network.',
  empty: 'Type the passphrase you were given.',
  wrong:
    'That is not the passphrase of this letter. Look at each word and at their order, and try as often as you like.',
  notALetter: 'The passphrase is right, and what it opened is not a letter this page can read.',
  newer: 'The passphrase is right. The letter was made with a newer Tellable than this page knows.',
  damaged: 'This file is damaged, so the letter cannot be opened. Ask for it once more.',
  nothing: 'This page holds no letter.',
  opened: 'The letter is open.',
  closed: 'The letter is closed.',
  print: 'Print',
  close: 'Close the letter',
  progress: 'Opening the letter',
};
