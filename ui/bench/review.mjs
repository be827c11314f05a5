/**
 * How long a key of the review takes until its answer is painted: a story of 100 paragraphs with 300
 * places pointed out, in Chromium over the shell of memory. `npm run build`, then `npm run bench`.
 * The figures are those of the window alone; the core has its own bench in crates/share/benches.
 */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launch } from 'puppeteer-core';
import { preview } from 'vite';

const root = fileURLToPath(new URL('..', import.meta.url));
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);
const server = await preview({ root, preview: { port: 4173 }, logLevel: 'error' });
const browser = await launch({ executablePath: chromium, args: ['--no-sandbox'] });

const by = (name) => `[data-testid="${name}"]`;
const page = await browser.newPage();
await page.setViewport({ width: 1280, height: 860 });
await page.goto('http://localhost:4173/?begin=open&long=100');
await page.waitForSelector(by('row'));
await page.evaluate(() => {
  const row = [...document.querySelectorAll('[data-testid="row"]')].find(({ textContent }) =>
    textContent.includes('The long year'),
  );
  (row.querySelector('button, a') ?? row).click();
});
await page.waitForSelector(by('share'));
await page.click(by('share'));
await page.type(by('plan-person'), 'Ana Ribeiro');
await page.click(by('rule-keep-between-us'));
await page.click(by('plan-begin'));
await page.waitForSelector(by('review'));

/** From the key to the frame that shows what it did; null when it did nothing for a second. */
const press = (key) =>
  page.evaluate(async (pressed) => {
    const now = () =>
      ['review-progress', 'review-said', 'desk']
        .map((name) => document.querySelector(`[data-testid="${name}"]`).textContent)
        .concat(document.activeElement?.id ?? '')
        .join();
    const before = now();
    const start = performance.now();
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key: pressed, bubbles: true, cancelable: true }),
    );
    while (now() === before) {
      if (performance.now() - start > 1000) return null;
      await new Promise((resolve) => setTimeout(resolve));
    }
    await new Promise((resolve) => {
      requestAnimationFrame(() => setTimeout(resolve));
    });
    return performance.now() - start;
  }, key);

const taken = new Map();
async function time(key) {
  const millis = await press(key);
  if (millis !== null) taken.set(key, [...(taken.get(key) ?? []), millis]);
}

for (let turn = 0; turn < 60; turn += 1) await time('j');
for (let turn = 0; turn < 30; turn += 1) await time('k');
for (let turn = 0; turn < 160; turn += 1) {
  const onFinding = await page.$(by('desk-finding'));
  await time(onFinding ? ['1', '2', '3'][turn % 3] : turn % 7 === 0 ? '3' : '1');
  if (turn % 3 === 0 && (await page.$(by('everywhere')))) await time('a');
  if (turn % 11 === 0) await time('u');
  if (turn % 5 === 0) await time('n');
}

const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
const row = (millis) => {
  const sorted = millis.toSorted((a, b) => a - b);
  const [median, p95, most] = [at(sorted, 0.5), at(sorted, 0.95), sorted.at(-1)];
  return { keys: sorted.length, median, p95, most };
};
const shown = [...taken].map(([key, millis]) => ({ key, ...row(millis) }));
shown.push({ key: 'all', ...row([...taken.values()].flat()) });
const facts = await page.evaluate(() => ({
  items: document.querySelectorAll('[data-testid="review-item"]').length,
  findings: document.querySelectorAll('.finding').length,
  said: document.querySelector('[data-testid="review-progress"]').textContent,
}));
console.log(`${facts.items} items, ${facts.findings} findings, ${facts.said}; milliseconds`);
for (const { key, keys, median, p95, most } of shown)
  console.log(
    `${key.padEnd(4)} ${String(keys).padStart(4)} keys  median ${median.toFixed(1).padStart(6)}  95 % ${p95.toFixed(1).padStart(6)}  longest ${most.toFixed(1).padStart(6)}`,
  );

await browser.close();
await server.close();
