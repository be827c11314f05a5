import { Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { open, readings, type Opened } from './open';

const words = 'amber-river-stone-quiet-ladder-north-april';

async function sealed(passphrase: string, text = 'a letter'): Promise<Uint8Array> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  // A test needs no strength.
  encrypter.setScryptWorkFactor(2);
  return encrypter.encrypt(text);
}

/** What opens is bytes: a letter may hold files. */
const textOf = (got: Opened) => ('letter' in got ? new TextDecoder().decode(got.letter) : got);

describe('a sealed page', () => {
  it('opens with its passphrase, and says how far it is', async () => {
    const shares: number[] = [];
    expect(textOf(await open(await sealed(words), words, (share) => shares.push(share)))).toEqual(
      'a letter',
    );
    expect(shares.length).toBeGreaterThan(0);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
  });

  it.each([
    'Amber River Stone Quiet Ladder North April',
    '  amber river stone quiet\nladder north april ',
    'amber-river-stone-quiet-ladder-north-april\n',
    'amber – river – stone – quiet – ladder – north – april',
  ])('forgives how the words are joined: %s', async (typed) => {
    expect(textOf(await open(await sealed(words), typed, () => undefined))).toEqual('a letter');
  });

  it('opens with a passphrase that is not made of words', async () => {
    expect(
      textOf(await open(await sealed('Ünter-Wegs 7'), 'Ünter-Wegs 7', () => undefined)),
    ).toEqual('a letter');
  });

  it('opens for nobody else', async () => {
    const refused = await open(await sealed(words), 'amber river stone', () => undefined);
    expect(refused).toEqual({ problem: 'wrong-passphrase' });
  });

  it('tells damage apart from a wrong passphrase', async () => {
    const file = await sealed(words);
    file.set([(file.at(-1) ?? 0) ^ 1], file.length - 1);
    expect(await open(file, words, () => undefined)).toEqual({ problem: 'damaged' });
    expect(await open(file.subarray(0, 60), words, () => undefined)).toEqual({
      problem: 'damaged',
    });
    expect(await open(new TextEncoder().encode('not age'), words, () => undefined)).toEqual({
      problem: 'damaged',
    });
  });

  it('does not work for minutes because a file says so', async () => {
    const text = new TextDecoder('latin1')
      .decode(await sealed(words))
      .replace(/( [\w+/]+) 2\n/, '$1 25\n');
    const file = Uint8Array.from(text, (char) => char.charCodeAt(0));
    expect(await open(file, words, () => undefined)).toEqual({ problem: 'damaged' });
  });

  it('tries no reading twice', () => {
    expect(readings(words)).toHaveLength(2);
    expect(readings('one')).toEqual(['one']);
  });
});
