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

export const itemElement = (item: string) => `item-${item}`;
export const findingElement = (item: string, finding: string) => `item-${item}-finding-${finding}`;
