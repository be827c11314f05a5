/** Letters from other people, the key to give away, and answering. */

import type { AnswerKind, RetellingRule } from '../ipc/shell';
import { isolated } from './isolated';

const asks: Record<RetellingRule, (name: string) => string> = {
  'keep-between-us': (name) => `${name} asks: keep it between us.`,
  'retell-without-name': (name) => `${name} says: you may retell this, without my name.`,
  'may-retell': (name) => `${name} says: you may retell this.`,
};

export const lettersText = {
  title: 'Letters',
  intro: 'What other people told you. It stays in this vault, and is read here only.',
  empty: 'No letters yet. Open one that came to you.',
  open: 'Open a letter…',
  untitled: 'A letter',
  list: 'Letters you kept',
  from: (name: string) => `From ${name}`,
  back: 'All letters',
  /** Nobody is said to have sent it until it is kept. */
  somebody: 'Whoever wrote this',
  asks: (rule: RetellingRule, name: string) => asks[rule](isolated(name)),
  ruleShort: {
    'keep-between-us': 'Between us',
    'retell-without-name': 'May be retold without the name',
    'may-retell': 'May be retold',
  } satisfies Record<RetellingRule, string>,
  sealedOn: (day: string) => `Sealed on ${day}`,
  receivedOn: (day: string) => `Kept here on ${day}`,
  facts: 'About this moment',
  people: 'People',
  tags: 'Tags',
  feeling: 'How it felt',

  waits: 'A letter came in and waits to be opened.',
  files: 'What came with it',
  file: 'A file that is only named here. It is kept in the letter and not opened.',
  notShown:
    'This picture could not be made anew from its pixels, so it is not shown. The letter still has it.',
  pictureOf: (name: string) => `Picture: ${name}`,

  opening: {
    title: 'Open a letter',
    about: 'An .age file, or a sealed page. Opening it changes nothing, and it is not kept yet.',
    file: 'The letter',
    fileMissing: 'Choose the file of the letter, or type where it is.',
    look: 'Continue',
    passphrase: 'The passphrase of this letter',
    passphraseHint: 'You were given it by another way: a call, a message, a slip of paper.',
    passphraseMissing: 'Type the passphrase you were given.',
    wrong:
      'That is not the passphrase of this letter. Look at each word and at their order, and try as often as you like.',
    needs: (name: string) => `“${name}” opens with a passphrase.`,
    open: 'Open the letter',
    opening: 'Opening. This takes a moment by design.',
    noKey:
      'This letter was sealed for a key, and this vault has none yet. Make yours below, give it away, and ask for the letter once more.',
  },
  new: {
    lead: 'It is open, and not kept yet.',
    who: 'Who is it from?',
    whoHint: 'A name from your people, or a new one.',
    whoNew: (name: string) => `${isolated(name)} will be added to your people.`,
    whoNone: 'Write the name of the person it is from.',
    suggestions: 'Your people',
    keep: 'Keep the letter',
    letGo: 'Do not keep it',
    kept: (name: string) => `The letter from ${name} is kept.`,
    letGone: 'The letter was closed and not kept. The file is where it was.',
  },
  remove: 'Remove…',
  removeTitle: 'Remove this letter?',
  removeAbout: (name: string) =>
    `What ${isolated(name)} wrote is removed from your letters. The file you were sent is not touched. Answers you told stay in the ledger.`,
  removeAct: 'Remove the letter',
  removeKeep: 'Keep it',
  removed: 'The letter is removed.',

  answer: {
    title: 'Answer',
    about: (name: string) =>
      `An answer is told like anything else: you look at every item before it goes to ${name}.`,
    kinds: {
      'me-too': { name: 'Me too', about: 'Two words are often the whole of it.' },
      words: { name: 'A few words', about: 'What it did to you, and nothing more.' },
      story: {
        name: 'A story in return',
        about: 'Something of your own, from the journal or new.',
      },
    } satisfies Record<AnswerKind, { name: string; about: string }>,
    meToo: 'Me too.',
    words: 'Your words',
    wordsHint: 'They become an entry of yours, so that you can find them again.',
    wordsNone: 'Write something first.',
    pick: 'Which story?',
    search: 'Find an entry',
    searchNone: 'No entry has these words.',
    write: 'Write a new one',
    writeTitle: 'Your story',
    begin: 'Go on to the plan',
    cancel: 'Not now',
    was: {
      'me-too': 'Me too',
      words: 'A few words',
      story: 'A story in return',
    } satisfies Record<AnswerKind, string>,
  },
  answers: (kind: AnswerKind, title: string) => {
    const answer = {
      'me-too': 'Says “me too” to',
      words: 'Answers',
      story: 'A story in return for',
    };
    return `${answer[kind]} what you told: “${title}”.`;
  },
  answersUnknown: 'It answers something that was not told from this vault.',
  answeredTitle: 'Your answers',
  answeredRow: (title: string, day: string) => `${title}, ${day}`,
  answered: 'answered',
  seeTelling: 'See what you told',

  key: {
    title: 'Your key, to give away',
    why: 'Somebody who has it can seal a letter that only this vault opens, with no passphrase to pass on.',
    make: 'Make a key',
    none: 'There is none yet.',
    recipient: 'Your age recipient',
    safe: 'It is no secret: it can only close letters, not open them.',
    copy: 'Copy',
    copied: 'Copied.',
    copyFailed: 'Nothing was copied. Select it and copy it by hand.',
    show: 'Show as a code',
    hide: 'Hide the code',
    code: 'Your age recipient as a code to photograph',
    made: (day: string) => `Made ${day}`,
    another: 'Make another…',
    anotherTitle: 'Make another key?',
    anotherAbout:
      'Make one when you no longer want letters under the old one, or want to be known by a different one. Letters sealed for the old one still open. Give the new one to those who are to use it.',
    anotherAct: 'Make another key',
    anotherKeep: 'Stay with this one',
    madeNow: 'The key is made.',
  },
};
