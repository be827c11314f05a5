/** Small pictures drawn by code, as real PNG files, so that the shell of memory has photos to show. */

import type { Picture, Stroke } from './shell';

type Colour = readonly [number, number, number];

/** Sky, cloud, sun, far sea, near sea, hull, sail, two faces, shadow; the last is what a brush leaves. */
const PALETTE: readonly Colour[] = [
  [196, 214, 220],
  [224, 230, 226],
  [240, 206, 140],
  [92, 132, 146],
  [62, 102, 120],
  [120, 62, 48],
  [244, 236, 216],
  [214, 164, 132],
  [158, 112, 86],
  [48, 72, 84],
  [128, 128, 128],
];
const BRUSHED = PALETTE.length - 1;

export const WIDTH = 480;
export const HEIGHT = 320;

const inside = (x: number, y: number, cx: number, cy: number, radius: number) =>
  (x - cx) ** 2 + (y - cy) ** 2 < radius ** 2;

/** The palette's index at a point of the whole scene: a boat, two people in it, and a low sun. */
function sceneAt(x: number, y: number, seed: number): number {
  const boat = 200 + ((seed * 37) % 90);
  if (inside(x, y, boat - 26, 178, 15)) return 7;
  if (inside(x, y, boat + 34, 182, 14)) return 8;
  if (y > 196 && y < 226 && Math.abs(x - boat) < 92 - (y - 196)) return 5;
  if (y > 60 && y < 190 && x > boat && x < boat + (y - 60) * 0.45 && y < 168) return 6;
  if (y > 226 && y < 234 && Math.abs(x - boat) < 60) return 9;
  if (y > 190) return (y + Math.round(6 * Math.sin(x / 23 + seed))) % 26 < 4 ? 3 : 4;
  if (y > 168) return 3;
  if (inside(x, y, 96 + ((seed * 53) % 280), 96, 26)) return 2;
  return inside(x, y, 370, 70, 30) || inside(x, y, 404, 78, 24) ? 1 : 0;
}

/** Whether a stroke covers a point: near one of its points, or near the line between two of them. */
function brushed({ points, radius }: Stroke, x: number, y: number): boolean {
  for (let i = 0; i + 1 < points.length; i += 2) {
    const [x1, y1] = [points[i] ?? 0, points[i + 1] ?? 0];
    const [x2, y2] = [points[i + 2] ?? x1, points[i + 3] ?? y1];
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const along = length === 0 ? 0 : ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length;
    const at = Math.min(1, Math.max(0, along));
    if (inside(x, y, x1 + at * (x2 - x1), y1 + at * (y2 - y1), radius)) return true;
  }
  return false;
}

/** The scene, no longer than `edge` on its longer side, with what lies under the strokes gone. */
export function drawn(seed: number, edge: number, strokes: readonly Stroke[] = []): Picture {
  const scale = Math.min(1, edge / WIDTH);
  const width = Math.max(1, Math.round(WIDTH * scale));
  const height = Math.max(1, Math.round(HEIGHT * scale));
  const rows = new Uint8Array(height * (width + 1));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [fullX, fullY] = [x / scale, y / scale];
      const gone = strokes.some((stroke) => brushed(stroke, fullX, fullY));
      rows[y * (width + 1) + 1 + x] = gone ? BRUSHED : sceneAt(fullX, fullY, seed);
    }
  }
  return { src: `data:image/png;base64,${base64(png(width, height, rows))}`, width, height };
}

/** PNG (third edition), indexed colour, its data stored rather than compressed. */
function png(width: number, height: number, rows: Uint8Array): Uint8Array {
  const header = [...be32(width), ...be32(height), 8, 3, 0, 0, 0];
  return joined([
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', Uint8Array.from(header)),
    chunk('PLTE', Uint8Array.from(PALETTE.flat())),
    chunk('IDAT', zlib(rows)),
    chunk('IEND', new Uint8Array()),
  ]);
}

/** RFC 1950 around stored blocks of RFC 1951. */
function zlib(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.from([0x78, 0x01])];
  for (let at = 0; at < bytes.length; at += 0xffff) {
    const block = bytes.subarray(at, at + 0xffff);
    const last = at + 0xffff >= bytes.length ? 1 : 0;
    const { length } = block;
    const inverse = ~length & 0xffff;
    parts.push(
      Uint8Array.from([last, length & 255, length >> 8, inverse & 255, inverse >> 8]),
      block,
    );
  }
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  parts.push(Uint8Array.from(be32(((b << 16) | a) >>> 0)));
  return joined(parts);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const named = joined([new TextEncoder().encode(name), data]);
  return joined([Uint8Array.from(be32(data.length)), named, Uint8Array.from(be32(crc(named)))]);
}

const CRC = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit += 1) value = (value & 1 ? 0xedb88320 : 0) ^ (value >>> 1);
  return value;
});

function crc(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (CRC[(value ^ byte) & 255] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

const be32 = (value: number) => [
  (value >>> 24) & 255,
  (value >>> 16) & 255,
  (value >>> 8) & 255,
  value & 255,
];

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
