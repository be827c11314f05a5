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
  // Where in `leaves` one stands; what is undecided stands there as a redaction.
  let at = 0;
  return segments.map((segment, index) => {
    const { finding } = segment;
    const next = segments[index + 1]?.finding === null ? segments[index + 1]?.text : undefined;
    if (finding === null) {
      const found = leaves?.indexOf(segment.text, at) ?? -1;
      if (found >= 0) at = found + segment.text.length;
      return segment;
    }
    if (finding.decision.kind === 'redact') return { ...segment, text: REDACTED };
    if (finding.decision.kind !== 'generalise') return segment;
    return { ...segment, text: fitted(finding.decision.standIn, next, leaves, at) };
  });
}

/** The stand-in as the core wrote it at this place, or as it was chosen when that cannot be told. */
function fitted(
  standIn: string,
  next: string | undefined,
  leaves: string | null,
  at: number,
): string {
  const end = next === undefined ? at + standIn.length : (leaves?.indexOf(next, at) ?? -1);
  const there = leaves?.slice(at, Math.max(at, end)) ?? '';
  const fits =
    there.length <= standIn.length + 2 && there.toLowerCase().startsWith(standIn.toLowerCase());
  return fits ? there : standIn;
}

export const itemElement = (item: string) => `item-${item}`;
export const findingElement = (item: string, finding: string) => `item-${item}-finding-${finding}`;
