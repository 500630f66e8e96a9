// `node src/dev/kustomize/kustomize.ts`: builds kustomize, with a Go of its own where the machine has none.
import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { findGo, goEnvironment, installGo } from '../control-plane/go.ts';
import { ROOT } from '../project.ts';
import { exitOnSignals } from '../vscode/ending.ts';
import { withLock } from '../vscode/lock.ts';

const run = promisify(execFile);

/** 5.8.3 asks for a newer Go than the control plane does. */
const VERSION = 'v5.8.1';

const FOLDER = join(ROOT, `.cache/kustomize-${VERSION}`);
const BUILT = join(FOLDER, process.platform === 'win32' ? 'kustomize.exe' : 'kustomize');

/**
 * The path of a kustomize of this very version: one that was built before, or one that is built from
 * Go modules now, which takes about a minute once. Fails with a sentence.
 * @param withOwnGo whether to install Go where the machine has none that is new enough
 * @returns undefined where there is neither one nor a Go to build it with
 */
export async function provideKustomize(withOwnGo: boolean): Promise<string | undefined> {
  if (await runs(BUILT)) return BUILT;
  const known = await findGo();
  if (known === undefined && !withOwnGo) return undefined;
  mkdirSync(dirname(FOLDER), { recursive: true });
  await withLock(`${FOLDER}.lock`, async () => {
    if (!(await runs(BUILT))) await buildWith(known ?? (await installGo()));
  });
  return BUILT;
}

/** For tests: what keeps it from being built is said in one line, and leaves them out. */
export async function findKustomize(): Promise<string | undefined> {
  try {
    return await provideKustomize(false);
  } catch (error) {
    console.log(error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

async function buildWith(go: string): Promise<void> {
  try {
    await run(go, ['install', `sigs.k8s.io/kustomize/kustomize/v5@${VERSION}`], {
      env: { ...goEnvironment(), GOBIN: FOLDER },
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim().split('\n').at(-1) : undefined;
    throw new Error(`kustomize could not be built: ${reason ?? 'no reason given'}`, {
      cause: error,
    });
  }
}

async function runs(program: string): Promise<boolean> {
  try {
    await run(program, ['version']);
    return true;
  } catch {
    // It is not there, which is the answer.
    return false;
  }
}

/** What `kustomize build` prints for a folder; undefined where it refuses. */
export function build(kustomize: string, folder: string): string | undefined {
  try {
    return execFileSync(kustomize, ['build', '--load-restrictor', 'LoadRestrictionsNone', folder], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 20_000,
    });
  } catch {
    // It says why on a stream that nobody reads here.
    return undefined;
  }
}

if (import.meta.main) {
  exitOnSignals();
  try {
    console.log(await provideKustomize(true));
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
