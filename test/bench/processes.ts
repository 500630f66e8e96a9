/** Whole processes: the command line as CI starts it, beside processes that do nothing but parse. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT } from '../../src/dev/project.ts';
import { applicationFiles } from './manifests.ts';
import { quick, time } from './measure.ts';
import type { Row } from './measure.ts';

const CLI = join(ROOT, 'dist/cli.js');

/** What `check` of a folder is to take: in ms, or as a multiple of parsing all of it. */
interface Limit {
  readonly ms?: number;
  readonly parsed?: number;
}

/** The process that checks a folder, with the most memory that it ever held. */
export function checkOf(name: string, folder: string, limit: Limit = {}): Row {
  const check = [CLI, 'check', '--fail-on', 'never', folder];
  const ours = run(check);
  const events = parsed('js-yaml', 'parseEvents', folder);
  const yaml = parsed('yaml', 'parseAllDocuments', folder);
  const most = limit.ms ?? (limit.parsed === undefined ? undefined : limit.parsed * events);
  return {
    ...{ name: `whole process, check ${name}`, ours, events, yaml },
    ...(most !== undefined && { limit: most }),
    note: `peak ${(peakOf(check) / 1000).toFixed(0)} MB`,
  };
}

/** The same for generated manifests, which are written into a folder for it. */
export function checkOfMany(objects: number, limit: Limit): Row {
  const folder = mkdtempSync(join(tmpdir(), 'next-steps-bench-'));
  try {
    for (const { path, text } of applicationFiles(objects)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    return checkOf(`${String(objects)} manifests`, folder, limit);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A folder with nothing in it: what it costs to start. */
export function checkOfNothing(): Row {
  return checkOfMany(0, {});
}

function run(args: readonly string[]): number {
  return time(
    () => {
      execFileSync(process.execPath, [...args], { stdio: 'ignore' });
    },
    quick ? 3 : 7,
  );
}

// Linux counts what a process had before it became this program, in all places but this file.
const TELLS_PEAK = `data:text/javascript,import fs from 'node:fs';
const status = () => fs.existsSync('/proc/self/status') ? fs.readFileSync('/proc/self/status', 'utf8') : '';
const peak = () => /VmHWM:\\s*(\\d+)/.exec(status())?.[1] ?? String(process.resourceUsage().maxRSS);
process.on('exit', () => fs.writeSync(3, peak()));`;

/** The most memory that a process ever held, in kB. */
function peakOf(args: readonly string[]): number {
  const stdio = ['ignore', 'ignore', 'ignore', 'pipe'] as const;
  const { output } = spawnSync(process.execPath, ['--import', TELLS_PEAK, ...args], {
    stdio: [...stdio],
  });
  return Number(String(output[3]));
}

/** A process that reads every YAML file of a folder and parses it, no more. */
function parsed(library: string, parser: string, folder: string): number {
  const script = `
import { ${parser} as parse } from ${JSON.stringify(import.meta.resolve(library))};
import fs from 'node:fs';
for (const e of fs.readdirSync(process.argv[1], { recursive: true, withFileTypes: true })) {
  if (!e.isFile() || !/\\.ya?ml$/.test(e.name)) continue;
  const text = fs.readFileSync(e.parentPath + '/' + e.name, 'utf8');
  try { parse(text, { logLevel: 'silent' }); } catch {}
}`;
  return run(['--input-type=module', '-e', script, folder]);
}
