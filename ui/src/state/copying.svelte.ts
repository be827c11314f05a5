import type { MergeReport, Progress, Rehearsal, Restored, Secret, Shell } from '../ipc/shell';
import { wasStopped } from './care.svelte';

/** `merge` brings a second copy in; `restore` begins with a backup and may end in any of the three. */
export type Purpose = 'restore' | 'merge';
export type CopyStep = 'choose' | 'looking' | 'rehearsed' | 'acting' | 'done';
export type How = 'replace' | 'beside' | 'merge';

export interface CopyEnds {
  /** Before a merge: a copy that is held for reading is taken as the one that counts. */
  merging: () => Promise<unknown>;
  merged: (report: MergeReport) => unknown;
  /** The vault's file is another one now, and the vault is locked. */
  replaced: () => unknown;
}

/**
 * A copy of the vault that is looked at before anything is done with it: choose it, see what is
 * different, choose what is to happen, and only then does it.
 */
export class Copying {
  purpose = $state<Purpose>('restore');
  /** False on the start screen: there is nothing to compare with and nothing to replace. */
  open = $state(true);
  path = $state('');
  secretKind = $state<Secret['kind']>('passphrase');
  secret = $state('');
  rehearsal = $state.raw<Rehearsal | null>(null);
  how = $state<How | null>(null);
  /** Where a new file is to stand. */
  target = $state('');
  restored = $state.raw<Restored | null>(null);
  report = $state.raw<MergeReport | null>(null);
  problem = $state.raw<unknown>(null);
  stopped = $state(false);
  progress = $state.raw<Progress | null>(null);

  readonly canLook = $derived(this.path.trim() !== '' && this.secret !== '');
  readonly canAct = $derived(
    this.how !== null && (this.how !== 'beside' || this.target.trim() !== ''),
  );

  readonly #shell: Shell;
  readonly #ends: CopyEnds;
  #step = $state<CopyStep>('choose');
  /** The step again: the end of a view sees what it derives as it was. */
  #now: CopyStep = 'choose';
  /** Grows when this one is given up; answers to an older one are dropped. */
  #age = 0;

  constructor(shell: Shell, ends: CopyEnds) {
    this.#shell = shell;
    this.#ends = ends;
  }

  get step(): CopyStep {
    return this.#step;
  }

  set step(step: CopyStep) {
    this.#now = step;
    this.#step = step;
  }

  /** Begins anew, unless something is being done right now. */
  begin(purpose: Purpose, open: boolean) {
    if (this.step === 'acting') return;
    this.#reset();
    this.purpose = purpose;
    this.open = open;
    this.how = purpose === 'merge' ? 'merge' : open ? null : 'beside';
  }

  async choose(): Promise<void> {
    this.path = (await this.#shell.chooseVaultFile()) ?? this.path;
    this.problem = null;
  }

  async chooseTarget(): Promise<void> {
    this.target = (await this.#shell.chooseNewVaultFile()) ?? this.target;
  }

  /** Opens the copy for reading and compares; nothing is changed by it. */
  async look(): Promise<void> {
    if (this.step !== 'choose' || !this.canLook) return;
    await this.#work('looking', 'choose', async () => {
      const secret: Secret = { kind: this.secretKind, text: this.secret };
      const rehearsal = await this.#shell.rehearse(this.path.trim(), secret);
      return () => {
        this.secret = '';
        this.rehearsal = rehearsal;
        this.step = 'rehearsed';
      };
    });
  }

  /** Does what was chosen with the copy that was looked at. */
  async act(): Promise<void> {
    const { how } = this;
    if (this.step !== 'rehearsed' || how === null || !this.canAct) return;
    await this.#work('acting', 'rehearsed', async () => {
      if (how === 'merge') {
        await this.#ends.merging();
        const report = await this.#shell.mergeCopy();
        return () => {
          this.report = report;
          this.step = 'done';
          void this.#ends.merged(report);
        };
      }
      const restored = await this.#shell.restore(how, how === 'beside' ? this.target.trim() : null);
      return () => {
        this.restored = restored;
        this.step = 'done';
        if (how === 'replace') void this.#ends.replaced();
      };
    });
  }

  stop = () => this.#shell.cancelWork();

  note(progress: Progress) {
    const { step, how } = this;
    const task = step === 'looking' ? 'compare' : step === 'acting' && how === 'merge' && 'merge';
    if (progress.task === task) this.progress = progress;
  }

  /** Back to the choice of a copy. */
  async back(): Promise<void> {
    if (this.step !== 'rehearsed') return;
    this.step = 'choose';
    this.rehearsal = null;
    this.problem = null;
    await this.#shell.abandonRehearsal();
  }

  /** The view was left. What is being done goes on; a copy that was only looked at is let go. */
  async leave(): Promise<void> {
    const step = this.#now;
    if (step === 'acting') return;
    if (step !== 'done') this.#reset();
    if (step === 'looking' || step === 'rehearsed') await this.#shell.abandonRehearsal();
  }

  /** Locked: nothing of either vault stays but the names of files that one has to know. */
  clear() {
    const replaced = this.how === 'replace' && (this.step === 'acting' || this.step === 'done');
    if (replaced) this.rehearsal = null;
    else this.#reset();
  }

  /** Nothing of it is needed any more. */
  forget() {
    this.#reset();
  }

  #reset() {
    this.#age += 1;
    this.step = 'choose';
    this.path = this.secret = this.target = '';
    this.secretKind = 'passphrase';
    this.rehearsal = null;
    this.how = null;
    this.restored = null;
    this.report = null;
    this.problem = null;
    this.stopped = false;
    this.progress = null;
  }

  async #work(during: CopyStep, after: CopyStep, act: () => Promise<() => void>): Promise<void> {
    const age = this.#age;
    this.step = during;
    this.problem = null;
    this.stopped = false;
    this.progress = null;
    try {
      const take = await act();
      if (age === this.#age) take();
    } catch (thrown) {
      if (age !== this.#age) return;
      this.step = after;
      if (wasStopped(thrown)) this.stopped = true;
      else this.problem = thrown;
    } finally {
      if (age === this.#age) this.progress = null;
    }
  }
}
