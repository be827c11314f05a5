import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownCodes, sentenceFor } from '../src/text/failures';

/** The closed set of codes as docs/failures.md lists it, but for those of the command line alone. */
function listed(): string[] {
  const page = readFileSync(join(import.meta.dirname, '../../docs/failures.md'), 'utf8');
  const sections = page
    .split('\n## ')
    .filter((part) => /^(vault|journal|share|letters|the window)\n/.test(part));
  return sections.flatMap((part) =>
    [...part.matchAll(/^\| `([a-z0-9-]+)`/gm)].map((row) => row[1] ?? ''),
  );
}

const codes = listed();

describe('the failures', () => {
  it.each(codes)('%s has a sentence of its own', (code) => {
    expect(knownCodes).toContain(code);
    const sentence = sentenceFor({ code, detail: {} });
    expect(sentence).toMatch(/^[A-Z].*\.$/s);
    expect(sentence).not.toContain('!');
    expect(sentence).not.toContain('undefined');
  });

  it('have no sentence for what cannot happen', () => {
    expect([...knownCodes].sort()).toEqual([...codes].sort());
  });

  it('name a code that nobody knows yet', () => {
    expect(sentenceFor({ code: 'moon-phase', detail: {} })).toContain('(moon-phase)');
    expect(sentenceFor(new Error('boom'))).toContain('(unexpected)');
  });
});

describe('the catalogue', () => {
  it('has no exclamation marks', () => {
    for (const file of ['en.ts', 'share-en.ts', 'care-en.ts', 'keys-en.ts', 'failures.ts']) {
      const text = readFileSync(join(import.meta.dirname, '../src/text', file), 'utf8');
      expect(text).not.toMatch(/[a-z]!/);
    }
  });
});
