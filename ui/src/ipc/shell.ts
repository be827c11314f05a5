/**
 * What the UI may ask of the shell, and nothing else. `tauri.ts` answers from the real shell,
 * `memory.ts` without one. Offsets of text are UTF-16 code units, times RFC 3339 with an offset.
 */

/** A failure the shell names by its code; the UI has its own sentence for each (`text/failures.ts`). */
export interface Failure {
  code: string;
  /** Named facts for the sentence: a path's file name, a count, a version. Never content of an entry. */
  detail: Record<string, string>;
}

export type Kind =
  | 'high-point' | 'low-point' | 'turning-point' | 'struggle' | 'failure'
  | 'kindness' | 'beginning' | 'loss' | 'everyday';

export interface Feeling { valence: number; words: string[] }

/** What a person writes of an entry. `happened` is EDTF, `people` are ids. */
export interface Content {
  title: string;
  body: string;
  kind: Kind | null;
  happened: string | null;
  place: string | null;
  people: string[];
  tags: string[];
  feeling: Feeling | null;
}

export interface Entry {
  id: string;
  /** The head revision; null while only a draft exists. */
  revision: string | null;
  written: string;
  changed: string;
  content: Content;
  /** True when `content` is a draft that is newer than the revision. */
  draft: boolean;
  /** Revisions that no other follows; more than one after a merge of two copies, until saved. */
  heads: number;
}

export interface Summary {
  id: string;
  title: string;
  excerpt: string;
  kind: Kind | null;
  happened: string | null;
  written: string;
  place: string | null;
  people: string[];
  tags: string[];
  feeling: Feeling | null;
  words: number;
}

export type Order = 'happened' | 'written';
export interface Page<T> { total: number; items: T[] }

export type Sort = 'date' | 'relevance';
export interface Query {
  /** Words; `"a phrase"`; `pref*`; tokens `kind: person: tag: before: after:` are understood in it too. */
  words: string;
  kind: Kind | null;
  person: string | null;
  tag: string | null;
  sort: Sort;
  offset: number;
  limit: number;
}
export interface Piece { text: string; hit: boolean }
export interface Hit { entry: Summary; excerpt: Piece[] }
/** `ranked` is below `total` when only the newest were ranked (relevance over many hits). */
export interface Found { total: number; ranked: number; hits: Hit[] }

export interface Person {
  id: string;
  name: string;
  nicknames: string[];
  relation: string | null;
  /** Whether the author leads this person (asked before a share). */
  led: boolean;
  /** What stands for this person in a share: "a colleague". */
  standIn: string | null;
  notes: string;
  /** Their age recipients, to seal to; the one used last stands first. */
  keys: string[];
}

export interface Tag { name: string; count: number }
export interface Revision { id: string; at: string; words: number; current: boolean; title: string }

export interface VaultPlace { path: string; name: string; exists: boolean }
/** What this machine last saw of a vault whose file is now older than that, or went another way. */
export interface RolledBack { seenAt: string; seenRecords: number; hereRecords: number }
export interface VaultStatus {
  /** `confirming`: a new recovery key waits to be confirmed, of a new vault (locked) or the open one. */
  state: 'locked' | 'confirming' | 'unlocked';
  /** The open vault, or the one last open. */
  path: string | null;
  name: string | null;
  readOnly: boolean;
  recent: VaultPlace[];
  /** Where a first vault goes if the person chooses nothing. */
  defaultPath: string;
  /** The open vault is held for reading until `acceptCopy`; null when it is as it was last seen. */
  rolledBack: RolledBack | null;
}
/** `cue-card`: of a story told in person since the vault was opened. `circle-cards` hold nothing of the vault. */
export type Paper = 'recovery-sheet' | 'cue-card' | 'circle-cards';
/** Guessing cost of a passphrase, from zxcvbn. `score` 0 to 4. */
export interface Strength { score: number; guessesLog10: number; warning: string | null; suggestions: string[] }
/** The recovery key in groups, and which of them (from 0) are asked for before the vault is made. */
export interface RecoveryShown { key: string; groups: string[]; asked: number[] }

export interface NamedFailure { name: string; code: string }
export interface ImportReport { found: number; imported: number; skipped: number; failed: NamedFailure[]; cancelled: boolean }
export interface ExportReport { entries: number; files: number; folder: string }

export type Theme = 'system' | 'light' | 'dark';
/** `idleMinutes` 0 means never. `protectWindow`: kept out of screenshots where the system can. */
export interface Settings {
  theme: Theme;
  idleMinutes: number;
  textSize: number;
  /** Lock when the system sleeps, locks its screen or changes user. */
  lockWithSystem: boolean;
  protectWindow: boolean;
}
/** What this machine can do. `hearsSystem`: sleep, screen lock and change of user are heard. */
export interface Machine { protectsWindow: boolean; hearsSystem: boolean }

// Keys.

export interface Secret { kind: 'passphrase' | 'recovery-key'; text: string }
/** Guessing costs 2^workFactor; `advised` is what this machine affords (never lower); `guessMillis` what one guess took here. */
export interface KeyFacts { workFactor: number; advised: number; guessMillis: number; openedBy: Secret['kind'] }
/** To be printed or copied by hand. `words` are the key once more, with a checksum; `qr` is an SVG path of `qrSize` squared units. */
export interface RecoverySheet { vaultName: string; date: string; key: string; words: string[]; qr: string; qrSize: number }
/** What was wrong with a record that could not be taken along, and whose it was where that can be told. */
export interface FaultView {
  /** A code of what is wrong, as in docs/vault-format.md: changed, missing, head, … */
  wrong: string;
  record: number | null;
  entry: string | null;
  title: string | null;
  at: string | null;
  /** Whether an earlier or later revision of the same entry is whole. */
  otherWhole: boolean;
}
export interface RewriteReport { path: string; records: number; purged: number; drafts: number; lost: FaultView[]; lostDrafts: number }
export type KeyOutcome =
  | { kind: 'recovery' }
  | { kind: 'reseal'; report: RewriteReport }
  | { kind: 'rescue'; report: RewriteReport };

// Backup, restore, check, a second copy.

export interface BackupFile { path: string; name: string; at: string; bytes: number }
/** `folder` null: no automatic backup. `problem`: why the last one failed. */
export interface BackupFacts { folder: string | null; files: BackupFile[]; problem: Failure | null; changedSince: boolean }
export type DifferenceKind = 'only-here' | 'only-there' | 'newer-here' | 'newer-there' | 'both-changed';
export interface DifferentEntry { kind: DifferenceKind; title: string; happened: string | null; changed: string }
/** A copy beside the open vault. `different` is cut at 200, `differentTotal` is not. */
export interface Rehearsal {
  name: string;
  /** When the last record of the copy was made. */
  at: string | null;
  entriesThere: number;
  /** Null when no vault is open. */
  entriesHere: number | null;
  recordsThere: number;
  recordsHere: number | null;
  /** Beside an open vault only what the copy alone says of people, and has of drafts. */
  people: number;
  drafts: number;
  different: DifferentEntry[];
  differentTotal: number;
  /** The copy's own faults; what is damaged there cannot come along. */
  faults: number;
  sameVault: boolean;
}
/** `setAside`: where the file that stood there is now. */
export interface Restored { path: string; setAside: string | null }
export interface MergeReport { records: number; entriesNew: number; bothChanged: Summary[]; purged: number; unreadable: number }
export interface CheckReport {
  records: number;
  whole: number;
  purged: number;
  drafts: number;
  entries: number;
  attachments: number;
  /** `made-anew`: it did not fit and was made again from the records. Null when stopped before. */
  index: 'sound' | 'made-anew' | null;
  faults: FaultView[];
  sound: boolean;
  cancelled: boolean;
}
/** A paragraph-wise merge: `same` stands in both, `here` and `there` was changed on one side only. */
export type MergePiece =
  | { kind: 'same'; text: string }
  | { kind: 'here'; text: string; base: string }
  | { kind: 'there'; text: string; base: string }
  | { kind: 'both'; here: string; there: string; base: string };
export interface ConflictSide { revision: string; at: string; device: string; thisDevice: boolean; content: Content }
/** An entry with two heads. Saving the entry joins them. */
export interface Conflict { entry: string; base: Content | null; here: ConflictSide; there: ConflictSide; pieces: MergePiece[]; heads: number }

// The share.

export type Setting = 'one-to-one' | 'team' | 'group-of-four' | 'written';
export type RetellingRule = 'keep-between-us' | 'retell-without-name' | 'may-retell';
export interface Plan { person: string; purpose: string; setting: Setting; rule: RetellingRule; /** Set when the story answers a letter. */ answers: Answers | null }

export type ItemKind =
  | 'title' | 'happened' | 'place' | 'block' | 'photo' | 'file' | 'file-name' | 'alt-text'
  | 'person' | 'tag' | 'feeling';
export type BlockKind =
  | 'paragraph' | 'heading' | 'list-item' | 'quote' | 'table' | 'code' | 'rule' | 'image' | 'html';

export type Decision =
  | { kind: 'undecided' } | { kind: 'keep' } | { kind: 'rewrite'; text: string } | { kind: 'leave-out' };
export type FindingDecision =
  | { kind: 'undecided' } | { kind: 'keep' } | { kind: 'generalise'; standIn: string } | { kind: 'redact' };

export interface FindingView {
  id: string;
  /** As named in share-review.md: person, relation, place, date … */
  kind: string;
  start: number;
  end: number;
  text: string;
  reason: string;
  severity: 'note' | 'caution' | 'grave';
  /** Offered stand-ins, best first. */
  standIns: string[];
  decision: FindingDecision;
  /** How many findings in this share are about the same name (this one included). */
  same: number;
}
export interface TopicView { topic: string; reason: string }
export interface Item {
  id: string;
  kind: ItemKind;
  block: BlockKind | null;
  /** The item's own Markdown text. A file's name for a file and a picture. */
  text: string;
  photo: PhotoView | null;
  file: FileView | null;
  decision: Decision;
  /** Findings in the text that would leave: the item's, or the rewriting's. Empty when left out. */
  findings: FindingView[];
  topics: TopicView[];
  /** The text as it would leave now; null when it does not leave. */
  leaves: string | null;
  /** True when nothing in this item waits for a decision. */
  decided: boolean;
}
export interface Review {
  id: string;
  entry: string;
  personName: string;
  plan: Plan;
  items: Item[];
  decided: number;
  total: number;
  complete: boolean;
  canUndo: boolean;
  /** Items whose content changed since they were decided, back to undecided in this opening. */
  voided: number;
  /** The day until which it sleeps, `YYYY-MM-DD`. */
  asleepUntil: string | null;
}
export interface ShareSummary { id: string; entry: string; entryTitle: string; personName: string; decided: number; total: number; changed: string; asleepUntil: string | null }

export type Format =
  /** `others` are told the same: a row of the ledger each, and their names are typed too. */
  | { kind: 'age-recipient'; recipient: string; others: { person: string; recipient: string }[] }
  | { kind: 'age-passphrase' }
  | { kind: 'sealed-page' }
  | { kind: 'markdown' }
  | { kind: 'text' }
  | { kind: 'html' }
  | { kind: 'pdf' }
  /** Three to seven short lines out of the story; nothing is written outside. */
  | { kind: 'cue-card'; lines: string[] };

export interface Stay { what: string; text: string }
/** `photos`: those that leave; `cleaned`: those of them that lost metadata. */
export interface Counts { kept: number; rewritten: number; leftOut: number; generalised: number; redacted: number; photos: number; files: number; cleaned: number }
/**
 * Made from the package's bytes. `text` is exactly what is sealed (a letter without its files' bytes) or written; of a
 * PDF its text layer, read back, and `pages` its pages drawn from its bytes.
 */
export interface Preview { text: string; digest: string; stays: Stay[]; counts: Counts; suggestedName: string; parts: PackagePart[]; pages: Picture[] }
/** `passphrase` is there once, for formats sealed with one; `passphraseBits` is how many guesses it takes, as a power of two. */
export interface Sealed { ledger: string; path: string; bytes: number; passphrase: string | null; passphraseBits: number | null }

export interface LedgerRow {
  id: string;
  entry: string;
  entryTitle: string;
  person: string;
  personName: string;
  at: string;
  format: Format['kind'];
  rule: RetellingRule;
  purpose: string;
  counts: Counts;
  /** `told`: in person, from a cue card. */
  state: 'writing' | 'written' | 'failed' | 'told';
  fileName: string;
  after: After;
}

export type Task = 'import' | 'export' | 'index' | 'backup' | 'check' | 'rewrite' | 'compare' | 'merge' | 'attach';
export interface Progress { task: Task; done: number; total: number }
/**
 * `locking`: blank the page, keep the draft, then call `lockVault`. `locked`: it is done.
 * `damaged`: the audit after unlocking found damage, and the vault is read-only from here on.
 * `rolled-back`: the audit found that this copy went another way than the one last seen.
 * `backed-up`: an automatic backup ended, well or not. `letter`: the system handed over a file to open.
 */
export type ShellEvent =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'locking' }
  | { kind: 'locked' }
  | { kind: 'damaged' }
  | { kind: 'rolled-back' }
  | { kind: 'backed-up' }
  | { kind: 'letter'; path: string };

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
export interface Shell {
  // vault
  vaultStatus(): Promise<VaultStatus>;
  measurePassphrase(passphrase: string): Promise<Strength>;
  /** Nothing is on disk until `finishVault` has the asked groups right. */
  beginVault(path: string, passphrase: string): Promise<RecoveryShown>;
  finishVault(answers: string[]): Promise<VaultStatus>;
  abandonVault(): Promise<void>;
  unlockVault(path: string, secret: Secret): Promise<VaultStatus>;
  /** Where a vault that is no longer at `path` stands now, found by its id; null when it is not found. */
  findVault(path: string): Promise<string | null>;
  /** Takes an older or other copy as the one that counts. */
  acceptCopy(): Promise<VaultStatus>;
  lockVault(): Promise<void>;
  noteActivity(): Promise<void>;
  // keys
  readKeys(): Promise<KeyFacts>;
  /** `current` may be null when the recovery key opened the vault. Also raises the cost of guessing. */
  changePassphrase(current: string | null, next: string): Promise<KeyFacts>;
  /** These three draw a recovery key and change nothing until `finishKey` has the asked groups right. */
  beginRecovery(current: string | null): Promise<RecoveryShown>;
  beginReseal(current: string | null, next: string): Promise<RecoveryShown>;
  /** Saves what can be saved of the open, damaged vault into a new file. */
  beginRescue(path: string, next: string): Promise<RecoveryShown>;
  finishKey(answers: string[]): Promise<KeyOutcome>;
  abandonKey(): Promise<void>;
  /** Of the recovery key that is being shown. */
  recoverySheet(): Promise<RecoverySheet>;
  /** Prints what stands beside the page: a paper that the shell knows to be there, and no other. */
  printWindow(paper: Paper): Promise<void>;
  /** To the clipboard, marked as secret where the system can, gone after 30 seconds if unchanged. */
  copySecret(text: string): Promise<void>;
  // backup, restore, check, a second copy
  readBackups(): Promise<BackupFacts>;
  setBackupFolder(folder: string | null): Promise<BackupFacts>;
  backUpNow(): Promise<BackupFacts>;
  /** Opens a copy for reading and compares it with the open vault, or with nothing when locked. */
  rehearse(path: string, secret: Secret): Promise<Rehearsal>;
  /** Of the rehearsed copy. `replace` sets the open vault's file aside and locks; `beside` writes a new file. */
  restore(how: 'replace' | 'beside', path: string | null): Promise<Restored>;
  /** Brings in what the rehearsed copy has and the open vault has not. */
  mergeCopy(): Promise<MergeReport>;
  abandonRehearsal(): Promise<void>;
  checkVault(): Promise<CheckReport>;
  listConflicts(): Promise<Summary[]>;
  readConflict(entry: string): Promise<Conflict>;
  // dialogs of the system; null when dismissed
  chooseVaultFile(): Promise<string | null>;
  chooseNewVaultFile(): Promise<string | null>;
  chooseFolder(): Promise<string | null>;
  choosePackageFile(suggestedName: string): Promise<string | null>;
  // writing
  newEntry(): Promise<Entry>;
  readEntry(id: string): Promise<Entry>;
  keepDraft(id: string, content: Content): Promise<void>;
  saveEntry(id: string, content: Content): Promise<Entry>;
  deleteEntry(id: string): Promise<void>;
  undeleteEntry(id: string): Promise<void>;
  /** Understands EDTF and plain words; null when it does not. */
  readHappened(text: string): Promise<{ edtf: string; shown: string } | null>;
  listHistory(id: string): Promise<Revision[]>;
  readRevision(id: string): Promise<Entry>;
  restoreRevision(entry: string, revision: string): Promise<Entry>;
  // looking back
  listTimeline(order: Order, offset: number, limit: number): Promise<Page<Summary>>;
  searchEntries(query: Query): Promise<Found>;
  listPeople(): Promise<Person[]>;
  /** An empty id makes a new person. */
  savePerson(person: Person): Promise<Person>;
  listTags(): Promise<Tag[]>;
  // in and out
  importFolder(folder: string): Promise<ImportReport>;
  exportFolder(folder: string): Promise<ExportReport>;
  cancelWork(): Promise<void>;
  // telling
  startShare(entry: string, plan: Plan): Promise<Review>;
  openReview(share: string): Promise<Review>;
  changePlan(share: string, plan: Plan): Promise<Review>;
  listShares(): Promise<ShareSummary[]>;
  discardShare(share: string): Promise<void>;
  decideItem(share: string, item: string, decision: Decision): Promise<Review>;
  /** With `everywhere`, to every finding about the same name in the share. */
  decideFinding(share: string, item: string, finding: string, decision: FindingDecision, everywhere: boolean): Promise<Review>;
  /** Keeps every finding of the item that is still undecided. */
  keepRemaining(share: string, item: string): Promise<Review>;
  undoDecision(share: string): Promise<Review>;
  previewPackage(share: string, format: Format): Promise<Preview>;
  checkRecipient(recipient: string): Promise<boolean>;
  sealPackage(share: string, format: Format, digest: string, path: string, typedName: string): Promise<Sealed>;
  listLedger(): Promise<LedgerRow[]>;
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
  // settings
  readSettings(): Promise<Settings>;
  saveSettings(settings: Settings): Promise<void>;
  readMachine(): Promise<Machine>;
  // events
  onEvent(handler: (event: ShellEvent) => void): Promise<() => void>;
}
