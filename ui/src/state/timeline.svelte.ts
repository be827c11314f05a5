import type { Order, Shell, Summary } from '../ipc/shell';
import { yearHeading } from '../text/dates';

const PAGE = 100;

/** A row of the list: the entry (once its page is here), and the year it opens. */
export interface TimelineRow {
  index: number;
  entry: Summary | null;
  heading: string | null;
}

/** The list of entries by pages, so that a hundred thousand rows cost what is seen of them. */
export class Timeline {
  order = $state<Order>('happened');
  total = $state(0);
  /** Indices of the rows that open a year, ascending, among the pages known so far. */
  headings = $state.raw<number[]>([]);
  loaded = $state(false);

  readonly #shell: Shell;
  readonly #failed: (thrown: unknown) => void;
  #pages = $state.raw(new Map<number, Summary[]>());
  #asked = new Set<number>();
  /** The rows last seen. */
  #seen = { from: 0, to: 0 };
  /** Grows with each refresh; answers to an older one are dropped. */
  #age = 0;

  constructor(shell: Shell, failed: (thrown: unknown) => void) {
    this.#shell = shell;
    this.#failed = failed;
  }

  /** Asks again for the first page and those last seen; rows stay until the new ones are here. */
  async refresh(near = 0): Promise<void> {
    const age = ++this.#age;
    const { from, to } = this.#seen;
    const wanted = [0, near, from, to].map((index) => Math.floor(index / PAGE));
    const pages = [...new Set(wanted)];
    this.#asked = new Set(pages);
    try {
      const found = await Promise.all(pages.map((page) => this.#ask(page)));
      if (age !== this.#age) return;
      this.#pages = new Map(pages.map((page, at) => [page, found[at]?.items ?? []]));
      this.total = found[0]?.total ?? 0;
      this.loaded = true;
      this.#findHeadings();
    } catch (thrown) {
      if (age === this.#age) this.#failed(thrown);
    }
  }

  async sortBy(order: Order) {
    this.order = order;
    this.#seen = { from: 0, to: 0 };
    await this.refresh();
  }

  /** The rows from `from` to `to`; pages that are missing are asked for. */
  rows(from: number, to: number): TimelineRow[] {
    const rows: TimelineRow[] = [];
    for (let index = from; index < Math.min(to, this.total); index += 1) {
      const entry = this.at(index);
      rows.push({ index, entry, heading: this.#heading(index, entry) });
    }
    return rows;
  }

  /** Asks for the pages under these rows. */
  want(from: number, to: number) {
    const last = Math.min(to, this.total - 1);
    this.#seen = { from, to: Math.max(from, last) };
    for (let page = Math.floor(from / PAGE); page <= Math.floor(last / PAGE); page += 1) {
      if (!this.#asked.has(page)) void this.#load(page);
    }
  }

  at(index: number): Summary | null {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE] ?? null;
  }

  indexOf(id: string): number {
    for (const [page, items] of this.#pages) {
      const at = items.findIndex((item) => item.id === id);
      if (at >= 0) return page * PAGE + at;
    }
    return -1;
  }

  /** The heading that the row stands under. */
  headingOver(index: number): string | null {
    const entry = this.at(index);
    return entry ? yearHeading(entry, this.order) : null;
  }

  clear() {
    this.#age += 1;
    this.#asked.clear();
    this.#seen = { from: 0, to: 0 };
    this.#pages = new Map();
    this.headings = [];
    this.total = 0;
    this.loaded = false;
  }

  #heading(index: number, entry: Summary | null): string | null {
    if (!entry) return null;
    const heading = yearHeading(entry, this.order);
    const before = index > 0 ? this.at(index - 1) : null;
    if (index > 0 && !before) return null;
    return before && yearHeading(before, this.order) === heading ? null : heading;
  }

  #ask(page: number) {
    return this.#shell.listTimeline(this.order, page * PAGE, PAGE);
  }

  async #load(page: number) {
    const age = this.#age;
    this.#asked.add(page);
    try {
      const found = await this.#ask(page);
      if (age !== this.#age) return;
      this.#pages = new Map(this.#pages).set(page, found.items);
      this.total = found.total;
      this.#findHeadings();
    } catch (thrown) {
      this.#asked.delete(page);
      if (age === this.#age) this.#failed(thrown);
    }
  }

  #findHeadings() {
    const headings: number[] = [];
    for (const page of [...this.#pages.keys()].sort((a, b) => a - b)) {
      const items = this.#pages.get(page) ?? [];
      items.forEach((entry, at) => {
        const index = page * PAGE + at;
        if (this.#heading(index, entry) !== null) headings.push(index);
      });
    }
    this.headings = headings;
  }
}
