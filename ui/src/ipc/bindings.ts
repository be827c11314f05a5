// Generated from the commands of src-tauri by its tests (`cargo xtask bindings`); do not edit.
// Types only: `tauri.ts` makes the calls, `bindings.check.ts` compares these with `shell.ts`.

export interface Commands {
	vaultStatus(): Promise<VaultStatus>;
	measurePassphrase(passphrase: string): Promise<Strength>;
	beginVault(path: string, passphrase: string): Promise<RecoveryShown>;
	finishVault(answers: string[]): Promise<VaultStatus>;
	abandonVault(): Promise<void>;
	unlockVault(path: string, secret: Secret): Promise<VaultStatus>;
	findVault(path: string): Promise<string | null>;
	acceptCopy(): Promise<VaultStatus>;
	lockVault(): Promise<void>;
	noteActivity(): Promise<void>;
	copySecret(text: string): Promise<void>;
	readKeys(): Promise<KeyFacts>;
	changePassphrase(current: string | null, next: string): Promise<KeyFacts>;
	beginRecovery(current: string | null): Promise<RecoveryShown>;
	beginReseal(current: string | null, next: string): Promise<RecoveryShown>;
	beginRescue(path: string, next: string): Promise<RecoveryShown>;
	finishKey(answers: string[]): Promise<KeyOutcome>;
	abandonKey(): Promise<void>;
	recoverySheet(): Promise<RecoverySheet>;
	printWindow(paper: Paper): Promise<void>;
	readBackups(): Promise<BackupFacts>;
	setBackupFolder(folder: string | null): Promise<BackupFacts>;
	backUpNow(): Promise<BackupFacts>;
	rehearse(path: string, secret: Secret): Promise<Rehearsal>;
	restore(how: RestoreHow, path: string | null): Promise<Restored>;
	mergeCopy(): Promise<MergeReport>;
	abandonRehearsal(): Promise<void>;
	checkVault(): Promise<CheckReport>;
	listConflicts(): Promise<Summary[]>;
	readConflict(entry: string): Promise<Conflict>;
	chooseVaultFile(): Promise<string | null>;
	chooseNewVaultFile(): Promise<string | null>;
	chooseFolder(): Promise<string | null>;
	choosePackageFile(suggestedName: string): Promise<string | null>;
	newEntry(): Promise<Entry>;
	readEntry(id: string): Promise<Entry>;
	keepDraft(id: string, content: Content): Promise<void>;
	saveEntry(id: string, content: Content): Promise<Entry>;
	deleteEntry(id: string): Promise<void>;
	undeleteEntry(id: string): Promise<void>;
	readHappened(text: string): Promise<Happened | null>;
	listHistory(id: string): Promise<Revision[]>;
	readRevision(id: string): Promise<Entry>;
	restoreRevision(entry: string, revision: string): Promise<Entry>;
	listTimeline(order: Order, offset: number, limit: number): Promise<Page<Summary>>;
	searchEntries(query: Query): Promise<Found>;
	listTags(): Promise<Tag[]>;
	importFolder(folder: string): Promise<ImportReport>;
	exportFolder(folder: string): Promise<ExportReport>;
	cancelWork(): Promise<void>;
	startShare(entry: string, plan: Plan): Promise<Review>;
	openReview(share: string): Promise<Review>;
	changePlan(share: string, plan: Plan): Promise<Review>;
	listShares(): Promise<ShareSummary[]>;
	discardShare(share: string): Promise<void>;
	decideItem(share: string, item: string, decision: Decision): Promise<Review>;
	decideFinding(share: string, item: string, finding: string, decision: FindingDecision, everywhere: boolean): Promise<Review>;
	keepRemaining(share: string, item: string): Promise<Review>;
	undoDecision(share: string): Promise<Review>;
	previewPackage(share: string, format: Format): Promise<Preview>;
	checkRecipient(recipient: string): Promise<boolean>;
	sealPackage(share: string, format: Format, digest: string, path: string, typedName: string): Promise<Sealed>;
	listLedger(): Promise<LedgerRow[]>;
	readBefore(entry: string, person: string): Promise<Before>;
	sleepOn(share: string, until: string | null): Promise<Review>;
	noteAfter(row: string, after: After): Promise<LedgerRow>;
	listFollowUps(): Promise<LedgerRow[]>;
	brushPhoto(share: string, item: string, strokes: Stroke[]): Promise<Review>;
	readReviewPhoto(share: string, item: string, edge: number): Promise<Picture>;
	tellInPerson(share: string, lines: string[], digest: string, typedName: string): Promise<LedgerRow>;
	listAttachments(entry: string): Promise<Attachment[]>;
	attachFiles(entry: string, paths: string[]): Promise<Attachment[]>;
	detachFile(attachment: string): Promise<void>;
	readPicture(attachment: string, edge: number): Promise<Picture>;
	chooseFiles(): Promise<string[]>;
	chooseLetterFile(): Promise<string | null>;
	readIdentity(): Promise<ShareIdentity | null>;
	makeIdentity(): Promise<ShareIdentity>;
	lookAtLetter(path: string): Promise<LetterSort>;
	openLetter(path: string, passphrase: string | null): Promise<LetterView>;
	keepLetter(from: string): Promise<LetterSummary>;
	abandonLetter(): Promise<void>;
	listLetters(): Promise<LetterSummary[]>;
	readLetter(id: string): Promise<LetterView>;
	removeLetter(id: string): Promise<void>;
	writeAnswer(letter: string, kind: AnswerKind, words: string): Promise<string>;
	listPeople(): Promise<Person[]>;
	savePerson(person: Person): Promise<Person>;
	readPersonPage(person: string): Promise<PersonPage>;
	removePerson(person: string): Promise<void>;
	readAuthor(): Promise<string[]>;
	saveAuthor(names: string[]): Promise<void>;
	readSettings(): Promise<Settings>;
	saveSettings(settings: Settings): Promise<void>;
	readMachine(): Promise<Machine>;
}

/** What the author notes about a telling afterwards. */
export type After = {
	received: Received | null,
	words: string,
	trust: Trust | null,
	followUp: string | null,
	followed: boolean,
};

/** What sort of answer a letter gets. */
export type AnswerKind = 
/** "Me too", with a few words. */
"me-too" | 
/** A few words. */
"words" | 
/** A story in return. */
"story";

/** What a letter answers. */
export type Answered = {
	kind: AnswerKind,
	ledger: string,
	entryTitle: string,
};

/** The letter that a share answers, by its own id, and how. */
export type Answers = {
	letter: string,
	kind: AnswerKind,
};

/** A file of an entry. */
export type Attachment = {
	id: string,
	name: string,
	bytes: number,
	added: string,
	picture: boolean,
};

/** What is known of the open vault's backups. */
export type BackupFacts = {
	/** Where they go; none: no automatic backup. */
	folder: string | null,
	/** The newest first. */
	files: BackupFile[],
	/** Why the last one failed. */
	problem: Failure | null,
	/** Whether something was written since the newest. */
	changedSince: boolean,
};

/** A backup that stands in its folder. */
export type BackupFile = {
	/** Where. */
	path: string,
	/** Its file name. */
	name: string,
	/** When it was made. */
	at: string,
	/** Its size. */
	bytes: number,
};

/** Facts for the questions before a review. */
export type Before = {
	knows: LedgerRow[],
	toldYou: LetterSummary[],
	broken: LedgerRow[],
	daysSince: number | null,
	led: boolean,
	others: string[],
	inIt: boolean,
};

/** What sort of block. */
export type BlockKind = 
/** Plain text. */
"paragraph" | 
/** A heading. */
"heading" | 
/** One item of a list. */
"list-item" | 
/** A quotation. */
"quote" | 
/** A table. */
"table" | 
/** Code. */
"code" | 
/** A line across. */
"rule" | 
/** A picture. */
"image" | 
/** Raw HTML, shown as text. */
"html";

/** What a check of everything found. */
export type CheckReport = {
	/** Records there should be. */
	records: number,
	/** Records that were opened and are what was written. */
	whole: number,
	/** Records deleted on purpose. */
	purged: number,
	/** Drafts that were opened. */
	drafts: number,
	/** Entries. */
	entries: number,
	/** Attachments. */
	attachments: number,
	/** The search index; none when the check was stopped before it came to it. */
	index: IndexState | null,
	/** All that does not fit. */
	faults: FaultView[],
	/** Whether everything was looked at and nothing is wrong. */
	sound: boolean,
	/** Whether it was stopped before its end. */
	cancelled: boolean,
};

/** An entry with more than one head. */
export type Conflict = {
	/** The entry. */
	entry: string,
	/** What it said where the two ways parted. */
	base: Content | null,
	/** The version of this machine. */
	here: ConflictSide,
	/** The other. */
	there: ConflictSide,
	/** The two texts beside each other. */
	pieces: MergePiece[],
	/** How many heads there are. */
	heads: number,
};

/** One of two versions. */
export type ConflictSide = {
	/** The revision. */
	revision: string,
	/** When it was saved. */
	at: string,
	/** The machine that saved it. */
	device: string,
	/** Whether that is this one. */
	thisDevice: boolean,
	/** What it says. */
	content: Content,
};

/** What a person writes of an entry. */
export type Content = {
	/** May be empty. */
	title: string,
	/** `CommonMark`. */
	body: string,
	/** What sort of moment it is. */
	kind: Kind | null,
	/** EDTF. */
	happened: string | null,
	/** In the person's words. */
	place: string | null,
	/** Ids. */
	people: string[],
	/** Labels. */
	tags: string[],
	/** How it felt. */
	feeling: Feeling | null,
};

/** How much was decided how. */
export type Counts = {
	kept: number,
	rewritten: number,
	leftOut: number,
	generalised: number,
	redacted: number,
	photos: number,
	files: number,
	cleaned: number,
};

/** The answer to an item. */
export type Decision = 
/** Not answered yet. */
{ kind: "undecided" } | 
/** It leaves. */
{ kind: "keep" } | 
/** This leaves in its place. */
{ kind: "rewrite"; 
/** For this share only. */
text: string } | 
/** It stays. */
{ kind: "leave-out" };

/** How an entry differs between two copies. */
export type DifferenceKind = 
/** Only the open vault has it. */
"only-here" | 
/** Only the copy has it. */
"only-there" | 
/** The open vault went on with it. */
"newer-here" | 
/** The copy went on with it. */
"newer-there" | 
/** Both did. */
"both-changed";

/** One entry that differs. */
export type DifferentEntry = {
	/** How. */
	kind: DifferenceKind,
	/** Its title. */
	title: string,
	/** When it took place. */
	happened: string | null,
	/** When it was last changed. */
	changed: string,
};

/** One entry as it stands. */
export type Entry = {
	id: string,
	revision: string | null,
	written: string,
	changed: string,
	content: Content,
	draft: boolean,
	heads: number,
};

/** What an export wrote. */
export type ExportReport = {
	entries: number,
	files: number,
	folder: string,
};

/** A failure by its code. The page has its own sentence for each. */
export type Failure = {
	/** Kebab-case, from the libraries' closed sets or from [`CODES`]. */
	code: string,
	/** Facts for the sentence: a file's name, a version. Never content. */
	detail: { [key in string]: string },
};

/** What was wrong with a part of the vault, and whose it was where that can be told. */
export type FaultView = {
	/** The code of what is wrong. */
	wrong: string,
	/** The record's number. */
	record: number | null,
	/** The entry's id. */
	entry: string | null,
	/** The entry's title. */
	title: string | null,
	/** When the record, or what is known of its entry, was made. */
	at: string | null,
	/** Whether another revision of the entry is whole. */
	otherWhole: boolean,
};

/** How a moment felt. */
export type Feeling = {
	/** From -3 to +3. */
	valence: number,
	/** The person's own words. */
	words: string[],
};

/** A file under review that is no picture. */
export type FileView = {
	attachment: string,
	bytes: number,
	hides: Hides,
};

/** The answer to a finding. */
export type FindingDecision = 
/** Not answered yet. */
{ kind: "undecided" } | 
/** The words stay. */
{ kind: "keep" } | 
/** Other words stand in. */
{ kind: "generalise"; 
/** These. */
standIn: string } | 
/** They leave as `[…]`. */
{ kind: "redact" };

/** A finding, with what can be done about it. */
export type FindingView = {
	id: string,
	kind: string,
	start: number,
	end: number,
	text: string,
	reason: string,
	severity: Severity,
	standIns: string[],
	decision: FindingDecision,
	same: number,
};

/** In what form a package leaves. */
export type Format = 
/** An age file that one key opens, or one key of each who is told. */
{ kind: "age-recipient"; 
/** `age1…` */
recipient: string; 
/** Who is told the same. */
others: Other[] } | 
/** An age file that a passphrase opens. */
{ kind: "age-passphrase" } | 
/** A page that a passphrase opens in any browser. */
{ kind: "sealed-page" } | 
/** Markdown that anybody can read. */
{ kind: "markdown" } | 
/** Text that anybody can read. */
{ kind: "text" } | 
/** A page that anybody can read. */
{ kind: "html" } | 
/** Pages that anybody can read or print. */
{ kind: "pdf" } | 
/** A card to tell from. */
{ kind: "cue-card"; 
/** What stands on it. */
lines: string[] };

/** A format's name. */
export type FormatKind = 
/** An age file that one key opens. */
"age-recipient" | 
/** An age file that a passphrase opens. */
"age-passphrase" | 
/** A page that a passphrase opens. */
"sealed-page" | 
/** Markdown. */
"markdown" | 
/** Plain text. */
"text" | 
/** A page. */
"html" | 
/** Pages. */
"pdf" | 
/** Told in person. */
"cue-card";

/** What was found. */
export type Found = {
	total: number,
	ranked: number,
	hits: Hit[],
};

/** A date that was understood. */
export type Happened = {
	edtf: string,
	shown: string,
};

/** What may hide in a file that is no picture. */
export type Hides = 
/** Comments, changes, authors. */
"office" | 
/** Layers, forms, authors. */
"pdf" | 
/** Other files. */
"archive" | 
/** Places, devices, voices. */
"media" | 
/** Whatever was written. */
"text" | 
/** Anything. */
"unknown";

/** One entry found. */
export type Hit = {
	entry: Summary,
	excerpt: Piece[],
};

/** What an import did: found = imported + skipped + failed. */
export type ImportReport = {
	found: number,
	imported: number,
	skipped: number,
	failed: NamedFailure[],
	cancelled: boolean,
};

/** Whether the search index fitted the records. */
export type IndexState = 
/** It did. */
"sound" | 
/** It did not and was made anew. */
"made-anew";

/** One reviewable piece of a share. */
export type Item = {
	id: string,
	kind: ItemKind,
	block: BlockKind | null,
	text: string,
	photo: PhotoView | null,
	file: FileView | null,
	decision: Decision,
	findings: FindingView[],
	topics: TopicView[],
	leaves: string | null,
	decided: boolean,
};

/** What sort of thing an item is. */
export type ItemKind = 
/** The title. */
"title" | 
/** When it took place. */
"happened" | 
/** Where it took place. */
"place" | 
/** A block of the text. */
"block" | 
/** A picture attached. */
"photo" | 
/** Another file attached. */
"file" | 
/** What a file is called. */
"file-name" | 
/** What a picture shows, in words. */
"alt-text" | 
/** A person attached. */
"person" | 
/** A tag. */
"tag" | 
/** How it felt. */
"feeling";

/** What a guess costs here, and what opened the vault. */
export type KeyFacts = {
	/** A guess costs 2 to this power of work. */
	workFactor: number,
	/** What this machine affords; never lower. */
	advised: number,
	/** What one guess took here. */
	guessMillis: number,
	/** What opened the vault. */
	openedBy: SecretKind,
};

/** What came of a recovery key that was written down. */
export type KeyOutcome = 
/** It is the vault's recovery key now. */
{ kind: "recovery" } | 
/** Everything is sealed anew. */
{ kind: "reseal"; 
/** What was written. */
report: RewriteReport } | 
/** What could be saved stands in a new file. */
{ kind: "rescue"; 
/** What was written, and what was lost. */
report: RewriteReport };

/** What sort of defining moment an entry is. */
export type Kind = 
/** Joy, pride or peace that stands out. */
"high-point" | 
/** Despair, shame or fear that stands out. */
"low-point" | 
/** After it something was no longer as before. */
"turning-point" | 
/** A long fight with something. */
"struggle" | 
/** Something tried that did not come off. */
"failure" | 
/** Good done or received. */
"kindness" | 
/** The first of something. */
"beginning" | 
/** Somebody or something gone. */
"loss" | 
/** A day like many. */
"everyday";

/** One package in the ledger. */
export type LedgerRow = {
	id: string,
	entry: string,
	entryTitle: string,
	person: string,
	personName: string,
	at: string,
	format: FormatKind,
	rule: RetellingRule,
	purpose: string,
	counts: Counts,
	state: LedgerState,
	fileName: string,
	after: After,
};

/** How far a package came. */
export type LedgerState = 
/** The row is kept, the file is not there yet. */
"writing" | 
/** The file is there and was read back. */
"written" | 
/** No file is there. */
"failed" | 
/** In person; no file was ever there. */
"told";

/** A file in a letter. */
export type LetterFile = {
	name: string,
	bytes: number,
	alt: string | null,
	picture: Picture | null,
	problem: Failure | null,
};

/** A file that came in. */
export type LetterSort = {
	name: string,
	needs: Needs,
};

/** A kept letter, as it is listed. */
export type LetterSummary = {
	id: string,
	letter: string,
	title: string | null,
	from: string,
	fromName: string,
	received: string,
	at: string,
	rule: RetellingRule,
	answers: Answered | null,
	answered: LedgerRow[],
};

/** A letter, opened. */
export type LetterView = {
	summary: LetterSummary | null,
	at: string,
	rule: RetellingRule,
	title: string | null,
	happened: string | null,
	place: string | null,
	people: string[],
	tags: string[],
	feeling: string | null,
	body: string,
	files: LetterFile[],
	answerKind: AnswerKind | null,
};

/** What this machine can do. */
export type Machine = {
	protectsWindow: boolean,
	hearsSystem: boolean,
};

/** A part of two versions of a text. */
export type MergePiece = 
/** Stands in both. */
{ kind: "same"; 
/** The text. */
text: string } | 
/** Changed here only. */
{ kind: "here"; 
/** What stands here. */
text: string; 
/** What stood. */
base: string } | 
/** Changed there only. */
{ kind: "there"; 
/** What stands there. */
text: string; 
/** What stood. */
base: string } | 
/** Changed on both sides. */
{ kind: "both"; 
/** What stands here. */
here: string; 
/** What stands there. */
there: string; 
/** What stood. */
base: string };

/** What came in from a copy. */
export type MergeReport = {
	/** Records that came. */
	records: number,
	/** Entries that were not here before. */
	entriesNew: number,
	/** Entries that were changed on both sides. */
	bothChanged: Summary[],
	/** Records deleted here too, because they were deleted there on purpose. */
	purged: number,
	/** Records of the copy that could not be read. */
	unreadable: number,
};

/** What a picture's file says besides its pixels. */
export type MetadataField = {
	group: string,
	name: string,
	value: string,
};

/** A file that could not be taken in, and why. */
export type NamedFailure = {
	name: string,
	code: string,
};

/** What a file that came in needs to be opened. */
export type Needs = 
/** The words that were told. */
"passphrase" | 
/** A key of this vault. */
"identity" | 
/** It is open. */
"nothing";

/** By what the timeline is ordered. */
export type Order = 
/** When it took place. */
"happened" | 
/** When it was written down. */
"written";

/** Somebody else who is told the same. */
export type Other = {
	person: string,
	recipient: string,
};

/** A file inside a package, as it leaves. */
export type PackagePart = {
	name: string,
	kind: PartKind,
	bytes: number,
	alt: string | null,
	picture: Picture | null,
	metadataRemoved: number,
};

/** Part of a longer list. */
export type Page<T> = {
	total: number,
	items: T[],
};

/** What can be printed. */
export type Paper = 
/** Of a recovery key that is being shown. */
"recovery-sheet" | 
/** Of a story told in person since the vault was opened. */
"cue-card" | 
/** Prompts; nothing of the vault. */
"circle-cards";

/** What sort of file leaves. */
export type PartKind = 
/** A picture, rebuilt from its pixels. */
"photo" | 
/** Anything else, as it is. */
"file";

/** Somebody in the user's life. */
export type Person = {
	id: string,
	name: string,
	nicknames: string[],
	relation: string | null,
	led: boolean,
	standIn: string | null,
	notes: string,
	keys: string[],
};

/** A person with what they know, what they told, and where they are named. */
export type PersonPage = {
	person: Person,
	knows: LedgerRow[],
	toldYou: LetterSummary[],
	entries: Summary[],
};

/** A photo under review: what its file says besides its pixels, and which of these are destroyed. */
export type PhotoView = {
	attachment: string,
	format: string,
	width: number,
	height: number,
	bytes: number,
	metadata: MetadataField[],
	strokes: Stroke[],
	problem: Failure | null,
};

/** A picture, rebuilt from its pixels, as a `data:` address. */
export type Picture = {
	src: string,
	width: number,
	height: number,
};

/** Part of an excerpt. */
export type Piece = {
	text: string,
	hit: boolean,
};

/** Who is told, why, where, and under which rule. */
export type Plan = {
	person: string,
	purpose: string,
	setting: Setting,
	rule: RetellingRule,
	answers: Answers | null,
};

/** A package before it leaves: made from its own bytes. */
export type Preview = {
	text: string,
	digest: string,
	stays: Stay[],
	counts: Counts,
	suggestedName: string,
	parts: PackagePart[],
	pages: Picture[],
};

/** How far long work is. */
export type Progress = {
	task: Task,
	done: number,
	total: number,
};

/** What is searched for. */
export type Query = {
	words: string,
	kind: Kind | null,
	person: string | null,
	tag: string | null,
	sort: Sort,
	offset: number,
	limit: number,
};

/** How a telling was received. */
export type Received = 
/** With warmth. */
"warmly" | 
/** Without much being said. */
"quietly" | 
/** So that it hurt. */
"badly";

/** A recovery key to be printed or copied by hand. */
export type RecoverySheet = {
	/** The vault's name. */
	vaultName: string,
	/** The day it was drawn. */
	date: string,
	/** The whole key. */
	key: string,
	/** The same as words, with a checksum. */
	words: string[],
	/** The same as a QR code: an SVG path. */
	qr: string,
	/** Units of the path on each side. */
	qrSize: number,
};

/** The recovery key, once. Wiped when dropped, and never printed. */
export type RecoveryShown = {
	/** The whole key. */
	key: string,
	/** The same in pieces that can be copied by hand. */
	groups: string[],
	/** Which of them are asked for, from 0. */
	asked: number[],
};

/** A copy beside the open vault. */
export type Rehearsal = {
	/** The copy's file name. */
	name: string,
	/** When its last record was made. */
	at: string | null,
	/** Entries in the copy. */
	entriesThere: number,
	/** Entries in the open vault, if one is open. */
	entriesHere: number | null,
	/** Records in the copy. */
	recordsThere: number,
	/** Records in the open vault. */
	recordsHere: number | null,
	/** People in the copy; beside an open vault those of whom it alone says something. */
	people: number,
	/** Drafts in the copy; beside an open vault those that it alone has. */
	drafts: number,
	/** The first of the entries that differ. */
	different: DifferentEntry[],
	/** How many differ. */
	differentTotal: number,
	/** The copy's own faults. */
	faults: number,
	/** Whether it is a copy of the open vault. */
	sameVault: boolean,
};

/** What becomes of a rehearsed copy. */
export type RestoreHow = 
/** It takes the place of the open vault, whose file is set aside. */
"replace" | 
/** It is written to a place where nothing stands. */
"beside";

/** What a restore did. */
export type Restored = {
	/** Where the copy stands now. */
	path: string,
	/** Where the file stands that was there before. */
	setAside: string | null,
};

/** What the person told may do with it. */
export type RetellingRule = 
/** It stays between the two. */
"keep-between-us" | 
/** It may be retold without the name. */
"retell-without-name" | 
/** It may be retold. */
"may-retell";

/** A review as it stands. */
export type Review = {
	id: string,
	entry: string,
	personName: string,
	plan: Plan,
	items: Item[],
	decided: number,
	total: number,
	complete: boolean,
	canUndo: boolean,
	voided: number,
	asleepUntil: string | null,
};

/** One saved state of an entry. */
export type Revision = {
	id: string,
	at: string,
	words: number,
	current: boolean,
	title: string,
};

/** What was written into a new file. */
export type RewriteReport = {
	/** The new file. */
	path: string,
	/** Records taken along. */
	records: number,
	/** Records whose content was deleted on purpose before. */
	purged: number,
	/** Drafts taken along. */
	drafts: number,
	/** What could not be taken along. */
	lost: FaultView[],
	/** Drafts that could not. */
	lostDrafts: number,
};

/** What this machine last saw of a vault whose file is now older, or went another way. */
export type RolledBack = {
	/** When. */
	seenAt: string,
	/** Records there were then. */
	seenRecords: number,
	/** Records there are. */
	hereRecords: number,
};

/** A package that has left. Wiped when dropped, and never printed: its passphrase is shown once. */
export type Sealed = {
	ledger: string,
	path: string,
	bytes: number,
	passphrase: string | null,
	passphraseBits: number | null,
};

/** A secret on its only way: inward. */
export type Secret = {
	/** Which of the two. */
	kind: SecretKind,
	text: string,
};

/** Which of its two secrets opens a vault. */
export type SecretKind = 
/** What the person remembers. */
"passphrase" | 
/** What the person wrote down. */
"recovery-key";

/** Where it will be told. */
export type Setting = 
/** Two people. */
"one-to-one" | 
/** A team. */
"team" | 
/** Four people who take turns. */
"group-of-four" | 
/** In writing. */
"written";

/** What the settings page shows. */
export type Settings = {
	/** Light or dark. */
	theme: Theme,
	/** Minutes without a key or a movement before the vault locks; 0 is never. */
	idleMinutes: number,
	/** Size of prose in CSS pixels, 16 to 22. */
	textSize: number,
	/** Lock when the system sleeps, locks its screen or changes user. */
	lockWithSystem: boolean,
	/** Keep the window out of pictures of the screen, where the system can. */
	protectWindow: boolean,
};

/** How much a finding can hurt. */
export type Severity = 
/** Worth a look. */
"note" | 
/** Points at somebody. */
"caution" | 
/** Can be used against somebody. */
"grave";

/** The vault's own age recipient. */
export type ShareIdentity = {
	recipient: string,
	made: string,
	qr: string,
	qrSize: number,
};

/** A share under review, as a list shows it. */
export type ShareSummary = {
	id: string,
	entry: string,
	entryTitle: string,
	personName: string,
	decided: number,
	total: number,
	changed: string,
	asleepUntil: string | null,
};

/** One event; the page switches on `kind`. */
export type ShellEvent = 
/** Long work went on. */
{ kind: "progress"; 
/** How far. */
progress: Progress } | 
/** Blank the page, keep the draft, then lock. */
{ kind: "locking" } | 
/** The vault is locked. */
{ kind: "locked" } | 
/** Damage was found in the open vault, which is read-only from here on. */
{ kind: "damaged" } | 
/** The open vault went another way than the one last seen here, and is held for reading. */
{ kind: "rolled-back" } | 
/** An automatic backup ended, well or not. */
{ kind: "backed-up" } | 
/** The system handed over a file to open as a letter. */
{ kind: "letter"; 
/** Where it is. */
path: string };

/** The order of hits. */
export type Sort = 
/** Newest first. */
"date" | 
/** Best first. */
"relevance";

/** Something that stays. */
export type Stay = {
	what: string,
	text: string,
};

/** Guessing cost of a passphrase. */
export type Strength = {
	score: number,
	guessesLog10: number | null,
	warning: string | null,
	suggestions: string[],
};

/** Pixels that are destroyed: x, y, x, y, and how far around. */
export type Stroke = {
	points: (number | null)[],
	radius: number | null,
};

/** What a list shows of an entry. */
export type Summary = {
	id: string,
	title: string,
	excerpt: string,
	kind: Kind | null,
	happened: string | null,
	written: string,
	place: string | null,
	people: string[],
	tags: string[],
	feeling: Feeling | null,
	words: number,
};

/** A label and how many entries bear it. */
export type Tag = {
	name: string,
	count: number,
};

/** Long work that reports how far it is. */
export type Task = 
/** A folder comes in. */
"import" | 
/** Everything goes out. */
"export" | 
/** The search index is caught up. */
"index" | 
/** A backup is made. */
"backup" | 
/** Everything is opened and compared. */
"check" | 
/** Everything is written into another file. */
"rewrite" | 
/** A copy is compared with the open vault. */
"compare" | 
/** A copy is brought in. */
"merge" | 
/** Files are added to an entry; told in thousandths. */
"attach";

/** Light or dark. */
export type Theme = 
/** As the system has it. */
"system" | 
/** Ink on paper. */
"light" | 
/** The other way round. */
"dark";

/** What a block reveals. */
export type TopicView = {
	topic: string,
	reason: string,
};

/** Whether the retelling rule was kept. */
export type Trust = 
/** It was. */
"held" | 
/** It was not. */
"broken";

/** A vault this program has opened before. */
export type VaultPlace = {
	path: string,
	name: string,
	exists: boolean,
};

/** Whether a vault is open. */
export type VaultState = 
/** None is. */
"locked" | 
/** A new one waits for its recovery key to be confirmed. */
"confirming" | 
/** One is. */
"unlocked";

/** Everything the first screen needs to know. */
export type VaultStatus = {
	/** Whether a vault is open. */
	state: VaultState,
	/** The open vault, or the one last open. */
	path: string | null,
	/** Its name. */
	name: string | null,
	/** Nothing can be written: the file is, or it is damaged. */
	readOnly: boolean,
	/** Vaults opened here before. */
	recent: VaultPlace[],
	/** Where a first vault goes if the person chooses nothing. */
	defaultPath: string,
	/** The open vault is older than it was last seen here, and held for reading. */
	rolledBack: RolledBack | null,
};
