/** What came of a telling: how it was received, whether trust held, and when to ask. */

import type { After } from '../ipc/shell';
import { happenedInWords } from './dates';

export const afterText = {
  title: 'What came of it',
  received: 'How was it received?',
  receivedShort: { warmly: 'Warmly', quietly: 'Quietly', badly: 'Badly' } satisfies Record<
    NonNullable<After['received']>,
    string
  >,
  notYet: 'Not known yet',
  words: 'In your words',
  wordsHint: 'What came back, what changed. It stays here.',
  trust: 'Did trust hold?',
  trustShort: { held: 'It held', broken: 'It did not hold' } satisfies Record<
    NonNullable<After['trust']>,
    string
  >,
  brokenAbout: (name: string) =>
    `Before you tell ${name} something again, this is shown to you, quietly.`,
  save: 'Note it',
  saved: 'Noted.',
  line: ({ received, trust, followUp, followed }: After): string[] => [
    ...(received === null ? [] : [afterText.lineReceived[received]]),
    ...(trust === null ? [] : [afterText.lineTrust[trust]]),
    ...(followUp === null || followed ? [] : [`to be asked on ${happenedInWords(followUp)}`]),
  ],
  lineReceived: { warmly: 'received warmly', quietly: 'received quietly', badly: 'received badly' },
  lineTrust: { held: 'trust held', broken: 'trust did not hold' },

  followUp: {
    ask: 'Shall Tellable ask how it went?',
    about: 'Only inside this window, when you unlock. Nothing else on this machine hears of it.',
    week: 'In a week',
    month: 'In a month',
    day: 'On a day',
    dayAct: 'On that day',
    dayEarlier: 'Choose a day that is still to come.',
    none: 'Do not ask',
    set: (day: string) => `It will ask on ${happenedInWords(day)}.`,
    change: 'Change',
  },
  due: {
    title: 'How did it go?',
    row: (title: string, person: string, day: string) => `“${title}”, told to ${person} on ${day}`,
    answer: 'Answer',
    answerName: (title: string, person: string) => `Answer about “${title}”, told to ${person}`,
    wave: 'No need',
    waveName: (title: string, person: string) =>
      `No need to ask about “${title}”, told to ${person}`,
    later: 'Later',
    waved: 'It will not ask about that again.',
  },
  list: {
    show: 'Show',
    all: 'By day',
    person: 'By person',
    entry: 'By entry',
    only: (name: string) => `Only “${name}”`,
    everything: 'Show everything',
    open: (title: string, person: string) => `“${title}”, told to ${person}: what came of it`,
    none: 'Nothing told about this yet.',
    page: (name: string) => `About ${name}`,
    read: 'Open the entry',
    cameBack: (name: string) => `The answer from ${name}`,
    answers: (name: string) => `The letter from ${name} it answers`,
  },
  toldTo: 'Told to',
  toldToName: (names: string) => `Told to ${names}: show it`,
};
