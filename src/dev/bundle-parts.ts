/**
 * Bundles that share their code: the first is read at the start, each of the others at an
 * `import()` and by way of all before it. esbuild splits modules only, and an extension is
 * CommonJS; so the modules that it makes are bundled once more, one by one.
 */
import { readFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { build } from 'esbuild';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';
import { ROOT } from './project.ts';

/** One bundle: the module that it begins with, and where it is written. */
export interface Part {
  readonly entry: string;
  readonly output: string;
}

/** A module that esbuild has made, by its path. */
type Modules = ReadonlyMap<string, string>;

/** How parts are made. */
export interface PartsOptions {
  readonly esbuild: BuildOptions;
  /** Plugins for modules of CommonJS, which see what `isLast` has left to them. */
  readonly last: readonly Plugin[];
  /** Modules that are not looked into before the last step, by the end of their paths. */
  readonly isLast: RegExp;
}

/** Writes the parts into dist; answers with what each is made of. */
export async function bundleParts(
  parts: readonly Part[],
  { esbuild: options, last, isLast }: PartsOptions,
): Promise<readonly Metafile[]> {
  const split = await build({
    ...options,
    ...{ format: 'esm', splitting: true, sourcemap: 'inline', outdir: 'dist' },
    ...{ write: false, metafile: true, banner: {} },
    plugins: [leaveToLast(isLast), inARow(parts), ...(options.plugins ?? [])],
    entryPoints: parts.map(({ entry, output }) => ({
      in: entry,
      out: basename(output, extname(output)),
    })),
  });
  const modules = new Map(split.outputFiles.map(({ path, text }) => [path, text]));
  const owners = ownersOf(split.metafile, parts);
  const made = (part: Part): Plugin => fromModules(part, modules, owners);
  await Promise.all(
    parts.map((part) => writePart(part, owners, { ...options, plugins: [made(part), ...last] })),
  );
  return [split.metafile];
}

/** Keeps what a module of CommonJS is needed for out of the others. */
function leaveToLast(filter: RegExp): Plugin {
  return {
    name: 'leave-to-last',
    setup: (build) => {
      build.onResolve({ filter }, ({ path, resolveDir }) => ({
        path: resolve(resolveDir, path),
        external: true,
      }));
    },
  };
}

/** Makes each part import the one before it, so that what two have in common is in the first. */
function inARow(parts: readonly Part[]): Plugin {
  const before = new Map(
    parts.slice(1).map(({ entry }, i) => [resolve(ROOT, entry), parts[i]?.entry ?? '']),
  );
  return {
    name: 'in-a-row',
    setup: (build) => {
      build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const earlier = before.get(path);
        if (earlier === undefined) return undefined;
        const text = await readFile(path, 'utf8');
        return {
          contents: `${text}\nimport ${JSON.stringify(join(ROOT, earlier))};`,
          loader: 'ts',
        };
      });
    },
  };
}

/** The part that each module goes into: shared code stands with the entry that it holds. */
function ownersOf(metafile: Metafile, parts: readonly Part[]): ReadonlyMap<string, Part> {
  const owners = new Map<string, Part>();
  for (const [path, { inputs, entryPoint }] of Object.entries(metafile.outputs)) {
    const owner = parts.find(({ entry }) => entry in inputs || entry === entryPoint);
    if (owner === undefined) throw new Error(`No part holds ${Object.keys(inputs).join(', ')}.`);
    owners.set(join(ROOT, path), owner);
  }
  return owners;
}

async function writePart(
  part: Part,
  owners: ReadonlyMap<string, Part>,
  options: BuildOptions,
): Promise<void> {
  const own = [...owners.keys()].filter((path) => owners.get(path) === part);
  await build({
    ...options,
    stdin: {
      contents: own.map((path) => `export * from ${JSON.stringify(path)};`).join('\n'),
      resolveDir: ROOT,
    },
    outfile: part.output,
    // An import() is none of CommonJS, and what it reads stands beside.
    supported: { 'dynamic-import': false },
  });
}

/** Finds modules in memory, and those of other parts in their bundles. */
function fromModules(part: Part, modules: Modules, owners: ReadonlyMap<string, Part>): Plugin {
  return {
    name: 'from-modules',
    setup: (build) => {
      build.onResolve({ filter: /\.js$/ }, ({ path, resolveDir }) => {
        const owner = owners.get(resolve(resolveDir, path));
        if (owner === undefined) return undefined;
        if (owner === part) return { path: resolve(resolveDir, path), namespace: 'made' };
        return { path: `./${basename(owner.output)}`, external: true };
      });
      build.onLoad({ filter: /./, namespace: 'made' }, ({ path }) => ({
        contents: modules.get(path) ?? '',
        resolveDir: join(path, '..'),
      }));
    },
  };
}
