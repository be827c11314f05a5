import type { RecoverySheet, RecoveryShown, Shell } from '../ipc/shell';

/** The forms a recovery key is shown in; each is the whole key. */
export type KeyForm = 'line' | 'words' | 'code';

/** A recovery key that is being shown, and the groups of it that are asked for. */
export class ShownKey {
  shown = $state.raw<RecoveryShown | null>(null);
  sheet = $state.raw<RecoverySheet | null>(null);
  answers = $state<string[]>([]);
  form = $state<KeyForm>('line');
  copied = $state<'no' | 'yes' | 'failed'>('no');
  /** The sheet stands on the screen as it would be printed. */
  previewing = $state(false);
  problem = $state.raw<unknown>(null);

  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  get trimmed(): string[] {
    return this.answers.map((answer) => answer.trim());
  }

  show(shown: RecoveryShown) {
    this.forget();
    this.shown = shown;
    this.answers = shown.asked.map(() => '');
  }

  async look(form: KeyForm): Promise<void> {
    this.form = form;
    if (form !== 'line') await this.#readSheet();
  }

  async preview(): Promise<void> {
    await this.#readSheet();
    this.previewing = this.sheet !== null;
  }

  async print(): Promise<void> {
    await this.#try(() => this.#shell.printWindow('recovery-sheet'));
  }

  async copy(): Promise<void> {
    if (this.shown === null) return;
    try {
      await this.#shell.copySecret(this.shown.key);
      this.copied = 'yes';
    } catch {
      this.copied = 'failed';
    }
  }

  forget() {
    this.shown = this.sheet = this.problem = null;
    this.answers = [];
    this.form = 'line';
    this.copied = 'no';
    this.previewing = false;
  }

  async #readSheet(): Promise<void> {
    const { shown } = this;
    if (this.sheet !== null) return;
    await this.#try(async () => {
      const sheet = await this.#shell.recoverySheet();
      // Of another key, when that took long.
      if (this.shown === shown && shown !== null) this.sheet = sheet;
    });
  }

  async #try(act: () => Promise<void>): Promise<void> {
    this.problem = null;
    try {
      await act();
    } catch (thrown) {
      this.problem = thrown;
    }
  }
}
