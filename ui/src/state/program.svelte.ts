import type { Entry, Paper, Shell, ShellEvent, VaultStatus } from '../ipc/shell';
import { careText } from '../text/care-en';
import { t } from '../text/en';
import { filesText } from '../text/files-en';
import { codeOf, sentenceFor } from '../text/failures';
import { lettersText } from '../text/letters-en';
import { Care } from './care.svelte';
import { Circle } from './circle.svelte';
import { Copying } from './copying.svelte';
import { Files } from './files.svelte';
import { Joining } from './joining.svelte';
import { Keyring } from './keyring.svelte';
import { Leaving } from './leaving.svelte';
import { isLetterFile, Letters, mayBeLetterFile } from './letters.svelte';
import { Notices } from './notices.svelte';
import { isBlank, OpenPage } from './open-page.svelte';
import { People } from './people.svelte';
import { Preferences } from './preferences.svelte';
import { Search } from './search.svelte';
import { FollowUps } from './follow-ups.svelte';
import type { Answering } from './telling.svelte';
import { Standing } from './standing.svelte';
import { Timeline } from './timeline.svelte';
import { Work } from './work.svelte';

/** What the page side of the window shows. */
export type Place =
  | { view: 'page' }
  | { view: 'people'; person?: string }
  | { view: 'letters'; letter?: string }
  /** `row` is opened; `entry` and `person` narrow the list. */
  | { view: 'told'; row?: string; entry?: string; person?: string }
  | { view: 'circle' }
  | { view: 'settings' }
  | { view: 'restore' }
  | { view: 'merge' }
  | { view: 'conflicts' }
  | { view: 'joining'; entry: string }
  | { view: 'share'; entryId?: string; shareId?: string; answering?: Answering };

/** What lies over the page. */
export type Overlay = 'palette' | 'help' | 'work' | 'check' | 'add-files' | 'file' | null;

/** `restore`: from a backup, with no vault open (views/care). */
export type Phase = 'starting' | 'create' | 'unlock' | 'restore' | 'open';

const ACTIVITY_EVERY = 5_000;

/** The whole state of the window. Locking empties it. */
export class Program {
  readonly shell: Shell;
  readonly notices = new Notices();
  readonly page: OpenPage;
  readonly timeline: Timeline;
  readonly search: Search;
  readonly people: People;
  readonly preferences: Preferences;
  readonly work: Work;
  readonly files: Files;
  readonly letters: Letters;
  readonly followUps: FollowUps;
  readonly keyring: Keyring;
  readonly standing: Standing;
  readonly care: Care;
  readonly copying: Copying;
  readonly leaving = new Leaving();
  readonly circle = new Circle();

  status = $state.raw<VaultStatus | null>(null);
  phase = $state<Phase>('starting');
  place = $state.raw<Place>({ view: 'page' });
  overlay = $state<Overlay>(null);
  /** True from the moment of locking on: nothing of the vault is drawn. */
  blanked = $state(false);
  sideOpen = $state(true);
  /** The side as a sheet over the page, in a narrow window. */
  sheetOpen = $state(false);
  historyOpen = $state(false);
  /** Damage was found in the open vault, and the person was not yet done reading of it. */
  damaged = $state(false);
  /** The unlock screen begins at the choice of a vault and not at the secret. */
  choosing = $state(false);
  /** The entry whose two versions are being made one. It outlives its view while the vault is open. */
  joining = $state.raw<Joining | null>(null);
  /** Set when the draft could not be kept and so the vault was not locked. */
  lockRefused = $state.raw<unknown>(null);
  /** Grows when the writing page should take the focus. */
  focusBody = $state(0);
  focusTitle = $state(0);
  focusSearch = $state(0);
  findHere = $state(0);

  #locking: Promise<void> | null = null;
  #emptying: Promise<void> | null = null;
  #lastActivity = 0;
  /** What the unlock screen begins with, when locking was a way to another vault. */
  #wanted: { path: string | undefined } | null = null;
  /** The backup problem that was said last: the same one is said once. */
  #saidProblem: string | null = null;
  /** A letter the system handed over while the vault was locked: only where it is. */
  #waiting: string | null = null;

  constructor(shell: Shell) {
    this.shell = shell;
    this.page = new OpenPage(shell, this.notices, (entry) => this.#afterSave(entry));
    this.timeline = new Timeline(shell, this.failed);
    this.search = new Search(shell);
    this.people = new People(shell);
    this.preferences = new Preferences(shell);
    this.work = new Work(shell);
    this.files = new Files(shell);
    this.letters = new Letters(shell);
    this.followUps = new FollowUps(shell);
    this.keyring = new Keyring(shell);
    this.standing = new Standing(shell);
    this.care = new Care(shell);
    this.copying = new Copying(shell, {
      merging: () => this.#merging(),
      merged: () => this.#merged(),
      replaced: () => this.#replaced(),
    });
  }

  get readOnly(): boolean {
    return this.status?.readOnly ?? false;
  }

  /** Also while the open entry has two versions: they are joined before it is written on. */
  get pageReadOnly(): boolean {
    return this.readOnly || (this.page.entry?.heads ?? 1) > 1;
  }

  failed = (thrown: unknown) => {
    // What locking cut off needs no word, and would still stand there after unlocking.
    if (codeOf(thrown) === 'locked' && (this.blanked || this.phase !== 'open')) return;
    this.notices.fail(thrown);
  };

  /** Reads the settings and the vault's state; resolves with what stops listening. */
  async start(): Promise<() => void> {
    const stop = await this.shell.onEvent((event) => {
      this.#hear(event);
    });
    const stopDrops = await this.shell.onDrop((paths) => {
      this.#dropped(paths);
    });
    await this.preferences.load().catch(this.failed);
    this.status = await this.shell.vaultStatus();
    if (this.status.state === 'unlocked') await this.opened(this.status);
    else this.phase = this.status.recent.length > 0 ? 'unlock' : 'create';
    return () => {
      stop();
      stopDrops();
    };
  }

  /** The vault is open: the first page of the timeline, and then the rest. */
  async opened(status: VaultStatus): Promise<void> {
    this.status = status;
    this.blanked = false;
    this.lockRefused = null;
    this.place = { view: 'page' };
    this.phase = 'open';
    this.choosing = false;
    this.standing.look(status);
    const keys = this.keyring.unlocked();
    await Promise.all([this.timeline.refresh(), this.people.refresh()]).catch(this.failed);
    await keys;
    if (this.#waiting !== null) void this.openLetterFile(this.#waiting);
    const followUps = this.followUps.refresh().catch(this.failed);
    // Backups that cannot be listed are said in the settings, and not at every unlocking.
    await this.care.refresh().catch(() => undefined);
    await this.care.refreshConflicts().catch(this.failed);
    await followUps;
  }

  // Moving about. Each leaves the open entry saved.

  async go(place: Place): Promise<void> {
    if (!(await this.leaving.mayGo(() => this.go(place)))) return;
    await this.page.save();
    this.sheetOpen = false;
    this.historyOpen = false;
    if (place.view === 'share') this.leaving.begin(this.shell, place.entryId, place.answering);
    if (place.view === 'restore' || place.view === 'merge') this.copying.begin(place.view, true);
    if (place.view === 'joining' && this.joining?.entry !== place.entry)
      this.joining = new Joining(this.shell, place.entry);
    this.place = place;
  }

  async openEntry(id: string): Promise<void> {
    try {
      if (!(await this.leaving.mayGo(() => this.openEntry(id)))) return;
      if (this.page.id !== id) {
        if (!(await this.page.save())) return;
        this.page.show(await this.shell.readEntry(id));
        this.historyOpen = false;
      }
      this.sheetOpen = false;
      this.place = { view: 'page' };
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  async newEntry(): Promise<void> {
    if (this.readOnly) return;
    try {
      if (!(await this.leaving.mayGo(() => this.newEntry()))) return;
      if (!(await this.page.save())) return;
      this.page.show(await this.shell.newEntry());
      this.sheetOpen = false;
      this.historyOpen = false;
      this.place = { view: 'page' };
      this.focusTitle += 1;
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  /** The entry before or after the open one, in the list that is shown. */
  async step(by: 1 | -1): Promise<void> {
    const { search, timeline, page } = this;
    if (search.active) {
      const at = search.hits.findIndex((hit) => hit.entry.id === page.id);
      const next = search.hits[at < 0 ? 0 : at + by];
      if (next) await this.openEntry(next.entry.id);
      return;
    }
    const at = page.id === null ? -1 : timeline.indexOf(page.id);
    const next = timeline.at(at < 0 ? 0 : at + by);
    if (next) await this.openEntry(next.id);
  }

  async deleteEntry(): Promise<void> {
    const entry = this.page.entry;
    if (!entry || this.readOnly) return;
    const title = this.page.content.title.trim() || t.page.untitled;
    try {
      const blank = isBlank(this.page.content) && entry.revision === null;
      if (!blank && !(await this.page.save())) return;
      await this.shell.deleteEntry(entry.id);
      this.page.clear();
      this.historyOpen = false;
      await this.#listsChanged();
      if (blank) return;
      this.notices.tell(t.page.deleted(title), {
        text: t.page.undo,
        run: () => void this.#undelete(entry.id),
      });
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  async restore(revision: string): Promise<void> {
    const id = this.page.id;
    if (id === null || this.pageReadOnly) return;
    try {
      if (!(await this.page.save())) return;
      this.page.replace(await this.shell.restoreRevision(id, revision));
      this.notices.tell(t.history.restored);
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  async share(): Promise<void> {
    const entry = this.page.entry;
    if (!entry || this.readOnly) return;
    if (!(await this.page.save())) return;
    if (isBlank(this.page.content)) {
      this.notices.tell(t.page.nothingToTell);
      return;
    }
    await this.go({ view: 'share', entryId: entry.id });
  }

  /** Opens a letter from a file; after unlocking, when the vault is locked now. */
  async openLetterFile(path: string): Promise<void> {
    this.#waiting = null;
    if (this.phase !== 'open' || this.blanked) {
      this.#waiting = path;
      return;
    }
    // A key that is shown once is not covered by anything.
    if (this.keyring.busy || this.standing.asking) {
      const run = () => void this.openLetterFile(path);
      this.notices.tell(lettersText.waits, { text: lettersText.opening.open, run });
      return;
    }
    const open = async () => {
      await this.go({ view: 'letters' });
      this.overlay = null;
      if (this.place.view === 'letters') this.letters.ask(path);
    };
    if (await this.leaving.mayGo(open)) await open();
  }

  /** Opens the dialog in which files for the open entry are named. */
  askFiles() {
    this.files.ask();
    this.overlay = 'add-files';
  }

  /** Adds files of this machine to the open entry. Its words are kept first, so that there is an entry. */
  async addFiles(paths: readonly string[]): Promise<void> {
    const { entry, content, id } = this.page;
    if (entry === null || id === null || this.pageReadOnly) return;
    if (this.files.adding > 0) {
      this.notices.tell(filesText.busy);
      return;
    }
    try {
      if (!(await this.page.save())) return;
      if (this.page.entry?.revision == null) await this.shell.keepDraft(id, content);
      const added = await this.files.add(id, paths);
      if (this.phase !== 'open') return;
      if (added === paths.length) this.notices.say(filesText.added(added));
      else this.notices.tell(added === 0 ? filesText.none : filesText.partly(added));
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  /** Opens the dialog of an import or export, in which its folder is named. */
  async askWork(running: 'import' | 'export'): Promise<void> {
    if (running === 'import' && this.readOnly) return;
    this.work.ask(running);
    this.overlay = 'work';
    await this.page.save();
  }

  async runWork(): Promise<void> {
    const imports = this.work.asked === 'import';
    await this.work.begin();
    // Also when the dialog was closed meanwhile.
    if (this.work.report && this.phase === 'open') this.overlay = 'work';
    if (imports && this.phase === 'open') await this.#listsChanged();
  }

  /** What is being written goes into the file before that is written anew. */
  async reseal(): Promise<void> {
    if (await this.page.save()) this.keyring.begin('reseal');
  }

  /** Locks, and shows which vault to open: the one at `path`, or whichever is chosen. */
  async switchVault(path?: string): Promise<void> {
    this.#wanted = { path };
    try {
      await this.lock();
    } finally {
      this.#wanted = null;
    }
  }

  /** Goes on with this copy, which is older than the one last seen, or went another way. */
  async acceptCopy(): Promise<boolean> {
    const status = await this.standing.accept();
    if (status) this.status = status;
    return status !== null;
  }

  /** What stands beside the page to be printed, by the system's dialog. */
  async print(paper: Paper): Promise<void> {
    try {
      await this.shell.printWindow(paper);
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  // Care of the vault.

  /** Opens every record of the vault, with a report at the end. */
  async check(): Promise<void> {
    if (this.care.running === 'backup') return;
    this.overlay = 'check';
    await this.page.save();
    if (this.care.running === null) await this.care.check();
    if ((this.care.report?.faults.length ?? 0) > 0) this.keyring.damaged = true;
    // Also when the dialog was closed meanwhile.
    if (this.care.report && this.phase === 'open' && this.overlay === null) this.overlay = 'check';
  }

  async backUp(): Promise<void> {
    await this.page.save();
    await this.care.backUp();
    if (this.phase !== 'open') return;
    if (this.care.problem) this.failed(this.care.problem);
    else if (this.care.backups?.changedSince === false) this.notices.say(careText.live.backedUp);
  }

  /** Saves the entry as one, and goes to it. */
  async join(how: 'choices' | 'draft'): Promise<void> {
    const { joining } = this;
    const saved = await (how === 'draft' ? joining?.saveDraft() : joining?.save());
    if (!joining || !saved || this.phase !== 'open') return;
    await this.#listsChanged();
    await this.care.refreshConflicts().catch(this.failed);
    if (saved.heads > 1) {
      this.notices.tell(careText.joining.another);
      return;
    }
    this.joining = null;
    this.page.replace(saved);
    this.place = { view: 'page' };
    this.focusBody += 1;
    this.notices.tell(careText.joining.saved);
  }

  /** Back to the entry; what was chosen so far is kept. */
  async leaveJoining(): Promise<void> {
    const { joining, page } = this;
    if (joining === null) return;
    await joining.keep();
    await this.#refreshPage(page.id === joining.entry);
    await this.openEntry(joining.entry);
  }

  /** Restoring on the start screen, where no vault is open. */
  beginRestore() {
    this.copying.begin('restore', false);
    this.phase = 'restore';
  }

  /** Back to the start screen. */
  async leaveRestore(): Promise<void> {
    const path = this.copying.restored?.path;
    await this.copying.leave();
    this.copying.forget();
    const status = await this.shell.vaultStatus();
    this.status = path === undefined ? status : { ...status, path };
    this.phase = status.recent.length > 0 || path !== undefined ? 'unlock' : 'create';
  }

  // Locking.

  /** Blanks the window at once, keeps what was written, and then asks the shell to lock. */
  lock(): Promise<void> {
    if (this.phase !== 'open') return Promise.resolve();
    this.blanked = true;
    this.#locking ??= this.#lock().finally(() => (this.#locking = null));
    return this.#locking;
  }

  /** Locks although the last words could not be kept: the person said so. */
  async lockAnyway(): Promise<void> {
    this.blanked = true;
    this.lockRefused = null;
    try {
      await this.shell.lockVault();
      await this.#locked();
    } catch (thrown) {
      this.lockRefused = thrown;
    }
  }

  stayOpen() {
    this.lockRefused = null;
    this.blanked = false;
  }

  /** What the window does before it goes: the draft first, then the revision. */
  async leave(): Promise<void> {
    if (this.phase !== 'open') return;
    await this.leaving.keep();
    await this.joining?.keep();
    await this.page.save();
  }

  noteActivity(now: number) {
    if (this.phase !== 'open' || now - this.#lastActivity < ACTIVITY_EVERY) return;
    this.#lastActivity = now;
    this.shell.noteActivity().catch(() => undefined);
  }

  async #lock(): Promise<void> {
    const kept = await this.page.keep();
    // The shell does not wait for ever: it may have locked meanwhile.
    if (this.phase !== 'open') return;
    if (!kept) {
      this.lockRefused = this.page.problem;
      return;
    }
    if (!(await this.leaving.keep())) {
      this.lockRefused = this.leaving.problem;
      return;
    }
    if (this.joining && !(await this.joining.keep())) {
      this.lockRefused = this.joining.problem;
      return;
    }
    // The words are safe in the draft; a revision that cannot be saved does not hold the lock up.
    await this.page.save();
    try {
      await this.shell.lockVault();
    } catch (thrown) {
      this.lockRefused = thrown;
      return;
    }
    await this.#locked();
  }

  /** Nothing of the vault is left in the state of this window. */
  #locked(): Promise<void> {
    this.#emptying ??= this.#empty().finally(() => (this.#emptying = null));
    return this.#emptying;
  }

  async #empty(): Promise<void> {
    if (this.phase !== 'open') return;
    this.phase = 'unlock';
    this.page.clear();
    this.leaving.clear();
    this.circle.clear();
    this.joining = null;
    this.care.clear();
    this.copying.clear();
    this.damaged = false;
    this.keyring.clear();
    this.standing.clear();
    this.timeline.clear();
    this.search.clear();
    this.people.clear();
    this.work.clear();
    this.files.clear();
    this.letters.clear();
    this.followUps.clear();
    this.notices.clear();
    this.overlay = null;
    this.sheetOpen = this.historyOpen = false;
    this.place = { view: 'page' };
    this.lockRefused = null;
    this.status = await this.shell.vaultStatus();
    const path = this.#wanted?.path;
    if (path !== undefined) this.status = { ...this.status, path };
    this.choosing = this.#wanted !== null && path === undefined;
    this.blanked = false;
    this.notices.say(t.live.locked);
  }

  /** Files that fall on the page belong to its entry; a letter is opened elsewhere. */
  #dropped(paths: readonly string[]) {
    const letter = this.#letterAmong(paths);
    if (letter !== undefined) {
      void this.openLetterFile(letter);
      return;
    }
    if (this.phase !== 'open' || this.blanked || this.place.view !== 'page') return;
    if (this.overlay !== null && this.overlay !== 'add-files') return;
    const files = paths.filter((path) => !path.toLowerCase().endsWith('.age'));
    if (files.length === 0) return;
    this.overlay = null;
    void this.addFiles(files);
  }

  /** A sealed page that falls on an entry is a file of it; anywhere else it is a letter. */
  #letterAmong(paths: readonly string[]): string | undefined {
    const busy = this.overlay !== null || this.keyring.busy || this.standing.asking;
    if (this.phase !== 'open' || this.blanked || busy) return undefined;
    const onEntry = this.place.view === 'page' && this.page.entry !== null;
    return paths.find(onEntry ? isLetterFile : mayBeLetterFile);
  }

  #hear(event: ShellEvent) {
    switch (event.kind) {
      case 'progress':
        this.work.note(event.progress);
        this.files.note(event.progress);
        this.keyring.note(event.progress);
        this.care.note(event.progress);
        this.copying.note(event.progress);
        break;
      case 'damaged':
        void this.#foundDamage();
        break;
      case 'rolled-back':
        void this.#foundOlder();
        break;
      case 'backed-up':
        void this.#backedUp();
        break;
      case 'letter':
        void this.openLetterFile(event.path);
        break;
      case 'locking':
        void this.lock();
        break;
      case 'locked':
        if (this.phase !== 'open') break;
        this.blanked = true;
        void this.#locked();
    }
  }

  /** The vault takes no more words from here on; what is on the screen stays there. */
  async #foundDamage(): Promise<void> {
    this.status = await this.shell.vaultStatus();
    this.damaged = this.phase === 'open';
    this.keyring.damaged = this.damaged;
  }

  /** The file is not the one that was last seen here; it takes no words until one says which counts. */
  async #foundOlder(): Promise<void> {
    this.status = await this.shell.vaultStatus();
    if (this.phase === 'open') this.standing.look(this.status);
  }

  /** An automatic backup ended. One that went well is only heard; one that did not is said once. */
  async #backedUp(): Promise<void> {
    await this.care.refresh().catch(this.failed);
    const facts = this.care.backups;
    if (this.phase !== 'open' || facts === null) return;
    if (facts.problem === null) {
      this.#saidProblem = null;
      this.notices.say(careText.live.backedUp);
    } else if (facts.problem.code !== this.#saidProblem) {
      this.#saidProblem = facts.problem.code;
      this.notices.tell(careText.backup.failedBehind(sentenceFor(facts.problem)), {
        text: careText.backup.look,
        run: () => void this.go({ view: 'settings' }),
      });
    }
  }

  /** Entries came in from another copy. */
  /** Only now, and not when one sets out to: a merge that is given up leaves the copy as it was. */
  async #merging(): Promise<void> {
    if (this.standing.rolledBack === null) return;
    this.status = await this.shell.acceptCopy();
    this.standing.look(this.status);
  }

  async #merged(): Promise<void> {
    const { view } = this.place;
    if (view !== 'merge' && view !== 'restore') this.notices.tell(careText.merge.doneBehind);
    await this.#refreshPage(true);
    await Promise.all([this.#listsChanged(), this.care.refreshConflicts()]).catch(this.failed);
  }

  /** A restored file stands in the vault's place, and the vault is locked: what is shown is where. */
  async #replaced(): Promise<void> {
    this.blanked = true;
    await this.#locked();
    this.blanked = false;
    this.phase = 'restore';
  }

  /** Reads the open entry again, when nothing of it waits to be saved. */
  async #refreshPage(when: boolean): Promise<void> {
    const { id, unsaved, entry } = this.page;
    if (!when || id === null || (unsaved && (entry?.heads ?? 1) < 2)) return;
    try {
      this.page.show(await this.shell.readEntry(id));
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  #afterSave(entry: Entry) {
    this.notices.say(t.live.saved);
    void this.timeline.refresh(Math.max(0, this.timeline.indexOf(entry.id)));
    void this.people.refresh().catch(this.failed);
    if (this.search.active) void this.search.run();
  }

  async #undelete(id: string): Promise<void> {
    try {
      await this.shell.undeleteEntry(id);
      await this.#listsChanged();
      await this.openEntry(id);
    } catch (thrown) {
      this.failed(thrown);
    }
  }

  async #listsChanged(): Promise<void> {
    await Promise.all([this.timeline.refresh(), this.people.refresh(), this.search.run()]).catch(
      this.failed,
    );
  }
}
