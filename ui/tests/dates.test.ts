import { describe, expect, it } from 'vitest';
import type { Summary } from '../src/ipc/shell';
import { happenedInWords, rowDate, yearHeading } from '../src/text/dates';

describe('a vague date', () => {
  it.each([
    ['2019-03-14', '14 March 2019'],
    ['2019-03', 'March 2019'],
    ['1998~', 'about 1998'],
    ['1998?', '1998, perhaps'],
    ['199X', 'the 1990s'],
    ['2001/2004', '2001 to 2004'],
    ['1998-21', 'spring 1998'],
    ['../2004', 'until 2004'],
    ['nothing of the kind', 'nothing of the kind'],
  ])('%s is said as %s', (edtf, words) => {
    expect(happenedInWords(edtf)).toBe(words);
  });

  const entry = (happened: string | null): Summary => ({
    id: '1',
    title: '',
    excerpt: '',
    kind: null,
    happened,
    written: '2024-12-31T23:30:00-08:00',
    place: null,
    people: [],
    tags: [],
    feeling: null,
    words: 0,
  });

  it('stands under its year, or its decade', () => {
    expect(yearHeading(entry('1998~'), 'happened')).toBe('1998');
    expect(yearHeading(entry('198X'), 'happened')).toBe('1980s');
  });

  it('is the day of writing, where it was written, when nothing is known', () => {
    expect(yearHeading(entry(null), 'happened')).toBe('2024');
    expect(yearHeading(entry('1998'), 'written')).toBe('2024');
    expect(rowDate(entry(null), 'happened')).toBe('31 Dec');
  });
});
