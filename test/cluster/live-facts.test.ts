/** What a real API server says to the questions of the guide, to users with more and fewer rights. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { plain } from '../../src/cli/colour.ts';
import type { DriftReport } from '../../src/cli/drift.ts';
import type { GuideReport, ReportedItem } from '../../src/cli/guide.ts';
import { askCluster, checkWithCluster } from '../../src/cli/run.ts';
import { readArguments } from '../../src/cli/arguments.ts';
import { readContexts, readFacts } from '../../src/cluster/cluster.ts';
import { MINOR, server } from './api-server.ts';
import { LIVE_SHOP, STATUSES } from './live-shop.ts';

const CLEAN = join(import.meta.dirname, '../workspaces/clean');
const environment = { KUBECONFIG: process.env['NEXT_STEPS_TEST_KUBECONFIG'] };

async function ask(context: string, ...more: readonly string[]): Promise<GuideReport> {
  const request = readArguments([
    'guide',
    '--format',
    'json',
    '--context',
    context,
    ...more,
    CLEAN,
  ]);
  assert.ok(request.command === 'cluster');
  const { exitCode, output, notes } = await askCluster(request, {
    ...{ folder: CLEAN, environment, paint: plain },
  });
  assert.deepEqual({ exitCode, notes }, { exitCode: 0, notes: '' });
  return JSON.parse(output) as GuideReport;
}

/** The items that the cluster has a say in. */
function item(report: GuideReport, id: string): Pick<ReportedItem, 'state'> & { lines: string[] } {
  const items = report.topics.flatMap(({ slides }) => slides).flatMap((slide) => slide.items);
  const found = items.find((one) => one.id === id);
  assert.ok(found);
  const ofCluster = found.evidence.filter(({ cluster }) => cluster !== undefined);
  return { state: found.state, lines: ofCluster.map(({ text }) => text) };
}

async function snapshot(name: string, signal = new AbortController().signal) {
  const { contexts } = await readContexts(environment);
  const context = contexts.find(({ facts }) => facts.name === name);
  assert.ok(context);
  return await readFacts(context, { contexts: contexts.map(({ facts }) => facts), signal });
}

void describe(`Kubernetes 1.${String(MINOR)} asked for facts`, () => {
  before(async () => {
    for (const [path, object] of LIVE_SHOP) await server.make(path, JSON.stringify(object));
    for (const [path, object] of STATUSES) {
      const type = 'application/merge-patch+json';
      const { code } = await server.send('PATCH', path, JSON.stringify(object), type);
      assert.equal(code, 200, path);
    }
  });

  void it('answers an administrator', async () => {
    const report = await ask('test');
    assert.ok(report.cluster !== undefined);
    assert.equal(report.cluster.context, 'test');
    assert.match(report.cluster.version ?? '', /^v1\.\d+\.\d+/);
    assert.deepEqual(report.cluster.missing, []);
    assert.deepEqual(
      item(report, 'S2.2').lines.map((line) => line.replaceAll(/10\.96\.\d+\.\d+/g, 'IP')),
      ['"redis" is a Service in "live-green" (IP) and "shop" (IP).'],
    );
    assert.deepEqual(item(report, 'S4.4'), {
      state: 'open',
      lines: ['Service "legacy" in "shop" has no selector and no ready endpoint.'],
    });
    assert.deepEqual(item(report, 'S5.2').lines, [
      'Storage class "fast" uses disk.example.com, and is the default.',
    ]);
    assert.deepEqual(item(report, 'S5.3').lines, [
      'PersistentVolumeClaim "data" in "shop" is Pending: no volume yet.',
    ]);
    assert.deepEqual(item(report, 'S7.1').lines, [
      'DaemonSet "fluent-bit" in "logging" ships logs with Fluent Bit.',
    ]);
    assert.ok(
      item(report, 'S2.7').lines.includes(
        "Flannel alone doesn't enforce network policies: they have no effect here.",
      ),
    );
    assert.deepEqual(item(report, 'S8.2'), {
      state: 'partly',
      lines: ['Pod "web" in "shop" can\'t start: secret "mail" not found.'],
    });
    assert.ok(
      item(report, 'S9.8').lines.includes(
        'Helm manages 1 object in "live-green" (meta.helm.sh/release-name).',
      ),
    );
    assert.equal(
      item(report, 'S11.6').lines[0],
      'The nodes of this cluster are in "eu-west-1" and "us-east-1".',
    );
    assert.ok(
      item(report, 'S3.3').lines.includes(
        'ClusterRoleBinding "oops" lets every pod in "shop" that has no account of its own do everything in the whole cluster.',
      ),
    );
    assert.ok(item(report, 'S3.3').lines.includes('You can do everything in "default".'));
  });

  void it('tells "view" what it may not know, and never calls that open', async () => {
    const report = await ask('view');
    assert.ok(report.cluster !== undefined);
    assert.ok(
      report.cluster.missing.includes('Needs the right to list nodes in the whole cluster.'),
    );
    assert.ok(
      report.cluster.missing.includes('Needs the right to list secrets in namespace "shop".'),
    );
    assert.deepEqual(item(report, 'S2.2').lines.length, 1);
    // Nodes and storage classes are not in the role "view".
    assert.deepEqual(item(report, 'S5.2').lines, [
      'Needs the right to list storageclasses in the whole cluster.',
    ]);
    assert.deepEqual(item(report, 'S11.6').lines, [
      'Needs the right to list nodes in the whole cluster.',
    ]);
    assert.match(
      item(report, 'S3.3').lines[0] ?? '',
      /^In "default" you can read .*, and change nothing\.$/,
    );
  });

  void it('answers a user of one namespace for that namespace', async () => {
    const report = await ask('shop', '--namespace', 'shop');
    assert.deepEqual(item(report, 'S4.4').lines, [
      'Service "legacy" in "shop" has no selector and no ready endpoint.',
    ]);
    // Without --namespace, the namespace of the context is what such a user may see.
    assert.deepEqual(item(await ask('shop'), 'S4.4').lines, item(report, 'S4.4').lines);
  });

  void it('says to a user without rights that all of it is unknown', async () => {
    const report = await ask('nobody');
    const items = report.topics.flatMap(({ slides }) => slides.flatMap((slide) => slide.items));
    const lines = items.flatMap(({ evidence }) => evidence.filter(({ cluster }) => cluster));
    assert.ok(
      lines.some(({ text }) => text === 'Needs the right to list pods in the whole cluster.'),
    );
    for (const { state, evidence, id } of items) {
      if (evidence.some(({ cluster }) => cluster !== undefined)) assert.notEqual(state, 'open', id);
    }
  });

  void it('has what files name: it is not missing for "check"', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'next-steps-check-'));
    const pod = (name: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: shop }
spec:
  containers:
    - { name: web, image: 'web:1.0', envFrom: [{ secretRef: { name: ${name} } }] }
`;
    writeFileSync(join(folder, 'pods.yaml'), `${pod('db')}---\n${pod('nowhere')}`);
    const check = async (...more: readonly string[]): Promise<string> => {
      const rule = ['--rule', 'config-reference-missing', '--fail-on', 'never'];
      const request = readArguments(['check', ...rule, ...more, '.']);
      assert.ok(request.command === 'check');
      return (await checkWithCluster(request, { folder, environment, paint: plain })).output;
    };
    const count = (text: string): number => text.split('config-reference-missing').length - 1;
    assert.equal(count(await check()), 2);
    const found = await check('--context', 'test');
    assert.equal(count(found), 1);
    assert.match(found, /nowhere/);
    // Who may not list Secrets there hears what is said without a cluster.
    assert.equal(count(await check('--context', 'nobody')), 2);
    rmSync(folder, { recursive: true });
  });

  void it('shows drift, with who has set a field', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'next-steps-drift-'));
    const service = (name: string, port: number): string => `apiVersion: v1
kind: Service
metadata: { name: ${name}, namespace: shop }
spec: { selector: { app: redis }, ports: [{ port: ${String(port)} }] }
`;
    writeFileSync(
      join(folder, 'services.yaml'),
      [service('redis', 6379), service('drifting', 80), service('nowhere', 80)].join('---\n'),
    );
    const services = '/api/v1/namespaces/shop/services';
    await server.make(services, service('drifting', 80));
    const merge = 'application/merge-patch+json';
    const change = JSON.stringify({
      spec: { sessionAffinity: 'ClientIP', selector: { app: 'x' } },
    });
    const path = `${services}/drifting?fieldManager=kubectl-edit`;
    assert.equal((await server.send('PATCH', path, change, merge)).code, 200);
    const request = readArguments(['drift', '--context', 'test', '--format', 'json', '.']);
    assert.ok(request.command === 'cluster');
    const { output } = await askCluster(request, { folder, environment, paint: plain });
    const { objects, inNoFile } = JSON.parse(output) as DriftReport;
    const named = inNoFile.map(({ kind, name }) => `${kind}/${name}`);
    assert.ok(named.includes('Secret/db') && named.includes('Service/legacy'), named.join());
    assert.ok(!named.includes('Service/redis'), named.join());
    assert.deepEqual(
      objects.map(({ name, state, fields }) => [
        name,
        state,
        fields.map((one) => [one.field, one.file, one.live, one.setBy]),
      ]),
      [
        ['redis', 'same', []],
        [
          'drifting',
          'changed',
          [
            ['spec.selector.app', 'redis', 'x', 'kubectl-edit'],
            ['spec.sessionAffinity', undefined, 'ClientIP', 'kubectl-edit'],
            // The server's default came with that edit, and belongs to it.
            [
              'spec.sessionAffinityConfig.clientIP.timeoutSeconds',
              undefined,
              '10800',
              'kubectl-edit',
            ],
          ],
        ],
        ['nowhere', 'missing', []],
      ],
    );
    rmSync(folder, { recursive: true });
  });

  void it('never sends the value of a Secret, nor what kubectl keeps of it', async () => {
    const facts = await snapshot('test');
    assert.ok(facts.ok);
    const text = JSON.stringify(facts.value.objects);
    assert.ok(text.includes('/shop/Secret/db.yaml'));
    for (const canary of ['canary', Buffer.from('canary').toString('base64').slice(0, 6)])
      assert.ok(!text.includes(canary), canary);
  });

  void it('stops within a second', async () => {
    const stop = new AbortController();
    const started = Date.now();
    const asked = snapshot('test', stop.signal);
    setTimeout(() => {
      stop.abort();
    }, 20);
    const facts = await asked;
    assert.ok(!facts.ok);
    assert.equal(facts.problem.state, 'cancelled');
    assert.ok(Date.now() - started < 1000);
  });
});
