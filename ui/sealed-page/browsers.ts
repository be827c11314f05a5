/**
 * The built page, with a letter in it, from a disk, in the engines that people have: Chromium and
 * Firefox, as they stand on this machine. Part of `cargo xtask test`.
 */

import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Encrypter } from 'age-encryption';
import { source as axe, type run as runAxe } from 'axe-core';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const WORDS = 'amber-river-stone-quiet-ladder-north-april';
/** As the door makes it: 2^15. */
const WORK = 15;
const BODY = 'I was late, and […] saw it.\n\n> She said: "Me too."';

/** One grey pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

const HEAD = {
  tellable: 'letter',
  v: 2,
  id: '9f0c1111111111111111111111111111',
  at: '2026-11-22',
  rule: 'keep-between-us',
  title: 'The demo',
  happened: 'in March 2019',
  place: null,
  kind: null,
  people: ['a colleague'],
  tags: [],
  feeling: null,
  length: new TextEncoder().encode(BODY).length,
  attachments: [
    { name: 'boat.png', type: 'image/png', alt: 'A boat at noon', length: PIXEL.length },
    { name: 'notes.html', type: 'text/html', alt: null, length: 3 },
  ],
};

const ENGINES = [
  ['chrome', ['chromium', 'chromium-browser', 'google-chrome']],
  ['firefox', ['firefox-esr', 'firefox']],
] as const;

/** A program that runs, by the first of these names. */
function program(names: readonly string[]): string {
  const finder = process.platform === 'win32' ? 'where' : 'which';
  for (const name of names) {
    const { stdout } = spawnSync(finder, [name], { encoding: 'utf8' });
    const [path] = stdout.split(/\r?\n/);
    if (path) return path;
  }
  throw new Error(`none of these browsers is here: ${names.join(', ')}`);
}

let folder: string;
let address: string;

beforeAll(async () => {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(WORDS);
  encrypter.setScryptWorkFactor(WORK);
  const file = await encrypter.encrypt(
    Buffer.concat([Buffer.from(`${JSON.stringify(HEAD)}\n${BODY}\n`), PIXEL, Buffer.from('<b>')]),
  );
  const built = fileURLToPath(new URL('../dist/sealed-page.html', import.meta.url));
  const page = await readFile(built, 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'sealed-page-'));
  const path = join(folder, 'letter.html');
  await writeFile(path, page.replace('TELLABLE-LETTER', Buffer.from(file).toString('base64')));
  address = pathToFileURL(path).href;
});

afterAll(() => rm(folder, { recursive: true }));

describe.each(ENGINES)('a sealed page in %s', (browser, names) => {
  let running: Browser;
  let page: Page;
  const asked: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    const args = browser === 'chrome' ? ['--no-sandbox', '--disable-background-networking'] : [];
    running = await launch({
      browser,
      executablePath: program(names),
      args,
      // Firefox is the reader who has it dark; Chromium changes its mind below.
      extraPrefsFirefox: { 'layout.css.prefers-color-scheme.content-override': 0 },
    });
    page = await running.newPage();
    page.on('request', (request) => asked.push(request.url()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => complaints.push(message.text()));
    // What a phone has.
    await page.setViewport({ width: 360, height: 740 });
    await page.evaluateOnNewDocument(() => {
      const Real = window.Worker;
      const made = { workers: 0 };
      Object.assign(window, { made });
      window.Worker = class extends Real {
        constructor(...words: ConstructorParameters<typeof Worker>) {
          super(...words);
          made.workers += 1;
        }
      };
    });
    await page.goto(address);
  });

  afterAll(() => running.close());

  const fits = () => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
  const text = (css: string) => page.$eval(css, (element) => (element as HTMLElement).innerText);

  /** What axe has to say, without the rules that need a whole site. */
  async function found(): Promise<string[]> {
    await page.evaluate(`(() => { const define = undefined, module = undefined; ${axe} })()`);
    return page.evaluate(async () => {
      const { run } = (window as unknown as { axe: { run: typeof runAxe } }).axe;
      return (await run(document)).violations.map((one) => `${one.id}: ${one.help}`);
    });
  }

  it('shows nothing of the letter before the passphrase, and fits a phone', async () => {
    expect(await text('#page')).not.toContain('late');
    expect(await fits()).toBe(true);
    expect(await found()).toEqual([]);
  });

  it('says kindly that a passphrase is not the one', async () => {
    await page.type('#passphrase', 'amber river stone');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.wrong', { timeout: 60_000 });
    expect(await text('#answer')).toContain('try as often as you like');
  });

  it('opens by its words, typed as they were heard, with the keyboard alone', async () => {
    await page.type('#passphrase', 'Amber River Stone Quiet Ladder North April');
    await page.keyboard.press('Enter');
    await page.waitForSelector('.letter', { timeout: 60_000 });
    const letter = await text('.letter');
    expect(letter).toContain('She said');
    expect(letter).toContain('Please keep this between us.');
    expect(await text(':focus')).toBe('The demo');
    expect(await fits()).toBe(true);
    expect(await found()).toEqual([]);
  });

  it('shows the pictures that came with it, in words too, and saves other files as bytes', async () => {
    const picture = await page.$eval('.letter img', (shown) => {
      const { naturalWidth, alt } = shown;
      return { naturalWidth, alt };
    });
    expect(picture).toEqual({ naturalWidth: 1, alt: 'A boat at noon' });
    const file = await page.$eval('.letter-file a', (link) => ({
      saves: link.getAttribute('download'),
      from: link.protocol,
    }));
    expect(file).toEqual({ saves: 'notes.html', from: 'blob:' });
  });

  it('derived the key beside the page, in a worker', async () => {
    const made = await page.evaluate(() => (window as unknown as { made: object }).made);
    expect(made).toEqual({ workers: 4 });
  });

  const paper = () =>
    page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);

  it('is dark where the reader wants it dark', async () => {
    if (browser === 'chrome') {
      expect(await paper()).toBe('rgb(255, 252, 240)');
      await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    }
    expect(await paper()).toBe('rgb(16, 15, 15)');
    expect(await found()).toEqual([]);
  });

  it.runIf(browser === 'chrome')('is white paper without buttons when printed', async () => {
    await page.emulateMediaType('print');
    expect(await paper()).toBe('rgb(255, 255, 255)');
    expect(await page.$eval('.open-acts', (acts) => getComputedStyle(acts).display)).toBe('none');
  });

  it('asked no network for anything, and nothing went wrong in it', () => {
    expect(asked.filter((url) => !url.startsWith('file:') && !url.startsWith('blob:'))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
