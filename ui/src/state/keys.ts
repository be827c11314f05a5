const mac = /Mac|iPhone|iPad/.test(navigator.platform);

/** Whether the event is the chord, written as `$mod+Shift+F`, `Alt+ArrowUp` or `?`. */
export function isChord(event: KeyboardEvent, chord: string): boolean {
  const parts = chord.split('+');
  const key = parts.pop() ?? '';
  const wants = (name: string) => parts.includes(name);
  const mod = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (mod !== wants('$mod') || other || event.altKey !== wants('Alt')) return false;
  // A sign such as "?" may need Shift to be typed at all.
  if (key.length > 1 || /[a-z,\\]/i.test(key)) {
    if (event.shiftKey !== wants('Shift')) return false;
  }
  return event.key.toLowerCase() === key.toLowerCase();
}

/** True where plain letters are text. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
