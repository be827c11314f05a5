/** Rows of one height, and headings of one height before some of them. */
const ROW = 52;
const HEADING = 36;

/** How many of the ascending `headings` stand before row `index`. */
export function firstAfter(headings: readonly number[], index: number): number {
  let low = 0;
  let high = headings.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((headings[middle] ?? Infinity) < index) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the row begins, its own heading included. */
export function topOf(index: number, headings: readonly number[]): number {
  return index * ROW + firstAfter(headings, index) * HEADING;
}

export function contentHeight(total: number, headings: readonly number[]): number {
  return total * ROW + headings.length * HEADING;
}

/** The row at a height. */
export function rowAt(y: number, headings: readonly number[]): number {
  let low = 0;
  let high = Math.ceil(y / ROW);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (topOf(middle, headings) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
