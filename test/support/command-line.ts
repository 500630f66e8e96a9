/** The bundled command line as people run it: a child process of Node. */
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { build } from '../../src/dev/build.ts';
import { CACHE, CLI_BUNDLES, ROOT } from '../../src/dev/project.ts';
import { withLock } from '../../src/dev/vscode/lock.ts';

export const COMMAND_LINE = path.join(ROOT, CLI_BUNDLES[0]);

/** Bundles the command line where that is needed; test files that run at once wait for each other. */
export async function buildCommandLine(): Promise<void> {
  mkdirSync(CACHE, { recursive: true });
  await withLock(path.join(CACHE, 'cli-build.lock'), () =>
    build({ only: CLI_BUNDLES, ifStale: true }),
  );
}

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface CallOptions {
  readonly folder?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** For Node itself, before the program. */
  readonly nodeArguments?: readonly string[];
}

/** Runs the command line to its end. */
export function call(typed: readonly string[], options: CallOptions = {}): Promise<Ended> {
  const { folder = ROOT, environment = {}, nodeArguments = [] } = options;
  const child = spawn(process.execPath, [...nodeArguments, COMMAND_LINE, ...typed], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...environment },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({
        code,
        out: Buffer.concat(out).toString('utf8'),
        err: Buffer.concat(err).toString('utf8'),
      });
    });
  });
}
