import type {
  AnswerKind,
  Answers,
  Before,
  LetterSummary,
  Person,
  Plan,
  RetellingRule,
  Setting,
  ShareSummary,
  Shell,
} from '../ipc/shell';
import { codeOf } from '../text/failures';
import { newPerson } from './people.svelte';
import { sentencesOf } from './cue-lines.svelte';
import { Packing } from './packing.svelte';
import { ReviewDesk } from './review-desk.svelte';

export type Step = 'plan' | 'review' | 'preview' | 'seal' | 'done';
export const steps: readonly Step[] = ['plan', 'review', 'preview', 'seal', 'done'];

/** A letter that is answered, and how. */
export interface Answering {
  letter: LetterSummary;
  kind: AnswerKind;
}

/** One share from the plan to the file: which step it is at, and what each step needs. */
export class Telling {
  step = $state<Step>('plan');
  name = $state('');
  purpose = $state('');
  setting = $state<Setting>('one-to-one');
  rule = $state<RetellingRule | null>(null);
  people = $state.raw<Person[]>([]);
  /** Reviews of this entry that were begun and left. */
  begun = $state.raw<ShareSummary[]>([]);
  desk = $state.raw<ReviewDesk | null>(null);
  packing = $state.raw<Packing | null>(null);
  entryTitle = $state('');
  ready = $state(false);
  problem = $state.raw<unknown>(null);
  /** Set when "begin" was pressed with something missing. */
  asked = $state(false);
  /** The person said that the passphrase shown once is noted. */
  noted = $state(false);
  /** The letter this answers, and how. */
  answers = $state.raw<Answers | null>(null);
  /** Facts for the questions before the review, of the person they are about. */
  before = $state.raw<{ person: string; facts: Before } | null>(null);

  readonly #shell: Shell;
  readonly #entry: string | undefined;
  #beginning = false;

  /** The person of the vault that the typed name means. */
  readonly person = $derived(
    this.people.find(({ name, nicknames }) =>
      [name, ...nicknames].some((one) => alike(one, this.name)),
    ) ?? null,
  );
  readonly suggestions = $derived.by(() => {
    if (this.person !== null) return [];
    const typed = this.name.trim().toLocaleLowerCase();
    return this.people.filter(({ name }) => name.toLocaleLowerCase().includes(typed)).slice(0, 6);
  });
  /** The name that stands on every step. */
  readonly recipient = $derived(
    this.desk?.review.personName ?? this.person?.name ?? this.name.trim(),
  );
  /** The same, while the name still means that person. */
  readonly facts = $derived(this.before?.person === this.person?.id ? this.before?.facts : null);

  /** What a cue card can be made of: what leaves, sentence by sentence. */
  readonly sentences = $derived(sentencesOf(this.desk?.review.items ?? []));

  /** A passphrase stands on the screen that is nowhere else. */
  get passphraseWaits(): boolean {
    const shown = this.packing?.sealed?.passphrase ?? null;
    return this.step === 'done' && shown !== null && !this.noted;
  }

  /** Nothing was written or begun here yet. */
  get untouched(): boolean {
    return this.desk === null && this.name.trim() === '' && this.purpose.trim() === '';
  }

  constructor(shell: Shell, entry: string | undefined, answering: Answering | null = null) {
    this.#shell = shell;
    this.#entry = entry;
    if (answering === null) return;
    const { letter, kind } = answering;
    this.answers = { letter: letter.letter, kind };
    this.name = letter.fromName;
    this.rule = letter.rule;
    this.setting = 'written';
  }

  /** Reads what there is to know before this person is told. */
  async readBefore(): Promise<void> {
    const id = this.person?.id;
    const entry = this.#entry ?? this.desk?.review.entry;
    if (id === undefined || entry === undefined || this.before?.person === id) return;
    const facts = await this.#shell.readBefore(entry, id);
    this.before = { person: id, facts };
  }

  /** Not before this day; null wakes it. */
  async sleepOn(until: string | null): Promise<boolean> {
    if (this.desk === null) return false;
    try {
      this.desk.take(await this.#shell.sleepOn(this.desk.review.id, until));
      this.problem = null;
      return true;
    } catch (thrown) {
      this.problem = thrown;
      return false;
    }
  }

  /** Puts words that are still being written into the review. False when that failed. */
  async keep(): Promise<boolean> {
    return (await this.desk?.keep()) ?? true;
  }

  async load(share: string | undefined): Promise<void> {
    try {
      const [people, open] = await Promise.all([
        this.#shell.listPeople(),
        this.#shell.listShares(),
      ]);
      this.people = people;
      this.begun = open.filter(({ entry }) => entry === this.#entry);
      if (share !== undefined) await this.resume(share);
      else if (this.#entry !== undefined) await this.#readTitle(this.#entry);
    } catch (thrown) {
      this.problem = thrown;
    }
    this.ready = true;
  }

  async resume(share: string): Promise<void> {
    try {
      const review = await this.#shell.openReview(share);
      const { plan } = review;
      this.name = this.people.find(({ id }) => id === plan.person)?.name ?? review.personName;
      this.purpose = plan.purpose;
      this.setting = plan.setting;
      this.rule = plan.rule;
      this.answers = plan.answers;
      this.desk = new ReviewDesk(this.#shell, review);
      await this.#readTitle(review.entry);
      this.step = 'review';
      this.problem = null;
    } catch (thrown) {
      this.problem = thrown;
    }
  }

  /** Makes the share, or changes the plan of the one that is open. */
  async begin(): Promise<void> {
    this.asked = true;
    const { rule } = this;
    if (this.#beginning || rule === null || this.name.trim() === '') return;
    this.#beginning = true;
    try {
      const plan: Plan = {
        person: await this.#personId(),
        purpose: this.purpose.trim(),
        setting: this.setting,
        rule,
        answers: this.answers,
      };
      if (this.desk !== null)
        this.desk.take(await this.#shell.changePlan(this.desk.review.id, plan));
      else if (this.#entry !== undefined) {
        this.desk = new ReviewDesk(this.#shell, await this.#shell.startShare(this.#entry, plan));
      }
      this.step = 'review';
      this.problem = null;
    } catch (thrown) {
      this.problem = thrown;
    }
    this.#beginning = false;
  }

  async toPreview(): Promise<void> {
    if (this.desk?.review.complete !== true || this.desk.rewriting !== null) return;
    const before = this.packing;
    this.packing = new Packing(
      this.#shell,
      this.desk.review.id,
      this.desk.review.personName,
      this.people,
    );
    if (before !== null) {
      this.packing.kind = before.kind;
      this.packing.recipient = before.recipient;
      this.packing.recipientGood = before.recipientGood;
      this.packing.others = before.others;
      this.packing.cue.lines = before.cue.lines;
    }
    this.step = 'preview';
    await this.packing.refresh();
    await this.#backIfStale();
  }

  toSeal() {
    if (this.packing?.ready === true) this.step = 'seal';
  }

  async seal(): Promise<void> {
    if ((await this.packing?.seal()) === true) this.step = 'done';
    else await this.#backIfStale();
  }

  back(step: Step) {
    if (this.step !== 'done' && steps.indexOf(step) < steps.indexOf(this.step)) this.step = step;
  }

  /** What changed after it was looked at has to be looked at again. */
  async #backIfStale(): Promise<void> {
    const { packing, desk } = this;
    const code = packing?.problem == null ? null : codeOf(packing.problem);
    if (desk === null || (code !== 'review-stale' && code !== 'review-unfinished')) return;
    desk.take(await this.#shell.openReview(desk.review.id));
    desk.problem = packing?.problem;
    desk.nextOpen();
    this.step = 'review';
  }

  async #personId(): Promise<string> {
    if (this.person !== null) return this.person.id;
    const made = await this.#shell.savePerson(newPerson(this.name.trim()));
    this.people = [...this.people, made];
    return made.id;
  }

  async #readTitle(entry: string): Promise<void> {
    this.entryTitle = (await this.#shell.readEntry(entry)).content.title;
  }
}

const alike = (one: string, other: string) =>
  one.normalize('NFC').trim().toLocaleLowerCase() ===
  other.normalize('NFC').trim().toLocaleLowerCase();
