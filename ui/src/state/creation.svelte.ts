import type { RecoveryShown, Shell, Strength, VaultStatus } from '../ipc/shell';

export type Step = 'passphrase' | 'key' | 'check';

/** The three steps to a vault. Nothing is on disk until the groups asked for are right. */
export class Creation {
  step = $state<Step>('passphrase');
  path = $state('');
  passphrase = $state('');
  repeat = $state('');
  strength = $state.raw<Strength | null>(null);
  shown = $state.raw<RecoveryShown | null>(null);
  answers = $state<string[]>([]);
  working = $state(false);
  problem = $state.raw<unknown>(null);

  readonly #shell: Shell;
  #measured = 0;

  constructor(shell: Shell, path: string) {
    this.#shell = shell;
    this.path = path;
  }

  get same(): boolean {
    return this.passphrase === this.repeat;
  }

  async measure(): Promise<void> {
    const turn = ++this.#measured;
    if (this.passphrase === '') {
      this.strength = null;
      return;
    }
    const strength = await this.#shell.measurePassphrase(this.passphrase);
    if (turn === this.#measured) this.strength = strength;
  }

  async choosePlace(): Promise<void> {
    const chosen = await this.#shell.chooseNewVaultFile();
    if (chosen !== null) this.path = chosen;
  }

  /** Asks for the recovery key; the vault waits for the check. */
  async begin(): Promise<void> {
    await this.#work(async () => {
      this.shown = await this.#shell.beginVault(this.path.trim(), this.passphrase);
      this.answers = this.shown.asked.map(() => '');
      this.step = 'key';
    });
  }

  /** Makes the vault when the groups are right; null when they are not. */
  async finish(): Promise<VaultStatus | null> {
    let made: VaultStatus | null = null;
    await this.#work(async () => {
      const answers = this.answers.map((answer) => answer.trim());
      made = await this.#shell.finishVault(answers);
    });
    if (made !== null) this.forget();
    return made;
  }

  async abandon(): Promise<void> {
    this.shown = null;
    this.answers = [];
    this.step = 'passphrase';
    await this.#shell.abandonVault();
  }

  /** Nothing secret stays in this window. */
  forget() {
    this.passphrase = this.repeat = '';
    this.answers = [];
    this.shown = null;
    this.strength = null;
  }

  async #work(act: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.problem = null;
    try {
      await act();
    } catch (thrown) {
      this.problem = thrown;
    } finally {
      this.working = false;
    }
  }
}
