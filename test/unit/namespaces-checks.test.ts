import { describe, expect, it } from 'vitest';
import { Scope } from '../../src/core/workspace/scope.ts';
import { checks } from '../../src/topics/namespaces/checks.ts';
import { loadCase } from '../support/fixtures.ts';

/** The answer to an item: its state, its evidence and the next step, as text. */
function ask(
  item: string,
  files: Readonly<Record<string, string>>,
): { readonly state: string; readonly evidence: readonly string[]; readonly next?: string } {
  const check = checks.find((candidate) => candidate.item === item);
  if (check === undefined) throw new Error(`no check for ${item}`);
  const scope = new Scope(loadCase(new Map(Object.entries(files))));
  const { state, evidence, next } = check.answer(scope);
  return {
    state,
    evidence: evidence.map(({ text, path }) => (path === undefined ? text : `${text} @${path}`)),
    ...(next !== undefined && { next }),
  };
}

const object = (kind: string, name: string, namespace: string | undefined, rest: string): string =>
  `kind: ${kind}\nmetadata:\n  name: ${name}\n${namespace === undefined ? '' : `  namespace: ${namespace}\n`}${rest}---\n`;

const service = (name: string, namespace?: string): string =>
  `apiVersion: v1\n${object('Service', name, namespace, 'spec:\n  ports:\n    - port: 80\n')}`;

const pod = (name: string, namespace?: string, spec = ''): string =>
  `apiVersion: v1\n${object(
    'Pod',
    name,
    namespace,
    `  labels: {app: ${name}}\nspec:\n${spec}  containers:\n    - name: ${name}\n      image: ghcr.io/example/${name}:1.0.0\n      env:\n        - name: REDIS_HOST\n          value: redis\n`,
  )}`;

const policy = (name: string, namespace: string, spec: string): string =>
  `apiVersion: networking.k8s.io/v1\n${object('NetworkPolicy', name, namespace, `spec:\n${spec}`)}`;

const NOTHING = { 'notes.yaml': 'a: 1\n' };

describe('an empty workspace', () => {
  it.each(checks.map(({ item }) => item))('%s is unknown, never open', (item) => {
    const answer = ask(item, NOTHING);
    expect(answer.state).toBe('unknown');
    expect(answer.evidence).toHaveLength(1);
  });
});

describe('S2.1 and S2.2: stacks side by side', () => {
  it('are shown by the same Service names in two namespaces', () => {
    const files = {
      'blue.yaml': service('redis', 'blue') + service('web', 'blue'),
      'green.yaml': service('redis', 'green') + service('web', 'green'),
    };
    expect(ask('S2.1', files)).toEqual({
      state: 'done',
      evidence: ['2 Services have a copy in each of "blue" and "green". @blue.yaml'],
    });
    expect(ask('S2.2', files)).toEqual({
      state: 'done',
      evidence: [
        '"redis" is a Service in "blue" and "green". @blue.yaml',
        '"web" is a Service in "blue" and "green". @blue.yaml',
      ],
    });
  });

  it('are shown by two overlays over one base', () => {
    const files = {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': service('web'),
      'staging/kustomization.yaml': 'namespace: staging\nresources: [../base]\n',
      'live/kustomization.yaml': 'namespace: live\nresources: [../base]\n',
    };
    expect(ask('S2.1', files).evidence).toEqual([
      '1 Service has a copy in each of "live" and "staging". @base/web.yaml',
    ]);
  });

  it('are not shown by one copy, nor by a namespace that no file names', () => {
    const files = { 'web.yaml': pod('web', 'blue') + service('web', 'blue') + service('web') };
    expect(ask('S2.1', files)).toEqual({
      state: 'unknown',
      evidence: ['No stack has a second copy; all is in "blue".'],
    });
    expect(ask('S2.2', files).state).toBe('unknown');
  });
});

describe('S2.6: short names stay local', () => {
  it('is shown by each short name that leads to a Service of its namespace', () => {
    expect(ask('S2.6', { 'a.yaml': pod('cart', 'blue') + service('redis', 'blue') })).toEqual({
      state: 'done',
      evidence: ['"redis" in Pod "cart" leads to "redis" in "blue". @a.yaml'],
    });
  });

  it('is partly shown where a name leads nowhere, and that one comes first', () => {
    const files = {
      'a.yaml': pod('cart', 'blue') + service('redis', 'blue'),
      'b.yaml': pod('cart', 'green'),
    };
    expect(ask('S2.6', files)).toEqual({
      state: 'partly',
      evidence: [
        `"redis" in Pod "cart" doesn't resolve to a Service in its namespace. @b.yaml`,
        '"redis" in Pod "cart" leads to "redis" in "blue". @a.yaml',
      ],
    });
  });
});

describe('S2.7: isolation', () => {
  it('is open where no namespace has a policy', () => {
    expect(ask('S2.7', { 'a.yaml': pod('web', 'blue') })).toEqual({
      state: 'open',
      evidence: ['"blue" has no network policy; any pod of the cluster may connect.'],
      next: 'Add a NetworkPolicy to "blue".',
    });
  });

  it('is done where policies for ingress cover all workloads, as far as files tell', () => {
    const files = {
      'a.yaml': pod('web', 'blue') + policy('closed', 'blue', '  podSelector: {}\n'),
    };
    expect(ask('S2.7', files)).toEqual({
      state: 'done',
      evidence: [
        '"blue" is closed by NetworkPolicy "closed". @a.yaml',
        'Whether the network plugin enforces policies, only the cluster can tell.',
      ],
    });
  });

  it('is partly done where only some pods or some namespaces are covered', () => {
    const some = policy('closed', 'blue', '  podSelector:\n    matchLabels: {app: web}\n');
    expect(ask('S2.7', { 'a.yaml': pod('web', 'blue') + pod('db', 'blue') + some })).toEqual({
      state: 'partly',
      evidence: ['In "blue", policies cover 1 of 2 workloads. @a.yaml'],
      next: 'Add a NetworkPolicy to "blue".',
    });
    expect(ask('S2.7', { 'a.yaml': pod('web', 'blue') + pod('db', 'green') + some })).toEqual({
      state: 'partly',
      evidence: [
        '"green" has no network policy; any pod of the cluster may connect.',
        '"blue" is closed by NetworkPolicy "closed". @a.yaml',
        'Whether the network plugin enforces policies, only the cluster can tell.',
      ],
      next: 'Add a NetworkPolicy to "green".',
    });
  });

  it('is not reached by a policy for egress alone', () => {
    const out = policy('out', 'blue', '  podSelector: {}\n  policyTypes: [Egress]\n');
    expect(ask('S2.7', { 'a.yaml': pod('web', 'blue') + out }).state).toBe('open');
  });
});

describe('S3: namespaces, policies, permissions', () => {
  it('S3.1 names the namespaces of the workloads', () => {
    const files = {
      'a.yaml': `apiVersion: v1\n${object('Namespace', 'blue', undefined, '')}`,
      'b.yaml': pod('web', 'blue') + pod('db', 'green') + pod('job'),
    };
    expect(ask('S3.1', files)).toEqual({
      state: 'done',
      evidence: ['Workloads go to "blue". @a.yaml', 'Workloads go to "green".'],
    });
    expect(ask('S3.1', { 'a.yaml': pod('web') })).toEqual({
      state: 'unknown',
      evidence: ['No file here says which namespace the workloads go to.'],
    });
  });

  it('S3.2 lists the policies, and is open without one', () => {
    const closed = policy('closed', 'blue', '  podSelector: {}\n');
    expect(ask('S3.2', { 'a.yaml': pod('web', 'blue') + closed })).toEqual({
      state: 'done',
      evidence: ['NetworkPolicy "closed" holds in "blue". @a.yaml'],
    });
    expect(ask('S3.2', { 'a.yaml': pod('web', 'blue') })).toEqual({
      state: 'open',
      evidence: ['This workspace has workloads and no NetworkPolicy.'],
      next: 'Insert "k8s-networkpolicy-same-namespace" and try it on a test cluster.',
    });
  });

  it('S3.3 takes a binding, a role alone is half of it', () => {
    const rbac = 'apiVersion: rbac.authorization.k8s.io/v1\n';
    const role = rbac + object('Role', 'reader', 'blue', 'rules: []\n');
    const binding =
      rbac + object('RoleBinding', 'reads', 'blue', 'roleRef:\n  kind: Role\n  name: reader\n');
    expect(ask('S3.3', { 'a.yaml': role })).toEqual({
      state: 'partly',
      evidence: ['Role "reader" is here. @a.yaml'],
      next: 'Add a RoleBinding that hands the role to somebody.',
    });
    expect(ask('S3.3', { 'a.yaml': role + binding })).toEqual({
      state: 'done',
      evidence: ['RoleBinding "reads" is here. @a.yaml', 'Role "reader" is here. @a.yaml'],
    });
  });

  it('S3.4 takes a pod with an account of its own', () => {
    const web = pod('web', 'blue', '  serviceAccountName: web\n');
    expect(ask('S3.4', { 'a.yaml': web })).toEqual({
      state: 'done',
      evidence: ['Pod "web" runs as "web". @a.yaml'],
    });
    const usual = pod('web', 'blue', '  serviceAccountName: default\n');
    expect(ask('S3.4', { 'a.yaml': usual })).toEqual({
      state: 'unknown',
      evidence: ['All pods here run as "default"; that is fine while none talks to the API.'],
    });
  });
});
