import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import type { Item } from '../ipc/shell';

/** As the door has them; see crates/share/src/format.rs. */
export const CUES = { least: 3, most: 7, letters: 120 };

/** Letters as the door counts them: code points. */
export const lettersIn = (line: string) => Array.from(line).length;

/** The sentences of what leaves, without Markdown's marks, in the order of the story. */
export function sentencesOf(items: readonly Item[]): string[] {
  const found: string[] = [];
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'sentence' });
  for (const { kind, leaves } of items) {
    if (leaves === null || (kind !== 'title' && kind !== 'block')) continue;
    const text = kind === 'title' ? leaves : toString(fromMarkdown(leaves));
    for (const { segment } of segmenter.segment(text)) {
      const sentence = segment.replace(/\s+/g, ' ').trim();
      if (/\p{L}/u.test(sentence) && !found.includes(sentence)) found.push(sentence);
    }
  }
  return found;
}

/** The lines of a card while they are chosen. */
export class CueLines {
  lines = $state<string[]>([]);

  /** Those that say something, as they would stand on the card. */
  readonly said = $derived(this.lines.map((line) => line.trim()).filter((line) => line !== ''));
  readonly good = $derived(
    this.said.length >= CUES.least &&
      this.said.length <= CUES.most &&
      this.said.every((line) => lettersIn(line) <= CUES.letters),
  );
  readonly full = $derived(this.lines.length >= CUES.most);

  has(sentence: string): boolean {
    return this.lines.includes(sentence);
  }

  add(sentence: string) {
    if (!this.full) this.lines = [...this.lines, sentence];
  }

  take(at: number) {
    this.lines = this.lines.filter((_, index) => index !== at);
  }

  move(at: number, by: 1 | -1) {
    const to = at + by;
    if (to < 0 || to >= this.lines.length) return;
    const lines = [...this.lines];
    [lines[at], lines[to]] = [lines[to] ?? '', lines[at] ?? ''];
    this.lines = lines;
  }
}
