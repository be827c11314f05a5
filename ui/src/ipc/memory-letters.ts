/** Letters, what comes before and after a telling, and the people's pages, answered from memory. */

import { sampleLetters, type MemoryLetter } from './sample-letters';
import type { MemoryJournal } from './memory-share';
import { drawn } from './memory-picture';
import { pathOf, SQUARES } from './memory-keys';
import type {
  Before,
  Content,
  LedgerRow,
  LetterSort,
  LetterSummary,
  LetterView,
  Person,
  Shell,
  ShareIdentity,
  Summary,
} from './shell';

/** What the letters may ask of the rest of the memory shell. */
export interface MemoryLettersHost {
  journal: MemoryJournal;
  /** Every entry that was not deleted, the newest first. */
  entries(): Summary[];
  removePerson(id: string): void;
  makeEntry(content: Partial<Content>): string;
  writable(): void;
  nextId(): string;
}

export type LetterCalls = Pick<
  Shell,
  | 'chooseLetterFile'
  | 'readBefore'
  | 'noteAfter'
  | 'listFollowUps'
  | 'readIdentity'
  | 'makeIdentity'
  | 'lookAtLetter'
  | 'openLetter'
  | 'keepLetter'
  | 'abandonLetter'
  | 'listLetters'
  | 'readLetter'
  | 'removeLetter'
  | 'writeAnswer'
  | 'readPersonPage'
  | 'removePerson'
  | 'readAuthor'
  | 'saveAuthor'
>;

/** Opens every letter that needs one. */
export const LETTER_PASSPHRASE = 'plum kettle north window early garden salt';

const RECIPIENTS = [
  'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p',
  'age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg',
];
const DAY = 86_400_000;

interface KeptLetter {
  id: string;
  from: string;
  fromName: string;
  received: string;
  letter: MemoryLetter;
}

const nameOf = (path: string) => path.split(/[/\\]/).at(-1) ?? path;

/** Which of the invented letters a file holds, by its name. */
function inFile(name: string): MemoryLetter | undefined {
  return sampleLetters.find(({ file }) => name.includes(file)) ?? sampleLetters[0];
}

/** `told`: letters and tellings are there from the beginning. */
export function memoryLetters(host: MemoryLettersHost, told: boolean): LetterCalls {
  const { journal } = host;
  const { ledger } = journal;
  const fail: MemoryJournal['fail'] = (code, detail) => journal.fail(code, detail);
  const letters: KeptLetter[] = [];
  let opened: MemoryLetter | null = null;
  let identity: ShareIdentity | null = null;
  let made = 0;
  let author: string[] = [];

  const today = () => journal.now().slice(0, 10);
  const found = (id: string) =>
    letters.find((letter) => letter.id === id) ?? fail('letter-not-found');
  const rowOf = (id: string): LedgerRow =>
    ledger.find((row) => row.id === id) ?? fail('row-not-found');

  /** What a letter answers: the telling it names, if that left from here. */
  function answerOf({ answers }: MemoryLetter): LetterSummary['answers'] {
    const row =
      answers === null ? undefined : ledger.find(({ entryTitle }) => entryTitle === answers.to);
    if (answers === null || row === undefined) return null;
    return { kind: answers.kind, ledger: row.id, entryTitle: row.entryTitle };
  }
  /** What a letter is called in itself is not what it is kept as. */
  const ownId = (id: string) => `letter-${id}`;
  const summaryOf = ({ id, from, fromName, received, letter }: KeptLetter): LetterSummary => ({
    id,
    letter: ownId(id),
    title: letter.title,
    from,
    fromName: journal.people().find((person) => person.id === from)?.name ?? fromName,
    received,
    at: letter.at,
    rule: letter.rule,
    answers: answerOf(letter),
    answered: ledger.filter((row) => journal.answered.get(row.id)?.letter === ownId(id)),
  });
  const viewOf = (letter: MemoryLetter, summary: LetterSummary | null): LetterView => ({
    summary,
    at: letter.at,
    rule: letter.rule,
    title: letter.title,
    happened: letter.happened,
    place: letter.place,
    people: letter.people,
    tags: letter.tags,
    feeling: letter.feeling,
    body: letter.body,
    files: letter.files.map(({ name, alt, seed, broken }) => ({
      name,
      bytes: 48_000 + name.length * 61_803,
      alt,
      picture: seed === null || broken ? null : drawn(seed, 800),
      problem: broken ? { code: 'photo-damaged', detail: {} } : null,
    })),
    answerKind: letter.answers?.kind ?? null,
  });
  const summaries = () => letters.map(summaryOf);
  const toldTo = (person: string) =>
    ledger.filter(
      (row) => row.person === person && (row.state === 'written' || row.state === 'told'),
    );
  const cameFrom = (person: string) => summaries().filter(({ from }) => from === person);

  function keep(letter: MemoryLetter, from: Person, received: string): KeptLetter {
    if (letters.some((one) => one.letter.file === letter.file)) fail('letter-known');
    const kept = { id: host.nextId(), from: from.id, fromName: from.name, received, letter };
    letters.unshift(kept);
    return kept;
  }

  /** Days since it happened; since it was written when that is not a day. */
  function daysSince(entry: string): number | null {
    const { happened } = journal.content(entry);
    const day =
      happened !== null && /^\d{4}-\d{2}-\d{2}$/.test(happened)
        ? happened
        : journal.entry(entry).written.slice(0, 10);
    const days = Math.floor((Date.parse(today()) - Date.parse(day)) / DAY);
    return days < 0 ? null : days;
  }

  function before(entry: string, person: string): Before {
    const named = journal.content(entry).people;
    const knows = toldTo(person);
    return {
      knows,
      toldYou: cameFrom(person),
      broken: knows.filter(({ after }) => after.trust === 'broken'),
      daysSince: daysSince(entry),
      led: journal.person(person).led,
      others: named.filter((id) => id !== person).map((id) => journal.person(id).name),
      inIt: named.includes(person),
    };
  }

  if (told) {
    for (const { from, received, ...letter } of sampleLetters) {
      const teller = journal.people().find(({ name }) => name === from);
      if (teller && received !== null) keep({ from, received, ...letter }, teller, received);
    }
  }

  return {
    chooseLetterFile: async () => '/home/you/Downloads/letter-2026-11-21.age',
    readBefore: async (entry, person) => before(entry, person),
    noteAfter: async (id, after) => {
      host.writable();
      const row = { ...rowOf(id), after: structuredClone(after) };
      ledger[ledger.findIndex((one) => one.id === id)] = row;
      return row;
    },
    listFollowUps: async () =>
      ledger.filter(
        ({ after }) => after.followUp !== null && !after.followed && after.followUp <= today(),
      ),
    readIdentity: async () => identity,
    makeIdentity: async () => {
      host.writable();
      identity = {
        recipient: RECIPIENTS[made++ % RECIPIENTS.length] ?? '',
        made: journal.now(),
        qr: pathOf(SQUARES),
        qrSize: SQUARES.length,
      };
      return identity;
    },
    lookAtLetter: async (path): Promise<LetterSort> => {
      const name = nameOf(path);
      if (name.includes('missing')) fail('letter-unreadable');
      if (!/\.(?:age|html)$/i.test(name)) fail('not-a-letter');
      return { name, needs: name.includes('for-me') ? 'identity' : 'passphrase' };
    },
    openLetter: async (path, passphrase) => {
      const name = nameOf(path);
      if (name.includes('for-me')) {
        if (identity === null) fail('letter-for-another');
      } else if (passphrase !== LETTER_PASSPHRASE) fail('seal-unopened');
      opened = inFile(name) ?? fail('not-a-letter');
      return viewOf(opened, null);
    },
    keepLetter: async (from) => {
      host.writable();
      const kept = keep(opened ?? fail('letter-not-found'), journal.person(from), journal.now());
      opened = null;
      return summaryOf(kept);
    },
    abandonLetter: async () => {
      opened = null;
    },
    listLetters: async () => summaries(),
    readLetter: async (id) => viewOf(found(id).letter, summaryOf(found(id))),
    removeLetter: async (id) => {
      host.writable();
      letters.splice(letters.indexOf(found(id)), 1);
    },
    writeAnswer: async (id, kind, words) => {
      host.writable();
      const { fromName } = summaryOf(found(id));
      const title = kind === 'me-too' ? 'Me too' : `An answer to ${fromName}`;
      return host.makeEntry({ title, body: words, people: [found(id).from] });
    },
    readPersonPage: async (id) => ({
      person: journal.person(id),
      knows: toldTo(id),
      toldYou: cameFrom(id),
      entries: host.entries().filter(({ people }) => people.includes(id)),
    }),
    removePerson: async (id) => {
      host.writable();
      const { id: known } = journal.person(id);
      if (host.entries().some(({ people }) => people.includes(known))) fail('person-in-use');
      host.removePerson(known);
    },
    readAuthor: async () => [...author],
    saveAuthor: async (names) => {
      host.writable();
      author = [...names];
    },
  };
}
