import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { knownCodes, sentenceFor } from '../src/text/failures';

/** The closed sets of the core, as its contract names them. */
const contract = `
  wrong-passphrase wrong-recovery-key vault-in-use vault-not-found not-a-vault vault-format-newer
  vault-damaged vault-read-only already-exists folder-read-only disk-full work-factor-too-high
  record-damaged record-too-large recipient-invalid io entry-not-found revision-not-found
  entry-too-large entry-empty happened-not-understood folder-not-empty query-not-understood
  not-utf-8 front-matter-not-yaml unreadable review-unfinished review-stale removed-text-found
  not-approved name-mismatch target-exists share-not-found item-not-found finding-not-found
  nothing-kept person-not-found`
  .split(/\s+/)
  .filter(Boolean);

/** The closed sets as they stand in the sources: lists called `CODES`, and arms of `code()`. */
function inTheSources(): string[] {
  const files = ['crates/vault', 'crates/journal', 'crates/share']
    .map((crate) => `${crate}/src/error.rs`)
    .concat('src-tauri/src/failure.rs');
  return files.flatMap((file) => {
    const text = readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
    const lists = [...text.matchAll(/const CODES[^=]*=\s*\[([^\]]*)\]/g)].map(
      (list) => list[1] ?? '',
    );
    const codes = lists.flatMap((list) => [...list.matchAll(/"([a-z0-9-]+)"/g)]);
    const arms = [...text.matchAll(/=> "([a-z0-9-]+)"/g)];
    return [...codes, ...arms].map((match) => match[1] ?? '');
  });
}

const codes = [...new Set([...contract, ...inTheSources()])];

describe('the failures', () => {
  it.each(codes)('%s has a sentence of its own', (code) => {
    expect(knownCodes).toContain(code);
    const sentence = sentenceFor({ code, detail: {} });
    expect(sentence).toMatch(/^[A-Z].*\.$/s);
    expect(sentence).not.toContain('!');
    expect(sentence).not.toContain('undefined');
  });

  it('name a code that nobody knows yet', () => {
    expect(sentenceFor({ code: 'moon-phase', detail: {} })).toContain('(moon-phase)');
    expect(sentenceFor(new Error('boom'))).toContain('(unexpected)');
  });
});

describe('the catalogue', () => {
  it('has no exclamation marks', () => {
    for (const file of ['en.ts', 'share-en.ts', 'failures.ts']) {
      const text = readFileSync(join(import.meta.dirname, '../src/text', file), 'utf8');
      expect(text).not.toMatch(/[a-z]!/);
    }
  });
});
