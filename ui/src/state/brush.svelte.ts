import type { PhotoView, Stroke } from '../ipc/shell';
import { photoText } from '../text/photo-en';

/** Points of a stroke closer than this part of its radius say nothing new. */
const FINENESS = 0.25;
/** How much larger or smaller a key makes the brush. */
const GROWTH = 1.25;

/**
 * Covering parts of one photo. Everything is measured in pixels of the picture as it is shown at its
 * full size, whatever size it has on the screen.
 */
export class Brush {
  strokes = $state.raw<readonly Stroke[]>([]);
  radius = $state(1);
  /** Where the crosshair of the keyboard stands. */
  x = $state(0);
  y = $state(0);
  /** Spoken after each key. */
  said = $state('');

  readonly width: number;
  readonly height: number;
  readonly smallest: number;
  readonly largest: number;
  readonly #first: readonly Stroke[];
  #past = $state.raw<readonly (readonly Stroke[])[]>([]);
  #drawing = false;

  /** `aside` are strokes of an earlier try that were not used yet. */
  constructor(
    { width, height, strokes }: Pick<PhotoView, 'width' | 'height' | 'strokes'>,
    aside: readonly Stroke[] = strokes,
  ) {
    this.width = width;
    this.height = height;
    const short = Math.min(width, height);
    this.smallest = Math.max(1, short / 80);
    this.largest = Math.max(2, short / 3);
    this.radius = Math.max(1, short / 16);
    this.x = width / 2;
    this.y = height / 2;
    this.strokes = aside;
    this.#first = strokes;
  }

  readonly canUndo = $derived(this.#past.length > 0);

  /** Something differs from what it began with. */
  get changed(): boolean {
    return JSON.stringify(this.strokes) !== JSON.stringify(this.#first);
  }

  /** A pointer goes down. */
  begin(x: number, y: number) {
    this.#remember();
    this.#drawing = true;
    this.strokes = [...this.strokes, { points: this.#inside(x, y), radius: this.radius }];
  }

  /** It moves. */
  extend(x: number, y: number) {
    const stroke = this.strokes.at(-1);
    if (!this.#drawing || stroke === undefined) return;
    const [nextX = 0, nextY = 0] = this.#inside(x, y);
    const [lastX = 0, lastY = 0] = stroke.points.slice(-2);
    if (Math.hypot(nextX - lastX, nextY - lastY) < stroke.radius * FINENESS) return;
    const longer = { ...stroke, points: [...stroke.points, nextX, nextY] };
    this.strokes = [...this.strokes.slice(0, -1), longer];
  }

  /** It is lifted. */
  end() {
    this.#drawing = false;
  }

  /** Takes the crosshair to where a pointer is, without a word. */
  aim(x: number, y: number) {
    [this.x = 0, this.y = 0] = this.#inside(x, y);
  }

  /** Moves the crosshair by radii of the brush. */
  move(right: number, down: number) {
    // At least a pixel, however small the brush is.
    const way = (step: number) => Math.sign(step) * Math.max(1, Math.abs(step) * this.radius);
    const [x = 0, y = 0] = this.#inside(this.x + way(right), this.y + way(down));
    this.x = x;
    this.y = y;
    this.said = photoText.brushing.at(x / this.width, y / this.height);
  }

  /** Covers what is under the crosshair. */
  stamp() {
    this.#remember();
    this.strokes = [...this.strokes, { points: [this.x, this.y], radius: this.radius }];
    this.said = photoText.brushing.stamped(this.strokes.length);
  }

  grow(step: 1 | -1) {
    this.resize(this.radius * GROWTH ** step);
    this.said = photoText.brushing.sized((2 * this.radius) / this.width);
  }

  resize(radius: number) {
    this.radius = Math.min(this.largest, Math.max(this.smallest, radius));
  }

  undo() {
    const before = this.#past.at(-1);
    if (before === undefined) return;
    this.strokes = before;
    this.#past = this.#past.slice(0, -1);
    this.said = photoText.brushing.undone(before.length);
  }

  clear() {
    if (this.strokes.length === 0) return;
    this.#remember();
    this.strokes = [];
    this.said = photoText.brushing.cleared;
  }

  #remember() {
    this.#past = [...this.#past, this.strokes];
  }

  /** Whole pixels are fine enough, and none lies outside. */
  #inside(x: number, y: number): number[] {
    const fit = (value: number, most: number) => Math.round(Math.min(most, Math.max(0, value)));
    return [fit(x, this.width), fit(y, this.height)];
  }
}
