import type { KeyFacts, Progress, Shell } from '../ipc/shell';
import { Ceremony, type CeremonyKind } from './ceremony.svelte';
import { PassphraseChange } from './passphrase-change.svelte';

/** The keys of the open vault: what is known of them, and what is being done with them. */
export class Keyring {
  /** Null while locked, or when the shell did not say. */
  facts = $state.raw<KeyFacts | null>(null);
  /** The one that is on the screen. */
  change = $state.raw<PassphraseChange | null>(null);
  ceremony = $state.raw<Ceremony | null>(null);
  /** The recovery key opened the vault, and a new passphrase was not yet set or declined. */
  offer = $state(false);
  /** Damage was found since the vault was opened. */
  damaged = $state(false);

  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** Nothing else may take the keys of the keyboard. */
  get busy(): boolean {
    return this.change !== null || this.ceremony !== null;
  }

  get canRaise(): boolean {
    return this.facts !== null && this.facts.advised > this.facts.workFactor;
  }

  async unlocked(): Promise<void> {
    await this.read();
    this.offer = this.facts?.openedBy === 'recovery-key';
  }

  /** What is shown of the keys is a comfort; a shell that cannot say it hinders nothing. */
  async read(): Promise<void> {
    this.facts = await this.#shell.readKeys().catch(() => null);
  }

  askPassphrase() {
    this.#ask('change');
  }

  askRaise() {
    if (this.canRaise) this.#ask('raise');
  }

  begin(kind: CeremonyKind) {
    if (this.busy) return;
    this.ceremony = new Ceremony(this.#shell, kind, this.facts);
  }

  /** Closes what is on the screen; a key that was shown and not confirmed opens nothing. */
  async close(): Promise<void> {
    const { ceremony } = this;
    if (ceremony?.working === true) return;
    this.change?.forget();
    this.change = this.ceremony = null;
    if (ceremony) {
      await ceremony.abandon();
      await this.read();
    }
  }

  note(progress: Progress) {
    if (progress.task === 'rewrite') this.ceremony?.note(progress);
  }

  /** Nothing secret stays in this window. */
  clear() {
    this.change?.forget();
    this.ceremony?.forget();
    this.change = this.ceremony = null;
    this.facts = null;
    this.offer = this.damaged = false;
  }

  #ask(what: 'change' | 'raise') {
    if (this.busy || this.facts === null) return;
    this.change = new PassphraseChange(this.#shell, what, this.facts, (facts) => {
      this.facts = facts;
      this.offer = false;
    });
  }
}
