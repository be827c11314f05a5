import { describe, expect, it } from 'vitest';
import { Brush } from '../../src/state/brush.svelte';

const brush = () => new Brush({ width: 4000, height: 3000, strokes: [] });

describe('a brush', () => {
  it('makes one stroke of what a pointer draws, without points that say nothing', () => {
    const it = brush();
    it.begin(100, 100);
    for (let x = 101; x <= 2100; x += 1) it.extend(x, 100);
    it.end();
    it.extend(4000, 3000);
    expect(it.strokes).toHaveLength(1);
    const points = it.strokes[0]?.points ?? [];
    expect(points.slice(0, 2)).toEqual([100, 100]);
    expect(points.length).toBeLessThan(200);
    expect(points.at(-2)).toBeGreaterThan(2000);
  });

  it('stays inside the picture', () => {
    const it = brush();
    it.begin(-50, 9000);
    expect(it.strokes[0]?.points).toEqual([0, 3000]);
    for (let turn = 0; turn < 100; turn += 1) it.move(1, -1);
    expect([it.x, it.y]).toEqual([4000, 0]);
  });

  it('is used with keys alone, and says what it does', () => {
    const it = brush();
    it.move(0, 0);
    expect(it.said).toBe('50 percent from the left, 50 percent from the top.');
    it.stamp();
    expect(it.said).toBe('Covered. 1 stroke.');
    it.grow(1);
    expect(it.said).toMatch(/^The brush is 1[12] percent of the width\.$/);
    it.undo();
    expect(it.said).toBe('Undone. 0 strokes.');
    expect(it.changed).toBe(false);
  });

  it('undoes a clearing as it undoes a stroke', () => {
    const it = brush();
    it.stamp();
    it.move(2, 0);
    it.stamp();
    it.clear();
    expect(it.strokes).toEqual([]);
    it.undo();
    expect(it.strokes).toHaveLength(2);
    it.undo();
    expect(it.strokes).toHaveLength(1);
    it.undo();
    it.undo();
    expect(it.canUndo).toBe(false);
  });

  it('is neither a point nor the whole picture', () => {
    const it = brush();
    for (let turn = 0; turn < 60; turn += 1) it.grow(1);
    expect(it.radius).toBe(1000);
    for (let turn = 0; turn < 60; turn += 1) it.grow(-1);
    expect(it.radius).toBe(37.5);
  });

  it('goes on from the strokes that are there', () => {
    const strokes = [{ points: [10, 10], radius: 50 }];
    const it = new Brush({ width: 400, height: 300, strokes });
    expect(it.changed).toBe(false);
    it.clear();
    expect(it.changed).toBe(true);
    expect(strokes).toHaveLength(1);
  });
});
