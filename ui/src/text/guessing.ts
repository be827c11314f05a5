/**
 * What guessing a passphrase costs somebody who has the file, in words. An upper bound for the one
 * who guesses: scrypt as age uses it (r = 8) moves 128 · r · N bytes through memory for a guess, a
 * quarter of it twice, and a fast graphics card moves about 10^12 bytes a second. At 2^18 that is
 * about 3,000 guesses a second and card, for about 0.40 dollars an hour. Real crackers get less.
 */
import { number } from './dates';

const BYTES_A_SECOND = 1e12;
const DOLLARS_AN_HOUR = 0.4;
/** A strong guesser: so many cards at once. */
export const CARDS = 1000;

/** The work factor of a vault that is made today. */
export const USUAL = 18;

const guessesASecond = (workFactor: number) => BYTES_A_SECOND / (128 * 8 * 2 ** workFactor * 1.25);

/** Guesses a second on all the cards of a strong guesser. */
export const strongRate = (workFactor: number) => CARDS * guessesASecond(workFactor);
export const strongDollarsAnHour = CARDS * DOLLARS_AN_HOUR;

export function dollars(guessesLog10: number, workFactor: number): number {
  return (10 ** guessesLog10 / guessesASecond(workFactor) / 3600) * DOLLARS_AN_HOUR;
}

/** Dollars that nobody has. */
export const BEYOND = 1e12;

/** The memory one guess takes, in MB. */
export const memoryOf = (workFactor: number) => (128 * 8 * 2 ** workFactor) / 2 ** 20;

const SCALES: readonly [number, string][] = [
  [1e12, 'thousand billion'],
  [1e9, 'billion'],
  [1e6, 'million'],
];

/** One figure that counts, or two below twenty: 16,321 is "16 thousand". Nothing here is known better. */
function round(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - (leading(value) < 2 ? 1 : 0));
  return Math.round(value / unit) * unit;
}
const leading = (value: number) => value / 10 ** Math.floor(Math.log10(value));

/** "300", "16,000", "3 million": as one says a figure that is known only roughly. */
export function roughly(value: number): string {
  const rounded = round(value);
  for (const [scale, word] of SCALES) {
    if (rounded >= scale) return `${number(round(rounded / scale))} ${word}`;
  }
  return number(rounded);
}

const UNITS: readonly [number, string, string][] = [
  [365.25 * 86_400, 'year', 'years'],
  [86_400, 'day', 'days'],
  [3600, 'hour', 'hours'],
  [60, 'minute', 'minutes'],
  [1, 'second', 'seconds'],
];

export function span(seconds: number): string {
  for (const [unit, one, many] of UNITS) {
    const count = round(Math.max(1, seconds / unit));
    if (seconds >= unit) return count === 1 ? `1 ${one}` : `${roughly(count)} ${many}`;
  }
  return 'less than a second';
}

/** How hard a passphrase is to guess, from 0 to 4, by what it costs. */
export function hardness(guessesLog10: number, workFactor = USUAL): number {
  const cost = dollars(guessesLog10, workFactor);
  return [1, 100, 100_000, 100_000_000].filter((bound) => cost >= bound).length;
}

/** "less than a dollar", "about 400 dollars", "more than anybody has". */
export function priceOf(guessesLog10: number, workFactor = USUAL): string {
  const cost = dollars(guessesLog10, workFactor);
  if (cost < 1) return 'less than a dollar';
  if (cost >= BEYOND) return 'more than anybody has';
  return `about ${roughly(cost)} ${round(cost) === 1 ? 'dollar' : 'dollars'}`;
}

/** Words drawn with dice from the usual list of 7,776: each costs so many times more than the last. */
export const WORD_LOG10 = Math.log10(7776);
