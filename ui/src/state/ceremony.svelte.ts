import type { KeyFacts, KeyOutcome, Progress, RecoveryShown, Shell } from '../ipc/shell';
import { codeOf } from '../text/failures';
import { NewSecret } from './new-secret.svelte';
import { ShownKey } from './shown-key.svelte';

export type CeremonyKind = 'recovery' | 'reseal' | 'rescue';
export type CeremonyStep = 'secret' | 'key' | 'check' | 'working' | 'done';

/**
 * A new recovery key, sealing everything anew, saving what can be saved: each draws a key, shows
 * it, asks for some of it, and only then does anything.
 */
export class Ceremony {
  readonly kind: CeremonyKind;
  readonly next: NewSecret;
  readonly shown: ShownKey;
  step = $state<CeremonyStep>('secret');
  current = $state('');
  /** Where a saved vault goes. */
  path = $state('');
  tried = $state(false);
  working = $state(false);
  stopping = $state(false);
  problem = $state.raw<unknown>(null);
  progress = $state.raw<Progress | null>(null);
  outcome = $state.raw<KeyOutcome | null>(null);

  readonly #shell: Shell;
  readonly #facts: KeyFacts | null;
  #waiting = false;
  #over = false;

  constructor(shell: Shell, kind: CeremonyKind, facts: KeyFacts | null) {
    this.#shell = shell;
    this.#facts = facts;
    this.kind = kind;
    this.next = new NewSecret(shell);
    this.shown = new ShownKey(shell);
  }

  get asksCurrent(): boolean {
    return this.kind !== 'rescue' && this.#facts?.openedBy !== 'recovery-key';
  }

  get asksNext(): boolean {
    return this.kind !== 'recovery';
  }

  get workFactor(): number | undefined {
    return this.#facts?.advised;
  }

  get ready(): boolean {
    return (
      (!this.asksCurrent || this.current !== '') &&
      (!this.asksNext || this.next.ready) &&
      (this.kind !== 'rescue' || this.path.trim() !== '')
    );
  }

  async choosePlace(): Promise<void> {
    this.path = (await this.#shell.chooseNewVaultFile()) ?? this.path;
  }

  /** Draws the key; the vault waits for the check. */
  async begin(): Promise<void> {
    this.tried = true;
    if (!this.ready) return;
    await this.#work(async () => {
      const drawn = await this.#draw();
      this.#waiting = true;
      // Locked meanwhile: the shell has given up what was drawn.
      if (this.#over) return;
      this.current = '';
      this.shown.show(drawn);
      this.step = 'key';
    });
  }

  /** Does it when the groups are right. Wrong groups are asked for again. */
  async finish(): Promise<void> {
    await this.#work(async () => {
      this.progress = null;
      try {
        this.outcome = await this.#shell.finishKey(this.shown.trimmed);
        this.#waiting = false;
      } catch (thrown) {
        if (codeOf(thrown) === 'recovery-groups-wrong') {
          this.step = 'check';
          throw thrown;
        }
        this.#end();
        throw thrown;
      }
      this.#end();
    });
  }

  /** Back to the beginning: the key that was shown opens nothing. */
  async back(): Promise<void> {
    this.shown.forget();
    this.problem = null;
    this.tried = false;
    this.step = 'secret';
    await this.#giveUp();
  }

  async abandon(): Promise<void> {
    this.forget();
    await this.#giveUp();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.#shell.cancelWork();
  }

  /** The groups were right, and it goes on: wrong ones are refused before anything is done. */
  note(progress: Progress) {
    if (!this.working || (this.step !== 'check' && this.step !== 'working')) return;
    this.step = 'working';
    this.progress = progress;
  }

  /** Nothing secret stays in this window. */
  forget() {
    this.#over = true;
    this.#wipe();
  }

  #end() {
    this.step = 'done';
    this.#wipe();
  }

  #wipe() {
    this.current = '';
    this.next.forget();
    this.shown.forget();
  }

  async #draw(): Promise<RecoveryShown> {
    const current = this.asksCurrent ? this.current : null;
    if (this.kind === 'recovery') return this.#shell.beginRecovery(current);
    if (this.kind === 'reseal') return this.#shell.beginReseal(current, this.next.text);
    return this.#shell.beginRescue(this.path.trim(), this.next.text);
  }

  async #giveUp(): Promise<void> {
    if (!this.#waiting) return;
    this.#waiting = false;
    await this.#shell.abandonKey().catch(() => undefined);
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
      this.working = this.stopping = false;
    }
  }
}
