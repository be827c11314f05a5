/**
 * Opens the age file that the page carries. The work of scrypt goes on beside the page, so that a
 * phone keeps answering and shows how far it is; everything else is `age-encryption`.
 */

import { chacha20poly1305 } from '@noble/ciphers/chacha.js';
import { Decrypter, type Identity, type Stanza } from 'age-encryption';
import { inTurns, type Derive } from './scrypt';

/** More would take a phone minutes; age itself stops at 22. A sealed page is made with 15. */
const HIGHEST_WORK_FACTOR = 20;

/** C2SP age.md, "scrypt recipient stanza". */
const SALT_LABEL = new TextEncoder().encode('age-encryption.org/v1/scrypt');

export type Opened = { letter: Uint8Array } | { problem: 'wrong-passphrase' | 'damaged' };

export async function open(
  file: Uint8Array,
  typed: string,
  progress: (share: number) => void,
  derive: Derive = inTurns,
): Promise<Opened> {
  const passphrases = readings(typed);
  const identity = new PatientScrypt(passphrases, progress, derive);
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return { letter: await decrypter.decrypt(file, 'uint8array') };
  } catch {
    return { problem: identity.answer === 'refused' ? 'wrong-passphrase' : 'damaged' };
  }
}

/** What somebody may have meant: as typed, and as generated words are written (small, joined one way). */
export function readings(typed: string): string[] {
  const exact = typed
    .normalize('NFC')
    .replace(/[\r\n]+/g, ' ')
    .trim();
  const words = exact
    .toLowerCase()
    .split(/[\s\-‐-–—.,]+/)
    .filter((word) => word !== '');
  return [...new Set([exact, words.join('-'), words.join(' ')])];
}

class PatientScrypt implements Identity {
  /** Whether a passphrase opened the file key, or every one was refused. */
  answer: 'unasked' | 'refused' | 'opened' = 'unasked';
  readonly #passphrases: readonly string[];
  readonly #progress: (share: number) => void;
  readonly #derive: Derive;

  constructor(passphrases: readonly string[], progress: (share: number) => void, derive: Derive) {
    this.#passphrases = passphrases;
    this.#progress = progress;
    this.#derive = derive;
  }

  async unwrapFileKey(stanzas: Stanza[]): Promise<Uint8Array | null> {
    const [stanza] = stanzas;
    if (stanzas.length !== 1 || stanza?.args[0] !== 'scrypt' || stanza.args.length !== 3) {
      throw new Error('not sealed with a passphrase alone');
    }
    const [, salt = '', factor = ''] = stanza.args;
    const logN = /^[1-9][0-9]?$/.test(factor) ? Number(factor) : Infinity;
    const saltBytes = fromBase64(salt);
    if (logN > HIGHEST_WORK_FACTOR || saltBytes.length !== 16 || stanza.body.length !== 32) {
      throw new Error('not a passphrase stanza this page can open');
    }
    const labelled = new Uint8Array([...SALT_LABEL, ...saltBytes]);
    for (const [index, passphrase] of this.#passphrases.entries()) {
      const key = await this.#derive({ passphrase, salt: labelled, logN }, (share) => {
        this.#progress((index + share) / this.#passphrases.length);
      });
      const fileKey = unwrap(key, stanza.body);
      key.fill(0);
      if (fileKey !== null) {
        this.answer = 'opened';
        return fileKey;
      }
    }
    this.answer = 'refused';
    return null;
  }
}

function unwrap(key: Uint8Array, body: Uint8Array): Uint8Array | null {
  try {
    return chacha20poly1305(key, new Uint8Array(12)).decrypt(body);
  } catch {
    return null;
  }
}

/** Standard base64, with or without padding and line breaks. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text.replace(/\s+/g, '')), (byte) => byte.charCodeAt(0));
}
