/** Which act of the review a key means; null when the key is somebody else's. */

export type ReviewAct =
  | 'next'
  | 'previous'
  | 'next-open'
  | 'first'
  | 'second'
  | 'third'
  | 'everywhere'
  | 'remaining'
  | 'undo'
  | 'edit'
  | 'help'
  | 'done';

const LETTERS: Record<string, ReviewAct> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  n: 'next-open',
  a: 'everywhere',
  u: 'undo',
  e: 'edit',
  '?': 'help',
  '1': 'first',
  '2': 'second',
  '3': 'third',
  '!': 'remaining',
};

/** The row of digits by place, for keyboards where a digit needs Shift. */
const PLACES: Record<string, ReviewAct> = { Digit1: 'first', Digit2: 'second', Digit3: 'third' };

export function reviewAct(event: KeyboardEvent): ReviewAct | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const { target, key, code, shiftKey } = event;
  const onControl =
    target instanceof Element && target.closest('input, textarea, select, [contenteditable]');
  if (onControl) return null;
  // Enter on a button is that button's; findings in the text are stops of the review, not controls.
  if (key === 'Enter')
    return target instanceof Element && target.closest('button:not(.finding), a') ? null : 'done';
  if (shiftKey && code === 'Digit1') return 'remaining';
  return LETTERS[key] ?? LETTERS[key.toLowerCase()] ?? PLACES[code] ?? null;
}
