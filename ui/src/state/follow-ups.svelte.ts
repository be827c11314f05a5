import type { After, LedgerRow, Shell } from '../ipc/shell';

/** Tellings whose day to ask has come. They are shown in the window, and nowhere else. */
export class FollowUps {
  list = $state.raw<LedgerRow[]>([]);
  /** Put aside until the next unlocking. */
  later = $state(false);

  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async refresh(): Promise<void> {
    this.list = await this.#shell.listFollowUps();
  }

  /** Notes what came of it. */
  async note(row: LedgerRow, after: After): Promise<LedgerRow> {
    const noted = await this.#shell.noteAfter(row.id, after);
    await this.refresh();
    return noted;
  }

  /** The question is waved away; it does not come back by itself. */
  async waveAway(row: LedgerRow): Promise<void> {
    await this.note(row, { ...row.after, followed: true });
  }

  clear() {
    this.list = [];
    this.later = false;
  }
}
