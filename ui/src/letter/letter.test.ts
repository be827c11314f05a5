import { describe, expect, it } from 'vitest';
import { readLetter } from './letter';

const head = {
  tellable: 'letter',
  v: 1,
  id: '0'.repeat(32),
  at: '2026-11-22',
  rule: 'keep-between-us',
  title: 'The wrong file',
  happened: 'a few years ago',
  place: null,
  kind: null,
  people: ['a colleague'],
  tags: [],
  feeling: 'ashamed',
  attachments: [],
};
const body = 'I was late. “Again.”';
const bytes = (text: string) => new TextEncoder().encode(text).length;
const letter = (changes: object = {}, tail = `${body}\n`) =>
  `${JSON.stringify({ ...head, length: bytes(body), ...changes })}\n${tail}`;

const file = (length: number) => ({ name: 'a.png', type: 'image/png', alt: 'A boat', length });

describe('a letter', () => {
  it('has its files behind its text, or not at hand', () => {
    const head = { v: 2, attachments: [file(3), file(2)] };
    const whole = new TextEncoder().encode(letter(head, `${body}\nabcde`));
    const read = readLetter(whole);
    const files = 'letter' in read ? read.letter.files : [];
    expect(files.map((one) => new TextDecoder().decode(one.bytes ?? undefined))).toEqual([
      'abc',
      'de',
    ]);
    expect(readLetter(letter(head))).toMatchObject({
      letter: { body, files: [{ name: 'a.png', alt: 'A boat', bytes: null }, { bytes: null }] },
    });
  });

  it('is read whole', () => {
    expect(readLetter(letter())).toEqual({
      letter: {
        at: '2026-11-22',
        rule: 'keep-between-us',
        title: 'The wrong file',
        happened: 'a few years ago',
        place: null,
        kind: null,
        people: ['a colleague'],
        tags: [],
        feeling: { valence: null, words: ['ashamed'] },
        body,
        files: [],
      },
    });
  });

  it.each([
    ['not-a-letter', 'Dear Ana,\nI was late.'],
    ['not-a-letter', ''],
    ['not-a-letter', '[]\n'],
    ['letter-newer', letter({ v: 3 })],
    ['letter-damaged', letter({ v: '1' })],
    ['letter-damaged', letter({ rule: 'tell-everybody' })],
    ['letter-damaged', letter({ at: '22.11.2026' })],
    ['letter-damaged', letter({ length: 3 })],
    ['letter-damaged', letter({ length: -1 })],
    ['letter-damaged', letter({ v: 2, attachments: [{ name: 'a', type: 'b', alt: null }] })],
    ['letter-damaged', letter({ v: 2, attachments: [file(4)] }, `${body}\nabc`)],
    ['letter-damaged', letter({ v: 2, attachments: 'none' })],
    ['letter-damaged', letter({}, 'I was')],
    ['letter-damaged', letter({}, `${body}\nand more`)],
  ])('that is none is said to be %s', (problem, text) => {
    expect(readLetter(text)).toEqual({ problem });
  });

  it('of the wrong shape inside loses only what is wrong', () => {
    const read = readLetter(
      letter({
        title: 7,
        people: ['Ana', null, 3],
        tags: 'work',
        feeling: { valence: 99, words: {} },
      }),
    );
    expect(read).toMatchObject({
      letter: { title: null, people: ['Ana'], tags: [], feeling: null, body },
    });
  });
});
