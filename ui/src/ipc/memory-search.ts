import type { Content, Piece } from './shell';

interface Looked {
  words: string[];
  tokens: { name: string; value: string }[];
}

/** Words, phrases and tokens of a query. */
export function looked(query: string): Looked {
  const wanted: Looked = { words: [], tokens: [] };
  for (const match of query.matchAll(/(\w+):("[^"]*"|\S+)|"([^"]+)"|(\S+)/g)) {
    const [, name, value, phrase, word] = match;
    if (name !== undefined && value !== undefined) {
      wanted.tokens.push({ name, value: value.replaceAll('"', '').toLowerCase() });
    } else {
      const text = (phrase ?? word ?? '').replace(/\*$/, '').toLowerCase();
      if (text !== '') wanted.words.push(text);
    }
  }
  return wanted;
}

/** The excerpt with its hits, or null when the entry does not have all that was asked. */
export function matches(
  content: Content,
  written: string,
  people: string[],
  wanted: Looked,
): Piece[] | null {
  const text = `${content.title}\n${content.body}`;
  const lower = text.toLowerCase();
  if (!wanted.words.every((word) => lower.includes(word))) return null;
  const date = content.happened ?? written;
  const fits = wanted.tokens.every(({ name, value }) => {
    if (name === 'kind') return content.kind === value;
    if (name === 'tag') return content.tags.some((tag) => tag.toLowerCase() === value);
    if (name === 'person') return people.some((person) => person.toLowerCase().includes(value));
    if (name === 'place') return content.place?.toLowerCase().includes(value) ?? false;
    if (name === 'before') return date < value;
    if (name === 'after') return date > value;
    return false;
  });
  if (!fits) return null;
  const body = content.body.replace(/\s+/g, ' ');
  const first = wanted.words[0];
  const at = first === undefined ? 0 : Math.max(0, body.toLowerCase().indexOf(first));
  const from = Math.max(0, at - 40);
  return pieces(`${from > 0 ? '…' : ''}${body.slice(from, from + 140)}`, wanted.words);
}

function pieces(text: string, words: string[]): Piece[] {
  if (words.length === 0) return [{ text, hit: false }];
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text
    .split(new RegExp(`(${escaped.join('|')})`, 'i'))
    .map((part, index) => ({ text: part, hit: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
