/** The real kustomize, as the judge of names and namespaces. */
import { execFileSync } from 'node:child_process';
import { findTool } from './tools.ts';

export function findKustomize(): Promise<string | undefined> {
  return findTool('kustomize');
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
