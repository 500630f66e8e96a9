import { describe, expect, it } from 'vitest';
import { Linter } from '../../src/core/lint/lint.ts';
import { LiveCluster } from '../../src/core/live/live-cluster.ts';
import type { Existence } from '../../src/core/live/existence.ts';
import type { JsonObject } from '../../src/core/live/json.ts';
import { liveObject } from '../../src/core/live/snapshot.ts';
import type { Gap, Snapshot } from '../../src/core/live/snapshot.ts';
import { CLUSTER } from '../../src/core/workspace/dependency.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { rules } from '../../src/topics/rules.ts';

const context = { name: 'dev', cluster: '', user: '', file: 'config' };

function cluster(objects: readonly JsonObject[], more: Partial<Snapshot> = {}): LiveCluster {
  return new LiveCluster({
    ...{ context, contexts: [context], takenAt: 0, gaps: [], groups: new Map() },
    objects: objects.map((object) => liveObject(context.name, object)),
    ...more,
  });
}

const named = (kind: string, name: string, namespace?: string): JsonObject => ({
  ...{ apiVersion: 'v1', kind },
  metadata: { name, ...(namespace !== undefined && { namespace }) },
});

const gap = (kind: string, more: Partial<Gap> = {}): Gap => ({
  ...{ kind, plural: '', reason: 'forbidden', text: '' },
  ...more,
});

describe('what a cluster says of a name', () => {
  const ask = (live: LiveCluster, kind: string, name: string, namespace = 'shop'): Existence =>
    live.existence({ kind, name, namespace });

  it('is there, or not there where the whole list was read', () => {
    const live = cluster([named('Secret', 'db', 'shop'), named('ClusterRole', 'reader')]);
    expect(ask(live, 'Secret', 'db')).toBe('present');
    expect(ask(live, 'Secret', 'db', 'other')).toBe('absent');
    expect(ask(live, 'ConfigMap', 'db')).toBe('absent');
    // Roles of the cluster have no namespace, whoever names them.
    expect(ask(live, 'ClusterRole', 'reader')).toBe('present');
  });

  it('is not known of kinds that are never listed', () => {
    expect(ask(cluster([]), 'PriorityClass', 'high')).toBe('unknown');
    expect(ask(cluster([]), 'Secret', 'token', 'kube-system')).toBe('unknown');
  });

  it('is not known where the rights end', () => {
    const wide = cluster([], { gaps: [gap('Secret', { except: 'shop' })] });
    expect(ask(wide, 'Secret', 'db')).toBe('absent');
    expect(ask(wide, 'Secret', 'db', 'other')).toBe('unknown');
    const narrow = cluster([], { gaps: [gap('Secret', { namespace: 'shop' })] });
    expect(ask(narrow, 'Secret', 'db')).toBe('unknown');
    expect(ask(narrow, 'Secret', 'db', 'other')).toBe('absent');
    const one = cluster([], { namespace: 'shop' });
    expect(ask(one, 'Secret', 'db')).toBe('absent');
    expect(ask(one, 'Secret', 'db', 'other')).toBe('unknown');
  });
});

describe('findings about what is missing', () => {
  const FILE = `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
spec:
  serviceAccountName: robot
  containers:
    - name: web
      image: web:1.0
      envFrom:
        - secretRef:
            name: db
  volumes:
    - name: data
      persistentVolumeClaim:
        claimName: data
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: robot
  namespace: shop
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: reader
---
apiVersion: v1
kind: Service
metadata:
  name: other
  namespace: shop
spec:
  ports:
    - port: 80
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: web
  namespace: shop
spec:
  defaultBackend:
    service:
      name: web
      port:
        number: 80
`;
  const MISSING = [
    'claim-missing',
    'config-reference-missing',
    'ingress-backend-missing',
    'role-missing',
    'service-account-missing',
  ];

  it('wait for what the cluster says, and come back when it is forgotten', () => {
    const workspace = new Workspace();
    workspace.change([{ path: 'web.yaml', text: FILE }]);
    let chosen: LiveCluster | undefined;
    const linter = new Linter(workspace, rules, { cluster: () => chosen });
    const missing = (): readonly string[] =>
      linter
        .findings('web.yaml')
        .map(({ rule }) => rule)
        .filter((rule) => rule.endsWith('-missing'))
        .sort();
    const take = (live: LiveCluster | undefined): void => {
      chosen = live;
      linter.stale({ paths: new Set(), touched: new Set([CLUSTER]) });
    };
    expect(missing()).toEqual(MISSING);
    take(
      cluster([
        named('ServiceAccount', 'robot', 'shop'),
        named('Secret', 'db', 'shop'),
        named('PersistentVolumeClaim', 'data', 'shop'),
        named('Role', 'reader', 'shop'),
        named('Service', 'web', 'shop'),
      ]),
    );
    expect(missing()).toEqual([]);
    // An object of that name elsewhere is no help.
    take(cluster([named('Secret', 'db', 'other'), named('ServiceAccount', 'robot', 'shop')]));
    expect(missing()).toEqual(MISSING.filter((rule) => rule !== 'service-account-missing'));
    take(undefined);
    expect(missing()).toEqual(MISSING);
  });
});
