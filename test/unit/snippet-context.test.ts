import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { fitToFile } from '../../src/core/completion/completion.ts';
import { expandSnippet } from '../../src/core/completion/snippet.ts';
import { offer, offersAt, workspaceOf } from './completion-texts.ts';
import type { Files } from './completion-texts.ts';
import { documents, manifests } from './snippet-files.ts';

const service = (name: string, ports: string, namespace = 'blue'): string =>
  `apiVersion: v1\nkind: Service\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  ports: ${ports}\n`;

const object = (kind: string, name: string, more = ''): string =>
  `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: ${name}\n  namespace: blue\n${more}`;

const BLUE: Files = {
  'blue/services.yaml': [
    service('cart', '[{ port: 8080 }, { port: 9090 }]'),
    service('web', '[{ name: http, port: 80 }]'),
  ].join('---\n'),
  'green/services.yaml': service('redis', '[{ port: 6379 }]', 'green'),
};

/** The lines of the fitted body that hold a tab stop with this field. */
function stops(prefix: string, fields: readonly string[], path: string, files: Files) {
  const body = offer(offersAt('|', path, files), prefix).insert;
  return body.split('\n').flatMap((line) => {
    const [, field = '', value] = /^\s*(?:- )?(\w+): (.*\$.*)$/.exec(line) ?? [];
    return fields.includes(field) ? [`${field}: ${value ?? ''}`] : [];
  });
}

describe('choices', () => {
  it('offers an Ingress the Services of the namespace and their ports, its own proposal first', () => {
    expect(stops('k8s-ingress', ['name', 'number'], 'blue/new.yaml', BLUE)).toEqual([
      'name: ${1:web}',
      'name: ${6|web,cart|}',
      'number: ${7|80,8080,9090|}',
    ]);
  });

  it('gives one default where there is one name', () => {
    expect(stops('k8s-ingress', ['name', 'number'], 'green/new.yaml', BLUE)).toEqual([
      'name: ${1:web}',
      'name: ${6:redis}',
      'number: ${7:6379}',
    ]);
  });

  it('offers every backend of every rule the same', () => {
    expect(stops('k8s-ingress-hosts', ['name', 'number'], 'blue/new.yaml', BLUE)).toEqual([
      'name: ${1:shop}',
      'name: ${4|web,cart|}',
      'number: ${5|80,8080,9090|}',
      'name: ${7|cart,web|}',
      'number: ${8|8080,9090,80|}',
    ]);
    expect(stops('k8s-httproute', ['port'], 'blue/new.yaml', BLUE)).toEqual([
      'port: ${7|80,8080,9090|}',
    ]);
  });

  it('offers the ConfigMaps and Secrets that a Deployment can read', () => {
    const files = {
      'blue/config.yaml': [
        object('ConfigMap', 'cart-config'),
        object('ConfigMap', 'web-config'),
        object('Secret', 'web-tls', 'type: kubernetes.io/tls\n'),
        object('Secret', 'shop-secrets'),
      ].join('---\n'),
    };
    expect(stops('k8s-deployment', ['name'], 'blue/new.yaml', files).slice(2)).toEqual([
      'name: ${5|web-config,cart-config|}',
      'name: ${6:shop-secrets}',
    ]);
    expect(stops('k8s-ingress-tls', ['secretName'], 'blue/new.yaml', files)).toEqual([
      'secretName: ${4:web-tls}',
    ]);
  });

  it('offers an IngressClass of the workspace', () => {
    const files = {
      'class.yaml':
        'apiVersion: networking.k8s.io/v1\nkind: IngressClass\nmetadata:\n  name: haproxy\n',
    };
    expect(stops('k8s-ingress', ['ingressClassName'], 'blue/new.yaml', files)).toEqual([
      'ingressClassName: ${2:haproxy}',
    ]);
  });

  it('offers names of any namespace where nothing says which one it will be', () => {
    expect(stops('k8s-ingress', ['name', 'number'], 'new.yaml', BLUE).slice(1)).toEqual([
      'name: ${6|web,cart,redis|}',
      'number: ${7|80,8080,9090,6379|}',
    ]);
  });

  it('leaves the body as it is where nothing is known, and where a name would need quotes', () => {
    for (const files of [{}, { 'a.yaml': service('"404"', '[]') }]) {
      expect(stops('k8s-ingress', ['name', 'number'], 'new.yaml', files)).toEqual([
        'name: ${1:web}',
        'name: ${6:$1}',
        'number: ${7:80}',
      ]);
    }
  });

  it('does not touch what the snippet makes itself', () => {
    const files = {
      'blue/a.yaml':
        object('ConfigMap', 'redis-ambassador') + '---\n' + BLUE['blue/services.yaml']!,
    };
    const body = offer(offersAt('|', 'blue/new.yaml', files), 'k8s-statefulset').insert;
    expect(body).toContain('  serviceName: $1\n');
    expect(offer(offersAt('|', 'blue/new.yaml', files), 'k8s-ambassador').insert).toContain(
      '            name: $1-ambassador\n',
    );
  });

  it('offers at most twenty', () => {
    const many = Array.from({ length: 30 }, (_, i) => service(`s${String(i)}`, '[{ port: 80 }]'));
    const [, name = ''] = stops('k8s-ingress', ['name'], 'blue/new.yaml', {
      'blue/many.yaml': many.join('---\n'),
    });
    expect(name.split(',')).toHaveLength(20);
  });

  it('fits a part to the pod around it', () => {
    const files = { 'config.yaml': object('ConfigMap', 'a') + '---\n' + object('ConfigMap', 'b') };
    const text = `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\n  namespace: blue\nspec:\n  containers:\n    - name: web\n      |\n`;
    expect(offer(offersAt(text, 'pod.yaml', files), 'k8s-envfrom').insert).toBe(
      'envFrom:\n  - configMapRef:\n      name: ${1|a,b|}\n  - secretRef:\n      name: ${2:web-credentials}$0',
    );
    const windows = offersAt(text.replaceAll('\n', '\r\n'), 'pod.yaml', files);
    expect(offer(windows, 'k8s-envfrom').insert).toContain('name: ${1|a,b|}\n');
  });
});

describe('the namespace', () => {
  const namespaceOf = (marked: string, path: string, files: Files, prefix = 'k8s-configmap') =>
    documents(expandSnippet(offer(offersAt(marked, path, files), prefix).insert)).map(
      (document) => (document['metadata'] as Record<string, unknown>)['namespace'],
    );

  it('is the one that all others of the file or else of the folder name', () => {
    expect(namespaceOf('|', 'blue/new.yaml', BLUE)).toEqual(['blue']);
    expect(namespaceOf(`${service('a', '[]', 'red')}---\n|`, 'blue/new.yaml', BLUE)).toEqual([
      'red',
    ]);
    expect(namespaceOf('|', 'blue/new.yaml', BLUE, 'k8s-statefulset')).toEqual(['blue', 'blue']);
  });

  it.each([
    ['another folder', 'red/new.yaml', BLUE],
    [
      'two namespaces',
      'a/new.yaml',
      { 'a/a.yaml': service('a', '[]'), 'a/b.yaml': service('b', '[]', 'c') },
    ],
    [
      'one that names none',
      'a/new.yaml',
      {
        'a/a.yaml': service('a', '[]'),
        'a/b.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: a\n',
      },
    ],
    [
      'a kustomization that gives it',
      'blue/new.yaml',
      { ...BLUE, 'blue/kustomization.yaml': 'namespace: x\nresources: [new.yaml]\n' },
    ],
  ])('stays open with %s', (_what, path, files) => {
    expect(namespaceOf('|', path, files)).toEqual([undefined]);
  });

  it('is kept where the snippet names one, and left out where the kind has none', () => {
    expect(namespaceOf('|', 'blue/new.yaml', BLUE, 'k8s-argocd-application')).toEqual(['argocd']);
    expect(namespaceOf('|', 'blue/new.yaml', BLUE, 'k8s-namespace')).toEqual([undefined]);
    // The volume has none, and the claim for it has one.
    expect(namespaceOf('|', 'blue/new.yaml', BLUE, 'k8s-persistentvolume')).toEqual([
      undefined,
      'blue',
    ]);
  });

  it('decides which names are offered, typed in the skeleton first', () => {
    const skeleton = 'apiVersion: v1\nkind: |\nmetadata:\n  namespace: green\n';
    const body = offer(
      offersAt(skeleton, 'blue/new.yaml', { ...BLUE, 'README.md': 'One stack.' }),
      'k8s-ingress',
    ).insert;
    expect(body).toContain('  namespace: green\n');
    expect(body).toContain('name: ${6:redis}\n');
  });

  it('counts the document of the cursor when a manifest goes behind it', () => {
    const path = 'red/web.yaml';
    const workspace = workspaceOf({ [path]: service('a', '[]', 'red') });
    const { body, ...rest } = manifests[1]!;
    expect(fitToFile({ ...rest, body }, workspace, path)).toBe(
      body.replace('name: ${1:web-config}\n', 'name: ${1:web-config}\n  namespace: red\n'),
    );
  });
});

describe('every fitted manifest', () => {
  const files = {
    ...BLUE,
    'blue/more.yaml': [
      ...['ConfigMap', 'Secret', 'ServiceAccount', 'PersistentVolumeClaim'].flatMap((kind) => [
        object(kind, 'a1'),
        object(kind, 'b2'),
      ]),
    ].join('---\n'),
  };

  it.each(
    manifests.filter(({ fileName }) => fileName === undefined).map((s) => [s.prefix, s] as const),
  )('%s expands to YAML of the same kinds', (prefix, { body }) => {
    for (const text of ['|', 'apiVersion: v1\nkind: |\nmetadata:\n  name: mine\n']) {
      const fitted = expandSnippet(offer(offersAt(text, 'blue/new.yaml', files), prefix).insert);
      const parsed = parseAllDocuments(fitted);
      expect(parsed.flatMap(({ errors, warnings }) => [...errors, ...warnings])).toEqual([]);
      const kinds = (source: string) => documents(source).map(({ kind }) => kind);
      expect(kinds(fitted)).toEqual(kinds(expandSnippet(body)));
    }
  });
});
