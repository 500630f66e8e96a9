/**
 * `npm run bench [-- --quick] [--host]`: our times beside those of the bare parsers on the same texts in the
 * same run. Medians of several rounds, in milliseconds; what counts are the ratios.
 */
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseEvents } from 'js-yaml';
import { parseAllDocuments } from 'yaml';
import { hoverAt } from '../../src/core/hover.ts';
import { Linter } from '../../src/core/lint.ts';
import { slicesOf } from '../../src/core/reading.ts';
import { Workspace } from '../../src/core/workspace.ts';
import { ROOT } from '../../src/dev/project.ts';
import { topics } from '../../src/topics/deck.ts';
import { applicationFiles, longFile } from './manifests.ts';

const rules = topics.flatMap((topic) => topic.rules);
const hovers = topics.flatMap((topic) => topic.hovers);
const quick = process.argv.includes('--quick');
const ROUNDS = quick ? 3 : 9;

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function time(run: () => void, rounds = ROUNDS): number {
  return median(
    Array.from({ length: rounds }, () => {
      const started = performance.now();
      run();
      return performance.now() - started;
    }),
  );
}

const rows: string[][] = [];
const print = (name: string, ...cells: readonly (number | string)[]): void => {
  rows.push([name, ...cells.map((cell) => (typeof cell === 'number' ? cell.toFixed(2) : cell))]);
};

/** js-yaml refuses some files; what it reads of them until then counts. */
function events(text: string): void {
  try {
    parseEvents(text, {});
  } catch {
    // The time until the refusal is what is measured.
  }
}

const trees = (text: string): unknown =>
  parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent' });

/** Keystrokes at one place of a file: index, findings and, after that, a hover. */
function keystrokes(name: string, text: string, place: number): void {
  const path = 'apps/big.yaml';
  const workspace = new Workspace();
  const linter = new Linter(workspace, rules);
  workspace.change([{ path, text }]);
  linter.findings(path);
  let count = 0;
  const typed = (): string =>
    `${text.slice(0, place)}${'x'.repeat(1 + (count++ % 2))}${text.slice(place)}`;
  let slowest = 0;
  const ours = time(() => {
    const started = performance.now();
    for (const stale of linter.stale(workspace.change([{ path, text: typed() }])))
      linter.findings(stale);
    slowest = Math.max(slowest, performance.now() - started);
  }, ROUNDS * 5);
  const hover = time(() => {
    workspace.change([{ path, text: typed() }]);
    hoverAt(workspace, hovers, { path, offset: place + 40 });
  }, ROUNDS * 5);
  print(
    `keystroke, ${name}`,
    ours,
    time(() => {
      events(typed());
    }),
    time(() => {
      trees(typed());
    }),
  );
  print(`  the slowest of them`, slowest, '', '');
  print(`  keystroke and hover`, hover, '', '');
}

/** In the middle of a value, and where a letter breaks the document. */
function inFile(lines: number): void {
  const text = longFile(lines);
  const middle = text.indexOf('- name: NEIGHBOUR_HOST', Math.floor(text.length / 3));
  keystrokes(`${String(lines)} lines`, text, text.indexOf('app-', middle) + 2);
  keystrokes(`${String(lines)} lines, broken`, text, middle + '- name:'.length);
}

/** Index of many files, and one edit among them. */
function manyObjects(objects: number): void {
  const files = applicationFiles(objects);
  let slice = 0;
  let workspace = new Workspace();
  const index = time(() => {
    workspace = new Workspace();
    workspace.change(
      [],
      files.map(({ path }) => path),
    );
    for (const changes of slicesOf(files)) {
      const started = performance.now();
      workspace.change(changes);
      slice = Math.max(slice, performance.now() - started);
    }
  }, 3);
  print(
    `index of ${String(objects)} objects`,
    index,
    time(() => {
      for (const { text } of files) events(text);
    }, 3),
    time(() => {
      for (const { text } of files) trees(text);
    }, 1),
  );
  print('  longest slice of it', slice, '', '');
  const linter = new Linter(workspace, rules);
  const lint = time(() => {
    for (const { path } of files) linter.findings(path);
  }, 1);
  print('  all findings', lint, '', '');
  workspace.release(() => false);
  const [first] = files;
  if (first === undefined) return;
  let count = 0;
  const edit = time(() => {
    const text = first.text.replace('LOG_LEVEL: info', `LOG_LEVEL: info${String(count++)}`);
    for (const path of linter.stale(workspace.change([{ path: first.path, text }])))
      linter.findings(path);
  }, ROUNDS * 3);
  print('  one edit to fresh findings', edit, '', '');
}

/** The whole process of the command line, as CI starts it. */
function commandLine(name: string, folder: string): void {
  const cli = join(ROOT, 'dist/cli.js');
  const run = (...args: readonly string[]): number =>
    time(
      () => {
        execFileSync(process.execPath, [...args], { stdio: 'ignore', maxBuffer: 1e9 });
      },
      quick ? 3 : 5,
    );
  const parse = (source: string): number => run('--input-type=module', '-e', source, folder);
  print(
    `whole process, check ${name}`,
    run(cli, 'check', '--fail-on', 'never', folder),
    parse(
      readerScript(
        `import { parseEvents as p } from ${JSON.stringify(resolved('js-yaml'))};`,
        'p(text, {})',
      ),
    ),
    parse(
      readerScript(
        `import { parseAllDocuments as p } from ${JSON.stringify(resolved('yaml'))};`,
        'p(text, {logLevel:"silent"})',
      ),
    ),
  );
}

const resolved = (name: string): string => import.meta.resolve(name);

/** A process that reads every YAML file of a folder and parses it, no more. */
const readerScript = (head: string, parse: string): string => `${head}
import fs from 'node:fs';
for (const e of fs.readdirSync(process.argv[1], { recursive: true, withFileTypes: true })) {
  if (!e.isFile() || !/\\.ya?ml$/.test(e.name)) continue;
  const text = fs.readFileSync(e.parentPath + '/' + e.name, 'utf8');
  try { ${parse} } catch {}
}`;

function writeFolder(objects: number): string {
  const folder = mkdtempSync(join(tmpdir(), 'next-steps-bench-'));
  for (const { path, text } of applicationFiles(objects)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

function bundleSizes(): void {
  for (const file of ['extension.cjs', 'yaml-tolerant.cjs', 'cli.js', '../media/fields.json']) {
    const path = join(ROOT, 'dist', file);
    if (!existsSync(path)) continue;
    const gzip = gzipSync(readFileSync(path), { level: 9 }).length;
    print(
      `${basename(file)}, kB`,
      statSync(path).size / 1000,
      `gzip ${(gzip / 1000).toFixed(1)}`,
      '',
    );
  }
}

/** Starting in a real VS Code, which may need a browser and, once, a download. */
async function startInHost(): Promise<void> {
  const { activations } = await import('./activation.ts');
  const found = await activations(quick ? 3 : 7);
  const load = median(found.map((one) => one.load));
  const call = median(found.map((one) => one.call));
  const both = found.map((one) => one.load + one.call);
  const parts = `load ${load.toFixed(0)}, activate ${call.toFixed(0)}`;
  print('start in VS Code', median(both), parts, `fastest ${Math.min(...both).toFixed(0)}`);
}

inFile(100);
inFile(5000);
manyObjects(quick ? 2000 : 10_000);
commandLine('the sample shop', join(ROOT, 'test/workspaces/shop'));
const corpus = process.env['NEXT_STEPS_CORPUS'];
if (corpus !== undefined) commandLine('NEXT_STEPS_CORPUS', corpus);
const folder = writeFolder(quick ? 2000 : 10_000);
try {
  commandLine(quick ? '2,000 manifests' : '10,000 manifests', folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
bundleSizes();
if (process.argv.includes('--host')) await startInHost();

const head = ['', 'ours', 'js-yaml events', 'yaml'];
const widths = head.map((_, i) => Math.max(...[head, ...rows].map((row) => (row[i] ?? '').length)));
for (const row of [head, ...rows]) {
  console.log(
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  '),
  );
}
