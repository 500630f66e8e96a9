import { describe, expect, it } from 'vitest';
import { namespaceProblem, runSideBySide } from '../../src/core/side-by-side/side-by-side.ts';
import { copyableStacks, stackTitle } from '../../src/core/side-by-side/stack-copies.ts';
import type { CopyableStack } from '../../src/core/side-by-side/stack-copies.ts';
import { sampleWorkspace, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string>>;

const meta = (name: string, namespace?: string): string =>
  `metadata: { name: ${name}${namespace === undefined ? '' : `, namespace: ${namespace}`} }`;

function pods(name: string, namespace?: string, spec = '', container = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
${meta(name, namespace)}
spec:
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
${spec}      containers:
        - name: main
          image: ${name}:1
${container}`;
}

const HEAD = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

const stacks = (files: Files): readonly string[] =>
  copyableStacks(workspaceOf(files)).map(
    (stack) => `${stackTitle(stack)} in ${stack.namespaces.join(' ')}`,
  );

/** The first stack of some files, copied into `copy`. */
function copied(files: Files, namespace = 'copy') {
  const workspace = workspaceOf(files);
  const [stack] = copyableStacks(workspace);
  if (stack === undefined) throw new Error('There is no stack.');
  const made = runSideBySide(workspace, stack, namespace);
  if ('refused' in made) return { refused: made.refused };
  const written = made.edits.map(
    (edit) => [edit.path, 'create' in edit ? edit.create : ''] as const,
  );
  return {
    folder: made.folder,
    files: Object.fromEntries(written),
    collisions: made.collisions.map(({ text }) => text),
  };
}

describe('stacks that can be copied', () => {
  it('are kustomizations, but not overlays and components', () => {
    const files = {
      'base/web.yaml': pods('web'),
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'prod/kustomization.yaml': 'namespace: prod\nresources: [../base]\n',
      'stage/kustomization.yaml': 'namespace: stage\nresources: [../base]\n',
      'part/kustomization.yaml': 'kind: Component\nresources: [one.yaml]\n',
      'part/one.yaml': pods('one'),
    };
    expect(stacks(files)).toEqual(['base in prod stage']);
  });

  it('are manifests of one stack and namespace, without templates and what runs no pods', () => {
    const files = {
      'deploy/blue/web.yaml': pods('web', 'blue'),
      'deploy/blue/db.yaml': pods('db', 'blue'),
      'deploy/green/web.yaml': pods('web', 'green'),
      'deploy/namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: red }\n',
      'deploy/dns.yaml': pods('dns', 'kube-system'),
      'deploy/template.yaml': pods('{{ name }}', 'blue'),
    };
    expect(stacks(files)).toEqual(['deploy/blue in blue', 'deploy/green in green']);
  });

  it('in the sample shop are its three namespaces, the search and the warm-up', () => {
    const all = copyableStacks(sampleWorkspace('shop'));
    expect(all.map((stack) => [stack.folder, ...stack.namespaces].join(' '))).toEqual([
      ...['deploy default', 'deploy/blue blue', 'deploy/green green'],
      ...['deploy/monitoring monitoring', 'deploy/search/base production staging'],
    ]);
  });
});

describe('the name of the new namespace', () => {
  const stack: CopyableStack = { folder: 'a', namespaces: ['blue'], bases: [], leftOut: [] };

  it.each([
    ['', 'The namespace needs a name.'],
    ['Blue', 'A namespace has small letters'],
    ['a.b', 'A namespace has small letters'],
    ['-a', 'A namespace has small letters'],
    ['a'.repeat(64), 'A namespace has small letters'],
    ['kube-x', 'Names that begin with "kube-" belong to the cluster.'],
    ['blue', 'The stack is in "blue" already.'],
  ])('is not %j', (name, problem) => {
    expect(namespaceProblem(name, stack)).toMatch(problem);
  });

  it.each(['a', 'blue-2', '2', 'a'.repeat(63)])('may be %j', (name) => {
    expect(namespaceProblem(name, stack)).toBeUndefined();
  });
});

describe('a copy', () => {
  it('of plain manifests makes a base of them, and an overlay for each namespace', () => {
    const files = { 'k8s/web.yaml': pods('web', 'blue'), 'k8s/db/db.yaml': pods('db', 'blue') };
    expect(copied(files)).toEqual({
      folder: 'overlays/copy',
      files: {
        'k8s/kustomization.yaml': `${HEAD}resources:\n  - db/db.yaml\n  - web.yaml\n`,
        'overlays/blue/kustomization.yaml': `${HEAD}namespace: blue\nresources:\n  - ../../k8s\n`,
        'overlays/copy/kustomization.yaml': `${HEAD}namespace: copy\nresources:\n  - namespace.yaml\n  - ../../k8s\n`,
        'overlays/copy/namespace.yaml':
          'apiVersion: v1\nkind: Namespace\nmetadata:\n  name: copy\n',
      },
      collisions: [],
    });
  });

  it('of a base with overlays stands beside these, and leaves its Namespace to kustomize', () => {
    const files = {
      'app/base/web.yaml': `${pods('web')}---\napiVersion: v1\nkind: Namespace\nmetadata: { name: x }\n`,
      'app/base/kustomization.yaml': 'resources: [web.yaml]\n',
      'app/envs/prod/kustomization.yaml': 'namespace: prod\nresources: [../../base]\n',
    };
    expect(copied(files)).toEqual({
      folder: 'app/envs/copy',
      files: {
        'app/envs/copy/kustomization.yaml': `${HEAD}namespace: copy\nresources:\n  - ../../base\n`,
      },
      collisions: [],
    });
  });

  it('of several folders builds on each of them', () => {
    const files = { 'one/web.yaml': pods('web', 'blue'), 'two/db.yaml': pods('db', 'blue') };
    const workspace = workspaceOf({ ...files, 'README.md': undefined });
    const [stack] = copyableStacks(workspace);
    if (stack === undefined) throw new Error('There is no stack.');
    expect(stackTitle(stack)).toBe('one, two');
    const made = runSideBySide(workspace, stack, 'copy');
    expect('edits' in made && made.edits.map(({ path }) => path)).toEqual([
      ...['one/kustomization.yaml', 'two/kustomization.yaml', 'overlays/blue/kustomization.yaml'],
      ...['overlays/copy/kustomization.yaml', 'overlays/copy/namespace.yaml'],
    ]);
  });

  it('is in both namespaces of the workspace afterwards', () => {
    const files = { 'k8s/web.yaml': pods('web', 'blue') };
    const { files: made = {} } = copied(files);
    const [stack] = copyableStacks(workspaceOf({ ...files, ...made }));
    expect(stack?.namespaces).toEqual(['blue', 'copy']);
  });

  it('is refused in the top folder, and where there is something', () => {
    expect(copied({ 'web.yaml': pods('web', 'blue') })).toEqual({
      refused: expect.stringContaining('in the top folder') as unknown,
    });
    const files = { 'k8s/web.yaml': pods('web', 'blue'), 'overlays/copy/x.txt': '' };
    expect(copied(files)).toEqual({ refused: 'The folder "overlays/copy" is there already.' });
    expect(copied(files, 'blue')).toEqual({ refused: 'The stack is in "blue" already.' });
  });
});

describe('collisions', () => {
  const service = (spec: string): string =>
    `apiVersion: v1\nkind: Service\n${meta('web', 'blue')}\nspec: { selector: { app: web }, ${spec} }\n`;
  const ingress = `apiVersion: networking.k8s.io/v1\nkind: Ingress\n${meta('web', 'blue')}\nspec: { rules: [{ host: shop.example.com }] }\n`;
  const wall = `apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n${meta('wall', 'blue')}\nspec:\n  podSelector: {}\n  ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: blue } } }] }]\n`;
  const secret = `apiVersion: v1\nkind: Secret\n${meta('s', 'blue')}\nstringData: { DB_HOST: db.blue }\n`;

  it.each([
    [
      service('ports: [{ port: 80, nodePort: 30080 }]'),
      'Service/web asks for nodePort 30080, which exists once in a cluster',
    ],
    [
      service('loadBalancerIP: 192.0.2.1'),
      'Service/web asks for an address of its own, which only one copy can have',
    ],
    [
      pods('x', 'blue', '', '          ports: [{ containerPort: 80, hostPort: 80 }]\n'),
      'Deployment/x asks for hostPort 80, which exists once on each node',
    ],
    [
      pods('x', 'blue', '      hostNetwork: true\n'),
      'Deployment/x uses the network of its node: ports collide',
    ],
    [
      pods('x', 'blue', '      volumes: [{ name: d, hostPath: { path: /data } }]\n'),
      'Deployment/x uses the folder /data of its node, which both copies share',
    ],
    [ingress, 'Ingress/web answers for the host "shop.example.com", and so would the copy'],
    [
      'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: r }\n',
      'ClusterRole/r is in no namespace: both copies share one',
    ],
    [
      pods('x', 'blue', '', '          env: [{ name: DB_HOST, value: db.blue.svc }]\n'),
      'Deployment/x names "db.blue.svc" of namespace "blue": the copy would call the first one',
    ],
    [secret, 'Secret/s names a host of namespace "blue": the copy would call the first one'],
    [wall, 'NetworkPolicy/wall names the namespace "blue", which the copy leaves as it is'],
    [
      pods('x', 'blue', '', '          envFrom: [{ secretRef: { name: keys } }]\n'),
      'Secret/keys does not come along: it must be made in "copy", too',
    ],
    [pods('web', 'blue'), 'Deployment/web is there twice: kustomize refuses that'],
  ])('are found in object %#', (text, collision) => {
    const files = { 'k8s/web.yaml': `${pods('web', 'blue')}---\n${text}` };
    const { collisions = [], files: made = {} } = copied(files);
    expect(collisions).toEqual([collision]);
    expect(made['overlays/copy/kustomization.yaml']).toMatch(
      /^# What the copies would fight over, or share by mistake:\n# - /,
    );
  });

  it('are not hosts without a namespace, configuration that comes along, the Namespace', () => {
    const more = `---\napiVersion: v1\nkind: Namespace\nmetadata: { name: blue }\n---\napiVersion: v1\nkind: Secret\n${meta('keys', 'blue')}\n---\n${service('ports: [{ port: 80 }], clusterIP: None')}`;
    const container =
      '          env: [{ name: DB_HOST, value: db }]\n          envFrom: [{ secretRef: { name: keys } }]\n';
    expect(copied({ 'k8s/web.yaml': pods('web', 'blue', '', container) + more })).toMatchObject({
      collisions: [],
    });
  });

  it('are objects that are there already, and files of several namespaces', () => {
    const files = {
      'k8s/a/web.yaml': pods('web', 'blue'),
      'k8s/b/web.yaml': pods('web', 'copy'),
      'k8s/both.yaml': `${pods('x', 'blue')}---\n${pods('y', 'green')}`,
    };
    expect(copied(files).collisions).toEqual([
      'Deployment/web is in "copy" already',
      'k8s/both.yaml holds objects of several namespaces, and is left out of the copy',
    ]);
  });
});
