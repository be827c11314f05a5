/** The sentences of the circle. Part of the one catalogue. */

export interface Round {
  name: string;
  prompt: string;
  /** Said below, for who does not know where to begin. */
  help: string;
}

const rounds: readonly Round[] = [
  {
    name: 'Where you come from',
    prompt: 'Tell of a place or a person you come from, and one thing it left in you.',
    help: 'Small is fine: a kitchen, a street, a sentence somebody used to say.',
  },
  {
    name: 'When it went wrong',
    prompt: 'Tell of a time you failed at something that mattered to you.',
    help: 'Who saw it? What did you do the day after?',
  },
  {
    name: 'What made you',
    prompt: 'Tell of a moment after which you were somebody a little different.',
    help: 'What would somebody have to know about it to know you?',
  },
];

export const circleText = {
  name: 'Circle',
  action: 'Guide a circle',
  lead: 'Four people, one table, each with a story that shaped them. The program keeps the turns and the time, so that nobody has to.',
  why: 'People who hardly know each other come close by telling in turns, a little more with each round (Aron and others, 1997). Nothing said here is written down, and nothing of it is kept.',
  rounds,
  seat: (number: number) => `Seat ${String(number)}`,
  who: 'Who sits here?',
  whoHint: 'First names, or nothing at all.',
  name1: (number: number) => `Name of seat ${String(number)}`,
  minutes: 'Minutes for each',
  minutesOf: (minutes: number) => `${String(minutes)} minutes`,
  howMany: 'Rounds',
  howManyOf: (rounds: number) => (rounds === 1 ? 'One round' : `${String(rounds)} rounds`),
  whole: (minutes: number) => `About ${String(minutes)} minutes in all.`,
  order: 'Who goes when',
  orderAbout: 'In each round the next one begins, so that nobody always goes first.',
  draw: 'Draw lots',
  drawn: (names: string) => `The order is ${names}.`,
  earlier: (name: string) => `${name} earlier`,
  later: (name: string) => `${name} later`,
  cards: 'Print the cards',
  cardsAbout: 'One card for each round, and one with what all agree on.',
  open: 'Sit down together',
  opening: 'Before the first story',
  agree: 'Somebody reads this aloud, and everybody says yes.',
  rules: [
    'What is told here stays here, unless the one who told it says otherwise.',
    'Whoever wants to pass, passes. Nobody asks why.',
    'We listen. No advice, no story that is bigger.',
    'Tell what you can tell today, and leave the rest for another day.',
  ],
  begin: 'We agree',
  roundOf: (round: number, rounds: number) => `Round ${String(round)} of ${String(rounds)}`,
  tells: (name: string) => `${name} tells`,
  then: (name: string) => `Then ${name}.`,
  start: 'Start the time',
  pause: 'Pause',
  goOn: 'Go on',
  time: 'Time',
  over: 'The time is over. Finish in your own time.',
  told: 'It is told',
  pass: 'Pass this time',
  echo: 'What stayed with you?',
  echoAbout: (name: string) =>
    `Each of the others says one thing that stayed, in a sentence. ${name} need not answer.`,
  echoOver: 'A minute is over.',
  next: 'Next',
  back: 'One step back',
  closing: 'The closing round',
  closingAbout:
    'Each in turn: one thing you take with you, and one thing you want the others to keep to themselves.',
  closingOver: 'The time is over.',
  end: 'End the circle',
  done: 'Thank each other, and go slowly.',
  doneAbout: 'What you heard belongs to those who told it. Nothing of this was kept here.',
  write: 'Write about it',
  again: 'Begin another',
  leave: 'Back to the journal',
  card: 'Circle',
  cardRules: 'What we agree on',
};
