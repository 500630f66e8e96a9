import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../project.ts';

/**
 * Runs Node in the root folder with its output going to the terminal. Answers whether it ended with 0.
 * @param env what the environment has besides our own
 */
export async function runNode(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const stop = (): void => void child.kill('SIGTERM');
  process.once('exit', stop);
  const [code] = (await once(child, 'exit')) as [number | null];
  process.off('exit', stop);
  return code === 0;
}

/** Lends a path for a JSON file and reads what was written there; undefined when nothing was. */
export async function readBack(work: (file: string) => Promise<boolean>): Promise<{
  readonly endedWell: boolean;
  readonly value: unknown;
}> {
  const folder = mkdtempSync(join(tmpdir(), 'next-steps-result-'));
  const file = join(folder, 'result.json');
  try {
    const endedWell = await work(file);
    const value: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
    return { endedWell, value };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
