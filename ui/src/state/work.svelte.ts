import type { ExportReport, ImportReport, Progress, Shell } from '../ipc/shell';

export type Running = 'import' | 'export';
export type Report =
  | { kind: 'import'; report: ImportReport }
  | { kind: 'export'; report: ExportReport }
  | { kind: 'failed'; running: Running; thrown: unknown };

/** Long work, one at a time: bringing a folder in and taking everything out. */
export class Work {
  /** What is about to begin, while its folder is asked for. */
  asked = $state<Running | null>(null);
  folder = $state('');
  /** Whether it was understood that what is written out is not encrypted. */
  agreed = $state(false);
  running = $state<Running | null>(null);
  progress = $state.raw<Progress | null>(null);
  report = $state.raw<Report | null>(null);
  /** How far the search index is behind, while it catches up. */
  index = $state.raw<Progress | null>(null);
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** Whether enough is said to begin. */
  readonly ready = $derived(this.folder.trim() !== '' && (this.asked === 'import' || this.agreed));

  ask(running: Running) {
    if (this.running) return;
    this.asked = running;
    this.folder = '';
    this.agreed = false;
    this.report = null;
  }

  /** Asks the system's dialog for the folder. */
  async choose(): Promise<void> {
    this.folder = (await this.#shell.chooseFolder()) ?? this.folder;
  }

  /** Works on the folder that was named; resolves when done or failed. */
  async begin(): Promise<void> {
    const running = this.asked;
    if (this.running || running === null || !this.ready) return;
    const folder = this.folder.trim();
    this.asked = null;
    this.running = running;
    this.progress = null;
    this.report = null;
    try {
      this.report =
        running === 'import'
          ? { kind: 'import', report: await this.#shell.importFolder(folder) }
          : { kind: 'export', report: await this.#shell.exportFolder(folder) };
    } catch (thrown) {
      this.report = { kind: 'failed', running, thrown };
    } finally {
      this.running = null;
      this.progress = null;
    }
  }

  note(progress: Progress) {
    if (progress.task === 'index') {
      this.index = progress.done < progress.total ? progress : null;
    } else if (this.running === progress.task) {
      this.progress = progress;
    }
  }

  stop = () => this.#shell.cancelWork();

  clear() {
    this.running = this.asked = null;
    this.folder = '';
    this.progress = this.report = this.index = null;
  }
}
