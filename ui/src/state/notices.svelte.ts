import { sentenceFor } from '../text/failures';

export interface Notice {
  id: number;
  text: string;
  tone: 'plain' | 'danger';
  act?: { text: string; run: () => void };
}

/** What is said to the person: toasts that can be seen, and a live region that can be heard. */
export class Notices {
  items = $state<Notice[]>([]);
  /** The live region's text: short states such as "Saved" and "Locked". */
  spoken = $state('');
  #next = 1;

  /** Says it in the live region only. */
  say(text: string) {
    // The same words twice are only spoken twice when they differ.
    this.spoken = this.spoken === text ? `${text}\u00a0` : text;
  }

  /** Shows a line for eight seconds, with at most one act ("Undo"). */
  tell(text: string, act?: { text: string; run: () => void }) {
    const id = this.#add({ text, tone: 'plain', ...(act ? { act } : {}) });
    setTimeout(() => this.close(id), 8000);
    return id;
  }

  /** Shows a failure until it is closed. */
  fail(thrown: unknown, act?: { text: string; run: () => void }) {
    return this.#add({ text: sentenceFor(thrown), tone: 'danger', ...(act ? { act } : {}) });
  }

  close(id: number) {
    this.items = this.items.filter((notice) => notice.id !== id);
  }

  clear() {
    this.items = [];
    this.spoken = '';
  }

  #add(notice: Omit<Notice, 'id'>) {
    const id = this.#next++;
    const others = this.items.filter((other) => other.text !== notice.text);
    this.items = [...others, { ...notice, id }];
    return id;
  }
}
