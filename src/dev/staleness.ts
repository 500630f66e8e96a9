import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './project.ts';

/** What the bundles are made of. The tools in src/dev are not, except those that bundle. */
const INPUTS = ['src', 'snippets', 'media', 'package.json', 'package-lock.json'];
const OUTSIDE = join(ROOT, 'src/dev');
const BUNDLERS = ['build.ts', 'bundle-parts.ts', 'bundle-plugins.ts'];

/** The newest change among the bundles' inputs, milliseconds since 1970. */
export function newestInput(more: readonly string[] = []): number {
  const paths = [...INPUTS, ...more].map((name) => join(ROOT, name));
  const bundlers = BUNDLERS.map((name) => modified(join(OUTSIDE, name)));
  return Math.max(...bundlers, ...paths.map(newestBelow));
}

/** Whether one of the outputs is missing or older than the newest input. */
export function isStale(outputs: readonly string[], newest = newestInput()): boolean {
  return outputs.some((output) => modified(output) < newest);
}

// Folders count too: a deleted file changes nothing but its folder.
function newestBelow(path: string): number {
  if (path === OUTSIDE) return 0;
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => newestBelow(join(path, name))));
}

function modified(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
