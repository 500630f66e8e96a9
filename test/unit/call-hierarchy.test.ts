import { describe, expect, it } from 'vitest';
import { callRootAt, incomingCalls, outgoingCalls } from '../../src/core/calls/call-hierarchy.ts';
import type { Call, CallRow } from '../../src/core/calls/call-hierarchy.ts';
import type { Workspace } from '../../src/core/workspace/workspace.ts';
import { sampleWorkspace, workspaceOf } from '../support/ask.ts';
import { cursorIn, placeText, textAt } from '../support/told.ts';

const rowText = ({ title, detail }: CallRow): string => `${title} (${detail})`;

/** `Deployment/cart (blue) at cart.yaml:24 redis`. */
function callText(workspace: Workspace, call: Call): string {
  const at = call.at.map((place) => `${placeText(workspace, place)} ${textAt(place)}`);
  return [rowText(call), ...(at.length === 0 ? [] : [at.join(', ')])].join(' at ');
}

const into = (workspace: Workspace, row: CallRow): readonly string[] =>
  incomingCalls(workspace, row).map((call) => callText(workspace, call));

const outOf = (workspace: Workspace, row: CallRow): readonly string[] =>
  outgoingCalls(workspace, row).map((call) => callText(workspace, call));

/** Where a hierarchy begins at the start of some text that a file holds once. */
function rootAt(workspace: Workspace, path: string, text: string): CallRow | undefined {
  const all = workspace.file(path)?.text ?? '';
  const offset = all.indexOf(text);
  if (offset < 0 || offset !== all.lastIndexOf(text)) throw new Error(`"${text}" in ${path}`);
  return callRootAt(workspace, { path, offset });
}

function rowAt(workspace: Workspace, path: string, text: string): CallRow {
  const root = rootAt(workspace, path, text);
  if (root === undefined) throw new Error(`nothing at "${text}" in ${path}`);
  return root;
}

describe('in the sample shop', () => {
  const shop = sampleWorkspace('shop');
  const redis = rowAt(
    shop,
    'deploy/blue/data.yaml',
    'redis\n  namespace: blue\nspec:\n  selector:\n    app',
  );

  it('who talks to a Service: pods, also through a ConfigMap, and Ingresses', () => {
    expect(into(shop, redis)).toEqual([
      'Deployment/cart (blue) at deploy/blue/cart.yaml:24 redis',
      'Deployment/catalog (blue, through ConfigMap/catalog-settings) at deploy/blue/catalog.yaml:24 catalog-settings',
    ]);
    const cart = rowAt(shop, 'deploy/green/web.yaml', 'cart:8080');
    expect(into(shop, cart)).toEqual([
      'Ingress/shop (green) at deploy/green/ingress.yaml:23 cart',
      'Deployment/web (green) at deploy/green/web.yaml:26 cart',
    ]);
  });

  it('from another namespace', () => {
    const catalog = rowAt(shop, 'deploy/nightly-warm-up.yaml', 'catalog.blue');
    expect(into(shop, catalog)).toEqual([
      'Deployment/web (blue) at deploy/blue/web.yaml:30 catalog.blue.svc.cluster.local',
      'CronJob/nightly-warm-up (default) at deploy/nightly-warm-up.yaml:17 catalog.blue',
    ]);
  });

  it('what stands behind a Service: pods, hosts outside, addresses', () => {
    expect(outOf(shop, redis)).toEqual([
      'Deployment/redis (blue) at deploy/blue/data.yaml:29 app: redis',
    ]);
    const outside = (name: string): CallRow =>
      rowAt(shop, 'deploy/green/outside.yaml', `${name}\n  namespace: green\nspec`);
    expect(outOf(shop, outside('mail'))).toEqual([
      'smtp.mail.example.com (outside the cluster) at deploy/green/outside.yaml:8 smtp.mail.example.com',
    ]);
    expect(outOf(shop, outside('payment-gateway'))).toEqual([
      '192.0.2.10 (outside the cluster) at deploy/green/outside.yaml:22 payment-gateway',
    ]);
  });

  it('whom a workload talks to, and who picks it', () => {
    const catalog = rowAt(shop, 'deploy/blue/catalog.yaml', 'kind: Deployment');
    expect(outOf(shop, catalog)).toEqual([
      'Service/postgres (blue) at deploy/blue/catalog.yaml:32 postgres',
      'Service/pushgateway (blue, not in these files) at deploy/blue/catalog.yaml:34 pushgateway',
      'Service/redis (blue, through ConfigMap/catalog-settings) at deploy/blue/catalog.yaml:24 catalog-settings',
    ]);
    expect(into(shop, catalog)).toEqual([
      'Service/catalog (blue) at deploy/blue/catalog.yaml:43 app: catalog',
    ]);
  });

  it('goes on step by step, and ends at what no file holds', () => {
    const ingress = rowAt(shop, 'deploy/green/ingress.yaml', 'shop\n  namespace');
    const calls = outgoingCalls(shop, ingress);
    expect(calls.map(rowText)).toEqual([
      'Service/web (green)',
      'Service/cart (green)',
      'Service/catalogue (green, not in these files)',
    ]);
    expect(calls.map((call) => outOf(shop, call).length)).toEqual([1, 1, 0]);
    expect(calls.map((call) => into(shop, call).length)).toEqual([2, 2, 0]);
  });

  it('asks Compose files, too', () => {
    const compose = rowAt(shop, 'compose.yaml', 'redis:\n    image');
    expect(into(shop, compose)).toEqual([
      'compose/cart (compose.yaml) at compose.yaml:20 redis, compose.yaml:22 redis',
      'compose/worker (compose.yaml) at compose.yaml:37 redis',
    ]);
    const catalog = rowAt(shop, 'compose.yaml', 'catalog:8000');
    expect(outOf(shop, catalog)).toEqual([
      'compose/postgres (compose.yaml) at compose.yaml:27 postgres, compose.yaml:29 postgres',
    ]);
  });

  it('starts nowhere but on names of what calls or is called', () => {
    const nowhere: readonly (readonly [path: string, text: string])[] = [
      ['deploy/blue/web.yaml', 'replicas: 2'],
      ['deploy/blue/web.yaml', 'web-config\n          env'],
      ['deploy/blue/config.yaml', 'web-config'],
      ['deploy/blue/network-policy.yaml', 'kind: NetworkPolicy'],
      ['deploy/namespaces.yaml', 'green\n'],
      ['compose.yaml', 'postgres-data:\n'],
      ['services/cart/Dockerfile', 'FROM golang'],
    ];
    for (const [path, text] of nowhere) expect(rootAt(shop, path, text), text).toBeUndefined();
  });
});

const service = (name: string, more = ''): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n${more}spec:\n  selector: { app: ${name} }\n  ports: [{ name: http, port: 80 }]\n`;

function deployment(name: string, env: string): string {
  return (
    `apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\nspec:\n` +
    `  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n` +
    `    spec:\n      containers:\n        - name: main\n          image: example.com/${name}:1\n${env}`
  );
}

const variable = (value: string): string =>
  `          env:\n            - name: DB_URL\n              value: ${value}\n`;

describe('in overlays', () => {
  const files = {
    'base/kustomization.yaml': 'resources: [db.yaml, web.yaml]\n',
    'base/db.yaml': service('db'),
    'base/web.yaml': deployment('web', variable('http://db:80')),
    'one/kustomization.yaml': 'resources: [../base]\nnamespace: one\nnamePrefix: my-\n',
    'two/kustomization.yaml': 'resources: [../base]\nnamespace: two\npatches: [path: patch.yaml]\n',
    'two/patch.yaml':
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  template:\n    spec:\n      containers:\n        - name: main\n          env: [{ name: OTHER_URL, value: "http://db.two:80" }]\n',
  };
  const workspace = workspaceOf(files);

  it('an object stands for all its namespaces, with the names that it has there', () => {
    const db = rowAt(workspace, 'base/db.yaml', 'db\n');
    expect(rowText(db)).toEqual('Service/my-db, Service/db (one, two)');
    // The host of `one` is not renamed with the Service, so nobody answers it there.
    expect(into(workspace, db)).toEqual([
      'Deployment/web (two) at base/web.yaml:15 db',
      'Deployment/web (two, patched in two/patch.yaml) at two/patch.yaml:9 db.two',
    ]);
  });

  it('a patch adds what its object talks to', () => {
    const outside = workspaceOf({
      ...files,
      'two/patch.yaml': files['two/patch.yaml'].replace('db.two', 'api.example.com'),
    });
    expect(outOf(outside, rowAt(outside, 'base/web.yaml', 'web\nspec'))).toEqual([
      'Service/db (one, not in these files) at base/web.yaml:15 db',
      'Service/db (two) at base/web.yaml:15 db',
      'api.example.com (outside the cluster) at base/web.yaml:4 web',
    ]);
  });
});

describe('configuration', () => {
  const config = (kind: string, field: string): string =>
    `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: app\n${field}:\n  db-host: db\n  other-host: api.example.com\n`;
  const reader = (kind: string, key: string): string =>
    `          env:\n            - name: HOST\n              valueFrom:\n                ${kind}KeyRef: { name: app, key: ${key} }\n`;

  it('counts for those who read the very key', () => {
    const workspace = workspaceOf({
      'config.yaml': config('ConfigMap', 'data'),
      'db.yaml': service('db'),
      'one.yaml': deployment('one', reader('configMap', 'db-host')),
      'two.yaml': deployment('two', reader('configMap', 'other-host')),
    });
    const db = rowAt(workspace, 'db.yaml', 'db\n');
    expect(into(workspace, db)).toEqual([
      'Deployment/one (default, through ConfigMap/app) at one.yaml:16 app',
    ]);
    const two = rowAt(workspace, 'two.yaml', 'two\nspec');
    expect(outOf(workspace, two)).toEqual([
      'api.example.com (outside the cluster) at two.yaml:16 app',
    ]);
  });

  it('stands for itself where nobody reads it', () => {
    const workspace = workspaceOf({
      'config.yaml': config('ConfigMap', 'data'),
      'db.yaml': service('db'),
    });
    const db = rowAt(workspace, 'db.yaml', 'db\n');
    expect(into(workspace, db)).toEqual(['ConfigMap/app (default) at config.yaml:6 db']);
  });

  it('shows no host that only a Secret names', () => {
    const workspace = workspaceOf({
      'secret.yaml': config('Secret', 'stringData'),
      'db.yaml': service('db'),
      'one.yaml': deployment('one', '          envFrom: [{ secretRef: { name: app } }]\n'),
    });
    const one = rowAt(workspace, 'one.yaml', 'one\nspec');
    expect(outOf(workspace, one)).toEqual([
      'Service/db (default, through Secret/app) at one.yaml:13 app',
    ]);
  });
});

describe('other callers', () => {
  it('monitors by labels, webhooks and routes by name, aliases by host', () => {
    const workspace = workspaceOf({
      'service.yaml': service('web', '  labels: { app: web }\n'),
      'monitor.yaml':
        'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: web }\nspec:\n  selector: { matchLabels: { app: web } }\n  endpoints: [{ port: http }]\n',
      'hook.yaml':
        'apiVersion: admissionregistration.k8s.io/v1\nkind: ValidatingWebhookConfiguration\nmetadata: { name: checks }\nwebhooks:\n  - name: a.example.com\n    clientConfig: { service: { name: web, namespace: default } }\n',
      'route.yaml':
        'apiVersion: gateway.networking.k8s.io/v1\nkind: HTTPRoute\nmetadata: { name: front }\nspec:\n  rules: [{ backendRefs: [{ name: web, port: 80 }] }]\n',
      'alias.yaml':
        'apiVersion: v1\nkind: Service\nmetadata: { name: old, namespace: shop }\nspec:\n  type: ExternalName\n  externalName: web.default.svc.cluster.local\n',
      'policy.yaml':
        'apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: web }\nspec:\n  selector: { matchLabels: { app: web } }\n',
      'pods.yaml': deployment('web', ''),
    });
    const web = rowAt(workspace, 'service.yaml', 'kind: Service');
    expect(into(workspace, web)).toEqual([
      'Service/old (shop) at alias.yaml:6 web.default.svc.cluster.local',
      'ValidatingWebhookConfiguration/checks (in no namespace) at hook.yaml:6 web',
      'ServiceMonitor/web (default) at monitor.yaml:5 { matchLabels: { app: web } }',
      'HTTPRoute/front (default) at route.yaml:5 web',
    ]);
    const [pods] = outgoingCalls(workspace, web);
    expect(pods && into(workspace, pods)).toEqual([
      'Service/web (default) at service.yaml:7 { app: web }',
    ]);
  });

  it('two of one name are told apart by their files', () => {
    const { files, place } = cursorIn({
      'a.yaml': service('¦db'),
      'b.yaml': deployment('web', variable('http://db:80')),
      'c.yaml': deployment('web', variable('http://db:80')),
    });
    const workspace = workspaceOf(files);
    const db = callRootAt(workspace, place);
    expect(db && incomingCalls(workspace, db).map(rowText)).toEqual([
      'Deployment/web (default, in b.yaml)',
      'Deployment/web (default, in c.yaml)',
    ]);
  });
});
