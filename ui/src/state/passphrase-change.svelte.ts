import type { KeyFacts, Shell } from '../ipc/shell';
import { NewSecret } from './new-secret.svelte';

/** A new passphrase, or the same one at a higher cost of guessing. */
export class PassphraseChange {
  readonly what: 'change' | 'raise';
  /** As they were when it was asked for. */
  readonly before: KeyFacts;
  readonly next: NewSecret;
  current = $state('');
  tried = $state(false);
  working = $state(false);
  done = $state(false);
  problem = $state.raw<unknown>(null);

  readonly #shell: Shell;
  readonly #changed: (facts: KeyFacts) => void;

  constructor(
    shell: Shell,
    what: 'change' | 'raise',
    before: KeyFacts,
    changed: (facts: KeyFacts) => void,
  ) {
    this.#shell = shell;
    this.what = what;
    this.before = before;
    this.next = new NewSecret(shell);
    this.#changed = changed;
  }

  /** The recovery key has shown already whose vault this is. */
  get asksCurrent(): boolean {
    return this.what === 'raise' || this.before.openedBy === 'passphrase';
  }

  get raises(): boolean {
    return this.before.advised > this.before.workFactor;
  }

  get ready(): boolean {
    const known = !this.asksCurrent || this.current !== '';
    return known && (this.what === 'raise' || this.next.ready);
  }

  async finish(): Promise<void> {
    this.tried = true;
    if (this.working || !this.ready) return;
    this.working = true;
    this.problem = null;
    try {
      const next = this.what === 'raise' ? this.current : this.next.text;
      const facts = await this.#shell.changePassphrase(
        this.asksCurrent ? this.current : null,
        next,
      );
      this.forget();
      this.done = true;
      this.#changed(facts);
    } catch (thrown) {
      this.problem = thrown;
    } finally {
      this.working = false;
    }
  }

  forget() {
    this.current = '';
    this.next.forget();
    this.tried = false;
  }
}
