import { describe, expect, it } from 'vitest';
import { inNoFile } from '../../src/core/live/in-no-file.ts';
import type { JsonObject } from '../../src/core/live/json.ts';
import { LiveCluster } from '../../src/core/live/live-cluster.ts';
import { liveObject } from '../../src/core/live/snapshot.ts';
import { isSystemNamespace } from '../../src/core/live/system-objects.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';

const context = { name: 'dev', cluster: '', user: '', file: 'config' };

const FILES = `apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: default }
`;

const named = (
  kind: string,
  name: string,
  metadata: JsonObject = {},
  more: JsonObject = {},
): JsonObject => ({
  ...{ apiVersion: 'v1', kind },
  metadata: { name, namespace: 'shop', ...metadata },
  ...more,
});

function found(live: readonly JsonObject[]): readonly string[] {
  const workspace = new Workspace();
  workspace.change([{ path: 'web.yaml', text: FILES }]);
  const cluster = new LiveCluster({
    ...{ context, contexts: [context], takenAt: 0, gaps: [], groups: new Map() },
    objects: live.map((object) => liveObject(context.name, object)),
  });
  return inNoFile(workspace.objectsIn('web.yaml'), new Scope(workspace), cluster).map(
    ({ live: { kind, namespace, name }, managed }) =>
      `${kind} ${namespace}/${name}${managed === undefined ? '' : ` (${managed.tool})`}`,
  );
}

describe('what no file describes', () => {
  it('is of the namespaces of the files, and says which tool manages it', () => {
    const helm = { annotations: { 'meta.helm.sh/release-name': 'redis' } };
    expect(
      found([
        named('Service', 'web'),
        named('Service', 'redis', helm),
        named('Secret', 'made-by-hand'),
        named('Secret', 'other', { namespace: 'other' }),
        { apiVersion: 'v1', kind: 'Node', metadata: { name: 'one' } },
      ]),
    ).toEqual(['Service shop/redis (Helm)', 'Secret shop/made-by-hand']);
  });

  it('is nothing that a controller has made', () => {
    const set = {
      ...{
        apiVersion: 'apps/v1',
        kind: 'StatefulSet',
        metadata: { name: 'db', namespace: 'shop' },
      },
      spec: { volumeClaimTemplates: [{ metadata: { name: 'data' } }] },
    };
    expect(
      found([
        set,
        named('Pod', 'web-1', { ownerReferences: [{ kind: 'ReplicaSet', name: 'web' }] }),
        named('EndpointSlice', 'web-x'),
        named('PersistentVolumeClaim', 'data-db-0'),
        named('PersistentVolumeClaim', 'data-db-old'),
      ]),
    ).toEqual(['PersistentVolumeClaim shop/data-db-old', 'StatefulSet shop/db']);
  });

  it.each([
    ['Kubernetes', named('ConfigMap', 'kube-root-ca.crt')],
    ['Kubernetes', named('ServiceAccount', 'default')],
    ['Kubernetes', named('Service', 'kubernetes', { namespace: 'default' })],
    ['Kubernetes', named('Secret', 'x', {}, { type: 'kubernetes.io/service-account-token' })],
    ['Helm', named('Secret', 'sh.helm.release.v1.web.v1', {}, { type: 'helm.sh/release.v1' })],
    ['Helm', named('ConfigMap', 'sh.helm.release.v1.web.v1')],
    ['Istio', named('ConfigMap', 'istio-ca-root-cert')],
    ['OpenShift', named('ConfigMap', 'openshift-service-ca.crt')],
    ['OpenShift', named('ServiceAccount', 'builder')],
    ['OpenShift', named('Secret', 'default-dockercfg-x7k2p')],
    ['OpenShift', named('RoleBinding', 'system:deployers')],
  ])('is nothing that %s brings along: %j', (_, object) => {
    expect(found([object])).toEqual([]);
  });

  it.each([
    named('ConfigMap', 'kube-root-ca.crt-2'),
    named('Service', 'kubernetes'),
    named('Secret', 'default-dockercfg'),
    named('ServiceAccount', 'builders'),
  ])('is what only looks like it: %j', (object) => {
    expect(found([object])).toHaveLength(1);
  });

  it.each([
    ['kind', 'local-path-storage'],
    ['k3s', 'kube-system'],
    ['EKS', 'amazon-cloudwatch'],
    ['GKE', 'gke-managed-system'],
    ['AKS', 'aks-command'],
  ])('is nothing in the namespaces of %s', (_, namespace) => {
    expect(isSystemNamespace(namespace)).toBe(true);
  });
});
