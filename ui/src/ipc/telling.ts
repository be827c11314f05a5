/**
 * What the UI may ask of the shell about what comes before, in and after a telling. Part of
 * `shell.ts`, which says how text offsets and times are written.
 */
import type {
  Failure, LedgerRow, Person, RetellingRule, Review, Summary,
} from './shell';

// Files of an entry.

/** `picture`: one that can be shown and told; anything else is only kept. */
export interface Attachment { id: string; name: string; bytes: number; added: string; picture: boolean }
/** A picture as a `data:` address, rebuilt from its pixels, and its size in pixels. */
export interface Picture { src: string; width: number; height: number }

// Photos and files in a review.

/** What a picture's file says besides its pixels. None of it leaves. `group`: Exif, GPS, XMP, … */
export interface MetadataField { group: string; name: string; value: string }
/** Pixels under a stroke are destroyed. In pixels of the picture as it is shown; `points` are x, y, x, y … */
export interface Stroke { points: number[]; radius: number }
export interface PhotoView {
  attachment: string;
  format: string;
  width: number;
  height: number;
  bytes: number;
  metadata: MetadataField[];
  strokes: Stroke[];
  /** Why the picture cannot be rebuilt, if so: it can only be left out. */
  problem: Failure | null;
}
/** `hides`: what may hide in such a file. */
export interface FileView { attachment: string; bytes: number; hides: 'office' | 'pdf' | 'archive' | 'media' | 'text' | 'unknown' }
/** A file inside a package, as it leaves. */
export interface PackagePart { name: string; kind: 'photo' | 'file'; bytes: number; alt: string | null; picture: Picture | null; metadataRemoved: number }

// What came of a telling.

export interface After {
  received: 'warmly' | 'quietly' | 'badly' | null;
  words: string;
  trust: 'held' | 'broken' | null;
  /** The day on which to ask, `YYYY-MM-DD`. */
  followUp: string | null;
  /** The question of that day was answered or waved away. */
  followed: boolean;
}

/** Facts for the questions before a review. */
export interface Before {
  /** What this person was told already, the newest first. */
  knows: LedgerRow[];
  /** What they told, the newest first. */
  toldYou: LetterSummary[];
  /** Tellings after which trust did not hold. */
  broken: LedgerRow[];
  /** Days since the entry happened, or since it was written when that is vague; null when it lies ahead. */
  daysSince: number | null;
  /** The author leads this person. */
  led: boolean;
  /** Names of people in the entry besides the author and the one told. */
  others: string[];
  /** This person is in the story. */
  inIt: boolean;
}

// Letters.

export type AnswerKind = 'me-too' | 'words' | 'story';
/** `letter` is the letter's own id, as in `LetterSummary.letter`. */
export interface Answers { letter: string; kind: AnswerKind }
/** The vault's own age recipient, to give away. `qr` is an SVG path of `qrSize` squared units. */
export interface ShareIdentity { recipient: string; made: string; qr: string; qrSize: number }
export interface LetterSummary {
  id: string;
  /** The letter's own id, by which `Plan.answers` names it. */
  letter: string;
  title: string | null;
  /** Who told it: an id and a name of the vault's people. */
  from: string;
  fromName: string;
  received: string;
  /** The day it was made, `YYYY-MM-DD`. */
  at: string;
  rule: RetellingRule;
  /** What it answers, if that left from here. */
  answers: { kind: AnswerKind; ledger: string; entryTitle: string } | null;
  /** Answers that left from here. */
  answered: LedgerRow[];
}
export interface LetterFile { name: string; bytes: number; alt: string | null; picture: Picture | null; problem: Failure | null }
export interface LetterView {
  /** Null until it is kept. */
  summary: LetterSummary | null;
  at: string;
  rule: RetellingRule;
  title: string | null;
  happened: string | null;
  place: string | null;
  people: string[];
  tags: string[];
  feeling: string | null;
  /** Markdown from somebody else: shown inert. */
  body: string;
  files: LetterFile[];
  answerKind: AnswerKind | null;
}
/** What a file that came in needs to be opened. */
export interface LetterSort { name: string; needs: 'passphrase' | 'identity' | 'nothing' }

export interface PersonPage {
  person: Person;
  knows: LedgerRow[];
  toldYou: LetterSummary[];
  /** Entries that name them, the newest first. */
  entries: Summary[];
}

/** Every call rejects with a `Failure`. */
export interface TellingShell {
  // files of an entry
  listAttachments(entry: string): Promise<Attachment[]>;
  /** From files of this machine; progress is told as `attach`. */
  attachFiles(entry: string, paths: string[]): Promise<Attachment[]>;
  detachFile(attachment: string): Promise<void>;
  readPicture(attachment: string, edge: number): Promise<Picture>;
  /** The system's dialog; empty when dismissed. */
  chooseFiles(): Promise<string[]>;
  chooseLetterFile(): Promise<string | null>;
  // photos in a review
  /** The strokes of a photo, all of them anew. */
  brushPhoto(share: string, item: string, strokes: Stroke[]): Promise<Review>;
  /** As it would leave now. */
  readReviewPhoto(share: string, item: string, edge: number): Promise<Picture>;
  // before and after
  readBefore(entry: string, person: string): Promise<Before>;
  /** Not before this day, `YYYY-MM-DD`; null wakes it. Never forced. */
  sleepOn(share: string, until: string | null): Promise<Review>;
  /** A cue card: told in person, nothing written outside. */
  tellInPerson(share: string, lines: string[], digest: string, typedName: string): Promise<LedgerRow>;
  noteAfter(row: string, after: After): Promise<LedgerRow>;
  /** Tellings whose day to ask has come. */
  listFollowUps(): Promise<LedgerRow[]>;
  // letters
  readIdentity(): Promise<ShareIdentity | null>;
  /** The first, or another one; letters to earlier ones still open. */
  makeIdentity(): Promise<ShareIdentity>;
  lookAtLetter(path: string): Promise<LetterSort>;
  /** Opens it without keeping it; `keepLetter` keeps what was opened last. */
  openLetter(path: string, passphrase: string | null): Promise<LetterView>;
  keepLetter(from: string): Promise<LetterSummary>;
  abandonLetter(): Promise<void>;
  listLetters(): Promise<LetterSummary[]>;
  readLetter(id: string): Promise<LetterView>;
  removeLetter(id: string): Promise<void>;
  /** Writes an entry of these words, to be told as an answer with `Plan.answers`; resolves with its id. */
  writeAnswer(letter: string, kind: AnswerKind, words: string): Promise<string>;
  // people
  readPersonPage(person: string): Promise<PersonPage>;
  removePerson(person: string): Promise<void>;
  /** The author's own names, so that a review finds them as such. */
  readAuthor(): Promise<string[]>;
  saveAuthor(names: string[]): Promise<void>;
  /** Files let fall on the window: their paths. Resolves with what stops listening. */
  onDrop(handler: (paths: string[]) => void): Promise<() => void>;
}
