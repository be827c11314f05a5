import { describe, expect, it } from 'vitest';
import { contentHeight, firstAfter, rowAt, topOf } from '../src/views/side/rows';
import { begun } from './program';

describe('the timeline', () => {
  it('opens each year once', async () => {
    const { program } = await begun({ begin: 'open', many: 900 });
    const { timeline } = program;
    for (let at = 0; at < timeline.total; at += 100) timeline.want(at, at + 99);
    await Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, 0));
    const headings = timeline.rows(0, timeline.total).map((row) => row.heading);
    const years = headings.filter((heading) => heading !== null);
    expect(new Set(years).size).toBe(years.length);
    expect(timeline.headings).toHaveLength(years.length);
  });

  it('asks only for the pages that are seen', async () => {
    const { program, shell } = await begun({ begin: 'open', many: 3000 });
    program.timeline.want(2500, 2520);
    program.timeline.want(2500, 2520);
    expect(shell.calls.filter((call) => call === 'listTimeline')).toHaveLength(1);
    expect(program.timeline.rows(1000, 1001)[0]?.entry).toBeNull();
  });
});

describe('the rows of a long list', () => {
  const headings = [0, 3, 90_000];

  it('find themselves again by their height', () => {
    for (const index of [0, 1, 2, 3, 4, 89_999, 90_000, 99_999]) {
      expect(rowAt(topOf(index, headings), headings)).toBe(index);
    }
  });

  it('leave room for every heading', () => {
    expect(contentHeight(100_000, headings)).toBe(100_000 * 52 + 3 * 36);
    expect(firstAfter(headings, 4)).toBe(2);
  });
});
