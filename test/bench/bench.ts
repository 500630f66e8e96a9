/**
 * `npm run bench [-- --quick] [--host]`: our times beside those of the bare parsers on the same texts in the
 * same run. Medians of several rounds, in milliseconds; what counts are the ratios.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT } from '../../src/dev/project.ts';
import { answersIn } from './answers.ts';
import { manyObjects } from './folder.ts';
import { keystrokesIn } from './keystrokes.ts';
import { median, printTable, quick } from './measure.ts';
import type { Row } from './measure.ts';
import { checkOf, checkOfMany, checkOfNothing } from './processes.ts';
import { mapRows } from './stack-map.ts';

/** Compiled code in kB. The main chunk is what every start reads. */
function* bundleSizes(): Iterable<Row> {
  for (const path of [...globSync('dist/*.{cjs,js}', { cwd: ROOT }).sort(), 'media/schema.json']) {
    const bytes = readFileSync(join(ROOT, path));
    const gzip = (gzipSync(bytes, { level: 9 }).length / 1000).toFixed(1);
    const isMain = path.endsWith('/extension.cjs');
    const size = { name: `${path}, kB`, ours: bytes.length / 1000 };
    yield { ...size, ...(isMain && { limit: 260 }), note: `gzip ${gzip}${isMain ? ' of 75' : ''}` };
  }
}

/** Starting in a real VS Code, which may need a browser and, once, a download. */
async function startInHost(): Promise<Row> {
  const { activations } = await import('./activation.ts');
  const found = await activations(quick ? 3 : 7);
  const load = median(found.map((one) => one.load));
  const ours = median(found.map((one) => one.call));
  return { name: 'activate() in VS Code', ours, limit: 45, note: `and load ${load.toFixed(0)}` };
}

const objects = quick ? 2000 : 10_000;
const corpus = process.env['NEXT_STEPS_CORPUS'];
printTable([
  // First, while nothing is compiled yet.
  ...(await manyObjects(objects)),
  ...keystrokesIn(100, 1),
  ...keystrokesIn(5000, 5),
  ...answersIn(objects, 5000),
  ...(await mapRows()),
  checkOfNothing(),
  checkOf('the sample shop', join(ROOT, 'test/workspaces/shop')),
  ...(corpus === undefined ? [] : [checkOf('NEXT_STEPS_CORPUS', corpus, { ms: 300 })]),
  checkOfMany(objects, { parsed: 4 }),
  ...bundleSizes(),
  ...(process.argv.includes('--host') ? [await startInHost()] : []),
]);
