// `npm run --silent cli -- ...`: the command line of the working copy, bundled anew when its sources changed.
import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { CACHE, ROOT } from './project.ts';
import { isStale } from './staleness.ts';

const OUTPUT = 'dist/cli.js';
const path = join(ROOT, OUTPUT);

if (isStale([path])) {
  // esbuild is loaded only now: it takes longer than the command line itself.
  const { build } = await import('./build.ts');
  await build({ only: [OUTPUT] });
}
// Makes up for the time that the check above takes.
enableCompileCache(join(CACHE, 'compiled'));
process.argv[1] = path;
createRequire(import.meta.url)(path);
