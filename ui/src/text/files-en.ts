/** The sentences about files of an entry. Part of the one catalogue. */

import { number } from './dates';

const plural = (count: number, one: string, many: string) =>
  `${number(count)} ${count === 1 ? one : many}`;

/** A size as files are spoken of: powers of a thousand, at most one decimal. */
export function sizeInWords(bytes: number): string {
  if (bytes < 1000) return plural(bytes, 'byte', 'bytes');
  if (bytes < 1_000_000) return `${number(Math.round(bytes / 1000))} kB`;
  const unit = bytes < 1_000_000_000 ? 'MB' : 'GB';
  const value = bytes / (unit === 'MB' ? 1_000_000 : 1_000_000_000);
  return `${value < 10 ? value.toFixed(1) : number(Math.round(value))} ${unit}`;
}

export const filesText = {
  fact: 'Files',
  list: 'Files of this entry',
  add: 'Add…',
  addName: 'Add photos and files',
  action: 'Add photos and files to this entry',
  named: (name: string, size: string) => `${name}, ${size}`,
  /** Shown where a picture would stand: what sort of file it is. */
  sort: (name: string) => /\.([\p{L}\p{N}]{1,4})$/u.exec(name)?.[1]?.toLocaleUpperCase() ?? '…',
  adding: 'Adding files',
  added: (count: number) => `${plural(count, 'file', 'files')} added.`,
  partly: (count: number) => `Stopped. ${plural(count, 'file', 'files')} added before that.`,
  none: 'Stopped. No file was added.',
  busy: 'Files are still being added. Add these when that is done.',
  dialog: {
    title: 'Add photos and files',
    label: 'Which files',
    hint: 'One on each line. You can also drop files on the window. They are copied into the vault, encrypted; the files themselves stay where they are.',
    start: 'Add them',
    startOne: 'Add it',
  },
  view: {
    facts: (size: string, day: string) => `${size}, added ${day}`,
    previous: 'Previous file',
    next: 'Next file',
    notShown: 'This is no picture that can be shown here. It is kept as it is.',
    alt: (name: string) => `The picture ${name}`,
    remove: 'Remove…',
    ask: (name: string) => `Remove “${name}” from this entry?`,
    about:
      'It is taken out of the vault, and this cannot be undone. A file outside is not touched.',
    go: 'Remove it',
    stay: 'Keep it',
    removed: (name: string) => `“${name}” is removed.`,
  },
};
