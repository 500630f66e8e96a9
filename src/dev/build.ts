import { globSync, rmSync } from 'node:fs';
import { chmod, mkdir, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { type BuildOptions, type Metafile, build as bundle } from 'esbuild';
import type { Part, PartsOptions } from './bundle-parts.ts';
import { bundleParts } from './bundle-parts.ts';
import {
  CLIENT_WITHOUT_API,
  LATE_CLUSTER,
  LATE_CRON,
  LATE_LINKS,
  LATE_SCHEMA,
  LATE_TOOLS,
  LATE_YAML,
  VSCODE_ONCE,
  WITHOUT_DOCS,
} from './bundle-plugins.ts';
import { readOptions } from './options.ts';
import { ROOT } from './project.ts';
import { isStale, newestInput } from './staleness.ts';

/** What to bundle, and when. */
export interface BuildRequest {
  /** Also the tests that run inside VS Code. */
  readonly tests?: boolean;
  /** Do nothing while the bundles are newer than their sources. */
  readonly ifStale?: boolean;
  /** Only these bundles, by path from the root, such as `dist/cli.js`. */
  readonly only?: readonly string[];
  /** Write esbuild's metafile to `dist/meta.json`. */
  readonly meta?: boolean;
}

/** A bundle on disk; bytes is the file's size. */
export interface Bundle {
  readonly path: string;
  readonly bytes: number;
}

interface Target extends Part {
  readonly options: BuildOptions;
  /** Bundles that share their code with this one, in the order in which they are read. */
  readonly later?: readonly Part[];
}

const COMMON: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  format: 'cjs',
  external: ['vscode'],
  loader: { '.md': 'text', '.json': 'json' },
  // Some packages offer a UMD file as `main`, whose requires esbuild cannot follow.
  mainFields: ['module', 'main'],
  minify: true,
  sourcemap: 'external',
  logLevel: 'warning',
  legalComments: 'none',
  metafile: true,
};
const NODE: BuildOptions = { ...COMMON, platform: 'node', target: 'node22' };
// No condition of Node in packages' exports: the extension needs no module but `vscode`.
const NEUTRAL: BuildOptions = { ...COMMON, platform: 'neutral', target: 'node22' };
const EXTENSION: BuildOptions = {
  ...NEUTRAL,
  external: [
    'vscode',
    './cluster.cjs',
    './cron.cjs',
    './real-path.cjs',
    './run-tool.cjs',
    './yaml-tolerant.cjs',
  ],
  plugins: [WITHOUT_DOCS],
};
const COMMAND_LINE: BuildOptions = {
  ...NODE,
  external: ['./cluster.cjs', './yaml-tolerant.cjs', '../media/schema.json'],
  banner: { js: '#!/usr/bin/env node' },
};
const LAST: Omit<PartsOptions, 'esbuild'> = {
  last: [LATE_CLUSTER, LATE_CRON, LATE_LINKS, LATE_SCHEMA, LATE_TOOLS, LATE_YAML, VSCODE_ONCE],
  isLast: /\/(?:cluster\/cluster|schema\/cron|real-path|run-tool|tolerant|schema-file)\.ts$/,
};
const CLUSTER: BuildOptions = { ...NODE, plugins: [CLIENT_WITHOUT_API] };
// A page inside the editor, with the styles that it imports beside it.
const PAGE: BuildOptions = {
  ...COMMON,
  platform: 'browser',
  target: 'es2022',
  format: 'iife',
  mainFields: ['browser', 'module', 'main'],
  external: [],
  sourcemap: false,
};
// Stack traces of failing tests must be readable.
const TEST: BuildOptions = {
  ...NODE,
  external: ['vscode', 'mocha'],
  minify: false,
  sourcemap: 'inline',
};

/** A shell may run it. */
const PROGRAM = join(ROOT, 'dist/cli.js');

const SHIPPED: readonly Target[] = [
  {
    entry: 'src/extension.ts',
    output: 'dist/extension.cjs',
    options: EXTENSION,
    later: [
      { entry: 'src/topics/rules.ts', output: 'dist/rules.cjs' },
      { entry: 'src/extension-guide.ts', output: 'dist/guide.cjs' },
      { entry: 'src/extension-assistance.ts', output: 'dist/assistance.cjs' },
    ],
  },
  { entry: 'src/core/yaml/tolerant.ts', output: 'dist/yaml-tolerant.cjs', options: NEUTRAL },
  { entry: 'src/core/schema/cron.ts', output: 'dist/cron.cjs', options: NEUTRAL },
  { entry: 'src/process/real-path.ts', output: 'dist/real-path.cjs', options: NODE },
  { entry: 'src/cluster/cluster.ts', output: 'dist/cluster.cjs', options: CLUSTER },
  { entry: 'src/process/run-tool.ts', output: 'dist/run-tool.cjs', options: NODE },
  { entry: 'src/webview/map/main.ts', output: 'dist/map.js', options: PAGE },
  { entry: 'src/webview/slide/main.ts', output: 'dist/slide.js', options: PAGE },
  {
    entry: 'src/cli/main.ts',
    output: 'dist/cli.js',
    options: COMMAND_LINE,
    later: [{ entry: 'src/cli/run.ts', output: 'dist/cli-other.js' }],
  },
];

/** Bundles the extension, its command line and, on request, its tests. Answers with what was written. */
export async function build(request: BuildRequest = {}): Promise<readonly Bundle[]> {
  const started = new Date();
  const targets = wanted(request);
  if (request.ifStale === true && isFresh(targets, request)) return [];
  const metafiles = (await Promise.all(targets.map((target) => bundleTarget(target)))).flat();
  if (outputsOf(targets).includes(PROGRAM)) await chmod(PROGRAM, 0o755);
  // The bundles are CommonJS, whatever package.json above them says.
  await writeFile(join(ROOT, 'dist/package.json'), '{ "type": "commonjs" }\n');
  if (request.meta === true) await writeMeta(metafiles);
  if (request.tests === true && request.only === undefined) removeOldTests(targets);
  const outputs = outputsOf(targets);
  // A source saved while esbuild was at work must count as newer than the bundle.
  await Promise.all(outputs.map((output) => utimes(output, started, started)));
  return Promise.all(
    outputs.map(async (path) => ({ path: relative(ROOT, path), bytes: (await stat(path)).size })),
  );
}

function wanted(request: BuildRequest): readonly Target[] {
  return [...SHIPPED, ...(request.tests === true ? testTargets() : [])].filter(
    (target) => request.only === undefined || request.only.includes(target.output),
  );
}

function testTargets(): readonly Target[] {
  const suites = globSync('test/integration/{run,*.test}.ts', { cwd: ROOT }).sort();
  return [...suites, 'src/dev/vscode/companion.ts'].map((entry) => ({
    entry,
    output: `dist/test/${basename(entry, '.ts')}.cjs`,
    options: TEST,
  }));
}

function isFresh(targets: readonly Target[], request: BuildRequest): boolean {
  const more = request.tests === true ? ['test/integration', 'src/dev/vscode/companion.ts'] : [];
  return !isStale(outputsOf(targets), newestInput(more));
}

function outputsOf(targets: readonly Target[]): readonly string[] {
  const parts = targets.flatMap((target) => [target, ...(target.later ?? [])]);
  return parts.map(({ output }) => join(ROOT, output));
}

// Mocha runs whatever lies there, also the bundle of a test that is gone.
function removeOldTests(targets: readonly Target[]): void {
  const current = new Set(targets.map((target) => basename(target.output)));
  const folder = join(ROOT, 'dist/test');
  for (const name of globSync('*.cjs', { cwd: folder })) {
    if (!current.has(name)) rmSync(join(folder, name));
  }
}

async function bundleTarget(target: Target): Promise<readonly Metafile[]> {
  const { later, entry, output, options } = target;
  if (later !== undefined) return bundleParts([target, ...later], { esbuild: options, ...LAST });
  const { metafile } = await bundle({ ...options, entryPoints: [entry], outfile: output });
  return metafile === undefined ? [] : [metafile];
}

async function writeMeta(metafiles: readonly Metafile[]): Promise<void> {
  const all: Metafile = {
    inputs: Object.assign({}, ...metafiles.map((meta) => meta.inputs)) as Metafile['inputs'],
    outputs: Object.assign({}, ...metafiles.map((meta) => meta.outputs)) as Metafile['outputs'],
  };
  await mkdir(join(ROOT, 'dist'), { recursive: true });
  await writeFile(join(ROOT, 'dist/meta.json'), JSON.stringify(all));
}

if (import.meta.main) {
  const { values } = readOptions({
    options: {
      tests: { type: 'boolean' },
      'if-stale': { type: 'boolean' },
      meta: { type: 'boolean' },
    },
  });
  const bundles = await build({
    tests: values.tests ?? false,
    ifStale: values['if-stale'] ?? false,
    meta: values.meta ?? false,
  });
  for (const { path, bytes } of bundles) console.log(`${path} ${(bytes / 1024).toFixed(1)} kB`);
}
