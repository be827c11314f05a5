import type { ExportReport, ImportReport, Progress, Shell } from '../ipc/shell';

export type Running = 'import' | 'export';
export type Report =
  | { kind: 'import'; report: ImportReport }
  | { kind: 'export'; report: ExportReport }
  | { kind: 'failed'; running: Running; thrown: unknown };

/** Long work, one at a time: bringing a folder in and taking everything out. */
export class Work {
  running = $state<Running | null>(null);
  progress = $state.raw<Progress | null>(null);
  report = $state.raw<Report | null>(null);
  /** How far the search index is behind, while it catches up. */
  index = $state.raw<Progress | null>(null);
  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** Asks for a folder and works on it; resolves when done, dismissed or failed. */
  async begin(running: Running): Promise<void> {
    if (this.running) return;
    const folder = await this.#shell.chooseFolder();
    if (folder === null) return;
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
    this.running = null;
    this.progress = this.report = this.index = null;
  }
}
