import { SvelteMap } from 'svelte/reactivity';
import type {
  Decision,
  FindingDecision,
  FindingView,
  Item,
  Picture,
  Review,
  Shell,
  Stroke,
} from '../ipc/shell';
import { photoText } from '../text/photo-en';
import { shareText } from '../text/share-en';

/** The longer side of a photo in a review, and of one that is brushed, in pixels. */
const SHOWN_EDGE = 960;
const BRUSHED_EDGE = 2000;

/** Where the reviewer stands: at an item, or at one finding in it. */
export interface Place {
  item: string;
  finding: string | null;
}

export type Answer = 1 | 2 | 3;

/**
 * A review being decided: where one stands, what the keys do, and what is said aloud. Decisions are
 * made by the shell one after another; each answers with the whole review, of which only the items
 * that changed are taken over, so that a long story stays quick.
 */
export class ReviewDesk {
  review = $state.raw<Review>() as Review;
  at = $state.raw<Place | null>(null);
  /** The words that stand in for the current finding, as they may be edited. */
  standIn = $state('');
  /** The item being rewritten, and its words so far. */
  rewriting = $state<string | null>(null);
  rewritten = $state('');
  rewriteEmpty = $state(false);
  /** The photo parts of which are being covered. */
  brushing = $state<string | null>(null);
  /** In how many places the last decision was applied, until the next act. */
  applied = $state<number | null>(null);
  /** The finding decided just before, while its name waits in other places. */
  last = $state.raw<Place | null>(null);
  /** Spoken after a decision. */
  said = $state('');
  problem = $state.raw<unknown>(null);

  readonly item = $derived(this.review.items.find(({ id }) => id === this.at?.item) ?? null);
  readonly finding = $derived(
    this.item?.findings.find(({ id }) => id === this.at?.finding) ?? null,
  );
  /** What "everywhere" would act on: the finding one stands at, or the one decided just before. */
  readonly spreading = $derived.by((): { item: string; finding: FindingView } | null => {
    for (const place of [this.at, this.last]) {
      const item = this.review.items.find(({ id }) => id === place?.item);
      const finding = item?.findings.find(({ id }) => id === place?.finding);
      if (item && finding && finding.same > 1 && !isOpen(finding))
        return { item: item.id, finding };
    }
    return null;
  });
  /** How many findings of the current item wait. */
  readonly waiting = $derived(this.item?.findings.filter(isOpen).length ?? 0);

  readonly #shell: Shell;
  /** Words of rewritings that were put aside, by item. */
  readonly #aside = new SvelteMap<string, string>();
  /** Strokes that were put aside, by item. */
  readonly #strokes = new SvelteMap<string, readonly Stroke[]>();
  #work: Promise<void> = Promise.resolve();

  constructor(shell: Shell, review: Review) {
    this.#shell = shell;
    this.review = review;
    this.go(
      this.#nextOpen(null) ??
        (review.items[0] ? { item: review.items[0].id, finding: null } : null),
    );
  }

  /** Takes the review anew, as when the entry changed meanwhile. */
  take(review: Review) {
    this.review = { ...review, items: merged(this.review.items, review.items) };
    if (this.item === null) this.go(this.#nextOpen(null));
  }

  go(place: Place | null) {
    this.at = place;
    const finding = this.finding;
    if (finding === null) return;
    this.standIn =
      finding.decision.kind === 'generalise'
        ? finding.decision.standIn
        : (finding.standIns[0] ?? '');
  }

  /** Goes where the reviewer points. */
  pick(place: Place) {
    this.#acted();
    this.go(place);
  }

  move(step: 1 | -1) {
    this.#acted();
    const all = stops(this.review.items);
    const here = all.findIndex((place) => same(place, this.at));
    const next = all[here + step];
    if (next) this.go(next);
  }

  nextOpen() {
    const next = this.#nextOpen(this.at);
    if (next) this.go(next);
  }

  /** 1, 2 or 3: of the finding when one is current, otherwise of the item. */
  answer(answer: Answer): Promise<void> {
    return this.#queue(async () => {
      const { item, finding } = this;
      if (item === null) return;
      if (finding !== null) {
        const standIn = this.standIn.trim();
        if (answer === 2 && standIn === '') return;
        const decisions: Record<Answer, FindingDecision> = {
          1: { kind: 'keep' },
          2: { kind: 'generalise', standIn },
          3: { kind: 'redact' },
        };
        await this.#decideFinding(item.id, finding, decisions[answer], false);
      } else if (answer === 2) this.change();
      else if (answer === 1 && item.photo?.problem) return;
      else await this.#decideItem(item, answer === 1 ? { kind: 'keep' } : { kind: 'leave-out' });
    });
  }

  /** The second answer of an item: other words, or a photo with parts of it covered. */
  change() {
    if (this.item?.kind === 'photo') this.beginBrush();
    else if (this.item?.kind !== 'file') this.beginRewrite();
  }

  generaliseAs(standIn: string): Promise<void> {
    this.standIn = standIn;
    return this.answer(2);
  }

  /** The decision about a name, at every place of that name. */
  everywhere(): Promise<void> {
    return this.#queue(async () => {
      if (this.spreading === null) return;
      const { item, finding } = this.spreading;
      await this.#decideFinding(item, finding, finding.decision, true);
    });
  }

  keepRemaining(): Promise<void> {
    return this.#queue(async () => {
      if (this.item === null || this.waiting === 0 || !leaves(this.item)) return;
      this.#took(await this.#shell.keepRemaining(this.review.id, this.item.id));
      this.#say(shareText.review.said.remaining);
      this.nextOpen();
    });
  }

  undo(): Promise<void> {
    return this.#queue(async () => {
      if (!this.review.canUndo) return;
      const before = this.review.items;
      this.#took(await this.#shell.undoDecision(this.review.id));
      const changed = this.review.items.find((item, index) => item !== before[index]);
      if (changed)
        this.go(
          changedPlace(
            before.find(({ id }) => id === changed.id),
            changed,
          ),
        );
      this.#say(shareText.review.said.undone);
    });
  }

  /** A photo as it would leave now. */
  photoAsItLeaves(item: string): Promise<Picture> {
    return this.#shell.readReviewPhoto(this.review.id, item, SHOWN_EDGE);
  }

  /** A photo as it is, to see what is to be covered. */
  originalPhoto(attachment: string): Promise<Picture> {
    return this.#shell.readPicture(attachment, BRUSHED_EDGE);
  }

  beginBrush() {
    const { item } = this;
    if (item?.photo == null || item.photo.problem !== null) return;
    this.go({ item: item.id, finding: null });
    this.problem = null;
    this.brushing = item.id;
  }

  /** Strokes of an earlier try that were not used yet. */
  strokesAside(item: string): readonly Stroke[] | undefined {
    return this.#strokes.get(item);
  }

  /** Puts the brush down. Strokes that were not used are there when it is taken up again. */
  cancelBrush(strokes: readonly Stroke[] | null) {
    if (this.brushing === null) return;
    if (strokes === null) this.#strokes.delete(this.brushing);
    else this.#strokes.set(this.brushing, strokes);
    this.brushing = null;
  }

  /** Covers these parts of a photo, and none but these; null changes nothing. */
  saveBrush(item: string, strokes: Stroke[] | null): Promise<void> {
    return this.#queue(async () => {
      if (strokes !== null) {
        this.#took(await this.#shell.brushPhoto(this.review.id, item, strokes));
        this.#say(strokes.length > 0 ? photoText.saidBrushed : photoText.saidUncovered);
      }
      this.#strokes.delete(item);
      this.brushing = null;
    });
  }

  beginRewrite() {
    if (this.item === null || this.rewriting === this.item.id) return;
    this.#putAside();
    const { id } = this.item;
    this.go({ item: id, finding: null });
    this.rewritten = this.#aside.get(id) ?? wordsOf(this.item);
    this.rewriteEmpty = false;
    this.rewriting = id;
  }

  /** Back to the review. The words are there again when this item is rewritten after all. */
  cancelRewrite() {
    this.#putAside();
    this.rewriting = null;
  }

  /** Words that are still being written become the item's rewriting. False when the disk refused. */
  async keep(): Promise<boolean> {
    await this.#work;
    const item = this.review.items.find(({ id }) => id === this.rewriting);
    if (item === undefined) return true;
    if (this.rewritten.trim() === '' || this.rewritten === wordsOf(item)) return true;
    await this.saveRewrite();
    return this.problem === null;
  }

  saveRewrite(): Promise<void> {
    return this.#queue(async () => {
      const item = this.review.items.find(({ id }) => id === this.rewriting);
      if (item === undefined) return;
      this.rewriteEmpty = this.rewritten.trim() === '';
      if (this.rewriteEmpty) return;
      await this.#decideItem(item, { kind: 'rewrite', text: this.rewritten });
      this.#aside.delete(item.id);
      this.rewriting = null;
    });
  }

  #putAside() {
    const item = this.review.items.find(({ id }) => id === this.rewriting);
    if (item === undefined) return;
    if (this.rewritten === wordsOf(item)) this.#aside.delete(item.id);
    else this.#aside.set(item.id, this.rewritten);
  }

  /** Keys come quicker than the disk: each act waits for the one before it. */
  #queue(act: () => Promise<void>): Promise<void> {
    this.#work = this.#work.then(act).then(
      () => {
        this.problem = null;
      },
      (thrown: unknown) => {
        this.problem = thrown;
      },
    );
    return this.#work;
  }

  async #decideItem(item: Item, decision: Decision) {
    this.#took(await this.#shell.decideItem(this.review.id, item.id, decision));
    if (decision.kind !== 'undecided') this.#say(shareText.review.said[decision.kind]);
    const now = this.review.items.find(({ id }) => id === item.id);
    const first = now && leaves(now) ? now.findings.find(isOpen) : undefined;
    if (first) this.go({ item: item.id, finding: first.id });
    else this.nextOpen();
  }

  async #decideFinding(
    item: string,
    finding: FindingView,
    decision: FindingDecision,
    everywhere: boolean,
  ) {
    const { id } = this.review;
    this.#took(await this.#shell.decideFinding(id, item, finding.id, decision, everywhere));
    const { said } = shareText.review;
    if (everywhere) {
      this.applied = finding.same;
      this.#say(said.everywhere(finding.same));
    }
    if (!everywhere && decision.kind !== 'undecided') this.#say(said[decision.kind]);
    if (!everywhere && this.#waitsElsewhere(finding)) this.last = { item, finding: finding.id };
    if (this.at === null || !waits(this.review.items, this.at)) this.nextOpen();
    else this.go(this.at);
  }

  #waitsElsewhere({ id, kind, same: count }: FindingView): boolean {
    if (count < 2) return false;
    return this.review.items.some((item) =>
      item.findings.some(
        (other) =>
          isOpen(other) &&
          sortOf(other.kind) === sortOf(kind) &&
          other.same === count &&
          other.id !== id,
      ),
    );
  }

  /** The place before has no more to say. */
  #acted() {
    this.last = null;
    this.applied = null;
  }

  #took(review: Review) {
    this.#acted();
    this.review = { ...review, items: merged(this.review.items, review.items) };
  }

  #say(words: string) {
    const { decided, total, complete } = this.review;
    const { progress, complete: all } = shareText.review;
    this.said = `${words} ${complete ? all : progress(decided, total)}`;
  }

  #nextOpen(from: Place | null): Place | null {
    const all = stops(this.review.items);
    const here = all.findIndex((place) => same(place, from));
    const open = ({ waits }: Stop) => waits;
    return all.slice(here + 1).find(open) ?? all.slice(0, here + 1).find(open) ?? null;
  }
}

/** What a rewriting of the item begins with. */
const wordsOf = ({ decision, text }: Item) => (decision.kind === 'rewrite' ? decision.text : text);

export const isOpen = (finding: FindingView) => finding.decision.kind === 'undecided';

/** Whether anything of the item leaves, as decided so far. */
export const leaves = ({ decision }: Item) =>
  decision.kind === 'keep' || decision.kind === 'rewrite';

interface Stop extends Place {
  waits: boolean;
}

function stops(items: readonly Item[]): Stop[] {
  return items.flatMap((item): Stop[] => [
    { item: item.id, finding: null, waits: !item.decided && item.decision.kind === 'undecided' },
    ...(leaves(item)
      ? item.findings.map((finding) => ({
          item: item.id,
          finding: finding.id,
          waits: isOpen(finding),
        }))
      : []),
  ]);
}

function waits(items: readonly Item[], place: Place): boolean {
  const item = items.find(({ id }) => id === place.item);
  if (item === undefined) return false;
  if (place.finding === null) return !item.decided && item.decision.kind === 'undecided';
  const finding = item.findings.find(({ id }) => id === place.finding);
  return finding !== undefined && isOpen(finding);
}

function same(one: Place, other: Place | null): boolean {
  return other !== null && one.item === other.item && one.finding === other.finding;
}

/** Where the difference between two states of an item lies. */
function changedPlace(before: Item | undefined, now: Item): Place {
  const changed = now.findings.find((finding) => {
    const was = before?.findings.find(({ id }) => id === finding.id);
    return was !== undefined && JSON.stringify(was.decision) !== JSON.stringify(finding.decision);
  });
  const ofItem = JSON.stringify(before?.decision) !== JSON.stringify(now.decision);
  return { item: now.id, finding: ofItem || !leaves(now) ? null : (changed?.id ?? null) };
}

/** The new items, but the very same object for each one that did not change. */
function merged(before: readonly Item[], now: readonly Item[]): Item[] {
  const known = new Map(before.map((item) => [item.id, item]));
  return now.map((item) => {
    const old = known.get(item.id);
    return old !== undefined && JSON.stringify(old) === JSON.stringify(item) ? old : item;
  });
}

/** One name may be taken for a person here and for a place or a firm there. */
const sortOf = (kind: string) => (kind === 'place' || kind === 'organisation' ? 'person' : kind);
