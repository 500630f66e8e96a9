import { describe, expect, it } from 'vitest';
import { existence } from '../../src/core/existence/existence.ts';
import type { Existence } from '../../src/core/existence/existence.ts';
import { EXCUSE_IDS } from '../../src/core/existence/excuses.ts';
import type { ExcuseId } from '../../src/core/existence/excuses.ts';
import { referencesAt } from '../../src/core/graph/graph.ts';
import { referencesOf } from '../../src/core/graph/references.ts';
import { LARGEST_FILE } from '../../src/core/files/source.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import type { WorkspaceOptions } from '../../src/core/workspace/workspace.ts';
import { deployment, object, service } from '../support/manifest-texts.ts';

type Files = Readonly<Record<string, string | undefined>>;

function load(files: Files, options: WorkspaceOptions = {}): Workspace {
  const workspace = new Workspace(options);
  const texts = Object.entries(files).flatMap(([path, text]) =>
    text === undefined ? [] : [{ path, text }],
  );
  workspace.change(texts, Object.keys(files));
  return workspace;
}

/** What is known of the first name in `web.yaml` that stands for an object of a kind. */
function asked(files: Files, kind: string, options?: WorkspaceOptions): Existence {
  const workspace = load(files, options);
  const [path = ''] = Object.keys(files).filter((one) => one.endsWith('web.yaml'));
  const [wanted] = workspace
    .objectsIn(path)
    .flatMap(referencesOf)
    .filter((reference) => reference.kind === kind);
  if (wanted === undefined) throw new Error(`${path} names no ${kind}`);
  const found = existence(wanted, new Scope(workspace));
  // The graph says the same of the same place.
  const [shown] = referencesAt(workspace, path).filter(({ target }) => target.kind === kind);
  const state = found.state === 'absent' ? 'missing' : found.state;
  if (state !== 'present') expect(shown?.state).toBe(state);
  return found;
}

const volume = (source: string, name = 'data'): string =>
  `      volumes:\n        - name: ${name}\n          ${source}\n`;
const withSecret = (name: string, more = ''): string =>
  deployment('web', '', volume(`secret: { secretName: ${name}${more} }`), 'blue');
const withClaim = (name: string): string =>
  deployment('web', '', volume(`persistentVolumeClaim: { claimName: ${name} }`), 'blue');
const custom = (kind: string, name: string, spec = '{}', apiVersion = 'example.com/v1'): string =>
  object(kind, name, `  namespace: blue\nspec: ${spec}\n`, apiVersion);
const kustomization = (text: string): string =>
  `apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n${text}`;
const ingress = (backend: string, more = ''): string =>
  object(
    'Ingress',
    'web',
    `  namespace: blue\n${more}spec:\n  tls: [{ secretName: web-tls }]\n  rules:\n    - http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: web, port: ${backend} } } }] }\n`,
    'networking.k8s.io/v1',
  );
const set = (name: string, template: string): string =>
  object(
    'StatefulSet',
    name,
    `  namespace: blue\nspec:\n  volumeClaimTemplates: [{ metadata: { name: ${template} } }]\n  template: { spec: { containers: [{ name: a, image: "b:1" }] } }\n`,
    'apps/v1',
  );

/** Each excuse with an input where it holds, and one where only it does not. */
const ROWS: Readonly<
  Record<ExcuseId, readonly (readonly [kind: string, holds: Files, not: Files | undefined])[]>
> = {
  optional: [
    [
      'Secret',
      { 'web.yaml': withSecret('s', ', optional: true') },
      { 'web.yaml': withSecret('s') },
    ],
  ],
  'filled-in': [
    ['Secret', { 'web.yaml': withSecret('"$NAME"') }, { 'web.yaml': withSecret('name') }],
    ['Secret', { 'web.yaml': withSecret('"{{ name }}"') }, undefined],
    ['Secret', { 'web.yaml': withSecret('<name>') }, undefined],
    ['Secret', { 'web.yaml': withSecret('Not_A_Name') }, undefined],
  ],
  'usual-kind': [
    [
      'PriorityClass',
      { 'web.yaml': deployment('web', '', '      priorityClassName: high\n') },
      undefined,
    ],
  ],
  'other-namespace': [
    [
      'Service',
      { 'web.yaml': route('far') },
      { 'web.yaml': route('far'), 'far.yaml': service('other', 'far') },
    ],
  ],
  annotation: [
    [
      'Service',
      { 'web.yaml': ingress('{ name: use-annotation }'), 's.yaml': service('other', 'blue') },
      { 'web.yaml': ingress('{ name: http }'), 's.yaml': service('other', 'blue') },
    ],
  ],
  'operator-secret': [
    [
      'Secret',
      { 'web.yaml': withSecret('logs-es-elastic-user') },
      { 'web.yaml': withSecret('logs') },
    ],
  ],
  issued: [
    [
      'Secret',
      { 'web.yaml': ingress('{ number: 80 }', '  annotations: { cert-manager.io/issuer: ca }\n') },
      { 'web.yaml': ingress('{ number: 80 }') },
    ],
  ],
  claim: [
    [
      'PersistentVolumeClaim',
      { 'web.yaml': withClaim('data-db-0'), 'db.yaml': set('db', 'data') },
      { 'web.yaml': withClaim('data-db-x'), 'db.yaml': set('db', 'data') },
    ],
    [
      'PersistentVolumeClaim',
      { 'web.yaml': withClaim('disk'), 'd.yaml': custom('DataVolume', 'disk') },
      undefined,
    ],
  ],
  template: [
    [
      'Secret',
      { 'c/Chart.yaml': 'name: c', 'c/templates/web.yaml': withSecret('s') },
      { 'c/templates/web.yaml': withSecret('s') },
    ],
  ],
  release: [
    [
      'Secret',
      { 'web.yaml': withSecret('redis-auth'), 'r.yaml': custom('HelmRelease', 'redis') },
      { 'web.yaml': withSecret('redisauth'), 'r.yaml': custom('HelmRelease', 'redis') },
    ],
    [
      'Secret',
      {
        'web.yaml': withSecret('cache-auth'),
        'r.yaml': custom('HelmRelease', 'r', '{ releaseName: cache }'),
      },
      undefined,
    ],
  ],
  operator: [
    [
      'PersistentVolumeClaim',
      { 'web.yaml': withClaim('shop-data'), 'c.yaml': custom('Cluster', 'shop') },
      { 'web.yaml': withClaim('shopdata'), 'c.yaml': custom('Cluster', 'shop') },
    ],
  ],
  'taken-away': [
    [
      'Secret',
      {
        'web.yaml': withSecret('s'),
        'kustomization.yaml': kustomization(
          'resources: [web.yaml]\npatches:\n  - patch: |\n      $patch: delete\n      apiVersion: v1\n      kind: Secret\n      metadata: { name: s }\n',
        ),
      },
      {
        'web.yaml': withSecret('s'),
        'kustomization.yaml': kustomization('resources: [web.yaml]\n'),
      },
    ],
  ],
  'outside-base': [
    [
      'Secret',
      {
        'web.yaml': withSecret('s'),
        'kustomization.yaml': kustomization(
          'resources: [web.yaml, "https://example.com/base?ref=v1"]\n',
        ),
      },
      {
        'web.yaml': withSecret('s'),
        'kustomization.yaml': kustomization('resources: [web.yaml]\n'),
      },
    ],
    [
      'Secret',
      {
        'web.yaml': withSecret('s'),
        'kustomization.yaml': kustomization('resources: [web.yaml, ../base]\n'),
      },
      undefined,
    ],
    [
      'Secret',
      {
        'web.yaml': withSecret('s'),
        'kustomization.yaml': kustomization(
          'resources: [web.yaml]\nhelmCharts: [{ name: redis }]\n',
        ),
      },
      undefined,
    ],
  ],
  'unread-file': [
    [
      'Secret',
      { 'web.yaml': withSecret('s'), 'big.yaml': '#'.repeat(LARGEST_FILE + 1) },
      { 'web.yaml': withSecret('s'), 'big.yaml': '#' },
    ],
    ['Secret', { 'web.yaml': withSecret('s'), 'merge.yaml': '<<<<<<< ours\na: b\n' }, undefined],
    ['Secret', { 'web.yaml': withSecret('s'), 'unread.yaml': undefined }, undefined],
  ],
  'other-deployment': [],
  'kept-apart': [
    [
      'Service',
      { 'web.yaml': ingress('{ number: 80 }') },
      { 'web.yaml': ingress('{ number: 80 }'), 's.yaml': service('other', 'blue') },
    ],
  ],
  'no-namespace': [
    [
      'Secret',
      { 'web.yaml': withSecret('s'), 's.yaml': object('Secret', 's') },
      { 'web.yaml': withSecret('s'), 's.yaml': object('Secret', 's', '  namespace: green\n') },
    ],
  ],
};

function route(namespace: string): string {
  return object(
    'HTTPRoute',
    'web',
    `  namespace: blue\nspec:\n  rules: [{ backendRefs: [{ name: api, namespace: ${namespace}, port: 80 }] }]\n`,
    'gateway.networking.k8s.io/v1',
  );
}

describe('a name that no file defines', () => {
  it.each(
    EXCUSE_IDS.flatMap((id) => ROWS[id].map(([kind, holds, not]) => ({ id, kind, holds, not }))),
  )('may be there, or not: $id of a $kind', ({ id, kind, holds, not }) => {
    expect(asked(holds, kind)).toMatchObject({ state: 'unknown', excuse: id });
    if (not !== undefined) expect(asked(not, kind).state).toBe('absent');
  });

  it('is unknown in one deployment where another one has it', () => {
    const workspace = load({
      'base/kustomization.yaml': kustomization('resources: [web.yaml]\n'),
      'base/web.yaml': deployment('web', '', volume('secret: { secretName: s }')),
      'dev/kustomization.yaml': kustomization(
        'namespace: dev\nresources: [../base]\nsecretGenerator: [{ name: s, literals: [a=b] }]\n',
      ),
      'prod/kustomization.yaml': kustomization('namespace: prod\nresources: [../base]\n'),
    });
    const secrets = referencesAt(workspace, 'base/web.yaml')
      .filter(({ target }) => target.kind === 'Secret')
      .map(({ target, state }) => `${target.namespace} ${state}`);
    expect(secrets).toEqual(['dev resolved', 'prod unknown']);
  });
});

describe('what is present', () => {
  const ROWS_PRESENT: readonly (readonly [Files, string, string, WorkspaceOptions?])[] = [
    [
      { 'web.yaml': withSecret('s'), 's.yaml': object('Secret', 's', '  namespace: blue\n') },
      'Secret',
      'files',
    ],
    [{ 'web.yaml': withSecret('s'), 's.yaml': custom('SealedSecret', 's') }, 'Secret', 'operator'],
    [
      { 'web.yaml': deployment('web', '', '      serviceAccountName: default\n') },
      'ServiceAccount',
      'kubernetes',
    ],
    [
      { 'web.yaml': withSecret('s') },
      'Secret',
      'cluster',
      {
        sources: [
          {
            name: 'kind',
            existence: ({ kind, name, namespace }) =>
              [kind, name, namespace].join() === 'Secret,s,blue' ? 'present' : 'unknown',
          },
        ],
      },
    ],
  ];

  it.each(ROWS_PRESENT.map((row) => [row[2], row] as const))(
    'is said by who has it: %s',
    (by, [files, kind, , options]) => {
      expect(asked(files, kind, options)).toMatchObject({ state: 'present', by });
    },
  );
});
