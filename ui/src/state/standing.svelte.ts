import type { RolledBack, Shell, VaultStatus } from '../ipc/shell';

/** Whether the open file is the one that was last seen here, and what the person says to it. */
export class Standing {
  rolledBack = $state.raw<RolledBack | null>(null);
  /** The explanation with its choices is on the screen; without it a line stays over the page. */
  asking = $state(false);
  /** Going on with this copy was chosen, and waits for a yes. */
  confirming = $state(false);
  working = $state(false);
  problem = $state.raw<unknown>(null);

  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  look(status: VaultStatus) {
    // A shell that says nothing of it has seen nothing.
    this.rolledBack = status.rolledBack ?? null;
    this.asking = this.rolledBack !== null;
    this.confirming = false;
    this.problem = null;
  }

  ask() {
    this.asking = this.rolledBack !== null;
    this.confirming = false;
    this.problem = null;
  }

  /** Keeps the copy as it is, for reading. */
  readOn() {
    this.asking = this.confirming = false;
  }

  /** Takes this copy as the one that counts; null when that failed. */
  async accept(): Promise<VaultStatus | null> {
    if (this.working) return null;
    this.working = true;
    this.problem = null;
    try {
      const status = await this.#shell.acceptCopy();
      this.look(status);
      return status;
    } catch (thrown) {
      this.problem = thrown;
      return null;
    } finally {
      this.working = false;
    }
  }

  clear() {
    this.rolledBack = this.problem = null;
    this.asking = this.confirming = this.working = false;
  }
}
