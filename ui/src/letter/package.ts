/** What a package's text looks like to its reader: a letter, or plain Markdown. Links lead nowhere. */

import { readLetter } from './letter';
import { renderMarkdown } from './markdown';
import { renderLetter } from './view';

export function renderPackage(doc: Document, text: string, headingId: string): DocumentFragment {
  const read = readLetter(text);
  if ('letter' in read) return renderLetter(doc, read.letter, { links: 'inert', headingId });
  const out = doc.createDocumentFragment();
  const story = doc.createElement('div');
  story.className = 'letter-story';
  story.append(renderMarkdown(doc, text, 'inert'));
  out.append(story);
  return out;
}
