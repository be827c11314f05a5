/**
 * CommonMark (with tables) to DOM nodes, for text that may be hostile. No string of HTML is ever
 * made: every word of the author arrives through `textContent`, so there is nothing to escape and
 * nothing to forget. Raw HTML is shown as text, pictures are never fetched, and what Markdown would
 * hide (a link's address, an unused definition) is shown, because it leaves with the rest.
 */

import type { Definition, Nodes, Parents, PhrasingContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { letterWords } from '../text/letter-en';

/** `inert` shows where a link leads and leads nowhere; `open` makes a link of the allowed schemes. */
export type Links = 'inert' | 'open';

/** Deeper than any story; a letter nested beyond it is shown flat from there on. */
const DEEPEST = 60;

const SAFE_LINK = /^(?:https?:|mailto:)/i;

interface Context {
  doc: Document;
  links: Links;
  definitions: Map<string, Definition>;
  used: Set<string>;
  /** The shallowest heading of the story; it stands right below the title. */
  top: number;
}

export function renderMarkdown(doc: Document, markdown: string, links: Links): DocumentFragment {
  const tree = fromMarkdown(markdown, {
    extensions: [gfmTable()],
    mdastExtensions: [gfmTableFromMarkdown()],
  });
  const context: Context = { doc, links, definitions: new Map(), used: new Set(), top: 6 };
  collect(tree, context, 0);
  const out = doc.createDocumentFragment();
  children(tree, out, context, 0);
  return out;
}

function collect(node: Nodes, context: Context, depth: number): void {
  if (node.type === 'definition' && !context.definitions.has(node.identifier)) {
    context.definitions.set(node.identifier, node);
  }
  if (node.type === 'linkReference' || node.type === 'imageReference')
    context.used.add(node.identifier);
  if (node.type === 'heading') context.top = Math.min(context.top, node.depth);
  if ('children' in node && depth < DEEPEST) {
    for (const child of node.children) collect(child, context, depth + 1);
  }
}

function children(node: Parents, into: Node, context: Context, depth: number): void {
  if (depth > DEEPEST) {
    into.appendChild(context.doc.createTextNode(flat(node)));
    return;
  }
  for (const child of node.children) append(child, into, context, depth + 1);
}

/** The words of a subtree without its shape, walked without recursion. */
function flat(node: Nodes): string {
  const waiting: Nodes[] = [node];
  let text = '';
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ('value' in next) text += next.value;
    if ('children' in next) waiting.push(...[...next.children].reverse());
  }
  return text;
}

function append(node: Nodes, into: Node, context: Context, depth: number): void {
  const { doc } = context;
  const wrap = (tag: string, parent: Parents): HTMLElement => {
    const element = doc.createElement(tag);
    children(parent, element, context, depth);
    into.appendChild(element);
    return element;
  };
  const say = (tag: string, words: string, name?: string): void => {
    const element = doc.createElement(tag);
    element.textContent = words;
    if (name !== undefined) element.className = name;
    into.appendChild(element);
  };
  switch (node.type) {
    case 'text':
      into.appendChild(doc.createTextNode(node.value));
      return;
    case 'paragraph':
      wrap('p', node);
      return;
    case 'heading':
      wrap(`h${String(Math.min(6, Math.max(2, 2 + node.depth - context.top)))}`, node);
      return;
    case 'emphasis':
      wrap('em', node);
      return;
    case 'strong':
      wrap('strong', node);
      return;
    case 'blockquote':
      wrap('blockquote', node);
      return;
    case 'list': {
      const list = wrap(node.ordered === true ? 'ol' : 'ul', node);
      if (node.ordered === true && typeof node.start === 'number')
        list.setAttribute('start', String(node.start));
      return;
    }
    case 'listItem':
      listItem(node, into, context, depth);
      return;
    case 'code': {
      const pre = doc.createElement('pre');
      if (node.lang) pre.append(noted(doc, [node.lang, node.meta ?? ''].join(' ').trim()), '\n');
      const code = doc.createElement('code');
      code.textContent = node.value;
      pre.append(code);
      pre.tabIndex = 0;
      into.appendChild(pre);
      return;
    }
    case 'inlineCode':
      say('code', node.value);
      return;
    case 'html':
      say('code', node.value, 'letter-raw');
      return;
    case 'thematicBreak':
      into.appendChild(doc.createElement('hr'));
      return;
    case 'break':
      into.appendChild(doc.createElement('br'));
      return;
    case 'link':
      link(node.children, node.url, node.title, into, context, depth);
      return;
    case 'image':
      picture(node.alt, node.url, node.title, into, context);
      return;
    case 'linkReference': {
      const target = context.definitions.get(node.identifier);
      if (target) link(node.children, target.url, target.title, into, context, depth);
      else children(node, into, context, depth);
      return;
    }
    case 'imageReference': {
      const target = context.definitions.get(node.identifier);
      picture(node.alt, target?.url ?? '', target?.title, into, context);
      return;
    }
    case 'definition':
      if (!context.used.has(node.identifier) || context.definitions.get(node.identifier) !== node) {
        say(
          'p',
          `[${node.label ?? node.identifier}]: ${node.url}${titled(node.title)}`,
          'letter-raw',
        );
      }
      return;
    case 'table':
      table(node, into, context, depth);
      return;
    default:
      // Kinds these extensions never make (footnotes, front matter): their words, not their shape.
      into.appendChild(doc.createTextNode(flat(node)));
  }
}

function listItem(
  node: Extract<Nodes, { type: 'listItem' }>,
  into: Node,
  context: Context,
  depth: number,
): void {
  const item = context.doc.createElement('li');
  for (const child of node.children) {
    // A tight list's paragraph is its line, not a paragraph of its own.
    if (child.type === 'paragraph' && node.spread !== true) children(child, item, context, depth);
    else append(child, item, context, depth);
  }
  into.appendChild(item);
}

function link(
  words: PhrasingContent[],
  url: string,
  title: string | null | undefined,
  into: Node,
  context: Context,
  depth: number,
): void {
  const { doc, links } = context;
  const opens = links === 'open' && SAFE_LINK.test(url);
  const anchor = doc.createElement(opens ? 'a' : 'span');
  if (opens) {
    anchor.setAttribute('href', url);
    anchor.setAttribute('target', '_blank');
    anchor.setAttribute('rel', 'noopener noreferrer');
  }
  anchor.className = 'letter-link';
  for (const word of words) append(word, anchor, context, depth);
  into.appendChild(anchor);
  const said = anchor.textContent;
  if (said !== url && `mailto:${said}` !== url) {
    into.appendChild(noted(doc, ` (${url}${titled(title)})`));
  } else if (title) {
    into.appendChild(noted(doc, ` (${title})`));
  }
}

function picture(
  alt: string | null | undefined,
  url: string,
  title: string | null | undefined,
  into: Node,
  context: Context,
): void {
  const words = [alt ?? '', url].filter((part) => part !== '').join(', ');
  into.appendChild(noted(context.doc, `[${letterWords.picture}: ${words}${titled(title)}]`));
}

function titled(title: string | null | undefined): string {
  return title ? ` “${title}”` : '';
}

function noted(doc: Document, words: string): HTMLElement {
  const element = doc.createElement('span');
  element.className = 'letter-note';
  element.textContent = words;
  return element;
}

function table(node: Table, into: Node, context: Context, depth: number): void {
  const { doc } = context;
  const frame = doc.createElement('div');
  frame.className = 'letter-table';
  frame.tabIndex = 0;
  const element = doc.createElement('table');
  const head = doc.createElement('thead');
  const body = doc.createElement('tbody');
  node.children.forEach((row, index) => {
    const line = doc.createElement('tr');
    row.children.forEach((cell, column) => {
      const square = doc.createElement(index === 0 ? 'th' : 'td');
      if (index === 0) square.setAttribute('scope', 'col');
      const align = node.align?.[column];
      if (align) square.className = `letter-${align}`;
      children(cell, square, context, depth);
      line.append(square);
    });
    (index === 0 ? head : body).append(line);
  });
  element.append(head);
  if (body.childElementCount > 0) element.append(body);
  frame.append(element);
  into.appendChild(frame);
}
