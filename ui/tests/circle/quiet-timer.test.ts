import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { QuietTimer } from '../../src/state/quiet-timer.svelte';

describe('the quiet timer', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('runs, pauses, goes on, and ends by itself', () => {
    const timer = new QuietTimer(1, () => Date.now());
    timer.start();
    vi.advanceTimersByTime(30_000);
    expect(timer.gone).toBeCloseTo(0.5);
    timer.pause();
    vi.advanceTimersByTime(60_000);
    expect([timer.running, timer.secondsLeft]).toEqual([false, 30]);
    timer.toggle();
    vi.advanceTimersByTime(31_000);
    expect([timer.over, timer.running, timer.secondsLeft]).toEqual([true, false, 0]);
    timer.start();
    expect(timer.running).toBe(false);
  });

  it('begins anew standing still', () => {
    const timer = new QuietTimer(1, () => Date.now());
    timer.start();
    vi.advanceTimersByTime(10_000);
    timer.set(2);
    vi.advanceTimersByTime(10_000);
    expect([timer.gone, timer.secondsLeft, timer.running]).toEqual([0, 120, false]);
  });
});
