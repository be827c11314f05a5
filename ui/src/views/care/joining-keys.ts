/** Which act of joining a key means; null when the key is somebody else's. */

export type JoiningAct = 'next' | 'previous' | 'here' | 'there' | 'both' | 'anew' | 'undo' | 'save';

const LETTERS: Record<string, JoiningAct> = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  '1': 'here',
  '2': 'there',
  '3': 'both',
  e: 'anew',
  u: 'undo',
};

/** The row of digits by place, for keyboards where a digit needs Shift. */
const PLACES: Record<string, JoiningAct> = { Digit1: 'here', Digit2: 'there', Digit3: 'both' };

export function joiningAct(event: KeyboardEvent): JoiningAct | null {
  const { target, key, code } = event;
  if (event.isComposing) return null;
  if (key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey)
    return 'save';
  if (event.ctrlKey || event.metaKey || event.altKey) return null;
  if (
    target instanceof Element &&
    target.closest('input:not([type=radio]), textarea, select, [contenteditable]')
  )
    return null;
  return LETTERS[key] ?? LETTERS[key.toLowerCase()] ?? PLACES[code] ?? null;
}
