import { runTests } from '@vscode/test-electron';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { HostRequest, HostReport } from '../../../test/integration/run.ts';
import { build } from '../build.ts';
import { ROOT } from '../project.ts';
import { provideBinaries } from '../control-plane/build.ts';
import { startShopCluster } from '../control-plane/shop-cluster.ts';
import { provideTool, TOOLS_LEFT_OUT } from '../control-plane/tools.ts';
import { findDesktop } from '../vscode/desktop.ts';
import { writeStandIn } from '../vscode/executable.ts';
import { copyWorkspace, createProfile, writeSettings } from '../vscode/profile.ts';
import { QUIET } from '../vscode/settings.ts';
import { readBack } from './node-process.ts';
import { type Outcome, type SuiteRequest, settle } from './outcome.ts';

const BUNDLES = join(ROOT, 'dist/test');
/** Stands for the Red Hat YAML extension, which we give way to. */
const YAML_EXTENSION = join(ROOT, 'test/integration/yaml-extension');
const CLUSTER_LEFT_OUT =
  'Left out: the tests that check a real cluster, for want of Go 1.26. To run them: npx node src/dev/control-plane/build.ts, which brings its own Go.';
const WORKSPACE = join(ROOT, 'test/workspaces/shop');

/** The tests that run inside the extension host of a real VS Code, under Mocha, on a copy of the sample shop. */
export async function runIntegration(request: SuiteRequest): Promise<Outcome> {
  await build({ tests: true, ifStale: true });
  const outcome = await runOnce(request);
  if (outcome.failed === 0) return outcome;
  console.log('Once more, as a host can starve or crash on a busy machine; the second run counts.');
  return runOnce(request);
}

async function runOnce({ grep }: SuiteRequest): Promise<Outcome> {
  const { endedWell, value } = await readBack((result) =>
    launch({ result, folder: BUNDLES, ...(grep === undefined ? {} : { grep }) }),
  );
  const report = value as HostReport | undefined;
  if (report !== undefined) console.log(`VS Code ${report.vscode}, Node ${report.node}`);
  return settle(report, endedWell);
}

async function launch(request: HostRequest): Promise<boolean> {
  const profile = createProfile(QUIET);
  const userData = join(profile.root, 'user');
  writeSettings(join(userData, 'User'), QUIET);
  const binaries = await provideBinaries(process.env['CI'] === 'true');
  if (binaries === undefined) console.log(CLUSTER_LEFT_OUT);
  const cluster = binaries && (await startShopCluster(binaries));
  try {
    await runTests({
      vscodeExecutablePath: (await findDesktop()) ?? writeStandIn(profile.root),
      extensionDevelopmentPath: [ROOT, YAML_EXTENSION],
      extensionTestsPath: join(BUNDLES, 'run.cjs'),
      launchArgs: [workspace(profile), '--disable-extensions', `--user-data-dir=${userData}`],
      extensionTestsEnv: {
        NEXT_STEPS_TEST: JSON.stringify(request),
        // Not the kubeconfig of whoever runs the tests.
        KUBECONFIG: cluster?.kubeconfig ?? join(profile.root, 'no-kubeconfig'),
        ...(cluster && { NEXT_STEPS_TEST_CLUSTER: cluster.host }),
        ...(await toolPaths()),
      },
    });
    return true;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    return false;
  } finally {
    await cluster?.stop();
    profile.dispose();
  }
}

/** Where the real tools are, for the tests that render. */
async function toolPaths(): Promise<Readonly<Record<string, string>>> {
  const [helm, kustomize] = [await provideTool('helm'), await provideTool('kustomize')];
  if (helm !== undefined && kustomize !== undefined)
    return { NEXT_STEPS_HELM: helm, NEXT_STEPS_KUSTOMIZE: kustomize };
  console.log(TOOLS_LEFT_OUT);
  return {};
}

function workspace(profile: ReturnType<typeof createProfile>): string {
  if (existsSync(WORKSPACE)) return copyWorkspace(profile, WORKSPACE);
  const empty = join(profile.root, 'empty');
  mkdirSync(empty);
  return empty;
}
