/** Strokes on a 20 × 20 grid, drawn for this program. */
export const icons = {
  close: 'M5 5l10 10M15 5L5 15',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M13 13l4 4',
  plus: 'M10 4v12M4 10h12',
  lock: 'M5 9.5h10v7H5zM7 9.5V7a3 3 0 0 1 6 0v2.5',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  up: 'M5.5 12L10 7.5l4.5 4.5',
  left: 'M12 5.5L7.5 10l4.5 4.5',
  right: 'M8 5.5l4.5 4.5L8 14.5',
  more: 'M5 10h.01M10 10h.01M15 10h.01',
  clock: 'M10 3.5a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M10 6.5V10l2.5 2',
  side: 'M3.5 4.5h13v11h-13zM8 4.5v11',
  check: 'M4.5 10.5l3.5 3.5l7.5-8',
  details: 'M4 6h12M4 10h12M4 14h7',
  tell: 'M4 4.5h12v8.5H9l-3.5 3v-3H4z',
  settings: 'M4 6.5h7M15 6.5h1M13 4.5v4M4 13.5h1M9 13.5h7M7 11.5v4',
  people: 'M10 4a3 3 0 1 1 0 6a3 3 0 0 1 0-6M4.5 16.5c.5-3 2.5-4.5 5.5-4.5s5 1.5 5.5 4.5',
  timeline: 'M5 4v12M5 6h.01M5 10h.01M5 14h.01M9 6h7M9 10h7M9 14h5',
  sliders: 'M4 6h12M6.5 10h7M9 14h2',
} as const;

export type IconName = keyof typeof icons;
