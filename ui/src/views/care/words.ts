/** What differs between two texts, word by word, so that the eye finds it. */

export interface Run {
  text: string;
  /** Stands in this text and not in the other. */
  own: boolean;
}

/** Above this many word pairs nothing is marked: the marks would be slow and say little. */
const MOST = 400_000;

const tokens = (text: string) =>
  text.match(/\s+|[\p{L}\p{N}\p{M}'’]+|[^\s\p{L}\p{N}\p{M}]/gu) ?? [];

/** The runs of `text`, those that `other` does not have marked as its own. */
export function runs(text: string, other: string): Run[] {
  const [a, b] = [tokens(text), tokens(other)];
  if (a.length * b.length > MOST || text === '' || other === '') return [{ text, own: false }];
  const width = b.length + 1;
  const length = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => length[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      length[i * width + j] =
        a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const found: Run[] = [];
  const add = (word: string, own: boolean) => {
    const last = found.at(-1);
    if (last?.own === own) last.text += word;
    else found.push({ text: word, own });
  };
  let j = 0;
  for (let i = 0; i < a.length;) {
    const word = a[i] ?? '';
    if (j < b.length && word === b[j]) {
      add(word, false);
      i += 1;
      j += 1;
    } else if (j < b.length && at(i, j + 1) > at(i + 1, j)) j += 1;
    else {
      add(word, true);
      i += 1;
    }
  }
  const whole = bridged(found);
  // When hardly anything is shared, marking every other word only disturbs.
  const shared = whole.reduce((sum, run) => sum + (run.own ? 0 : run.text.trim().length), 0);
  return shared * 3 < text.trim().length ? [{ text, own: false }] : whole;
}

/** Joins runs of one's own across a space or a very short word: one mark is read, five are noise. */
function bridged(found: readonly Run[]): Run[] {
  const whole: Run[] = [];
  for (const [index, run] of found.entries()) {
    const last = whole.at(-1);
    const between = !run.own && last?.own === true && found[index + 1]?.own === true;
    const own = run.own || (between && run.text.trim().length <= 4);
    if (last?.own === own) last.text += run.text;
    else whole.push({ text: run.text, own });
  }
  return whole;
}
