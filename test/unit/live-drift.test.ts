import { describe, expect, it } from 'vitest';
import { driftOf } from '../../src/core/live/drift.ts';
import type { JsonObject } from '../../src/core/live/json.ts';
import { LiveCluster } from '../../src/core/live/live-cluster.ts';
import { ownerOf } from '../../src/core/live/owners.ts';
import { isSameQuantity } from '../../src/core/live/quantity.ts';
import { liveObject } from '../../src/core/live/snapshot.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';

const context = { name: 'dev', cluster: '', user: '', file: 'config' };

function cluster(objects: readonly JsonObject[]): LiveCluster {
  return new LiveCluster({
    ...{ context, contexts: [context], takenAt: 0, gaps: [], groups: new Map() },
    objects: objects.map((object) => liveObject(context.name, object)),
  });
}

const FILE = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
  labels:
    app: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: web
          image: web:1.0
          command: [serve, --fast]
          ports:
            - containerPort: 8080
          resources:
            limits:
              cpu: 1000m
              memory: 1Gi
          env:
            - name: API_TOKEN
              value: s3cr3t-one
            - name: EMPTY
              value: ''
`;

const container = (more: JsonObject = {}): JsonObject => ({
  ...{ name: 'web', image: 'web:1.0', command: ['serve', '--fast'] },
  ports: [{ containerPort: 8080, protocol: 'TCP' }],
  resources: { limits: { cpu: '1', memory: '1024Mi' } },
  env: [{ name: 'API_TOKEN', value: 's3cr3t-one' }, { name: 'EMPTY' }],
  terminationMessagePath: '/dev/termination-log',
  ...more,
});

function deployment(
  one: JsonObject,
  more: JsonObject = {},
  managedFields: JsonObject[] = [],
): JsonObject {
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment' },
    metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, uid: '1', managedFields },
    spec: {
      ...{ selector: { matchLabels: { app: 'web' } }, replicas: 1, revisionHistoryLimit: 10 },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'sidecar', image: 'other:1' }, one], restartPolicy: 'Always' },
      },
      ...more,
    },
    status: { replicas: 1 },
  };
}

function drift(
  live: readonly JsonObject[],
  files: Readonly<Record<string, string>> = { 'web.yaml': FILE },
) {
  const workspace = new Workspace();
  workspace.change(Object.entries(files).map(([path, text]) => ({ path, text })));
  const objects = [...workspace.paths].flatMap((path) => workspace.objectsIn(path));
  return driftOf(objects, new Scope(workspace), cluster(live));
}

const lines = (live: readonly JsonObject[]): readonly string[] =>
  drift(live).flatMap(({ fields }) =>
    fields.map(
      ({ field, file, live: there, owner }) =>
        `${field}: ${file ?? '-'} -> ${there ?? '-'}${owner === undefined ? '' : ` by ${owner.name}`}`,
    ),
  );

describe('drift', () => {
  it('is none where the server has only filled in and written in another way', () => {
    expect(drift([deployment(container())]).map(({ state }) => state)).toEqual(['same']);
  });

  it('names each field with both values and who wrote it', () => {
    const managedFields = [
      {
        ...{ manager: 'kubectl-client-side-apply', operation: 'Update' },
        time: '2026-11-01T00:00:00Z',
        fieldsV1: {
          'f:spec': {
            'f:template': {
              'f:spec': {
                'f:containers': { 'k:{"name":"web"}': { 'f:image': {}, 'f:command': {} } },
              },
            },
          },
        },
      },
      {
        ...{ manager: 'kubectl-edit', operation: 'Update', time: '2026-12-01T03:00:00Z' },
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      },
    ];
    const changed = container({ image: 'web:2.0', command: ['serve'], ports: [] });
    expect(lines([deployment(changed, { replicas: 5 }, managedFields)])).toEqual([
      'spec.template.spec.containers[web].image: web:1.0 -> web:2.0 by kubectl-client-side-apply',
      'spec.template.spec.containers[web].command: [2] -> [1] by kubectl-client-side-apply',
      'spec.template.spec.containers[web].ports[8080]: {...} -> -',
      'spec.replicas: - -> 5 by kubectl-edit',
    ]);
  });

  it('does not take what a controller sets for a change by hand', () => {
    const managedFields = [
      {
        ...{ manager: 'kube-controller-manager', operation: 'Update' },
        fieldsV1: { 'f:spec': { 'f:replicas': {} } },
      },
    ];
    expect(lines([deployment(container(), { replicas: 5 }, managedFields)])).toEqual([]);
  });

  it('shows no password from either side', () => {
    const env = [{ name: 'API_TOKEN', value: 's3cr3t-two' }];
    const found = lines([deployment(container({ env }))]);
    expect(found).toEqual([
      'spec.template.spec.containers[web].env[API_TOKEN].value: (hidden) -> (hidden)',
      'spec.template.spec.containers[web].env[EMPTY]: {...} -> -',
    ]);
  });

  it('says what is missing, and what cannot be compared', () => {
    expect(drift([]).map(({ state }) => state)).toEqual(['missing']);
    const secret = 'apiVersion: v1\nkind: Secret\nmetadata: { name: db, namespace: shop }\n';
    const live = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db', namespace: 'shop' } };
    expect(drift([live], { 'db.yaml': secret }).map(({ state, why }) => [state, why])).toEqual([
      ['unknown', 'Of a Secret, only name and labels are read.'],
    ]);
    const kustomization =
      'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [web.yaml]\n';
    const files = { 'web.yaml': FILE, 'kustomization.yaml': kustomization };
    expect(drift([deployment(container({ image: 'x' }))], files).map(({ state }) => state)).toEqual(
      ['unknown'],
    );
  });
});

describe('the owner of a field', () => {
  it('is who works by hand, else who wrote last, also of a part or of the whole', () => {
    const manager = (name: string, time: string, ...fields: string[]) => ({
      ...{ name, time, operation: 'Update', fields },
    });
    const apply = manager('helm', '2026-11-02', 'spec.replicas', 'spec.ports[{"port":80}].port');
    const edit = manager('kubectl-scale', '2026-11-01', 'spec.replicas');
    expect(ownerOf('spec.replicas', [apply, edit])?.name).toBe('kubectl-scale');
    expect(ownerOf('spec.ports[{"port":80}]', [apply, edit])?.name).toBe('helm');
    expect(ownerOf('spec.replica', [apply, edit])).toBeUndefined();
  });
});

describe('quantities', () => {
  it.each([
    ['1', '1000m', true],
    ['0.1', '100m', true],
    ['1Gi', '1024Mi', true],
    ['1G', '1Gi', false],
    ['web', 'web', false],
  ])('%s and %s', (a, b, same) => {
    expect(isSameQuantity(a, b)).toBe(same);
  });
});
