import { readFileSync, readdirSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withPalette } from '../../src/dev/palette-png.ts';

/** Two rows of two pixels; the second row says only how it differs from the first. */
function picture(): Buffer {
  const header = Buffer.alloc(33);
  header.writeUInt32BE(13, 8);
  header.write('IHDR', 12);
  header.writeUInt32BE(2, 16);
  header.writeUInt32BE(2, 20);
  header.set([8, 2, 0, 0, 0], 24);
  const rows = Buffer.from([0, 255, 0, 0, 0, 0, 255, 2, 0, 0, 0, 0, 9, 0]);
  const data = deflateSync(rows);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  return Buffer.concat([header, length, Buffer.from('IDAT'), data, Buffer.alloc(4)]);
}

test('few colours stay exactly as they are', () => {
  const png = withPalette(picture());
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([2, 2, 8, 3]);
  const at = png.indexOf('PLTE');
  const palette = [...png.subarray(at + 4, at + 4 + png.readUInt32BE(at - 4))];
  expect(palette).toEqual([255, 0, 0, 0, 0, 255, 0, 9, 255]);
});

test('the pictures of README have a palette', () => {
  for (const name of readdirSync('media/readme'))
    expect([name, readFileSync(`media/readme/${name}`)[25]]).toEqual([name, 3]);
});
