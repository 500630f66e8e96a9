// `node src/dev/control-plane/tools.ts`: builds Helm and kustomize, with a Go of its own where the machine has none.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../project.ts';
import { withLock } from '../vscode/lock.ts';
import { findGo, goEnvironment, installGo } from './go.ts';

const run = promisify(execFile);

/** What renders charts and overlays. kustomize 5.8.3 asks for a newer Go than the control plane does. */
const TOOLS = {
  helm: { module: 'helm.sh/helm/v3/cmd/helm', version: 'v3.22.0' },
  kustomize: { module: 'sigs.k8s.io/kustomize/kustomize/v5', version: 'v5.8.1' },
} as const;

export type Tool = keyof typeof TOOLS;

/** Said where the tests with a real tool cannot run. */
export const TOOLS_LEFT_OUT =
  'Left out: the tests that ask a real Helm and kustomize, for want of Go 1.26. To run them: npx node src/dev/control-plane/tools.ts, which brings its own Go.';

/**
 * The path of a tool in its pinned version, built from Go modules once: about a minute each. Fails
 * where the modules cannot be had.
 * @param withOwnGo whether to install Go where the machine has none that is new enough
 * @returns undefined where it is not there, and no Go to build it
 */
export async function provideTool(
  name: Tool,
  withOwnGo = process.env['CI'] === 'true',
): Promise<string | undefined> {
  const { module, version } = TOOLS[name];
  const folder = join(ROOT, '.cache', `${name}-${version}`);
  const built = join(folder, process.platform === 'win32' ? `${name}.exe` : name);
  if (existsSync(built)) return built;
  const known = await findGo();
  if (known === undefined && !withOwnGo) return undefined;
  mkdirSync(dirname(folder), { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (existsSync(built)) return;
    const go = known ?? (await installGo());
    await run(go, ['install', `${module}@${version}`], {
      env: { ...goEnvironment(), GOBIN: folder },
    });
  });
  return built;
}

if (import.meta.main) {
  for (const name of Object.keys(TOOLS) as Tool[]) console.log(await provideTool(name, true));
}
