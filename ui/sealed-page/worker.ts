/** The program of the worker: one key, and how far it is. */

import { scrypt } from '@noble/hashes/scrypt.js';
import { optionsOf, type Said, type Work } from './scrypt';

const say = (said: Said) => {
  self.postMessage(said);
};

self.onmessage = ({ data }: MessageEvent<Work>) => {
  const onProgress = (share: number) => {
    say({ share });
  };
  say({ key: scrypt(data.passphrase, data.salt, { ...optionsOf(data.logN), onProgress }) });
};
