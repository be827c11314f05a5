import type { BackupFacts, CheckReport, Progress, Shell, Summary } from '../ipc/shell';
import { codeOf } from '../text/failures';

export type Caring = 'backup' | 'check';

/** True of what is thrown when work ended because the person said so. */
export const wasStopped = (thrown: unknown) => ['cancelled', 'stopped'].includes(codeOf(thrown));

/** The vault's health: its backups, a check of all of it, and the entries that have two versions. */
export class Care {
  backups = $state.raw<BackupFacts | null>(null);
  /** The folder as it is typed or chosen, before it is set. */
  folder = $state('');
  /** A folder is being named although one is set. */
  changing = $state(false);
  running = $state<Caring | null>(null);
  progress = $state.raw<Progress | null>(null);
  /** Why the last act on the backups failed. */
  problem = $state.raw<unknown>(null);
  report = $state.raw<CheckReport | null>(null);
  checkProblem = $state.raw<unknown>(null);
  conflicts = $state.raw<Summary[]>([]);

  readonly #shell: Shell;
  /** Grows with each lock; answers of an older time are dropped. */
  #age = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async refresh(): Promise<void> {
    const age = this.#age;
    const facts = await this.#shell.readBackups();
    if (age === this.#age) this.backups = facts;
  }

  async refreshConflicts(): Promise<void> {
    const age = this.#age;
    const found = await this.#shell.listConflicts();
    if (age === this.#age) this.conflicts = found;
  }

  async chooseFolder(): Promise<void> {
    this.folder = (await this.#shell.chooseFolder()) ?? this.folder;
  }

  /** From now on a backup is made into the folder that was named. */
  async setFolder(): Promise<boolean> {
    const folder = this.folder.trim();
    return folder !== '' && (await this.#set(folder));
  }

  /** No backup is made by itself any more; those that are there stay. */
  turnOff(): Promise<boolean> {
    return this.#set(null);
  }

  async backUp(): Promise<void> {
    if (this.running !== null) return;
    this.problem = null;
    await this.#work('backup', async () => {
      const facts = await this.#shell.backUpNow();
      return () => (this.backups = facts);
    }).catch((thrown: unknown) => {
      if (!wasStopped(thrown)) this.problem = thrown;
    });
  }

  async check(): Promise<void> {
    if (this.running !== null) return;
    this.report = null;
    this.checkProblem = null;
    await this.#work('check', async () => {
      const report = await this.#shell.checkVault();
      return () => (this.report = report);
    }).catch((thrown: unknown) => (this.checkProblem = thrown));
  }

  stop = () => this.#shell.cancelWork();

  note(progress: Progress) {
    if (progress.task === this.running) this.progress = progress;
  }

  clear() {
    this.#age += 1;
    this.backups = this.report = this.progress = null;
    this.problem = this.checkProblem = null;
    this.running = null;
    this.folder = '';
    this.changing = false;
    this.conflicts = [];
  }

  async #set(folder: string | null): Promise<boolean> {
    const age = this.#age;
    this.problem = null;
    try {
      const facts = await this.#shell.setBackupFolder(folder);
      if (age !== this.#age) return false;
      this.backups = facts;
      this.folder = '';
      this.changing = false;
      return true;
    } catch (thrown) {
      if (age === this.#age) this.problem = thrown;
      return false;
    }
  }

  /** Does it; what it gives is taken, and what it throws is thrown, only while the vault is open. */
  async #work(what: Caring, act: () => Promise<() => void>): Promise<void> {
    const age = this.#age;
    this.running = what;
    this.progress = null;
    try {
      const take = await act();
      if (age === this.#age) take();
    } catch (thrown) {
      if (age === this.#age) throw thrown;
    } finally {
      if (age === this.#age) {
        this.running = null;
        this.progress = null;
      }
    }
  }
}
