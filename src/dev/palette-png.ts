/** Screenshots as PNG files with a palette of 256 colours: a third of the size, and no eye sees it. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const COLOURS = 256;
/** The most frequent colours stay exactly as they are: surfaces, text and lines. */
const EXACT = 200;

/** @param png 8 bits a channel, with or without transparency, not interlaced */
export function withPalette(png: Buffer): Buffer {
  const { width, height, pixels } = decode(png);
  const counts = new Map<number, number>();
  for (const pixel of pixels) counts.set(pixel, (counts.get(pixel) ?? 0) + 1);
  const frequent = [...counts].sort((a, b) => b[1] - a[1]).map(([colour]) => colour);
  const rest = frequent.slice(EXACT);
  const palette = [...frequent.slice(0, EXACT), ...medianCut(rest, COLOURS - EXACT)];
  const index = new Map(frequent.map((colour) => [colour, nearest(colour, palette)]));
  const rows = Buffer.alloc((width + 1) * height);
  pixels.forEach((pixel, i) => {
    rows[Math.floor(i / width) * (width + 1) + 1 + (i % width)] = index.get(pixel) ?? 0;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(channels))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const channels = (colour: number): readonly [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
];

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const around = Buffer.alloc(8);
  around.writeUInt32BE(data.length, 0);
  around.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([around.subarray(0, 4), body, around.subarray(4)]);
}

interface Picture {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue in one number; row by row. */
  readonly pixels: Uint32Array;
}

function decode(png: Buffer): Picture {
  const [width, height, type] = [png.readUInt32BE(16), png.readUInt32BE(20), png[25]];
  if (png[24] !== 8 || png[28] !== 0 || (type !== 2 && type !== 6))
    throw new Error('The picture is no plain PNG of 8 bits a channel.');
  const size = type === 6 ? 4 : 3;
  const stride = width * size;
  const raw = inflateSync(imageData(png));
  const pixels = new Uint32Array(width * height);
  let above: Uint8Array = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1);
    const line = unfiltered(raw.subarray(start, start + stride + 1), above, size);
    for (let x = 0; x < width; x += 1) {
      const [r = 0, g = 0, b = 0] = line.subarray(x * size, x * size + 3);
      pixels[y * width + x] = (r << 16) | (g << 8) | b;
    }
    above = line;
  }
  return { width, height, pixels };
}

function imageData(png: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return Buffer.concat(parts);
}

/** A row as it was before its filter: none, left, above, mean of both, or Paeth's choice. */
function unfiltered([filter = 0, ...row]: Uint8Array, above: Uint8Array, size: number): Uint8Array {
  const line = Uint8Array.from(row);
  for (let i = 0; i < line.length; i += 1) {
    const left = i >= size ? (line[i - size] ?? 0) : 0;
    const up = above[i] ?? 0;
    const corner = i >= size ? (above[i - size] ?? 0) : 0;
    const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter] ?? 0;
    line[i] = (line[i] ?? 0) + guess;
  }
  return line;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

/** The middles of groups of colours: the widest group is halved until there are enough. */
function medianCut(colours: readonly number[], most: number): readonly number[] {
  if (colours.length <= most) return colours;
  const groups = [spread(colours)];
  while (groups.length < most) {
    groups.sort((a, b) => a.width - b.width);
    const widest = groups.pop();
    if (widest === undefined || widest.width === 0) break;
    const { channel } = widest;
    const sorted = [...widest.colours].sort(
      (a, b) => (channels(a)[channel] ?? 0) - (channels(b)[channel] ?? 0),
    );
    const half = sorted.length >> 1;
    groups.push(spread(sorted.slice(0, half)), spread(sorted.slice(half)));
  }
  return groups.map(({ colours: group }) => mean(group));
}

interface Group {
  readonly colours: readonly number[];
  readonly channel: number;
  readonly width: number;
}

function spread(colours: readonly number[]): Group {
  const widths = [16, 8, 0].map((shift) => {
    let [least, most] = [255, 0];
    for (const colour of colours) {
      const value = (colour >> shift) & 255;
      least = Math.min(least, value);
      most = Math.max(most, value);
    }
    return most - least;
  });
  const width = Math.max(...widths);
  return { colours, width, channel: widths.indexOf(width) };
}

function mean(colours: readonly number[]): number {
  const sums = [0, 0, 0];
  for (const colour of colours)
    channels(colour).forEach((value, i) => (sums[i] = (sums[i] ?? 0) + value));
  const [r = 0, g = 0, b = 0] = sums.map((sum) => Math.round(sum / colours.length));
  return (r << 16) | (g << 8) | b;
}

function nearest(colour: number, palette: readonly number[]): number {
  const exact = palette.indexOf(colour);
  if (exact >= 0) return exact;
  const [r, g, b] = channels(colour);
  let [best, least] = [0, Infinity];
  palette.forEach((other, i) => {
    const [x, y, z] = channels(other);
    const distance = (r - x) ** 2 + (g - y) ** 2 + (b - z) ** 2;
    if (distance < least) [best, least] = [i, distance];
  });
  return best;
}
