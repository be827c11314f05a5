import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../src');
const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
const read = (name: string) => readFileSync(join(root, name), 'utf8');

describe('the look', () => {
  const styled = files.filter(
    (name) => /\.(svelte|css)$/.test(name) && !name.includes('tokens.css'),
  );

  it.each(styled)('%s holds no colour and no duration of its own', (name) => {
    const style = name.endsWith('.css')
      ? read(name)
      : (/<style>[\s\S]*<\/style>/.exec(read(name))?.[0] ?? '');
    expect(style).not.toMatch(/#[0-9a-f]{3,8}\b(?![^;{]*\{)/i);
    expect(style).not.toMatch(/\b(rgb|hsl|oklch)a?\(/);
    expect(style).not.toMatch(/(?<![\w-])\d+m?s\b/);
  });
});

describe('the catalogue', () => {
  const views = files.filter((name) => name.endsWith('.svelte'));

  it.each(views)('%s has no sentence of its own', (name) => {
    const markup = read(name)
      .replace(/<script[\s\S]*?<\/script>/g, '')
      .replace(/<style>[\s\S]*?<\/style>/g, '')
      .replace(/<!--[\s\S]*?-->/g, '');
    // Text between tags, outside braces.
    const texts = [...markup.matchAll(/>([^<>{}]*)</g)].map((match) => match[1]?.trim() ?? '');
    expect(
      texts.filter((text) => /[a-z]{3,} [a-z]{2,}/i.test(text) && !/[=()]/.test(text)),
    ).toEqual([]);
    expect(markup).not.toMatch(/(aria-label|placeholder|title|label)="[A-Za-z][^"{]*"/);
  });
});
