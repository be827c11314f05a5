/** The sentences of formats that need more than a choice: several people, and the card. Part of the one catalogue. */

export const packingText = {
  keys: (person: string) => `Keys you have of ${person}`,
  others: 'Told the same',
  othersAbout:
    'Each gets the same file and opens it with their own key. The ledger has a row for each.',
  otherName: 'Name',
  otherKey: (name: string) => (name === '' ? 'Their age recipient' : `Age recipient of ${name}`),
  otherUnknown: (name: string) =>
    `${name} is not among your people yet. Add them under People first.`,
  otherTwice: 'That person is told already.',
  add: 'Add a person',
  remove: (name: string) => (name === '' ? 'Remove this person' : `Remove ${name}`),
  names: (names: string) => `Type “${names}” to confirm`,

  card: 'Lines of the card',
  cardAbout: (least: number, most: number) =>
    `${String(least)} to ${String(most)} short lines to tell it by, out of what you kept. They are yours to shorten.`,
  line: (number: number) => `Line ${String(number)}`,
  up: (number: number) => `Line ${String(number)} earlier`,
  down: (number: number) => `Line ${String(number)} later`,
  take: (number: number) => `Remove line ${String(number)}`,
  tooLong: (most: number) => `At most ${String(most)} letters, so that it can be read at a glance.`,
  count: (count: number, least: number) =>
    count < least
      ? `${String(count)} of at least ${String(least)} lines`
      : count === 1
        ? 'One line'
        : `${String(count)} lines`,
  sentences: 'Out of the story',
  sentencesAbout: 'Press a sentence to put it on the card.',
  own: 'A line of your own',
  picked: (line: string) => `On the card: ${line}`,

  tell: (person: string) => `Make the card for ${person}`,
  tellNote: 'Nothing is written outside. The ledger notes that you tell it in person.',
  told: (person: string) => `For ${person}, in person`,
  toldAbout: 'The ledger has it. Tell it slowly; the lines are only there when you need them.',
  minutes: 'Minutes',
  minutesOf: (minutes: number) => `${String(minutes)} minutes`,
  start: 'Start the time',
  pause: 'Pause',
  goOn: 'Go on',
  time: 'Time',
  over: 'The time is over. Finish in your own time.',
  print: 'Print the card',

  strength: (bits: number) =>
    `It was drawn at random. Guessing it takes about 2 to the power of ${String(bits)} tries, more than anybody can afford.`,
};
