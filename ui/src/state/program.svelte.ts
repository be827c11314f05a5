import type { Entry, Shell, ShellEvent, VaultStatus } from '../ipc/shell';
import { t } from '../text/en';
import { Leaving } from './leaving.svelte';
import { Notices } from './notices.svelte';
import { isBlank, OpenPage } from './open-page.svelte';
import { People } from './people.svelte';
import { Preferences } from './preferences.svelte';
import { Search } from './search.svelte';
import { Timeline } from './timeline.svelte';
import { Work } from './work.svelte';

/** What the page side of the window shows. */
export type Place =
  | { view: 'page' }
  | { view: 'people'; person?: string }
  | { view: 'told' }
  | { view: 'settings' }
  | { view: 'share'; entryId?: string; shareId?: string };

/** What lies over the page. */
export type Overlay = 'palette' | 'help' | 'work' | null;

export type Phase = 'starting' | 'create' | 'unlock' | 'open';

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
  readonly leaving = new Leaving();

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
  /** Set when the draft could not be kept and so the vault was not locked. */
  lockRefused = $state.raw<unknown>(null);
  /** Grows when the writing page should take the focus. */
  focusBody = $state(0);
  focusTitle = $state(0);
  focusSearch = $state(0);
  findHere = $state(0);

  #locking: Promise<void> | null = null;
  #lastActivity = 0;

  constructor(shell: Shell) {
    this.shell = shell;
    this.page = new OpenPage(shell, this.notices, (entry) => this.#afterSave(entry));
    this.timeline = new Timeline(shell, this.failed);
    this.search = new Search(shell);
    this.people = new People(shell);
    this.preferences = new Preferences(shell);
    this.work = new Work(shell);
  }

  get readOnly(): boolean {
    return this.status?.readOnly ?? false;
  }

  failed = (thrown: unknown) => {
    this.notices.fail(thrown);
  };

  /** Reads the settings and the vault's state; resolves with what stops listening. */
  async start(): Promise<() => void> {
    const stop = await this.shell.onEvent((event) => {
      this.#hear(event);
    });
    await this.preferences.load().catch(this.failed);
    this.status = await this.shell.vaultStatus();
    if (this.status.state === 'unlocked') await this.opened(this.status);
    else this.phase = this.status.recent.length > 0 ? 'unlock' : 'create';
    return stop;
  }

  /** The vault is open: the first page of the timeline, and then the rest. */
  async opened(status: VaultStatus): Promise<void> {
    this.status = status;
    this.blanked = false;
    this.lockRefused = null;
    this.place = { view: 'page' };
    this.phase = 'open';
    await Promise.all([this.timeline.refresh(), this.people.refresh()]).catch(this.failed);
  }

  // Moving about. Each leaves the open entry saved.

  async go(place: Place): Promise<void> {
    if (!(await this.leaving.mayGo(() => this.go(place)))) return;
    await this.page.save();
    this.sheetOpen = false;
    this.historyOpen = false;
    if (place.view === 'share') this.leaving.begin(this.shell, place.entryId);
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
    if (id === null || this.readOnly) return;
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
    await this.page.save();
  }

  noteActivity(now: number) {
    if (this.phase !== 'open' || now - this.#lastActivity < ACTIVITY_EVERY) return;
    this.#lastActivity = now;
    this.shell.noteActivity().catch(() => undefined);
  }

  async #lock(): Promise<void> {
    const kept = await this.page.keep();
    if (!kept) {
      this.lockRefused = this.page.problem;
      return;
    }
    if (!(await this.leaving.keep())) {
      this.lockRefused = this.leaving.problem;
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
  async #locked(): Promise<void> {
    if (this.phase !== 'open') return;
    this.phase = 'unlock';
    this.page.clear();
    this.leaving.clear();
    this.damaged = false;
    this.timeline.clear();
    this.search.clear();
    this.people.clear();
    this.work.clear();
    this.notices.clear();
    this.overlay = null;
    this.sheetOpen = this.historyOpen = false;
    this.place = { view: 'page' };
    this.lockRefused = null;
    this.status = await this.shell.vaultStatus();
    this.blanked = false;
    this.notices.say(t.live.locked);
  }

  #hear(event: ShellEvent) {
    if (event.kind === 'progress') this.work.note(event.progress);
    else if (event.kind === 'damaged') void this.#foundDamage();
    else if (event.kind === 'locking') void this.lock();
    else if (!this.#locking) {
      this.blanked = true;
      void this.#locked();
    }
  }

  /** The vault takes no more words from here on; what is on the screen stays there. */
  async #foundDamage(): Promise<void> {
    this.status = await this.shell.vaultStatus();
    this.damaged = this.phase === 'open';
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
