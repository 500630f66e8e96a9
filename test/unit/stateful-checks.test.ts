import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/stateful/checks.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

function answer(item: string, files: Readonly<Record<string, string>>) {
  const workspace = workspaceOf(files);
  const { state, next, ...rest } = ask(checks, item, workspace);
  return { state, next, evidence: shown({ state, ...rest }, workspace) };
}

const pod = (name: string, image: string, more = ''): string =>
  `apiVersion: v1\nkind: Pod\nmetadata:\n  name: ${name}\n  labels:\n    app: ${name}\nspec:\n  containers:\n    - name: ${name}\n      image: ${image}\n${more}`;

const alias = (host: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  type: ExternalName\n  externalName: ${host}\n`;

const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata:\n  name: erp\nspec:\n  ports:\n    - port: 443\n';
const SLICE =
  'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: erp-1\n  labels:\n    kubernetes.io/service-name: erp\naddressType: IPv4\nendpoints:\n  - addresses: [192.0.2.10]\nports:\n  - port: 8443\n';
const SET = `apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: db
spec:
  serviceName: db
  selector:
    matchLabels:
      app: db
  template:
    metadata:
      labels:
        app: db
    spec:
      containers:
        - name: db
          image: postgres:16.4
          volumeMounts:
            - name: data
              mountPath: /var/lib/postgresql/data
  volumeClaimTemplates:
    - metadata:
        name: data
      spec:
        accessModes: [ReadWriteOnce]
`;

describe('S4.1: databases outside the cluster', () => {
  it('cannot be told without any database', () => {
    expect(answer('S4.1', { 'web.yaml': pod('web', 'nginx:1.29.3') }).state).toBe('unknown');
  });

  it('is open with a database inside, that forgets', () => {
    expect(answer('S4.1', { 'db.yaml': pod('db', 'postgres:16.4') })).toEqual({
      state: 'open',
      next: 'Move the databases to a managed service, or decide on purpose to run them here.',
      evidence: ['PostgreSQL runs in the cluster as "db". | db.yaml: db'],
    });
  });

  it('is partly done with a database that was put on a volume', () => {
    const { state, evidence } = answer('S4.1', { 'db.yaml': SET });
    expect(state).toBe('partly');
    expect(evidence).toEqual([
      'PostgreSQL runs in the cluster as "db", on a volume that stays. | db.yaml: db',
    ]);
  });

  it('is done with all of them outside, and a cache does not count', () => {
    const files = { 'db.yaml': alias('db.example.com'), 'cache.yaml': pod('cache', 'redis:7.4') };
    expect(answer('S4.1', files)).toEqual({
      state: 'done',
      next: undefined,
      evidence: ['"db" is an alias for db.example.com. | db.yaml: db.example.com'],
    });
  });
});

describe('S4.3 to S4.5: ways to reach what is outside', () => {
  it('does not take an alias inside the cluster for one that leads out', () => {
    const inside = alias('db.green.svc.cluster.local');
    expect(answer('S4.3', { 'db.yaml': inside }).state).toBe('unknown');
    expect(answer('S4.3', { 'db.yaml': alias('192.0.2.5') }).state).toBe('unknown');
    expect(answer('S4.3', { 'db.yaml': alias('db.example.com') }).state).toBe('done');
  });

  it('asks for a name where a managed host is written out', () => {
    const env =
      '      env:\n        - name: DB_HOST\n          value: shop.abc123.eu-west-1.rds.amazonaws.com\n';
    const { state, evidence, next } = answer('S4.3', { 'web.yaml': pod('web', 'web:1.0.0', env) });
    expect(state).toBe('open');
    expect(evidence).toHaveLength(1);
    expect(evidence[0]).toMatch(/web\.yaml: shop\.abc123\.eu-west-1\.rds\.amazonaws\.com$/);
    expect(next).toBe('Give the outside host a name in the cluster with an ExternalName Service.');
  });

  it('counts Services without selector by whether somebody answers', () => {
    expect(answer('S4.4', {}).state).toBe('unknown');
    expect(answer('S4.4', { 'a.yaml': SERVICE })).toEqual({
      state: 'open',
      next: 'Write an EndpointSlice for "erp".',
      evidence: ['"erp" has no selector, and no endpoints in these files. | a.yaml: erp'],
    });
    const both = `${SERVICE}---\n${SLICE}`;
    expect(answer('S4.4', { 'a.yaml': both }).evidence).toEqual([
      '"erp" leads to addresses written by hand in EndpointSlice. | a.yaml: erp',
    ]);
    expect(answer('S4.4', { 'a.yaml': both }).state).toBe('done');
    const more = `${both}---\n${SERVICE.replace('erp', 'crm')}`;
    expect(answer('S4.4', { 'a.yaml': more }).state).toBe('partly');
  });

  it('knows an ambassador beside an application, and its credentials', () => {
    const containers =
      '      env:\n        - name: DB_HOST\n          value: 127.0.0.1:5432\n    - name: proxy\n      image: edoburu/pgbouncer:v1.23.1\n      env:\n        - name: DB_PASSWORD\n          valueFrom:\n            secretKeyRef:\n              name: db\n              key: password\n';
    const { state, evidence } = answer('S4.5', { 'web.yaml': pod('web', 'web:1.0.0', containers) });
    expect(state).toBe('done');
    expect(evidence).toEqual([
      'PgBouncer stands beside the application in "web". It adds the credentials itself. | web.yaml: edoburu/pgbouncer:v1.23.1',
    ]);
  });

  it('does not take a web proxy for an ambassador', () => {
    const containers = '    - name: nginx\n      image: nginx:1.29.3\n';
    expect(answer('S4.5', { 'web.yaml': pod('web', 'web:1.0.0', containers) }).state).toBe(
      'unknown',
    );
    expect(answer('S4.5', { 'web.yaml': pod('web', 'nginx:1.29.3') }).state).toBe('unknown');
  });

  it('knows a proxy that the port of a datastore leads to', () => {
    const service =
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: db\nspec:\n  selector:\n    app: proxy\n  ports:\n    - port: 5432\n';
    const files = { 'proxy.yaml': `${pod('proxy', 'haproxy:3.1.0')}---\n${service}` };
    expect(answer('S4.5', files).evidence).toEqual([
      'HAProxy stands in front of a datastore in "proxy". | proxy.yaml: haproxy:3.1.0',
    ]);
  });
});

describe('S5: databases in the cluster', () => {
  it('looks at the drivers of storage classes', () => {
    const storageClass = (name: string): string =>
      `apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata:\n  name: fast\nprovisioner: ${name}\n`;
    expect(answer('S5.2', { 'a.yaml': storageClass('ebs.csi.aws.com') }).state).toBe('done');
    expect(answer('S5.2', { 'a.yaml': storageClass('kubernetes.io/aws-ebs') })).toEqual({
      state: 'partly',
      next: 'Let the storage class "fast" use a CSI driver.',
      evidence: ['Storage class "fast" uses kubernetes.io/aws-ebs. | a.yaml: fast'],
    });
    expect(answer('S5.2', { 'db.yaml': SET })).toMatchObject({
      state: 'unknown',
      evidence: [
        'The claims use a storage class that no file defines; only the cluster knows what is behind it.',
      ],
    });
  });

  it('looks for claims, and for what has none', () => {
    expect(answer('S5.3', {}).state).toBe('unknown');
    expect(answer('S5.3', { 'db.yaml': SET })).toEqual({
      state: 'done',
      next: undefined,
      evidence: ['Each pod of "db" gets a claim of its own. | db.yaml: db'],
    });
    const files = { 'db.yaml': SET, 'old.yaml': pod('old', 'mysql:8.4.3') };
    expect(answer('S5.3', files)).toMatchObject({
      state: 'partly',
      next: 'Give "old" a claim for its data.',
    });
    expect(answer('S5.3', { 'old.yaml': pod('old', 'mysql:8.4.3') }).state).toBe('open');
  });

  it('looks for StatefulSets and operators', () => {
    const operated =
      'apiVersion: postgresql.cnpg.io/v1\nkind: Cluster\nmetadata:\n  name: shop\nspec:\n  instances: 3\n';
    const other = 'apiVersion: cluster.x-k8s.io/v1beta1\nkind: Cluster\nmetadata:\n  name: prod\n';
    expect(answer('S5.4', { 'a.yaml': SET }).state).toBe('done');
    expect(answer('S5.4', { 'a.yaml': operated }).state).toBe('done');
    expect(answer('S5.4', { 'a.yaml': other }).state).toBe('unknown');
    expect(answer('S5.4', { 'a.yaml': pod('db', 'mongo:7.0.15') })).toMatchObject({
      state: 'open',
      next: 'Run "db" as a StatefulSet, or outside the cluster.',
    });
    expect(answer('S5.4', { 'a.yaml': SET, 'b.yaml': pod('db2', 'mongo:7.0.15') }).state).toBe(
      'partly',
    );
  });

  it('asks for backups of what runs here', () => {
    const backup =
      'apiVersion: batch/v1\nkind: CronJob\nmetadata:\n  name: db-backup\nspec:\n  schedule: "0 3 * * *"\n';
    expect(answer('S5.6', {}).state).toBe('unknown');
    expect(answer('S5.6', { 'a.yaml': SET })).toEqual({
      state: 'open',
      next: 'Plan the backups, the upgrades and who is called at night.',
      evidence: ['No backup is in these files for the datastore in the cluster.'],
    });
    expect(answer('S5.6', { 'a.yaml': SET, 'b.yaml': backup })).toEqual({
      state: 'partly',
      next: 'Restore a backup once, and write down how long it took.',
      evidence: ['CronJob "db-backup" looks like a backup. | b.yaml: db-backup'],
    });
  });

  it('asks no file for the benefit', () => {
    expect(checks.map(({ item }) => item)).not.toContain('S5.7');
  });
});

describe('the shop', () => {
  it('has something to say about every item', () => {
    const shop = sampleWorkspace('shop');
    const states = Object.fromEntries(
      checks.map(({ item }) => [item, ask(checks, item, shop).state]),
    );
    expect(states).toEqual({
      'S4.1': 'partly',
      'S4.3': 'done',
      'S4.4': 'partly',
      'S4.5': 'unknown',
      'S5.2': 'unknown',
      'S5.3': 'partly',
      'S5.4': 'partly',
      'S5.6': 'open',
    });
  });
});
