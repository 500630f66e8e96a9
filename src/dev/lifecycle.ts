// `npm run lifecycle`: what the modules k8s.io/api of all releases say of API versions, beside what our table says.
// Asks Go for the modules, which it fetches once; fails where the table lacks something that is gone, or says it otherwise.
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiStatus, isBuiltIn, LATEST_MINOR } from '../core/kubernetes/api-versions.ts';
import { NEWER_FIELDS } from '../core/schema/newer-fields.ts';
import { MINORS } from './control-plane/start.ts';
import { findGo, goEnvironment } from './control-plane/go.ts';
import { newerFields, readFields } from './newer-fields.ts';
import type { FieldsByType } from './newer-fields.ts';
import { readLifecycles } from './read-lifecycles.ts';
import type { Lifecycle } from './read-lifecycles.ts';

/** Those that the fields are told apart for. */
const SUPPORTED = MINORS;

/** Of earlier ones there are no modules by these numbers. */
const FIRST_MINOR = 17;

const go = await findGo();
if (go === undefined) throw new Error('There is no Go to fetch modules with.');
const releases = new Map<number, ReadonlyMap<string, Lifecycle>>();
for (let minor = FIRST_MINOR; minor <= LATEST_MINOR; minor++)
  releases.set(minor, readLifecycles(registersOf(go, minor)));
const lines: string[] = [...new Set([...releases.values()].flatMap((kinds) => [...kinds.keys()]))]
  .sort()
  .flatMap((key) => differenceOf(key) ?? []);
const fields = newerFields(new Map(SUPPORTED.map((minor) => [minor, fieldsOf(go, minor)])));
const table = NEWER_FIELDS.trim().split('\n');
lines.push(...fields.filter((line) => !table.includes(line)).map((line) => `lacking: ${line}`));
lines.push(...table.filter((line) => !fields.includes(line)).map((line) => `not so: ${line}`));
for (const line of lines) console.log(line);
if (lines.length > 0) process.exitCode = 1;

/** The fields of a release, by the folder of their package. */
function fieldsOf(program: string, minor: number): ReadonlyMap<string, FieldsByType> {
  const folder = folderOf(program, minor);
  return new Map(
    globSync('**/types.go', { cwd: folder }).map((path) => [
      path,
      readFields(readFileSync(join(folder, path), 'utf8')),
    ]),
  );
}

/** The texts of each package of a release: its kinds, and what is said of them. */
function registersOf(program: string, minor: number): readonly (readonly [string, string])[] {
  const folder = folderOf(program, minor);
  return globSync('**/register.go', { cwd: folder }).map((path) => {
    const marks = join(folder, path, '..', 'zz_generated.prerelease-lifecycle.go');
    return [readFileSync(join(folder, path), 'utf8'), readIfThere(marks)];
  });
}

/** Where Go has put the module of a release. */
function folderOf(program: string, minor: number): string {
  const module = `k8s.io/api@v0.${String(minor)}.0`;
  const answer = execFileSync(program, ['mod', 'download', '-json', module], {
    ...{ cwd: import.meta.dirname, env: goEnvironment(), encoding: 'utf8' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return (JSON.parse(answer) as { readonly Dir: string }).Dir;
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** What the table has otherwise; undefined where it agrees. */
function differenceOf(key: string): string | undefined {
  const at = key.lastIndexOf('/');
  const [apiVersion, kind] = [key.slice(0, at), key.slice(at + 1)];
  const minors = [...releases].filter(([, kinds]) => kinds.has(key)).map(([minor]) => minor);
  const last = Math.max(...minors);
  const marked = releases.get(last)?.get(key)?.removed ?? Infinity;
  // What a module has no more is gone, whatever was announced for later.
  const removed = Math.min(marked, last === LATEST_MINOR ? Infinity : last + 1);
  if (removed > LATEST_MINOR) return undefined;
  if (!isBuiltIn(apiVersion, kind)) return `${key}: unknown, removed in 1.${String(removed)}`;
  const status = apiStatus(apiVersion, kind, LATEST_MINOR);
  // Types can outlive what serves them, where no mark says when that ends.
  const isRight = (since: number): boolean =>
    marked === Infinity ? since <= removed : since === removed;
  return status?.state === 'removed' && isRight(status.since)
    ? undefined
    : `${key}: removed in 1.${String(removed)}, and not so in the table`;
}
