import type { Found, Hit, Kind, Shell, Sort } from '../ipc/shell';

const PAGE = 50;
const PAUSE = 120;

/** The words looked for, the simple filters beside them, and what was found. */
export class Search {
  words = $state('');
  kind = $state<Kind | null>(null);
  person = $state<string | null>(null);
  tag = $state<string | null>(null);
  sort = $state<Sort>('date');
  found = $state.raw<Found | null>(null);
  /** What the search itself could not do, such as a quotation mark without its partner. */
  problem = $state.raw<unknown>(null);

  readonly #shell: Shell;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #turn = 0;

  constructor(shell: Shell) {
    this.#shell = shell;
  }

  /** True when there is anything to look for. */
  get active(): boolean {
    return this.words.trim() !== '' || this.filtered;
  }
  get filtered(): boolean {
    return this.kind !== null || this.person !== null || this.tag !== null;
  }
  get hits(): Hit[] {
    return this.found?.hits ?? [];
  }

  /** Looks after a short pause in typing. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.run(), PAUSE);
  }

  async run(): Promise<void> {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    if (!this.active) {
      this.found = null;
      this.problem = null;
      return;
    }
    try {
      const found = await this.#ask(0);
      if (turn !== this.#turn) return;
      this.found = found;
      this.problem = null;
    } catch (thrown) {
      if (turn !== this.#turn) return;
      this.problem = thrown;
    }
  }

  /** Asks for the next hits, when the end of the list is near. */
  async more(): Promise<void> {
    const before = this.found;
    if (!before || before.hits.length >= before.total) return;
    const turn = this.#turn;
    const next = await this.#ask(before.hits.length);
    if (turn !== this.#turn || this.found !== before) return;
    this.found = { ...next, hits: [...before.hits, ...next.hits] };
  }

  clear() {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.words = '';
    this.kind = this.person = this.tag = null;
    this.found = null;
    this.problem = null;
  }

  #ask(offset: number) {
    const { words, kind, person, tag, sort } = this;
    return this.#shell.searchEntries({ words, kind, person, tag, sort, offset, limit: PAGE });
  }
}
