/** Strokes on a 20 × 20 grid, drawn for this program. */
export const icons = {
  close: 'M5 5l10 10M15 5L5 15',
  search: 'M9 3.5a5.5 5.5 0 1 1 0 11a5.5 5.5 0 0 1 0-11M13 13l4 4',
  plus: 'M10 4v12M4 10h12',
  lock: 'M5 9.5h10v7H5zM7 9.5V7a3 3 0 0 1 6 0v2.5',
  down: 'M5.5 8l4.5 4.5L14.5 8',
  up: 'M5.5 12L10 7.500l4.500 4.500',
  left: 'M12 5.500L7.500 10l4.500 4.500',
  right: 'M8 5.500l4.500 4.500L8 14.500',
  more: 'M4.500 10h.010M10 10h.010M15.500 10h.010',
  clock: 'M10 3.500a6.500 6.500 0 1 1 0 13a6.500 6.500 0 0 1 0-13M10 6.500V10l2.500 2',
  side: 'M3.500 4.500h13v11h-13zM8 4.500v11',
  check: 'M4.500 10.500l3.500 3.500l7.500-8',
  details: 'M4 6h12M4 10h12M4 14h7',
  tell: 'M4 4.500h12v8.500H9l-3.500 3v-3H4z',
  settings: 'M4 6.500h7M15 6.500h1M13 4.500v4M4 13.500h1M9 13.500h7M7 11.500v4',
  people: 'M10 4a3 3 0 1 1 0 6a3 3 0 0 1 0-6M4.500 16.500c.500-3 2.500-4.500 5.500-4.500s5 1.500 5.500 4.500',
  timeline: 'M5 4v12M5 6h.010M5 10h.010M5 14h.010M9 6h7M9 10h7M9 14h5',
  sliders: 'M4 6h12M6.500 10h7M9 14h2',
} as const;

export type IconName = keyof typeof icons;
