import type { FindingView, Item } from '../../ipc/shell';

export type Segment = { text: string; finding: null } | { text: string; finding: FindingView };

/** The item's own text, or the words that were written for it. */
export function textOf(item: Item): string {
  return item.decision.kind === 'rewrite' ? item.decision.text : item.text;
}

/** A text cut at its findings. Offsets that do not fit are passed over rather than shown wrongly. */
export function segmentsOf(text: string, findings: readonly FindingView[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const finding of findings) {
    if (finding.start < at || finding.end > text.length || finding.end <= finding.start) continue;
    if (finding.start > at) segments.push({ text: text.slice(at, finding.start), finding: null });
    segments.push({ text: text.slice(finding.start, finding.end), finding });
    at = finding.end;
  }
  if (at < text.length) segments.push({ text: text.slice(at), finding: null });
  return segments;
}

/** What is shown of a redaction; the core leaves the same mark in the letter. */
const REDACTED = '[…]';

/**
 * The segments as they leave: a stand-in where one was chosen. The core gives it a capital or a
 * possessive where the sentence wants one, so its own words are taken from `leaves` where they fit.
 */
export function shownSegments(
  text: string,
  findings: readonly FindingView[],
  leaves: string | null,
): Segment[] {
  const segments = segmentsOf(text, findings);
  let at = 0;
  return segments.map((segment, index) => {
    const next = segments[index + 1];
    const shown = shownText(segment, next?.finding === null ? next.text : null, leaves, at);
    at += shown.length;
    return { ...segment, text: shown };
  });
}

function shownText(
  { text, finding }: Segment,
  next: string | null,
  leaves: string | null,
  at: number,
): string {
  if (finding?.decision.kind === 'redact') return REDACTED;
  if (finding?.decision.kind !== 'generalise') return text;
  const { standIn } = finding.decision;
  if (leaves === null) return standIn;
  const end = next === null ? at + standIn.length : leaves.indexOf(next, at);
  const fitted = leaves.slice(at, end);
  const fits = end >= at && fitted.length <= standIn.length + 2 && alike(fitted, standIn);
  return fits ? fitted : standIn;
}

const alike = (fitted: string, standIn: string) =>
  fitted.toLowerCase().startsWith(standIn.toLowerCase());

export const itemElement = (item: string) => `item-${item}`;
export const findingElement = (item: string, finding: string) => `item-${item}-finding-${finding}`;
