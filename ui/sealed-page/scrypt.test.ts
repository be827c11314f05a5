import { scrypt } from '@noble/hashes/scrypt.js';
import { describe, expect, it, vi } from 'vitest';
import { inTurns, inWorker, optionsOf, type Work } from './scrypt';

const work: Work = { passphrase: 'amber-river', salt: new Uint8Array(16).fill(7), logN: 4 };
const key = scrypt(work.passphrase, work.salt, optionsOf(work.logN));

/** A worker that does with the work whatever it is told to. */
function worker(does: (self: Worker, work: Work) => void): Worker {
  const self = { onmessage: null, onerror: null, terminate: vi.fn() } as unknown as Worker;
  self.postMessage = (asked: Work) => {
    does(self, asked);
  };
  return self;
}

const says = (self: Worker, data: unknown) => {
  self.onmessage?.({ data } as MessageEvent);
};

describe('the key of a sealed page', () => {
  it('is the same in turns on the page', async () => {
    expect(await inTurns(work, () => undefined)).toEqual(key);
  });

  it('comes from a worker, which says how far it is and ends', async () => {
    const shares: number[] = [];
    const made = worker((self, asked) => {
      says(self, { share: 0.5 });
      says(self, { key: scrypt(asked.passphrase, asked.salt, optionsOf(asked.logN)) });
    });
    expect(await inWorker(() => made)(work, (share) => shares.push(share))).toEqual(key);
    expect(shares).toEqual([0.5]);
    expect(made.terminate).toHaveBeenCalledOnce();
  });

  it('is derived on the page where a worker ends without an answer', async () => {
    const make = vi.fn(() =>
      worker((self) => {
        self.onerror?.(new Event('error') as unknown as ErrorEvent);
      }),
    );
    const derive = inWorker(make);
    expect(await derive(work, () => undefined)).toEqual(key);
    expect(await derive(work, () => undefined)).toEqual(key);
    expect(make).toHaveBeenCalledOnce();
  });

  it('is derived on the page where no worker may be made', async () => {
    const derive = inWorker(() => {
      throw new Error('refused by a policy');
    });
    expect(await derive(work, () => undefined)).toEqual(key);
  });
});
