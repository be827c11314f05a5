import type { Content, Person } from './shell';

type Draft = Partial<Content> & { written: string };

const person = (id: string, name: string, more: Partial<Person> = {}): Person => ({
  id,
  name,
  nicknames: [],
  relation: null,
  led: false,
  standIn: null,
  notes: '',
  keys: [],
  ...more,
});

/** Invented people. */
export const samplePeople: Person[] = [
  person('a1', 'Ana Ribeiro', {
    relation: 'a colleague',
    standIn: 'a colleague',
    nicknames: ['Ana'],
  }),
  person('a2', 'Maria Stern', {
    relation: 'my first manager',
    standIn: 'a manager',
    nicknames: ['Maria'],
  }),
  person('a3', 'Tomás', { relation: 'my brother', standIn: 'somebody in my family' }),
  person('a4', 'Idris Cole', {
    relation: 'on my team',
    led: true,
    standIn: 'somebody I work with',
  }),
  person('a5', 'Grandmother', { relation: 'my mother’s mother', standIn: 'an older relative' }),
];

/** Invented entries, newest happening first. */
export const sampleEntries: Draft[] = [
  {
    written: '2026-11-20T21:14:05+01:00',
    title: 'The demo that did not start',
    happened: '2026-11-19',
    kind: 'failure',
    place: 'Porto',
    people: ['a1', 'a4'],
    tags: ['work', 'shame'],
    feeling: { valence: -2, words: ['ashamed', 'then relieved'] },
    body: `I had the room for *twenty minutes* and used eighteen of them looking for a cable.

Ana Ribeiro stood up and told everybody about the time she deleted the staging database in front of the client. Nobody had asked her to. The room breathed out, and I found the cable.

## What I keep from it

- The cable was in my own bag.
- She did not say it would be fine. She said **me too**.
- I want to be the one who stands up, next time.

> The thing about falling on your face is that you see who kneels down.`,
  },
  {
    written: '2026-10-02T08:02:41+02:00',
    title: 'Said no, and the sky stayed up',
    happened: '2026-10-01',
    kind: 'turning-point',
    people: ['a4'],
    tags: ['work'],
    feeling: { valence: 1, words: ['light'] },
    body: `Idris asked for the weekend again. I said no. I said it *plainly*, with no reason attached, as one says what time it is.

He said "all right".

That was all. Ten years of not saying it, and the answer was all right.`,
  },
  {
    written: '2025-06-15T22:40:00+02:00',
    title: 'Tomás carries the piano',
    happened: '2025-06',
    kind: 'kindness',
    place: 'Coimbra',
    people: ['a3'],
    tags: ['family'],
    feeling: { valence: 3, words: ['held'] },
    body: `Four flights. He had said he would only look at it.

Halfway up he began to laugh, and then none of us could lift anything.`,
  },
  {
    written: '2025-02-11T07:12:00+01:00',
    title: 'An ordinary Tuesday',
    happened: '2025-02-11',
    kind: 'everyday',
    tags: ['small things'],
    feeling: { valence: 1, words: [] },
    body: `Bread. The neighbour's radio through the wall. A letter that was not for me, carried over the road.`,
  },
  {
    written: '2024-09-03T23:50:00+02:00',
    title: 'What I did not say to Maria',
    happened: '2019-03-14',
    kind: 'struggle',
    place: 'Lisbon',
    people: ['a2'],
    tags: ['work', 'health'],
    feeling: { valence: -3, words: ['alone', 'small'] },
    body: `On 14 March 2019 I sat in the stairwell of the Lisbon office and could not go back up. My hands would not hold the phone.

Maria Stern came down. She asked whether I was ill and I said it was something I ate. She believed me, or was kind enough to.

It took two years and a doctor to find another word for it. I owed €48,300 by then and told nobody.

I write it here because I would have liked, that day, to know that **it has a name** and that other people have sat on those stairs.`,
  },
  {
    written: '2024-08-30T20:00:00+02:00',
    title: 'First day, wrong building',
    happened: '2012-09',
    kind: 'beginning',
    place: 'Lisbon',
    people: ['a2'],
    tags: ['work'],
    feeling: { valence: 2, words: ['foolish', 'eager'] },
    body: `I sat for an hour in the reception of an insurance company, holding a plant.`,
  },
  {
    written: '2024-08-12T10:31:00+02:00',
    title: 'The summer of the boat',
    happened: '1998~',
    kind: 'high-point',
    place: 'Tavira',
    people: ['a3', 'a5'],
    tags: ['family', 'sea'],
    feeling: { valence: 3, words: ['free'] },
    body: `It leaked. That was the point of it: one rowed, one bailed, one told the story. Grandmother told the best ones and never once took the oars.`,
  },
  {
    written: '2024-08-12T11:05:00+02:00',
    title: 'Her kitchen, after',
    happened: '2001/2004',
    kind: 'loss',
    people: ['a5'],
    tags: ['family', 'grief'],
    feeling: { valence: -2, words: ['quiet'] },
    body: `We kept finding shopping lists. The last one said *lemons, thread, a card for T.*`,
  },
  {
    written: '2024-05-01T09:00:00+02:00',
    title: 'Before I could swim',
    happened: '198X',
    kind: 'low-point',
    tags: ['sea'],
    feeling: { valence: -1, words: ['afraid'] },
    body: `I remember the green of it from below, and a hand.`,
  },
];

/** Files of the invented entries, by the entry's title. */
export const sampleFiles: Record<string, string[]> = {
  'The summer of the boat': ['Tavira with Grandmother.jpg', 'Tide tables.pdf'],
};

const subjects = [
  'A walk',
  'The late train',
  'Letters',
  'Rain again',
  'Supper',
  'A small win',
  'The garden',
  'Notes',
];
const places = [
  'by the river',
  'with the window open',
  'at the station',
  'before work',
  'in the old flat',
];

/** Any number of further entries, always the same, for a look at a long list. */
export function manyEntries(count: number): Draft[] {
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(Date.UTC(2024, 0, 1) - index * 86_400_000 * 1.3);
    const day = date.toISOString().slice(0, 10);
    const subject = subjects[index % subjects.length] ?? '';
    const place = places[(index * 7) % places.length] ?? '';
    return {
      written: `${day}T20:30:00+01:00`,
      happened: day,
      title: `${subject} ${place}`,
      kind: 'everyday' as const,
      body: `${subject} ${place}. Nothing much, and I was glad of it.\n\nThe kettle, the chair, the light.`,
    };
  });
}

/** One long story: `blocks` paragraphs with three places each that a review points out. */
export function longStory(blocks: number): Draft {
  const names = ['Ana Ribeiro', 'Maria Stern', 'Idris Cole', 'Tomás'];
  const body = Array.from({ length: blocks }, (_, index) => {
    const [one, two] = [names[index % 4] ?? '', names[(index + 1) % 4] ?? ''];
    return `On ${1 + (index % 28)} March 2019 ${one} asked me how I was, for the ${index + 1}th time, and I said that all was well. ${two} was in the next room and heard it.`;
  }).join('\n\n');
  return {
    written: '2026-11-21T20:00:00+01:00',
    happened: '2019',
    title: 'The long year',
    kind: 'struggle',
    people: ['a1', 'a2'],
    body,
  };
}
