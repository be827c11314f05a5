import { describe, expect, it } from 'vitest';
import { t } from '../../src/text/en';
import {
  dollars,
  hardness,
  memoryOf,
  priceOf,
  roughly,
  span,
  strongRate,
  WORD_LOG10,
} from '../../src/text/guessing';

describe('the cost of guessing', () => {
  it('doubles with each step of the work factor, as memory does', () => {
    expect(strongRate(17) / strongRate(18)).toBeCloseTo(2);
    expect(dollars(10, 19) / dollars(10, 18)).toBeCloseTo(2);
    expect([memoryOf(17), memoryOf(18)]).toEqual([128, 256]);
  });

  it('is an upper bound for the one who guesses: 10^12 bytes a second and card', () => {
    // 128 · 8 · 2^18 bytes, a quarter of them moved again, a thousand cards.
    expect(strongRate(18)).toBeCloseTo((1000 * 1e12) / (128 * 8 * 2 ** 18 * 1.25));
  });

  it.each([
    [1, 'less than a dollar'],
    [10, 'about 400 dollars'],
    [3 * WORD_LOG10, 'about 18,000 dollars'],
    [4 * WORD_LOG10, 'about 140 million dollars'],
    [5 * WORD_LOG10, 'more than anybody has'],
  ])('10^%d guesses cost %s', (log10, price) => {
    expect(priceOf(log10)).toBe(price);
  });

  it.each([
    [3, 0],
    [8, 1],
    [3 * WORD_LOG10, 2],
    [14, 3],
    [4 * WORD_LOG10, 4],
  ])('10^%d guesses are hard to the degree %d', (log10, degree) => {
    expect(hardness(log10)).toBe(degree);
  });

  it('calls nothing hard that costs less than a used car, whatever a meter may say', () => {
    // Ten thousand million guesses are the best score of most meters.
    expect(hardness(10)).toBe(2);
  });
});

describe('a figure that is known roughly', () => {
  it.each([
    [4, '4'],
    [17_530, '18,000'],
    [372.8, '400'],
    [99.6, '100'],
    [136_311_466, '140 million'],
    [2_980_232, '3 million'],
    [9.99e11, '1 thousand billion'],
  ])('%d is %s', (value, words) => {
    expect(roughly(value)).toBe(words);
  });

  it.each([
    [0.2, 'less than a second'],
    [1, '1 second'],
    [90, '2 minutes'],
    [3600, '1 hour'],
    [86_400 * 40, '40 days'],
    [86_400 * 365.25 * 317, '300 years'],
    [86_400 * 365.25 * 3e7, '30 million years'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(span(seconds)).toBe(words);
  });
});

describe('what is said of the cost', () => {
  it('names the steps, the memory and the guess on this machine', () => {
    expect(t.keys.cost(18, 840)).toBe(
      'Each guess at the passphrase costs 2^18 steps and 256 MB of memory. One guess took 0.8 seconds on this machine.',
    );
    expect(t.keys.cost(18, 1000)).toContain('took 1 second on');
    expect(t.keys.cost(10, 4)).toContain('less than a tenth of a second');
  });

  it('names the strong guesser, and what words drawn with dice cost them', () => {
    expect(t.keys.strong(18)).toContain('1,000 graphics cards');
    expect(t.keys.strong(18)).toContain('at most about 3 million a second');
    expect(t.keys.strong(18)).toContain('about 18,000 dollars');
  });

  it('gives no figure where there is none to believe', () => {
    expect(t.keys.guess(30)).not.toMatch(/\d/);
    expect(t.keys.guess(3)).toMatch(/^About 1,000 guesses\. .*less than a dollar.*17 minutes/);
  });
});
