/** The real kustomize, as the judge of names and namespaces. */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { findGo, goEnvironment } from '../../src/dev/control-plane/go.ts';

/** 5.8.3 asks for a newer Go than the control plane does. */
const VERSION = 'v5.8.1';

const FOLDER = fileURLToPath(new URL(`../../.cache/kustomize-${VERSION}`, import.meta.url));
const BUILT = path.join(FOLDER, process.platform === 'win32' ? 'kustomize.exe' : 'kustomize');

/**
 * The path of a kustomize: one that was built before, the machine's own, or one that is built now,
 * which takes about a minute once. Undefined where there is neither one nor a Go to build it.
 */
export async function findKustomize(): Promise<string | undefined> {
  if (runs(BUILT)) return BUILT;
  if (runs('kustomize')) return 'kustomize';
  const go = await findGo();
  if (go === undefined) return undefined;
  try {
    fs.mkdirSync(FOLDER, { recursive: true });
    execFileSync(go, ['install', `sigs.k8s.io/kustomize/kustomize/v5@${VERSION}`], {
      env: { ...goEnvironment(), GOBIN: FOLDER },
      stdio: 'ignore',
    });
  } catch {
    // Without a network there is nothing to build from.
    return undefined;
  }
  return runs(BUILT) ? BUILT : undefined;
}

function runs(program: string): boolean {
  try {
    execFileSync(program, ['version'], { stdio: 'ignore' });
    return true;
  } catch {
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
    return undefined;
  }
}
