import { describe, expect, it } from 'vitest';
import { Circle, SEATS } from '../../src/state/circle.svelte';
import { circleText } from '../../src/text/circle-en';

const seated = () => {
  const circle = new Circle(() => 0);
  circle.names = ['Ana', 'Ben', '', 'Dao'];
  return circle;
};

/** Goes through everything; who told, round by round. */
function toldIn(circle: Circle): string[][] {
  const told: string[][] = [];
  circle.open();
  circle.begin();
  while (circle.step !== 'closing') {
    (told[circle.round] ??= []).push(circle.teller);
    circle.next();
    expect(circle.step).toBe('echo');
    circle.next();
  }
  return told;
}

describe('a circle', () => {
  it('lets everybody tell once in each round, and somebody else begin each', () => {
    expect(toldIn(seated())).toEqual([
      ['Ana', 'Ben', 'Seat 3', 'Dao'],
      ['Ben', 'Seat 3', 'Dao', 'Ana'],
      ['Seat 3', 'Dao', 'Ana', 'Ben'],
    ]);
  });

  it('has as many rounds as are wanted, and a closing round', () => {
    const circle = seated();
    circle.rounds = 1;
    expect(toldIn(circle)).toHaveLength(1);
    circle.next();
    expect(circle.step).toBe('done');
  });

  it('draws who goes when, and loses nobody', () => {
    const circle = seated();
    circle.draw(() => 0);
    expect(circle.order).not.toEqual([0, 1, 2, 3]);
    expect([...circle.order].sort()).toEqual([0, 1, 2, 3]);
    circle.move(0, -1);
    circle.move(3, 1);
    expect([...circle.order].sort()).toEqual([0, 1, 2, 3]);
  });

  it('lets a person pass without a word from the others', () => {
    const circle = seated();
    circle.begin();
    circle.next(true);
    expect([circle.step, circle.teller]).toEqual(['telling', 'Ben']);
  });

  it('goes back a step from everywhere, to where it was', () => {
    const circle = seated();
    circle.open();
    circle.begin();
    for (let press = 0; press < 2 * SEATS * circleText.rounds.length; press += 1) circle.next();
    expect(circle.step).toBe('closing');
    circle.back();
    expect([circle.round, circle.turn, circle.step]).toEqual([2, 3, 'telling']);
    for (let press = 0; press < SEATS * circleText.rounds.length; press += 1) circle.back();
    expect(circle.step).toBe('opening');
    circle.back();
    expect(circle.step).toBe('setup');
  });

  it('says who comes next, across the rounds too', () => {
    const circle = seated();
    circle.begin();
    circle.turn = 3;
    expect(circle.nextTeller).toBe('Ben');
    circle.round = 2;
    expect(circle.nextTeller).toBeNull();
  });

  it('keeps nothing', () => {
    const circle = seated();
    circle.begin();
    circle.clear();
    expect(circle.names.join('')).toBe('');
    expect(circle.step).toBe('setup');
  });
});
