import type { Shell } from '../ipc/shell';

/** Where a vault that is no longer at its place stands now. */
export class Whereabouts {
  /** The place that is empty, and is being looked after. */
  missing = $state<string | null>(null);
  searching = $state(false);
  found = $state<string | null>(null);

  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** Looks for the vault that was at `path`; an answer that comes late for another one is dropped. */
  async look(path: string): Promise<void> {
    if (this.missing === path && (this.searching || this.found !== null)) return;
    this.missing = path;
    this.found = null;
    this.searching = true;
    const found = await this.#shell.findVault(path).catch(() => null);
    if (this.missing !== path) return;
    this.found = found;
    this.searching = false;
  }

  clear() {
    this.missing = this.found = null;
    this.searching = false;
  }
}
