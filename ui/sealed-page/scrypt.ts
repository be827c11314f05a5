/** Two ways to the same key: beside the page in a worker, or on the page in many short turns. */

import { scryptAsync } from '@noble/hashes/scrypt.js';

export interface Work {
  passphrase: string;
  salt: Uint8Array;
  /** The cost: 2 to the power of this. */
  logN: number;
}

/** Gives the 32 bytes of the key; `progress` hears how much of the work is done, from 0 to 1. */
export type Derive = (work: Work, progress: (share: number) => void) => Promise<Uint8Array>;

/** What the worker says: how far it is, or the key. */
export type Said = { share: number } | { key: Uint8Array };

export const optionsOf = (logN: number) => ({ N: 2 ** logN, r: 8, p: 1, dkLen: 32 });

/** On the page's own thread, which goes on answering between the turns. */
export const inTurns: Derive = ({ passphrase, salt, logN }, onProgress) =>
  scryptAsync(passphrase, salt, { ...optionsOf(logN), asyncTick: 16, onProgress });

/**
 * In a worker made by `make`; in turns where a worker cannot be had, or ends without an answer:
 * some browsers allow none to a page that was opened from a disk.
 */
export function inWorker(make: () => Worker): Derive {
  let refused = false;
  return async (work, progress) => {
    if (!refused) {
      try {
        return await ask(make(), work, progress);
      } catch {
        refused = true;
      }
    }
    return inTurns(work, progress);
  };
}

function ask(worker: Worker, work: Work, progress: (share: number) => void): Promise<Uint8Array> {
  return new Promise<Uint8Array>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<Said>) => {
      if ('key' in data) resolve(data.key);
      else progress(data.share);
    };
    worker.onerror = (event) => {
      event.preventDefault();
      reject(new Error('no worker'));
    };
    worker.postMessage(work);
  }).finally(() => {
    worker.terminate();
  });
}
