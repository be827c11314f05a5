import type { Conflict, Content, Entry, Shell } from '../ipc/shell';
import { codeOf } from '../text/failures';
import { KEEP_AFTER } from './open-page.svelte';
import {
  differing,
  inOrder,
  isLine,
  isList,
  joinedBody,
  joinedFields,
  sideOf,
  type Answer,
  type Changed,
  type Chosen,
  type FieldName,
} from './pieces';

/** A place where the two versions differ: a field by its name, or a piece of the text by its index. */
export type Spot = FieldName | number;
export interface Difference {
  spot: Spot;
  changed: Changed;
  /** Whether the person must say what is taken. */
  asks: boolean;
}

type Answers = ReadonlyMap<Spot, Chosen>;

/**
 * An entry that was changed in two copies becomes one. What only one side changed is taken by
 * itself and can be left; where both changed it, the person chooses. Both versions stay in the
 * history whatever is chosen.
 */
export class Joining {
  readonly entry: string;
  conflict = $state.raw<Conflict | null>(null);
  /** Words of this entry that were never saved before; they go to the history, too. */
  draft = $state.raw<Content | null>(null);
  answers = $state.raw<Answers>(new Map());
  /** The difference the keys act on. */
  at = $state.raw<Spot | null>(null);
  saving = $state(false);
  problem = $state.raw<unknown>(null);
  /** True when there is nothing to join. */
  gone = $state(false);

  readonly differences = $derived(this.conflict === null ? [] : differencesOf(this.conflict));
  readonly asked = $derived(this.differences.filter((one) => one.asks));
  readonly open = $derived(this.asked.filter(({ spot }) => !this.answers.has(spot)));
  readonly content = $derived(this.conflict === null ? null : this.#result(this.conflict));
  readonly ready = $derived(this.conflict !== null && this.open.length === 0);
  readonly canUndo = $derived.by(() => {
    void this.answers;
    return this.#past.length > 0;
  });

  readonly #shell: Shell;
  #past: Answers[] = [];
  /** Whether the draft that stands in the vault is this one's own. */
  #keeps = false;
  #kept: Answers = this.answers;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shell: Shell, entry: string) {
    this.#shell = shell;
    this.entry = entry;
  }

  async load(): Promise<void> {
    if (this.conflict !== null) return;
    this.problem = null;
    try {
      const [conflict, entry] = await Promise.all([
        this.#shell.readConflict(this.entry),
        this.#shell.readEntry(this.entry),
      ]);
      this.gone = false;
      this.draft = entry.draft ? entry.content : null;
      this.answers = this.#kept = new Map();
      this.#past = [];
      this.#keeps = false;
      this.conflict = conflict;
      this.at = this.open[0]?.spot ?? null;
    } catch (thrown) {
      if (codeOf(thrown) === 'no-conflict') this.gone = true;
      else this.problem = thrown;
    }
  }

  chosen(spot: Spot): Chosen | undefined {
    return this.answers.get(spot);
  }

  /** The choices this difference has. */
  choices(spot: Spot): Answer[] {
    if (typeof spot === 'number') return ['here', 'there', 'both', 'anew'];
    if (isList(spot)) return ['here', 'there', 'both'];
    return isLine(spot) ? ['here', 'there', 'anew'] : ['here', 'there'];
  }

  /** What is taken at a spot as things stand; null where nothing is chosen. */
  taken(spot: Spot): Answer | null {
    const given = this.answers.get(spot)?.answer;
    if (given !== undefined) return given;
    const changed = this.differences.find((one) => one.spot === spot)?.changed;
    if (changed === undefined) return null;
    if (changed !== 'both') return changed;
    return typeof spot === 'string' && isList(spot) ? 'both' : null;
  }

  /** Chooses, and goes on to the next one that is open. */
  choose(spot: Spot, answer: Answer) {
    if (!this.choices(spot).includes(answer)) return;
    const before = this.answers.get(spot);
    if (answer === 'anew') {
      this.at = spot;
      if (before?.answer === 'anew') return;
      this.#change(spot, { answer, text: this.#wordsNow(spot) });
      return;
    }
    if (before?.answer !== answer) this.#change(spot, { answer, text: '' });
    this.at = this.#openAfter(spot) ?? spot;
  }

  /** The new words for a spot that is written anew. */
  write(spot: Spot, text: string) {
    if (this.answers.get(spot)?.answer !== 'anew') return;
    this.answers = new Map(this.answers).set(spot, { answer: 'anew', text });
    this.#keepSoon();
  }

  undo() {
    const before = this.#past.pop();
    if (before === undefined) return;
    const now = this.answers;
    const spot = this.differences.find((one) => now.get(one.spot) !== before.get(one.spot))?.spot;
    this.answers = before;
    if (spot !== undefined) this.at = spot;
    this.#keepSoon();
  }

  /** To the next or the previous place where a choice is asked. */
  move(by: 1 | -1) {
    const { asked } = this;
    if (asked.length === 0) return;
    const now = asked.findIndex(({ spot }) => spot === this.at);
    const next = now < 0 ? (by === 1 ? 0 : asked.length - 1) : now + by;
    this.at = asked[Math.min(Math.max(next, 0), asked.length - 1)]?.spot ?? null;
  }

  /** Keeps what was chosen and written so far as the draft of the entry. False when it could not. */
  async keep(): Promise<boolean> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { answers, content } = this;
    // A draft from before is not written over: it is shown, and saved with the rest.
    if (content === null || this.saving || answers === this.#kept || this.draft !== null)
      return true;
    try {
      await this.#shell.keepDraft(this.entry, content);
      this.#keeps = true;
      this.#kept = answers;
      return true;
    } catch (thrown) {
      this.problem = thrown;
      return false;
    }
  }

  /**
   * Saves the entry as one. Null while a choice is open (the first such is gone to) or when it
   * failed. When further versions wait, `entry.heads` says so and the next two are loaded.
   */
  async save(): Promise<Entry | null> {
    const { content } = this;
    if (content === null || this.saving) return null;
    if (!this.ready) {
      this.at = this.open[0]?.spot ?? null;
      return null;
    }
    return this.#save(content);
  }

  /** The draft, as it stands, becomes the one version. */
  async saveDraft(): Promise<Entry | null> {
    return this.draft === null || this.saving ? null : this.#save(this.draft);
  }

  async #save(content: Content): Promise<Entry | null> {
    clearTimeout(this.#timer);
    this.saving = true;
    this.problem = null;
    try {
      if (this.draft !== null && this.draft !== content) {
        await this.#shell.saveEntry(this.entry, this.draft);
        this.draft = null;
      }
      const saved = await this.#shell.saveEntry(this.entry, content);
      this.draft = null;
      this.#kept = this.answers;
      if (saved.heads > 1) {
        this.conflict = null;
        await this.load();
      }
      return saved;
    } catch (thrown) {
      this.problem = thrown;
      return null;
    } finally {
      this.saving = false;
    }
  }

  /** Whether a draft of this joining stands in the vault. */
  get keeps(): boolean {
    return this.#keeps;
  }

  #result(conflict: Conflict): Content {
    const { answers } = this;
    const body = joinedBody(conflict.pieces, (index) => answers.get(index));
    return { ...joinedFields(conflict, (field) => answers.get(field)), body };
  }

  #change(spot: Spot, chosen: Chosen) {
    this.#past.push(this.answers);
    this.answers = new Map(this.answers).set(spot, chosen);
    this.#keepSoon();
  }

  #keepSoon() {
    this.#timer ??= setTimeout(() => void this.keep(), KEEP_AFTER);
  }

  #openAfter(spot: Spot): Spot | null {
    const { asked } = this;
    const from = asked.findIndex((one) => one.spot === spot);
    const order = [...asked.slice(from + 1), ...asked.slice(0, Math.max(from, 0))];
    return order.find((one) => !this.answers.has(one.spot))?.spot ?? null;
  }

  /** What stands at the spot, to be written on from. */
  #wordsNow(spot: Spot): string {
    const { conflict } = this;
    if (conflict === null) return '';
    if (typeof spot === 'string') {
      const text = conflict[this.taken(spot) === 'there' ? 'there' : 'here'].content[spot];
      return typeof text === 'string' ? text : '';
    }
    const piece = conflict.pieces[spot];
    if (piece === undefined) return '';
    const taken = this.taken(spot);
    const [here, there] = [sideOf(piece, 'here'), sideOf(piece, 'there')];
    return (taken === 'here' ? here : taken === 'there' ? there : inOrder(here, there)).trim();
  }
}

function differencesOf(conflict: Conflict): Difference[] {
  const inFields = differing(conflict).map(({ field, changed }) => ({
    spot: field,
    changed,
    asks: changed === 'both' && !isList(field),
  }));
  const inText = conflict.pieces.flatMap((piece, index) =>
    piece.kind === 'same'
      ? []
      : [{ spot: index, changed: piece.kind, asks: piece.kind === 'both' }],
  );
  return [...inFields, ...inText];
}
