import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectsNamed } from '../../src/core/workspace/dependency.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import type { Finding } from '../../src/core/lint/lint.ts';
import { referencesOf } from '../../src/core/graph/references.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import type { FileChange } from '../../src/core/workspace/workspace.ts';
import { topics } from '../../src/topics/deck.ts';

const rules = topics.flatMap((topic) => topic.rules);

function load(files: Readonly<Record<string, string>>): Workspace {
  const workspace = new Workspace();
  workspace.change(Object.entries(files).map(([path, text]) => ({ path, text })));
  return workspace;
}

const object = (kind: string, name: string, namespace?: string, more = ''): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n` +
  (namespace === undefined ? '' : `  namespace: ${namespace}\n`) +
  more;

const placed = (workspace: Workspace, path: string): readonly string[] =>
  workspace
    .objectsIn(path)
    .flatMap((found) =>
      workspace
        .placements(found)
        .map((p) => `${found.kind}/${p.name ?? ''} in ${p.namespace} by ${p.source.by}`),
    );

describe('effective namespaces', () => {
  it('takes the own one, else default', () => {
    const workspace = load({
      'a.yaml': [object('Service', 'one', 'blue'), object('Service', 'two')].join('---\n'),
    });
    expect(placed(workspace, 'a.yaml')).toEqual([
      'Service/one in blue by own',
      'Service/two in default by default',
    ]);
  });

  it('lets the outermost kustomization replace it, with names, in each overlay', () => {
    const workspace = load({
      'base/kustomization.yaml': 'namespace: base\nresources: [web.yaml]\n',
      'base/web.yaml': object('Service', 'web', 'own'),
      'overlays/dev/kustomization.yaml':
        'namespace: dev\nnamePrefix: dev-\nresources: [../../base]\n',
      'overlays/prod/kustomization.yaml': 'resources:\n- ../../base\n',
    });
    expect(placed(workspace, 'base/web.yaml')).toEqual([
      'Service/dev-web in dev by kustomization',
      'Service/web in base by kustomization',
    ]);
  });

  it('follows when the kustomization changes', () => {
    const workspace = load({
      'kustomization.yaml': 'namespace: one\nresources: [web.yaml]\n',
      'web.yaml': object('Service', 'web'),
    });
    const change = workspace.change([
      { path: 'kustomization.yaml', text: 'namespace: two\nresources: [web.yaml]\n' },
    ]);
    expect(placed(workspace, 'web.yaml')).toEqual(['Service/web in two by kustomization']);
    expect(change.touched).toContain(objectsNamed('Service', 'web'));
  });

  it('knows Argo CD and Flux destinations', () => {
    const argo =
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\nspec:\n' +
      '  source: {path: apps/shop}\n  destination: {namespace: shop}\n';
    const flux =
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: cart}\nspec:\n' +
      '  path: ./apps/cart\n  targetNamespace: cart\n';
    const workspace = load({
      'gitops/argo.yaml': argo,
      'gitops/flux.yaml': flux,
      'apps/shop/web.yaml': [object('Service', 'a'), object('Service', 'b', 'own')].join('---\n'),
      'apps/cart/web.yaml': object('Service', 'c', 'own'),
    });
    expect(placed(workspace, 'apps/shop/web.yaml')).toEqual([
      'Service/a in shop by argo-cd',
      'Service/b in own by own',
    ]);
    expect(placed(workspace, 'apps/cart/web.yaml')).toEqual(['Service/c in cart by flux']);
  });

  it('gives cluster-wide kinds no namespace', () => {
    const workspace = load({ 'ns.yaml': object('Namespace', 'blue') });
    expect(placed(workspace, 'ns.yaml')).toEqual(['Namespace/blue in  by own']);
    expect(workspace.namespaces).toEqual(['blue']);
  });

  it('does not count what a template leaves open as a namespace', () => {
    const workspace = load({ 'web.yaml': object('Service', 'web', '"{{ .Release.Namespace }}"') });
    expect(workspace.namespaces).toEqual([]);
  });
});

describe('stacks', () => {
  const stack = (files: readonly string[], path: string): string =>
    load(Object.fromEntries(files.map((file) => [file, 'a: 1\n']))).stackOf(path).folder;

  it('begin at a folder with a README, a chart or a Compose file; all else is one stack', () => {
    expect(stack(['k8s/blue/a.yaml'], 'k8s/blue/a.yaml')).toBe('');
    expect(stack(['demos/one/README.md', 'demos/one/a.yaml'], 'demos/one/a.yaml')).toBe(
      'demos/one',
    );
    expect(stack(['app/compose.yaml', 'app/deploy/a.yaml'], 'app/deploy/a.yaml')).toBe('app');
    expect(stack(['README.md', 'k8s/a.yaml'], 'k8s/a.yaml')).toBe('');
  });

  it('keep the files of tests apart from one another', () => {
    const paths = ['README.md', 'pkg/a/testdata/deep/x.yaml', 'pkg/b/fixtures/y.yaml'];
    expect(stack(paths, 'pkg/a/testdata/deep/x.yaml')).toBe('pkg/a/testdata');
    expect(stack(paths, 'pkg/b/fixtures/y.yaml')).toBe('pkg/b/fixtures');
  });

  it('keep two demos apart and let what is around both answer', () => {
    const workspace = load({
      'README.md': '',
      'shared/redis.yaml': object('Service', 'redis'),
      'demos/one/README.md': '',
      'demos/one/db.yaml': object('Service', 'db'),
      'demos/two/README.md': '',
      'demos/two/web.yaml': object('ConfigMap', 'web'),
    });
    const scope = new Scope(workspace);
    const answers = (name: string): number =>
      scope.definitionsAnywhere('Service', name, 'demos/two/web.yaml').length;
    expect(answers('db')).toBe(0);
    expect(answers('redis')).toBe(1);
  });
});

describe('roles', () => {
  it('tells patches and templates by place and content', () => {
    const deployment = (image: string): string =>
      'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  template:\n    spec:\n' +
      `      containers:\n        - name: web\n          ${image}\n`;
    const workspace = load({
      'kustomization.yaml': 'patches:\n  - path: patch.yaml\nresources: [whole.yaml]\n',
      'patch.yaml': deployment('image: nginx:1'),
      'whole.yaml': deployment('image: nginx:1'),
      'bare.yaml': deployment('resources: {}'),
      'chart/Chart.yaml': 'name: x\n',
      'chart/templates/web.yaml': deployment('image: "{{ .Values.image }}"'),
      'dashboard.yaml': object('ConfigMap', 'd', undefined, 'data:\n  json: "{{ label }}"\n'),
    });
    const role = (path: string): string => {
      const [found] = workspace.objectsIn(path);
      return found === undefined ? 'none' : workspace.roleOf(found);
    };
    expect(role('patch.yaml')).toBe('patch');
    expect(role('whole.yaml')).toBe('whole');
    expect(role('bare.yaml')).toBe('patch');
    expect(role('chart/templates/web.yaml')).toBe('template');
    expect(role('dashboard.yaml')).toBe('whole');
  });

  it('leaves files with merge conflicts and very large files alone', () => {
    const workspace = load({
      'a.yaml': `<<<<<<< HEAD\n${object('Service', 'a')}=======\n>>>>>>> x\n`,
      'b.yaml': `${object('Service', 'b')}# ${'x'.repeat(1_000_000)}\n`,
    });
    expect(workspace.file('a.yaml')?.skipped).toBe('conflict');
    expect(workspace.file('b.yaml')?.skipped).toBe('too-large');
  });
});

describe('references', () => {
  it('lists names with their field, key and optionality', () => {
    const text =
      'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  serviceAccountName: robot\n' +
      '  containers:\n    - name: web\n      env:\n        - name: A\n          valueFrom:\n' +
      '            secretKeyRef: {name: db, key: password, optional: true}\n      envFrom:\n' +
      '        - configMapRef: {name: web}\n';
    const [pod] = load({ 'a.yaml': text }).objectsIn('a.yaml');
    const found = (pod === undefined ? [] : referencesOf(pod)).map(
      ({ field, kind, name, key, optional }) => [field, kind, name, key?.name, optional],
    );
    expect(found).toEqual([
      ['spec.serviceAccountName', 'ServiceAccount', 'robot', undefined, false],
      ['spec.containers[].envFrom[].configMapRef.name', 'ConfigMap', 'web', undefined, false],
      ['spec.containers[].env[].valueFrom.secretKeyRef.name', 'Secret', 'db', 'password', true],
    ]);
  });
});

describe('an edit', () => {
  it('makes only those files stale that asked about what changed', () => {
    const deployment = (secret: string): string =>
      'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec:\n  selector: {matchLabels: {a: b}}\n' +
      '  template:\n    metadata: {labels: {a: b}}\n    spec:\n      containers:\n' +
      `        - {name: web, image: "web:1", envFrom: [{secretRef: {name: ${secret}}}]}\n`;
    const workspace = load({
      'web.yaml': deployment('db'),
      'other.yaml': deployment('mail').replace('web', 'other'),
      'secret.yaml': object('Secret', 'db', undefined, 'stringData: {a: b}\n'),
      'mail.yaml': object('Secret', 'mail', undefined, 'stringData: {a: b}\n'),
    });
    const linter = new Linter(workspace, rules);
    for (const path of ['web.yaml', 'other.yaml', 'secret.yaml']) linter.findings(path);
    const renamed = object('Secret', 'db2', undefined, 'stringData: {a: b}\n');
    const stale = linter.stale(workspace.change([{ path: 'secret.yaml', text: renamed }]));
    expect([...stale].sort()).toEqual(['secret.yaml', 'web.yaml']);
  });

  it('that forgets a generator, and moves nothing else, reaches those whom it answered', () => {
    const pod =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec:\n  containers:\n    - { name: web, image: "web:1", envFrom: [{ secretRef: { name: db } }] }\n';
    const generator = 'secretGenerator: [{ name: db, literals: [a=b] }]\n';
    const workspace = load({ 'web.yaml': pod, 'made/kustomization.yaml': generator });
    const linter = new Linter(workspace, rules);
    const missing = (): number =>
      linter.findings('web.yaml').filter(({ rule }) => rule === 'config-reference-missing').length;
    expect(missing()).toBe(0);
    const stale = linter.stale(workspace.remove(['made/kustomization.yaml']));
    expect(stale).toContain('web.yaml');
    expect(missing()).toBe(1);
  });

  it('are those that point into a file whose objects have moved', () => {
    const service = object('Service', 'redis', 'blue', 'spec:\n  ports: [{port: 6379}]\n');
    const workspace = load({ 'ns.yaml': object('Namespace', 'blue'), 'redis.yaml': service });
    const linter = new Linter(workspace, rules);
    const pointsAt = (): readonly string[] =>
      linter
        .findings('ns.yaml')
        .flatMap(({ related }) => related)
        .map(({ path, span }) => workspace.file(path)?.text.slice(span.start, span.end) ?? '');
    expect(pointsAt()).toEqual(['redis']);
    const moved = `${object('ConfigMap', 'other', 'blue')}---\n${service}`;
    const stale = linter.stale(workspace.change([{ path: 'redis.yaml', text: moved }]));
    expect([...stale].sort()).toEqual(['ns.yaml', 'redis.yaml']);
    expect(pointsAt()).toEqual(['redis']);
  });

  const texts = [
    object(
      'Service',
      'redis',
      'blue',
      'spec:\n  selector: {app: redis}\n  ports: [{port: 6379}]\n',
    ),
    object(
      'Service',
      'redis',
      'green',
      'spec:\n  selector: {app: redis}\n  ports: [{port: 6379}]\n',
    ),
    object('ConfigMap', 'settings', 'blue', 'data:\n  REDIS_HOST: redis\n  flag: yes\n'),
    object('Secret', 'db', 'blue', 'stringData:\n  password: hunter2\n'),
    object('Namespace', 'blue'),
    object(
      'Pod',
      'redis',
      'blue',
      '  labels: {app: redis}\nspec:\n  containers:\n    - name: redis\n      image: redis\n      envFrom: [{configMapRef: {name: settings}}, {secretRef: {name: db}}]\n      env: [{name: REDIS_HOST, value: redis}]\n',
    ),
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: web, namespace: blue}\nspec:\n  defaultBackend: {service: {name: redis, port: {number: 80}}}\n',
    'kind: Pod\n broken: [\n',
    '{{ template }}\n',
    '',
  ];
  const kustomizations = [
    'namespace: blue\nresources: [a.yaml, b.yaml]\n',
    'resources: [b.yaml]\n',
    '',
  ];
  const change = fc.oneof(
    fc.record({
      path: fc.constantFrom('a.yaml', 'b.yaml', 'x/a.yaml'),
      parts: fc.array(fc.constantFrom(...texts), { maxLength: 3 }),
    }),
    fc.record({
      path: fc.constant('kustomization.yaml'),
      parts: fc.constantFrom(...kustomizations).map((text) => [text]),
    }),
    fc.record({ path: fc.constantFrom('a.yaml', 'b.yaml'), parts: fc.constant(undefined) }),
  );
  const asFileChange = ({
    path,
    parts,
  }: {
    path: string;
    parts: string[] | undefined;
  }): FileChange => (parts === undefined ? { path } : { path, text: parts.join('---\n') });
  const plain = (findings: readonly Finding[]): unknown =>
    findings.map(({ rule, severity, message, path, span, object: name, related }) => ({
      ...{ rule, severity, message, path, span, name, related },
    }));

  it('leads to the same findings as reading everything anew', () => {
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 12 }), (changes) => {
        const workspace = new Workspace();
        const linter = new Linter(workspace, rules);
        const shown = new Map<string, unknown>();
        for (const next of changes) {
          const taken = asFileChange(next);
          const done =
            taken.text === undefined ? workspace.remove([taken.path]) : workspace.change([taken]);
          for (const path of linter.stale(done)) shown.set(path, plain(linter.findings(path)));
        }
        const fresh = new Workspace();
        fresh.change(workspace.files.map(({ path, text }) => ({ path, text })));
        const freshLinter = new Linter(fresh, rules);
        for (const { path } of workspace.files) {
          expect({ path, findings: shown.get(path) }).toEqual({
            path,
            findings: plain(freshLinter.findings(path)),
          });
        }
      }),
      { numRuns: 150 },
    );
  });
});
