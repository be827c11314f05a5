import { describe, expect, it } from 'vitest';
import type { FindingDecision, FindingView } from '../../ipc/shell';
import { segmentsOf, shownSegments } from './segments';

const text = 'Maria paid. Maria’s boss knew, Maria said.';
const finding = (start: number, end: number, decision: FindingDecision): FindingView => ({
  id: String(start),
  kind: 'person',
  start,
  end,
  text: text.slice(start, end),
  reason: '',
  severity: 'note',
  standIns: [],
  decision,
  same: 1,
});
const standIn: FindingDecision = { kind: 'generalise', standIn: 'a manager' };
const words = (findings: FindingView[], leaves: string | null) =>
  shownSegments(text, findings, leaves)
    .map((segment) => segment.text)
    .join('|');

describe('a text cut at its findings', () => {
  it('shows a stand-in as the core fitted it into the sentence', () => {
    const all = [finding(0, 5, standIn), finding(12, 19, standIn), finding(31, 36, standIn)];
    expect(words(all, 'A manager paid. A manager’s boss knew, a manager said.')).toBe(
      'A manager| paid. |A manager’s| boss knew, |a manager| said.',
    );
  });

  it('finds its way past what is undecided or kept', () => {
    const all = [
      finding(0, 5, { kind: 'undecided' }),
      finding(12, 19, { kind: 'keep' }),
      finding(31, 36, standIn),
    ];
    expect(words(all, '[…] paid. Maria’s boss knew, a manager said.')).toBe(
      'Maria| paid. |Maria’s| boss knew, |a manager| said.',
    );
  });

  it('falls back to the words that were chosen', () => {
    const all = [finding(0, 5, standIn), finding(31, 36, { kind: 'redact' })];
    expect(words(all, null)).toBe('a manager| paid. Maria’s boss knew, |[…]| said.');
    expect(words(all, 'something else')).toBe('a manager| paid. Maria’s boss knew, |[…]| said.');
  });

  it('passes over offsets that do not fit', () => {
    const wrong = [finding(0, 5, standIn), finding(3, 8, standIn), finding(40, 99, standIn)];
    expect(segmentsOf(text, wrong)).toHaveLength(2);
  });
});
