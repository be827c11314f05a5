import { circleText } from '../text/circle-en';
import { QuietTimer } from './quiet-timer.svelte';

export const SEATS = 4;
export const MINUTES = { least: 2, usual: 6, most: 15 };
/** How long the others have to say what stayed with them. */
const ECHO_MINUTES = 1;

export type CircleStep = 'setup' | 'opening' | 'telling' | 'echo' | 'closing' | 'done';

/**
 * A guide for four people who take turns: who goes when, what is asked, how long, and an end. It is in
 * this window only: nothing of it is kept, and a lock takes it away.
 */
export class Circle {
  names = $state(Array.from({ length: SEATS }, () => ''));
  minutes = $state(MINUTES.usual);
  /** How many of the rounds are gone through, from the lightest on. */
  rounds = $state(circleText.rounds.length);
  step = $state<CircleStep>('setup');
  round = $state(0);
  /** Which turn of the round it is. */
  turn = $state(0);
  /** Places at the table, in the order in which they tell in the first round. */
  order = $state.raw<number[]>([0, 1, 2, 3]);
  readonly timer: QuietTimer;

  constructor(now?: () => number) {
    this.timer = new QuietTimer(MINUTES.usual, now);
  }

  /** Everybody by the name they gave, or by their place. */
  readonly people = $derived(
    this.names.map((name, seat) => name.trim() || circleText.seat(seat + 1)),
  );
  /** In each round somebody else begins, so that nobody always goes first. */
  readonly inTurn = $derived(
    this.order.map((_, turn) => this.order[(turn + this.round) % SEATS] ?? 0),
  );
  readonly teller = $derived(this.people[this.inTurn[this.turn] ?? 0] ?? '');
  readonly nextTeller = $derived.by(() => {
    if (this.turn + 1 < SEATS) return this.people[this.inTurn[this.turn + 1] ?? 0] ?? null;
    if (this.round + 1 >= this.rounds) return null;
    return this.people[this.order[(this.round + 1) % SEATS] ?? 0] ?? null;
  });
  readonly prompt = $derived(circleText.rounds[this.round]);

  /** Draws who goes when; `random` gives numbers from 0 up to 1. */
  draw(random: () => number) {
    const order = [...this.order];
    for (let last = order.length - 1; last > 0; last -= 1) {
      const other = Math.floor(random() * (last + 1));
      [order[last], order[other]] = [order[other] ?? 0, order[last] ?? 0];
    }
    this.order = order;
  }

  /** Moves somebody earlier or later. */
  move(turn: number, by: 1 | -1) {
    const to = turn + by;
    if (to < 0 || to >= SEATS) return;
    const order = [...this.order];
    [order[turn], order[to]] = [order[to] ?? 0, order[turn] ?? 0];
    this.order = order;
  }

  open() {
    this.step = 'opening';
  }

  begin() {
    this.round = this.turn = 0;
    this.#tell();
  }

  /** What comes next; a pass goes without the words of the others. */
  next(passed = false) {
    if (this.step === 'telling' && !passed) {
      this.step = 'echo';
      this.timer.set(ECHO_MINUTES);
      return;
    }
    if (this.step === 'closing') {
      this.step = 'done';
      return;
    }
    this.turn += 1;
    if (this.turn === SEATS) {
      this.turn = 0;
      this.round += 1;
    }
    if (this.round < this.rounds) this.#tell();
    else {
      this.round = this.rounds - 1;
      this.step = 'closing';
      this.timer.set(this.minutes);
    }
  }

  /** One step back, for a press too many. */
  back() {
    if (this.step === 'opening') this.step = 'setup';
    else if (this.step === 'echo') this.#tell();
    else if (this.step === 'closing') {
      this.turn = SEATS - 1;
      this.#tell();
    } else if (this.step === 'telling') {
      if (this.turn === 0 && this.round === 0) this.step = 'opening';
      else {
        if (this.turn === 0) this.round -= 1;
        this.turn = this.turn === 0 ? SEATS - 1 : this.turn - 1;
        this.#tell();
      }
      this.timer.pause();
    }
  }

  /** Nothing of it stays. */
  clear() {
    this.timer.set(MINUTES.usual);
    this.names = Array.from({ length: SEATS }, () => '');
    this.minutes = MINUTES.usual;
    this.rounds = circleText.rounds.length;
    this.order = [0, 1, 2, 3];
    this.step = 'setup';
    this.round = this.turn = 0;
  }

  #tell() {
    this.step = 'telling';
    this.timer.set(this.minutes);
  }
}
