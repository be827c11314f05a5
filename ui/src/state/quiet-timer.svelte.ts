const TICK = 250;

/** A timer that makes no sound: how much of the time is gone, until somebody stops it. */
export class QuietTimer {
  /** From 0 to 1. */
  gone = $state(0);
  running = $state(false);
  readonly over = $derived(this.gone >= 1);

  readonly #now: () => number;
  #millis: number;
  #spent = 0;
  #since = 0;
  #ticking: ReturnType<typeof setInterval> | undefined;

  /** `now` is a clock that never goes back, in milliseconds. */
  constructor(minutes: number, now: () => number = () => performance.now()) {
    this.#millis = minutes * 60_000;
    this.#now = now;
  }

  /** What is left, in whole seconds. */
  get secondsLeft(): number {
    return Math.ceil((this.#millis * (1 - this.gone)) / 1000);
  }

  start() {
    if (this.running || this.over) return;
    this.running = true;
    this.#since = this.#now();
    this.#ticking = setInterval(() => {
      this.#look();
    }, TICK);
  }

  pause() {
    if (!this.running) return;
    this.#look();
    this.#spent += this.#now() - this.#since;
    this.#stop();
  }

  toggle() {
    if (this.running) this.pause();
    else this.start();
  }

  /** Begins anew, standing still. */
  set(minutes: number) {
    this.#stop();
    this.#millis = minutes * 60_000;
    this.#spent = this.gone = 0;
  }

  #look() {
    const spent = this.#spent + this.#now() - this.#since;
    this.gone = Math.min(1, spent / this.#millis);
    if (this.gone >= 1) this.#stop();
  }

  #stop() {
    clearInterval(this.#ticking);
    this.running = false;
  }
}
