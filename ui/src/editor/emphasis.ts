import { EditorSelection } from '@codemirror/state';
import type { Command } from '@codemirror/view';

/** Puts the mark around the selection, or takes it away again. */
export function emphasis(mark: string): Command {
  return (view) => {
    if (view.state.readOnly) return false;
    const { doc } = view.state;
    const length = mark.length;
    const change = view.state.changeByRange((range) => {
      const before = doc.sliceString(range.from - length, range.from);
      const after = doc.sliceString(range.to, range.to + length);
      if (before === mark && after === mark) {
        return {
          changes: [
            { from: range.from - length, to: range.from },
            { from: range.to, to: range.to + length },
          ],
          range: EditorSelection.range(range.from - length, range.to - length),
        };
      }
      return {
        changes: [
          { from: range.from, insert: mark },
          { from: range.to, insert: mark },
        ],
        range: EditorSelection.range(range.from + length, range.to + length),
      };
    });
    view.dispatch(change, { scrollIntoView: true, userEvent: 'input' });
    return true;
  };
}
