/**
 * Makes dist/sealed-page.html: one file with its style and its program inside, allowed by their
 * hashes and by nothing else. The share crate replaces the marker by a sealed letter.
 */

import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const MARKER = '<script type="application/age" id="letter">TELLABLE-LETTER</script>';

const hash = (text) => `'sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}'`;

function fail(words) {
  console.error(`sealed page: ${words}`);
  process.exit(1);
}

async function script(entry, define = {}) {
  const [made] = await build({
    configFile: false,
    logLevel: 'warn',
    define,
    // Outside a "browser" build the Markdown parser names entities from a table, not through innerHTML.
    resolve: { conditions: ['module', 'import', 'default'], mainFields: ['module', 'main'] },
    build: {
      write: false,
      target: ['safari15', 'firefox102', 'chrome100'],
      minify: true,
      lib: { entry: here(entry), formats: ['iife'], name: 'sealedPage' },
    },
  });
  const chunks = made.output.filter((part) => part.type === 'chunk');
  if (chunks.length !== 1) fail(`expected one script, got ${chunks.length}`);
  return chunks[0].code.trim();
}

async function style() {
  const sheets = ['../src/styles/tokens.css', '../src/letter/letter.css', 'page.css'];
  const texts = await Promise.all(sheets.map((name) => readFile(here(name), 'utf8')));
  return texts
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .trim();
}

const worker = await script('worker.ts');
const [template, code, css] = await Promise.all([
  readFile(here('template.html'), 'utf8'),
  script('main.ts', { WORKER: JSON.stringify(worker) }),
  style(),
]);
// A closing tag inside the program or the style would end its element early.
if (/<\/script|<!--/i.test(code) || /<\//.test(css))
  fail('the program or the style would break out of its element');
if (/innerHTML|\beval\(|new Function/.test(code)) fail('the program writes HTML or evaluates text');
if (/\burl\(|@import/i.test(css)) fail('the style would fetch something');

const policy = [
  "default-src 'none'",
  `script-src ${hash(code)}`,
  `style-src ${hash(css)}`,
  // The worker that derives the key, and the letter's pictures: both made by the program out of this page's bytes.
  'worker-src blob:',
  'img-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types worker',
].join('; ');

const page = template
  .replace('%POLICY%', () => policy)
  .replace('%STYLE%', () => css)
  .replace('%SCRIPT%', () => code);

if (page.split(MARKER).length !== 2) fail('the marker for the letter must stand exactly once');
if (page.split('TELLABLE-LETTER').length !== 2) fail('the marker word must stand nowhere else');
const styleText = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
const scriptText = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1] ?? '';
for (const text of [styleText, scriptText]) {
  if (text === '' || !policy.includes(hash(text)))
    fail('a hash in the policy does not match its element');
}

await mkdir(here('../dist'), { recursive: true });
await writeFile(here('../dist/sealed-page.html'), page);
console.log(`dist/sealed-page.html  ${(page.length / 1024).toFixed(1)} kB`);
