import type { Shell } from '../ipc/shell';
import { Telling, type Answering } from './telling.svelte';

/** Why the window asks before it leaves a share. */
export type Why = 'passphrase' | 'pause';

/**
 * What stands between a share and whatever else was asked for: words of a rewriting are kept first,
 * and a passphrase that is shown once is not lost to a stray key.
 */
export class Leaving {
  /** The share on the screen. It outlives its view when a lock is refused. */
  telling: Telling | null = null;
  /** The item whose rewriting a lock broke off: its words are kept, and wait to be looked at. */
  broken: { share: string; item: string } | null = null;
  asked = $state.raw<{ why: Why; go: () => unknown } | null>(null);

  /** The share to show: made before its view is, for the end of a view stills what it derives. */
  begin(shell: Shell, entry: string | undefined, answering: Answering | null = null): Telling {
    return (this.telling ??= new Telling(shell, entry, answering));
  }

  /** True when one may go at once; otherwise `go` runs when the person says so. */
  async mayGo(go: () => unknown): Promise<boolean> {
    const { telling } = this;
    if (telling === null) return true;
    if (!(await telling.keep())) return false;
    if (telling.passphraseWaits) {
      this.asked = { why: 'passphrase', go };
      return false;
    }
    this.telling = null;
    return true;
  }

  /** Offers to leave, as Escape does. */
  offer(go: () => unknown) {
    const { telling } = this;
    if (telling?.passphraseWaits === true) this.asked = { why: 'passphrase', go };
    else if (telling === null || telling.step === 'done' || telling.untouched) void go();
    else this.asked = { why: 'pause', go };
  }

  /** The person said so. */
  confirm() {
    const { asked, telling } = this;
    this.asked = null;
    if (asked?.why === 'passphrase' && telling !== null) telling.noted = true;
    void asked?.go();
  }

  stay() {
    this.asked = null;
  }

  /** Before a lock: what was being written is kept, and where that was is remembered. */
  async keep(): Promise<boolean> {
    const desk = this.telling?.desk ?? null;
    const item = desk?.rewriting ?? null;
    if (desk === null || item === null) return true;
    const kept = (await this.telling?.keep()) ?? true;
    if (kept) this.broken = { share: desk.review.id, item };
    return kept;
  }

  get problem(): unknown {
    return this.telling?.desk?.problem ?? null;
  }

  /** Nothing of a share is left in the window but where it was broken off. */
  clear() {
    this.telling = null;
    this.asked = null;
  }

  /** The item to go on with in this share, told once. */
  goOn(share: string): string | null {
    if (this.broken?.share !== share) return null;
    const { item } = this.broken;
    this.broken = null;
    return item;
  }
}
