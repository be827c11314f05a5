import { syntaxTree } from '@codemirror/language';
import { RangeSetBuilder } from '@codemirror/state';
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';
import { tagHighlighter, tags } from '@lezer/highlight';

/** Classes for what Markdown marks up; editor.css says how they look. */
export const markClasses = tagHighlighter([
  { tag: tags.strong, class: 'md-strong' },
  { tag: tags.emphasis, class: 'md-emphasis' },
  { tag: tags.strikethrough, class: 'md-strike' },
  { tag: tags.monospace, class: 'md-code' },
  { tag: tags.link, class: 'md-link' },
  { tag: tags.url, class: 'md-url' },
  { tag: tags.processingInstruction, class: 'md-mark' },
  { tag: tags.contentSeparator, class: 'md-mark' },
  { tag: tags.meta, class: 'md-mark' },
]);

const lineClasses: Record<string, string> = {
  ATXHeading1: 'md-h1',
  ATXHeading2: 'md-h2',
  ATXHeading3: 'md-h3',
  ATXHeading4: 'md-h3',
  ATXHeading5: 'md-h3',
  ATXHeading6: 'md-h3',
  SetextHeading1: 'md-h1',
  SetextHeading2: 'md-h2',
  Blockquote: 'md-quote',
  FencedCode: 'md-block-code',
  CodeBlock: 'md-block-code',
  Table: 'md-block-code',
};

/** Each visible line finds its own direction, and lines of a heading, a quote or code their class. */
function decorate(view: EditorView): DecorationSet {
  const classes = new Map<number, string>();
  for (const { from, to } of view.visibleRanges) {
    syntaxTree(view.state).iterate({
      from,
      to,
      enter: (node) => {
        const name = lineClasses[node.name];
        if (name === undefined) return;
        const last = view.state.doc.lineAt(Math.min(node.to, view.state.doc.length)).number;
        for (let at = view.state.doc.lineAt(node.from).number; at <= last; at += 1) {
          classes.set(at, classes.has(at) ? `${classes.get(at) ?? ''} ${name}` : name);
        }
      },
    });
  }
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of view.visibleRanges) {
    const last = view.state.doc.lineAt(to).number;
    for (let at = view.state.doc.lineAt(from).number; at <= last; at += 1) {
      const line = view.state.doc.line(at);
      const name = classes.get(at);
      const attributes: Record<string, string> = { dir: 'auto' };
      if (name !== undefined) attributes['class'] = name;
      builder.add(line.from, line.from, Decoration.line({ attributes }));
    }
  }
  return builder.finish();
}

export const styledLines = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view);
    }

    update(update: ViewUpdate) {
      const parsed = syntaxTree(update.startState) !== syntaxTree(update.state);
      if (update.docChanged || update.viewportChanged || parsed) {
        this.decorations = decorate(update.view);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
