/** A control plane that runs the sample shop, with what only a cluster has: for tests and pictures in VS Code. */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Workspace } from '../../core/workspace/workspace.ts';
import { ROOT } from '../project.ts';
import { ApiServer } from './api-server.ts';
import type { Binaries } from './binaries.ts';
import { wholeObjects } from './sent-objects.ts';
import type { SentObject } from './sent-objects.ts';
import { type ControlPlane, startControlPlane } from './start.ts';

const SHOP = join(ROOT, 'test/workspaces/shop');
const NEWEST = 37;

/**
 * Starts a control plane, and puts there what the shop's manifests describe. Its kubeconfig has the
 * contexts `kind-dev` of an administrator, and `staging`, whose user may do nothing.
 */
export async function startShopCluster(binaries: Binaries): Promise<ControlPlane> {
  const plane = await startControlPlane(binaries, Math.min(binaries.minor, NEWEST));
  try {
    await fill(await ApiServer.of(plane.kubeconfig));
    renameContexts(plane.kubeconfig);
    return plane;
  } catch (error) {
    await plane.stop();
    throw error;
  }
}

async function fill(server: ApiServer): Promise<void> {
  const paths = globSync('deploy/{namespaces.yaml,{green,blue}/*.yaml}', { cwd: SHOP }).sort();
  const workspace = new Workspace();
  workspace.change(paths.map((path) => ({ path, text: readFileSync(join(SHOP, path), 'utf8') })));
  const objects = paths.flatMap((path) => wholeObjects(workspace, path));
  const isNamespace = ({ kind }: SentObject): boolean => kind === 'Namespace';
  // The server refuses some of them, as the shop is there to be found fault with.
  for (const sent of [...objects.filter(isNamespace), ...objects.filter((o) => !isNamespace(o))]) {
    const path = await server.pathOf(sent);
    if (path !== undefined)
      await server.send('POST', `${path}?fieldManager=kubectl-client-side-apply`, sent.text);
  }
  await changeByHand(server);
}

/** What nobody wrote down: a Secret that was made by hand, and a change in the middle of the night. */
async function changeByHand(server: ApiServer): Promise<void> {
  const web = '/apis/apps/v1/namespaces/green/deployments/web';
  const change = JSON.stringify({ spec: { replicas: 5 } });
  await server.send('PATCH', `${web}?fieldManager=kubectl-edit`, change, MERGE);
  await server.make(
    '/api/v1/namespaces/green/secrets',
    JSON.stringify({
      ...{
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'shop-secrets', namespace: 'green' },
      },
      stringData: { 'session-key': 'canary-of-the-cluster' },
    }),
  );
  await server.make(
    '/api/v1/namespaces/green/configmaps',
    JSON.stringify({
      ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web-confg' } },
      data: { SHOP_TITLE: 'Green shop' },
    }),
  );
}

const MERGE = 'application/merge-patch+json';

interface Config {
  readonly contexts: readonly { readonly name: string; readonly context: object }[];
}

function renameContexts(kubeconfig: string): void {
  const config = JSON.parse(readFileSync(kubeconfig, 'utf8')) as Config;
  const names: Readonly<Record<string, string>> = { test: 'kind-dev', nobody: 'staging' };
  const contexts = config.contexts.flatMap(({ name, context }) => {
    const shown = names[name];
    return shown === undefined
      ? []
      : [{ name: shown, context: { ...context, namespace: 'green' } }];
  });
  const renamed = { ...config, contexts, 'current-context': 'staging' };
  writeFileSync(kubeconfig, JSON.stringify(renamed), { mode: 0o600 });
}
