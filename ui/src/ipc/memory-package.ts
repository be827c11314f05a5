/** What would leave, made in memory: a letter, or plain Markdown. */

import type { Counts, Format, Item, PackagePart, Picture, Preview, Review, Stay } from './shell';

/** `picture` gives a photo as it leaves. */
export function previewOf(
  review: Review,
  format: Format,
  at: string,
  picture: (item: Item) => Picture,
): Preview {
  const counts: Counts = {
    kept: 0,
    rewritten: 0,
    leftOut: 0,
    generalised: 0,
    redacted: 0,
    photos: 0,
    files: 0,
    cleaned: 0,
  };
  const stays: Stay[] = [];
  for (const item of review.items) {
    if (item.decision.kind === 'leave-out') {
      counts.leftOut += 1;
      stays.push({ what: item.kind, text: item.text });
      continue;
    }
    if (item.decision.kind === 'rewrite') {
      counts.rewritten += 1;
      stays.push({ what: item.kind, text: item.text });
    } else counts.kept += 1;
    for (const { decision, kind, text } of item.findings) {
      if (decision.kind === 'generalise') counts.generalised += 1;
      else if (decision.kind === 'redact') counts.redacted += 1;
      else continue;
      stays.push({ what: kind, text });
    }
  }
  const parts = partsOf(review, picture);
  counts.photos = parts.filter(({ kind }) => kind === 'photo').length;
  counts.files = parts.length - counts.photos;
  counts.cleaned = parts.filter(({ metadataRemoved }) => metadataRemoved > 0).length;
  const text = textIn(format, review, parts, at);
  const extension = EXTENSIONS[format.kind];
  return {
    text,
    digest: digestOf(text),
    stays,
    counts,
    suggestedName: `letter-${at.slice(0, 10)}.${extension}`,
    parts,
    pages: [],
  };
}

const EXTENSIONS: Record<Format['kind'], string> = {
  'age-recipient': 'age',
  'age-passphrase': 'age',
  'sealed-page': 'html',
  markdown: 'md',
  text: 'txt',
  html: 'html',
  pdf: 'pdf',
  'cue-card': 'txt',
};

function textIn(format: Format, review: Review, parts: readonly PackagePart[], at: string): string {
  switch (format.kind) {
    case 'markdown':
      return markdownOf(review, at);
    case 'text':
    case 'html':
    case 'pdf':
      return plainOf(review, at);
    case 'cue-card':
      return [...format.lines, '', ruleLine(review, at)].join('\n');
    default:
      return letterOf(review, parts, at);
  }
}

/** The files as they leave: a photo without its metadata, under the name and with the words decided. */
function partsOf(review: Review, picture: (item: Item) => Picture): PackagePart[] {
  const about = (attachment: string, kind: Item['kind']) =>
    review.items.find((item) => item.id === `${kind}-${attachment}`)?.leaves ?? null;
  const parts: PackagePart[] = [];
  for (const item of review.items) {
    if (item.leaves === null) continue;
    if (item.photo !== null) {
      const shown = picture(item);
      parts.push({
        name: about(item.photo.attachment, 'file-name') ?? `photo-${parts.length + 1}.jpg`,
        kind: 'photo',
        bytes: Math.round(shown.src.length * 0.75),
        alt: about(item.photo.attachment, 'alt-text'),
        picture: shown,
        metadataRemoved: item.photo.metadata.length,
      });
    } else if (item.file !== null) {
      parts.push({
        name: about(item.file.attachment, 'file-name') ?? `file-${parts.length + 1}`,
        kind: 'file',
        bytes: item.file.bytes,
        alt: null,
        picture: null,
        metadataRemoved: 0,
      });
    }
  }
  return parts;
}

function leaving(review: Review, kind: string): string[] {
  return review.items
    .filter((item) => item.kind === kind && item.leaves !== null)
    .map((item) => item.leaves ?? '');
}

function letterOf(review: Review, parts: readonly PackagePart[], at: string): string {
  const body = leaving(review, 'block').join('\n\n');
  const [feeling] = leaving(review, 'feeling');
  const head = {
    tellable: 'letter',
    v: parts.length > 0 ? 2 : 1,
    id: review.id,
    at: at.slice(0, 10),
    rule: review.plan.rule,
    title: leaving(review, 'title')[0] ?? null,
    happened: leaving(review, 'happened')[0] ?? null,
    place: leaving(review, 'place')[0] ?? null,
    people: leaving(review, 'person'),
    tags: leaving(review, 'tag'),
    feeling: feeling ?? null,
    length: new TextEncoder().encode(body).length,
    attachments: parts.map(({ name, alt, bytes, kind }) => ({
      name,
      type: kind === 'photo' ? 'image/jpeg' : 'application/octet-stream',
      alt,
      length: bytes,
    })),
  };
  return `${JSON.stringify(head)}\n${body}\n`;
}

function markdownOf(review: Review, at: string): string {
  const title = leaving(review, 'title').map((words) => `# ${words}`);
  return [...title, ...leaving(review, 'block'), '---', ruleLine(review, at), ''].join('\n\n');
}

const ruleLine = (review: Review, at: string) =>
  `Keep to the rule: ${review.plan.rule}. ${at.slice(0, 10)}`;

/** Without Markdown's marks: text, and the text layer of HTML and PDF. */
const plainOf = (review: Review, at: string) =>
  markdownOf(review, at)
    .replace(/^(?:#+|>|[-*]) /gm, '')
    .replace(/[*_`]/g, '');

/** Enough to notice a change; the real digest is made by the share crate. */
function digestOf(text: string): string {
  let sum = 7;
  for (const char of text) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 4294967291;
  return sum.toString(16).padStart(8, '0');
}
