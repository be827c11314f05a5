/** Takes the focus when it appears, also in a dialog that opens with it. */
export function takesFocus(node: HTMLElement) {
  // A dialog that is being opened looks for this mark and not for where the focus was.
  node.autofocus = true;
  node.focus();
}
