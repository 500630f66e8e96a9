// `npm run --silent cli -- ...`: the command line of the working copy, bundled anew when its sources changed.
import { createRequire, enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { CACHE, CLI_BUNDLES, ROOT } from './project.ts';
import { isStale } from './staleness.ts';

const path = join(ROOT, CLI_BUNDLES[0]);

if (isStale(CLI_BUNDLES.map((bundle) => join(ROOT, bundle)))) {
  // esbuild is loaded only now: it takes longer than the command line itself.
  const { build } = await import('./build.ts');
  await build({ only: CLI_BUNDLES });
}
// Makes up for the time that the check above takes.
enableCompileCache(join(CACHE, 'compiled'));
process.argv[1] = path;
createRequire(import.meta.url)(path);
