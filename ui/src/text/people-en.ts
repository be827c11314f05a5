/** A person's page: what they know, what they told, their keys, and their leaving. */

import { number } from './dates';
import { isolated } from './isolated';

const plural = (count: number, one: string, many: string) =>
  `${number(count)} ${count === 1 ? one : many}`;

export const peopleText = {
  knows: (name: string) => `What ${name} knows`,
  knowsNothing: 'Nothing was told yet, as far as the ledger knows.',
  toldYou: (name: string) => `What ${name} told you`,
  toldNothing: 'No letter of theirs is kept here.',
  entries: (count: number) =>
    count === 0 ? 'Entries that name them' : plural(count, 'entry names them', 'entries name them'),
  entriesNone: 'No entry names them.',
  more: (count: number) => `Show all ${number(count)}`,
  details: 'About them',
  keys: {
    title: 'Their keys',
    about: 'An age recipient they gave you. A letter to them can be sealed with it.',
    none: 'None yet.',
    add: 'Add a key',
    label: 'An age recipient, or an ssh-ed25519 key',
    hint: 'It begins with age1 or ssh-ed25519. It is no secret.',
    act: 'Add',
    bad: 'That is not a whole recipient. Ask for it again, or paste it once more.',
    known: 'That key is here already.',
    first: 'used last',
    remove: 'Remove',
    removeName: (key: string) => `Remove the key ${key}`,
    added: 'The key is added.',
    removed: 'The key is removed. What was sealed with it stays as it is.',
  },
  remove: (name: string) => `Remove ${name}…`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removeAbout: (name: string) =>
    `${isolated(name)} leaves your people, with the notes and keys on this page. The ledger still says what was told, and letters stay.`,
  removeInUse: (name: string, count: number) =>
    `${plural(count, 'entry names', 'entries name')} ${isolated(name)}, so they stay in your people. Take the name out of ${count === 1 ? 'that entry' : 'those entries'} first.`,
  removeAct: 'Remove',
  removeKeep: 'Keep them',
  removed: (name: string) => `${isolated(name)} is removed.`,

  author: {
    title: 'Your own names',
    about:
      'How you are called, so that a review can point out where a story says who you are. They are kept in this vault and nowhere else.',
    label: 'Your names, with commas',
    hint: 'Full name, first name, what friends call you.',
    save: 'Keep',
    saved: 'Your names are kept.',
  },
};
