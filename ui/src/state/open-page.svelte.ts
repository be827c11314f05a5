import type { Content, Entry, Shell } from '../ipc/shell';
import type { Notices } from './notices.svelte';

/** `typing`: not yet kept. `kept`: in the draft. `saved`: a revision. `failed`: only in this window. */
export type PageStatus = 'saved' | 'typing' | 'kept' | 'saving' | 'failed';

export const KEEP_AFTER = 600;
export const SAVE_AFTER = 5000;

export const emptyContent = (): Content => ({
  title: '',
  body: '',
  kind: null,
  happened: null,
  place: null,
  people: [],
  tags: [],
  feeling: null,
});

export function isBlank(content: Content): boolean {
  return content.title.trim() === '' && content.body.trim() === '';
}

/**
 * The entry that is open, and its keeping: a draft within a second of a keystroke, a revision at
 * a pause of five. One write at a time, in order; a failed write keeps the text and says so.
 */
export class OpenPage {
  entry = $state.raw<Entry | null>(null);
  content = $state.raw<Content>(emptyContent());
  status = $state<PageStatus>('saved');
  /** What was thrown by the last write, while the text stands only in this window. */
  problem = $state.raw<unknown>(null);
  /** Grows when the content was replaced from outside the editor, so the editor takes it anew. */
  version = $state(0);

  readonly #shell: Shell;
  readonly #notices: Notices;
  readonly #saved: (entry: Entry) => void;
  #keepTimer: ReturnType<typeof setTimeout> | undefined;
  #saveTimer: ReturnType<typeof setTimeout> | undefined;
  #work: Promise<void> = Promise.resolve();
  /** Grows with each change; what was written is compared with it. */
  #edits = 0;
  #keptEdits = 0;
  #savedEdits = 0;

  constructor(shell: Shell, notices: Notices, saved: (entry: Entry) => void) {
    this.#shell = shell;
    this.#notices = notices;
    this.#saved = saved;
  }

  get id(): string | null {
    return this.entry?.id ?? null;
  }

  /** True while words stand that no revision has. */
  get unsaved(): boolean {
    return this.#edits !== this.#savedEdits;
  }

  /** Shows an entry; the one before must have been left by `leave`. */
  show(entry: Entry) {
    this.#stopTimers();
    this.entry = entry;
    this.content = entry.content;
    this.#edits = entry.draft ? 1 : 0;
    this.#keptEdits = this.#edits;
    this.#savedEdits = 0;
    this.status = entry.draft ? 'kept' : 'saved';
    this.problem = null;
    this.version += 1;
  }

  change(patch: Partial<Content>) {
    if (!this.entry) return;
    this.content = { ...this.content, ...patch };
    this.#edits += 1;
    if (this.status !== 'failed') this.status = 'typing';
    this.#keepTimer ??= setTimeout(() => void this.keep(), KEEP_AFTER);
    clearTimeout(this.#saveTimer);
    this.#saveTimer = setTimeout(() => void this.save(), SAVE_AFTER);
  }

  /** Keeps the draft now. Resolves false when it could not be kept. */
  keep(): Promise<boolean> {
    clearTimeout(this.#keepTimer);
    this.#keepTimer = undefined;
    return this.#inTurn(async () => {
      const { entry, content } = this;
      const edits = this.#edits;
      if (!entry || edits === this.#keptEdits || edits === this.#savedEdits) return;
      await this.#shell.keepDraft(entry.id, content);
      this.#keptEdits = edits;
      if (this.#edits === edits) this.status = 'kept';
      this.problem = null;
    });
  }

  /** Saves a revision now, the draft first. Resolves false when the words are not safe. */
  async save(): Promise<boolean> {
    clearTimeout(this.#saveTimer);
    if (!this.entry || !this.unsaved) return true;
    if (!(await this.keep())) return false;
    // An entry of nothing stays a draft: the journal refuses it, and rightly.
    if (isBlank(this.content)) return true;
    // Saving would join two versions unseen; they are joined in a view of their own.
    if (this.entry.heads > 1) return true;
    return this.#inTurn(async () => {
      const { entry, content } = this;
      const edits = this.#edits;
      if (!entry || edits === this.#savedEdits) return;
      this.status = 'saving';
      const saved = await this.#shell.saveEntry(entry.id, content);
      if (this.entry?.id === entry.id) this.entry = saved;
      this.#savedEdits = edits;
      this.#keptEdits = Math.max(this.#keptEdits, edits);
      this.status = this.#edits === edits ? 'saved' : 'typing';
      this.problem = null;
      this.#saved(saved);
    });
  }

  /** Takes what the history gave back; the words before it were saved by the caller. */
  replace(entry: Entry) {
    this.show(entry);
    this.#saved(entry);
  }

  /** Forgets everything, without writing. */
  clear() {
    this.#stopTimers();
    this.entry = null;
    this.content = emptyContent();
    this.#edits = this.#keptEdits = this.#savedEdits = 0;
    this.status = 'saved';
    this.problem = null;
    this.version += 1;
  }

  #stopTimers() {
    clearTimeout(this.#keepTimer);
    clearTimeout(this.#saveTimer);
    this.#keepTimer = undefined;
  }

  #inTurn(write: () => Promise<void>): Promise<boolean> {
    const turn = this.#work.then(async () => {
      try {
        await write();
        return true;
      } catch (thrown) {
        this.status = 'failed';
        this.problem = thrown;
        this.#notices.say('');
        return false;
      }
    });
    this.#work = turn.then(() => undefined);
    return turn;
  }
}
