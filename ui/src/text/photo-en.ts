/** The sentences about photos and files in a review and in what leaves. Part of the one catalogue. */

import type { FileView, PhotoView } from '../ipc/shell';
import { number } from './dates';
import { sizeInWords } from './files-en';

const plural = (count: number, one: string, many: string) =>
  `${number(count)} ${count === 1 ? one : many}`;

/** What may hide in a file that leaves as it is. */
const hides: Record<FileView['hides'], string> = {
  office:
    'A document can carry its author’s name, comments, earlier wording and deleted text that do not show on its pages.',
  pdf: 'A PDF can carry its author’s name, folders of a computer, text under black bars and files of its own.',
  archive:
    'An archive holds other files, with their names, their times and whatever hides in each.',
  media:
    'A recording carries every voice and sound in it, and often where, when and with what it was made.',
  text: 'A text file leaves word for word. The names in it were not looked for.',
  unknown: 'Tellable does not know this kind of file and cannot tell what is inside.',
};

/** How the groups of metadata are spoken of; others under their own name. */
const groups: Record<string, string> = {
  GPS: 'Where it was taken',
  Exif: 'Camera and time',
  XMP: 'Notes of programs',
  IPTC: 'Caption and author',
  ICC: 'Colour profile',
  Thumbnail: 'A small copy of the picture',
  Comment: 'Comment',
  PNG: 'Notes in the file',
  Photoshop: 'Notes of Photoshop',
  Other: 'Besides',
};

const percent = (share: number) => Math.round(share * 100);

export const photoText = {
  facts: ({ width, height, format, bytes, problem }: PhotoView) =>
    [
      ...(problem === null ? [`${number(width)} × ${number(height)}`] : []),
      format.toLocaleUpperCase(),
      sizeInWords(bytes),
    ].join(', '),
  making: 'Drawing the picture anew…',
  alt: (name: string) => `The photo ${name}, as it would leave`,
  drawnAnew: 'The picture is drawn anew from its pixels. Nothing else in its file goes along.',
  ask: 'Does this photo leave?',
  brush: 'Cover parts',
  brushed: (count: number) => `${plural(count, 'stroke', 'strokes')} of the brush`,
  saidBrushed: 'The parts are covered.',
  saidUncovered: 'Nothing is covered.',

  metadataTitle: (count: number) =>
    count === 1
      ? 'One detail in its file stays here:'
      : `${number(count)} details in its file stay here:`,
  metadataNone: 'Its file says nothing besides the picture.',
  showAll: (count: number) => `Show all ${number(count)}`,
  group: (name: string) => groups[name] ?? name,

  askFile: 'Does this file leave as it is?',
  hides,
  hidesWarning: 'Tellable cannot look inside or clean it: every byte leaves.',
  fileFacts: ({ bytes }: FileView) => sizeInWords(bytes),

  askName: 'Does the file keep its name?',
  nameAbout: 'Left out, it is called something that says nothing, such as “photo-1.jpg”.',
  nameGone: 'Leaves under a name that says nothing.',

  askAlt: 'What would somebody who cannot see it need to know?',
  altAbout: 'A sentence or two, read aloud in place of the photo.',
  altNone: 'No words',
  altWrite: 'Put it in words',
  altEmpty: 'No words go with the photo yet.',
  altWithout: 'Leaves without words.',
  altLabel: 'The photo in words',
  altStates: {
    undecided: 'Undecided',
    keep: 'Without words',
    rewrite: 'Written',
    'leave-out': 'Without words',
  },
  moot: 'Stays with the file it belongs to.',

  brushing: {
    title: (name: string) => `Cover parts of “${name}”`,
    about:
      'Draw over faces, signs or a screen. What lies under the brush is destroyed in the copy that leaves; your own photo is not touched.',
    canvas: 'The photo, with the brush over it',
    keys: 'Arrows move the crosshair, with Shift in small steps. Space covers what is under it. Plus and minus change the size, U takes the last stroke back.',
    size: 'Size of the brush',
    undo: 'Undo stroke',
    clear: 'Uncover all',
    save: 'Use it like this',
    cancel: 'Cancel',
    at: (x: number, y: number) =>
      `${percent(x)} percent from the left, ${percent(y)} percent from the top.`,
    stamped: (count: number) => `Covered. ${plural(count, 'stroke', 'strokes')}.`,
    sized: (share: number) => `The brush is ${percent(share)} percent of the width.`,
    undone: (count: number) => `Undone. ${plural(count, 'stroke', 'strokes')}.`,
    cleared: 'Nothing is covered.',
    strokes: (count: number) =>
      count === 0 ? 'Nothing covered' : plural(count, 'stroke', 'strokes'),
  },

  parts: {
    title: 'Files that go with it',
    photo: (bytes: number, removed: number) =>
      `${sizeInWords(bytes)}, ${removed === 0 ? 'nothing to remove' : `${plural(removed, 'detail', 'details')} removed`}`,
    file: (bytes: number) => `${sizeInWords(bytes)}, as it is`,
    alt: (words: string) => `In words: “${words}”`,
    noAlt: 'Without words for those who cannot see it.',
    pages: (count: number) => plural(count, 'page', 'pages'),
    page: (at: number, of: number) => `Page ${number(at)} of ${number(of)}`,
    counts: (photos: number, cleaned: number, files: number): string[] => [
      ...(photos > 0 ? [`${plural(photos, 'photo', 'photos')} drawn anew`] : []),
      ...(cleaned > 0 ? [`details removed from ${plural(cleaned, 'photo', 'photos')}`] : []),
      ...(files > 0 ? [`${plural(files, 'file', 'files')} as they are`] : []),
    ],
  },
};
