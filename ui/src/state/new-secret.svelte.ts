import type { Shell, Strength } from '../ipc/shell';

/** A passphrase that is typed twice, and measured while it is typed. */
export class NewSecret {
  text = $state('');
  repeat = $state('');
  strength = $state.raw<Strength | null>(null);

  readonly #shell: Shell;
  #measured = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  get same(): boolean {
    return this.text === this.repeat;
  }

  get ready(): boolean {
    return this.text !== '' && this.same;
  }

  /** What is measured late says nothing of what was typed since. */
  async measure(): Promise<void> {
    const turn = ++this.#measured;
    const strength = this.text === '' ? null : await this.#shell.measurePassphrase(this.text);
    if (turn === this.#measured) this.strength = strength;
  }

  forget() {
    this.#measured += 1;
    this.text = this.repeat = '';
    this.strength = null;
  }
}
