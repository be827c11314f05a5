import type { LetterSort, LetterSummary, LetterView, ShareIdentity, Shell } from '../ipc/shell';
import { codeOf } from '../text/failures';

/** Whether a file may be a letter, by its name. */
export const isLetterFile = (path: string) => /\.age$/i.test(path);
export const mayBeLetterFile = (path: string) => /\.(?:age|html?)$/i.test(path);

/** A file that is being opened: which, what it needs, and the words that open it. */
export class Opening {
  path = $state('');
  passphrase = $state('');
  sort = $state.raw<LetterSort | null>(null);
  working = $state(false);
  /** Set when "continue" was pressed with something missing. */
  asked = $state(false);
  problem = $state.raw<unknown>(null);

  readonly #shell: Shell;
  readonly #opened: (letter: LetterView) => void;

  constructor(shell: Shell, opened: (letter: LetterView) => void) {
    this.#shell = shell;
    this.#opened = opened;
  }

  get wrong(): boolean {
    return this.problem !== null && codeOf(this.problem) === 'seal-unopened';
  }

  async choose(): Promise<void> {
    this.path = (await this.#shell.chooseLetterFile()) ?? this.path;
  }

  /** Looks what the file needs, and opens it when it needs nothing that has to be asked for. */
  async look(): Promise<void> {
    this.asked = true;
    if (this.path.trim() === '') return;
    await this.#work(async () => {
      this.sort = await this.#shell.lookAtLetter(this.path.trim());
      this.asked = false;
      if (this.sort.needs !== 'passphrase') await this.#open(null);
    });
  }

  async open(): Promise<void> {
    this.asked = true;
    if (this.passphrase.trim() === '') return;
    await this.#work(() => this.#open(this.passphrase));
  }

  async #open(passphrase: string | null): Promise<void> {
    const letter = await this.#shell.openLetter(this.path.trim(), passphrase);
    this.passphrase = '';
    this.#opened(letter);
  }

  async #work(act: () => Promise<void>): Promise<void> {
    if (this.working) return;
    this.working = true;
    this.problem = null;
    try {
      await act();
    } catch (thrown) {
      this.problem = thrown;
    }
    this.working = false;
  }
}

/** What other people told: the letters that are kept, and the one that was just opened. */
export class Letters {
  list = $state.raw<LetterSummary[]>([]);
  loaded = $state(false);
  identity = $state.raw<ShareIdentity | null>(null);
  opening = $state.raw<Opening | null>(null);
  /** Opened, and not kept yet. */
  fresh = $state.raw<LetterView | null>(null);
  /** The letter that was read last; the focus goes back to it in the list. */
  last: string | null = null;

  readonly #shell: Shell;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  async refresh(): Promise<void> {
    const [list, identity] = await Promise.all([
      this.#shell.listLetters(),
      this.#shell.readIdentity(),
    ]);
    this.list = list;
    this.identity = identity;
    this.loaded = true;
  }

  /** Asks for a file, or begins with this one. */
  ask(path?: string) {
    const opening = new Opening(this.#shell, (letter) => {
      if (this.opening !== opening) return;
      this.opening = null;
      this.fresh = letter;
    });
    this.opening = opening;
    if (path === undefined) return;
    opening.path = path;
    void opening.look();
  }

  async keep(from: string): Promise<LetterSummary> {
    const kept = await this.#shell.keepLetter(from);
    this.fresh = null;
    await this.refresh();
    return kept;
  }

  async letGo(): Promise<void> {
    this.fresh = null;
    await this.#shell.abandonLetter();
  }

  async remove(id: string): Promise<void> {
    await this.#shell.removeLetter(id);
    await this.refresh();
  }

  async makeKey(): Promise<void> {
    this.identity = await this.#shell.makeIdentity();
  }

  clear() {
    this.list = [];
    this.loaded = false;
    this.identity = this.opening = this.fresh = this.last = null;
  }
}
