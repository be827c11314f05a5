import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdown, markdownKeymap, markdownLanguage } from '@codemirror/lang-markdown';
import { syntaxHighlighting } from '@codemirror/language';
import {
  closeSearchPanel,
  findNext,
  findPrevious,
  openSearchPanel,
  search,
} from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import { t } from '../text/en';
import { emphasis } from './emphasis';
import { markClasses, styledLines } from './styled';

export interface EditorOptions {
  text: string;
  readOnly: boolean;
  onchange: (text: string) => void;
}

/** The writing page: what the rest of the UI may know of the editor. */
export interface Editor {
  /** Another text: its own undo, the cursor at its start. */
  show(text: string, readOnly: boolean): void;
  focus(): void;
  find(): void;
  destroy(): void;
}

/** Keys of the editor's own map that the program has for itself. */
const taken = new Set(['Alt-ArrowUp', 'Alt-ArrowDown', 'Mod-/', 'Alt-A']);

const keys = keymap.of([
  { key: 'Mod-b', run: emphasis('**') },
  { key: 'Mod-i', run: emphasis('*') },
  { key: 'Mod-f', run: openSearchPanel, scope: 'editor search-panel' },
  { key: 'F3', run: findNext, shift: findPrevious, scope: 'editor search-panel' },
  { key: 'Mod-g', run: findNext, shift: findPrevious, scope: 'editor search-panel' },
  { key: 'Escape', run: closeSearchPanel, scope: 'editor search-panel' },
  ...markdownKeymap,
  ...historyKeymap,
  ...defaultKeymap.filter((binding) => !taken.has(binding.key ?? '')),
]);

/** The editor's injected style elements pass the window's policy by this nonce. */
function nonce(): Extension {
  const carrier = document.getElementById('nonce-carrier');
  return carrier?.nonce ? EditorView.cspNonce.of(carrier.nonce) : [];
}

export function createEditor(parent: HTMLElement, options: EditorOptions): Editor {
  let quiet = false;
  const fixed: Extension = [
    nonce(),
    history(),
    drawSelection(),
    search({ top: true }),
    EditorState.phrases.of(t.editor),
    markdown({ base: markdownLanguage, addKeymap: false, completeHTMLTags: false }),
    syntaxHighlighting(markClasses),
    styledLines,
    EditorView.lineWrapping,
    EditorView.perLineTextDirection.of(true),
    placeholder(t.page.bodyPlaceholder),
    keys,
    EditorView.updateListener.of((update) => {
      if (update.docChanged && !quiet) options.onchange(update.state.doc.toString());
    }),
  ];
  const stateOf = (text: string, readOnly: boolean) =>
    EditorState.create({
      doc: text,
      extensions: [
        fixed,
        EditorState.readOnly.of(readOnly),
        EditorView.contentAttributes.of({
          'aria-label': t.page.body,
          'data-testid': 'body',
          spellcheck: 'true',
          autocapitalize: 'sentences',
          ...(readOnly ? { 'aria-readonly': 'true' } : {}),
        }),
      ],
    });
  const view = new EditorView({ parent, state: stateOf(options.text, options.readOnly) });
  return {
    show(text, readOnly) {
      quiet = true;
      view.setState(stateOf(text, readOnly));
      quiet = false;
    },
    focus: () => {
      view.focus();
    },
    find: () => {
      openSearchPanel(view);
    },
    destroy: () => {
      view.destroy();
    },
  };
}
