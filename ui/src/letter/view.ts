/** A whole letter as DOM: its title, what is known about the moment, the story, and the promise asked for. */

import { letterWords } from '../text/letter-en';
import type { Letter, LetterFeeling, LetterFile } from './letter';
import { renderMarkdown, type Links } from './markdown';

export interface LetterView {
  links: Links;
  /** The id of the letter's heading, for `aria-labelledby`. */
  headingId: string;
  /** An address for a file's bytes, where they are at hand and shown with the letter. */
  addressOf?: (file: LetterFile) => string;
}

export function renderLetter(doc: Document, letter: Letter, view: LetterView): DocumentFragment {
  const out = doc.createDocumentFragment();
  const put = (into: Node, tag: string, name: string, words: string): HTMLElement => {
    const element = doc.createElement(tag);
    element.className = name;
    element.textContent = words;
    into.appendChild(element);
    return element;
  };
  const head = doc.createElement('header');
  head.className = 'letter-head';
  const heading = put(head, 'h1', 'letter-title', letter.title ?? letterWords.untitled);
  heading.id = view.headingId;
  heading.tabIndex = -1;
  const facts = [letter.happened, letter.place].filter((fact) => fact !== null);
  if (facts.length > 0) put(head, 'p', 'letter-facts', facts.join(' · '));
  out.append(head);

  const story = doc.createElement('div');
  story.className = 'letter-story';
  story.append(renderMarkdown(doc, letter.body, view.links));
  out.append(story);

  for (const file of letter.files) {
    const shown = view.addressOf && fileOf(doc, file, view.addressOf(file));
    if (shown) out.append(shown);
  }

  const details = detailsOf(letter);
  if (details.length > 0) {
    const list = doc.createElement('dl');
    list.className = 'letter-details';
    for (const [name, words] of details) {
      const pair = doc.createElement('div');
      put(pair, 'dt', '', name);
      put(pair, 'dd', '', words);
      list.append(pair);
    }
    out.append(list);
  }

  const promise = doc.createElement('footer');
  promise.className = 'letter-promise';
  put(promise, 'p', 'letter-rule', letterWords.rules[letter.rule]);
  put(promise, 'p', 'letter-date', letterWords.sealedOn(dayInWords(letter.at)));
  out.append(promise);
  return out;
}

/** What Tellable writes as a picture; anything else is a file to be saved. */
const PICTURES = ['image/jpeg', 'image/png'];

function fileOf(doc: Document, file: LetterFile, address: string): HTMLElement {
  const figure = doc.createElement('figure');
  figure.className = 'letter-file';
  if (PICTURES.includes(file.type)) {
    const picture = doc.createElement('img');
    picture.src = address;
    picture.alt = file.alt ?? letterWords.pictureOf(file.name);
    figure.append(picture);
    return figure;
  }
  const link = doc.createElement('a');
  link.href = address;
  link.download = file.name;
  link.textContent = letterWords.save(file.name);
  figure.append(link);
  return figure;
}

function detailsOf(letter: Letter): [string, string][] {
  const details: [string, string][] = [];
  if (letter.kind !== null)
    details.push([letterWords.kind, letterWords.kinds[letter.kind] ?? letter.kind]);
  if (letter.people.length > 0) details.push([letterWords.people, letter.people.join(', ')]);
  if (letter.feeling !== null) details.push([letterWords.feeling, feelingInWords(letter.feeling)]);
  if (letter.tags.length > 0) details.push([letterWords.tags, letter.tags.join(', ')]);
  return details;
}

function feelingInWords(feeling: LetterFeeling): string {
  const scale = feeling.valence === null ? null : letterWords.valence[feeling.valence + 3];
  return [...feeling.words, ...(scale ? [scale] : [])].join(', ');
}

/** `2026-11-22` as "22 November 2026", the same in every place and every time zone. */
export function dayInWords(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}
