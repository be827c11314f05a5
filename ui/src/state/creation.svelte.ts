import type { Shell, VaultStatus } from '../ipc/shell';
import { NewSecret } from './new-secret.svelte';
import { ShownKey } from './shown-key.svelte';

export type Step = 'passphrase' | 'key' | 'check';

/** The three steps to a vault. Nothing is on disk until the groups asked for are right. */
export class Creation {
  step = $state<Step>('passphrase');
  path = $state('');
  working = $state(false);
  problem = $state.raw<unknown>(null);

  readonly secret: NewSecret;
  readonly key: ShownKey;
  readonly #shell: Shell;

  constructor(shell: Shell, path: string) {
    this.#shell = shell;
    this.secret = new NewSecret(shell);
    this.key = new ShownKey(shell);
    this.path = path;
  }

  async choosePlace(): Promise<void> {
    const chosen = await this.#shell.chooseNewVaultFile();
    if (chosen !== null) this.path = chosen;
  }

  /** Asks for the recovery key; the vault waits for the check. */
  async begin(): Promise<void> {
    await this.#work(async () => {
      this.key.show(await this.#shell.beginVault(this.path.trim(), this.secret.text));
      this.step = 'key';
    });
  }

  /** Makes the vault when the groups are right; null when they are not. */
  async finish(): Promise<VaultStatus | null> {
    let made: VaultStatus | null = null;
    await this.#work(async () => {
      made = await this.#shell.finishVault(this.key.trimmed);
    });
    if (made !== null) this.forget();
    return made;
  }

  async abandon(): Promise<void> {
    this.key.forget();
    this.step = 'passphrase';
    await this.#shell.abandonVault();
  }

  /** Nothing secret stays in this window. */
  forget() {
    this.secret.forget();
    this.key.forget();
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
