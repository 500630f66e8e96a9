/** What random edit sequences are drawn from: files that shape each other, in several forms each. */

const KUSTOMIZE = 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n';

const object = (apiVersion: string, kind: string, name: string, rest: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n${rest}`;

const workload = (kind: string, name: string, pod: string, more = ''): string =>
  object(
    'apps/v1',
    kind,
    name,
    `spec:\n${more}  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec:\n${pod}`,
  );

const WEB = workload(
  'Deployment',
  'web',
  '      serviceAccountName: web\n      containers:\n        - name: web\n          image: shop/web\n          ports: [{ containerPort: 8080 }]\n          env:\n            - { name: REDIS_HOST, value: redis }\n            - { name: DB_PASSWORD, value: hunter2x }\n            - name: MODE\n              valueFrom: { configMapKeyRef: { name: settings, key: mode } }\n          envFrom: [{ secretRef: { name: tokens } }]\n',
);
const REDIS = `${workload('Deployment', 'redis', '      containers:\n        - name: redis\n          image: redis:7\n          ports: [{ name: tcp, containerPort: 6379 }]\n')}---\n${object('v1', 'Service', 'redis', 'spec:\n  selector: { app: redis }\n  ports: [{ port: 6379, targetPort: tcp }]\n')}`;
const WEB_SERVICE = object(
  'v1',
  'Service',
  'web',
  'spec:\n  selector: { app: web }\n  ports: [{ name: http, port: 80, targetPort: 8080 }]\n',
);
const INGRESS = object(
  'networking.k8s.io/v1',
  'Ingress',
  'web',
  'spec:\n  rules:\n    - host: shop.example.com\n      http:\n        paths:\n          - path: /\n            pathType: Prefix\n            backend: { service: { name: web, port: { name: http } } }\n',
);
const SETTINGS = object(
  'v1',
  'ConfigMap',
  'settings',
  'data:\n  mode: fast\n  smtp-password: s3cr3t-demo\n  host: redis.green\n',
);
const TOKENS = object('v1', 'Secret', 'tokens', 'stringData:\n  token: "hunter2x"\n');
const DATABASE = workload(
  'StatefulSet',
  'db',
  '      containers:\n        - name: db\n          image: postgres:17\n          volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }]\n      volumes:\n        - name: data\n          persistentVolumeClaim: { claimName: data }\n',
  '  serviceName: db\n',
);
const NAMESPACES = `${object('v1', 'Namespace', 'green', '')}---\n${object('v1', 'Namespace', 'blue', '')}`;
const DENY = object(
  'networking.k8s.io/v1',
  'NetworkPolicy',
  'deny',
  'spec:\n  podSelector: {}\n  policyTypes: [Ingress, Egress]\n',
);
const MAKERS = `${object('external-secrets.io/v1', 'ExternalSecret', 'tokens', 'spec: { target: { name: tokens } }\n')}---\n${object('helm.toolkit.fluxcd.io/v2', 'HelmRelease', 'redis', 'spec: {}\n')}`;

const WRITER = object(
  'database.example.org/v1',
  'Instance',
  'db',
  'spec: { writeConnectionSecretToRef: { name: tokens } }\n',
);
const LISTED =
  'apiVersion: v1\nkind: ConfigMapList\nitems:\n  - metadata: { name: settings }\n    data: { mode: slow }\n';

const inNamespace = (text: string, namespace: string): string =>
  text.replaceAll(/^ {2}name: .*$/gm, (line) => `${line}\n  namespace: ${namespace}`);

const MANIFESTS: readonly string[] = [
  WEB,
  REDIS,
  WEB_SERVICE,
  INGRESS,
  SETTINGS,
  TOKENS,
  DATABASE,
  NAMESPACES,
  DENY,
  MAKERS,
  `${WEB_SERVICE}---\n${INGRESS}---\n${WEB}`,
  `${SETTINGS}---\n${TOKENS}`,
  WRITER,
  LISTED,
  inNamespace(REDIS, 'green'),
  inNamespace(`${WEB}---\n${SETTINGS}`, 'blue'),
  `# next-steps: allow-file secret-in-env\n${WEB}`,
  WEB.replace('image: shop/web', 'image: shop/web # next-steps: allow image-tag'),
  // Half typed, a template, a list, and text that is no manifest.
  WEB.slice(0, 200),
  WEB.replace('shop/web', '{{ .Values.image }}'),
  `apiVersion: v1\nkind: List\nitems:\n${WEB_SERVICE.replaceAll(/^(?=.)/gm, '    ').replace('    api', '  - api')}`,
  '- { op: remove, path: /spec/ports }\n',
];

const PATCHES: readonly string[] = [
  `$patch: delete\n${object('v1', 'Service', 'redis', '')}`,
  `$patch: delete\n${object('apps/v1', 'Deployment', 'web', '')}`,
  object('v1', 'Service', 'web', 'spec: { type: ClusterIP }\n'),
  object('apps/v1', 'Deployment', 'web', 'spec: { replicas: 3 }\n'),
];

const inline = (patch: string): string =>
  `patches:\n  - patch: |\n${patch.replaceAll(/^(?=.)/gm, '      ')}`;

const KUSTOMIZATIONS: readonly string[] = [
  'resources: [a.yaml, b.yaml]\n',
  'resources: [a.yaml]\nnamespace: green\n',
  'resources: [a.yaml]\npatches: [{ path: b.yaml }]\n',
  'resources: [b.yaml]\npatches: [{ path: a.yaml }]\n',
  'resources: [a.yaml, b.yaml]\nnamePrefix: x-\n',
  'resources: [a.yaml, b.yaml]\ncommonLabels: { app: z }\n',
  'resources: [a.yaml]\nconfigMapGenerator: [{ name: settings, literals: [mode=fast] }]\n',
  'resources: [a.yaml]\nsecretGenerator: [{ name: tokens, literals: [token=x] }]\n',
  'resources: [https://example.com/base?ref=v1]\n',
  `resources: [a.yaml, b.yaml]\n${inline(PATCHES[0] ?? '')}`,
  inline(PATCHES[1] ?? ''),
  'resources: []\n',
].map((text) => `${KUSTOMIZE}${text}`);

const OVERLAYS: readonly string[] = [
  'resources: [../base]\nnamespace: blue\n',
  'resources: [../base, a.yaml]\nnamePrefix: y-\n',
  'resources: []\n',
  `resources: [../base]\n${inline(PATCHES[0] ?? '')}`,
  'resources: [../base]\npatches: [{ path: a.yaml }]\n',
  'resources: [../base]\ncomponents: [../parts]\n',
  'resources: [../demo]\n',
].map((text) => `${KUSTOMIZE}${text}`);

const COMPOSE: readonly string[] = [
  'services:\n  web:\n    build: .\n    image: shop/web\n    environment: { REDIS_HOST: redis }\n  redis: { image: redis }\n',
  'include: [demo/compose.yaml]\nservices: {}\n',
  'services: {}\n',
  'services:\n  web: { extends: { file: demo/compose.yaml, service: web } }\n',
];

/** A path with the texts that it can get, or none where it is only known to exist. */
export type Letter = readonly [path: string, texts: readonly string[]];

export const LETTERS: readonly Letter[] = [
  ...['a.yaml', 'web.yaml', 'base/a.yaml', 'base/b.yaml', 'overlay/a.yaml', 'demo/a.yaml'].map(
    (path): Letter => [path, [...MANIFESTS, ...PATCHES]],
  ),
  ['chart/templates/a.yaml', MANIFESTS],
  ['demo/all.json', ['{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"}}\n']],
  ['base/kustomization.yaml', KUSTOMIZATIONS],
  ['overlay/kustomization.yaml', OVERLAYS],
  ['demo/kustomization.yaml', KUSTOMIZATIONS],
  [
    'parts/kustomization.yaml',
    ['kind: Component\nnamePrefix: p-\n', `kind: Component\n${inline(PATCHES[0] ?? '')}`],
  ],
  ['chart/Chart.yaml', ['name: shop\nversion: 1.0.0\n']],
  ['chart/values.yaml', ['image: shop/web\n']],
  ['README.md', ['# Shop\n\n## Getting started\n\nkubectl apply -k base\n']],
  ['demo/README.md', ['# Demo\n']],
  ['chart/README.md', ['# Chart\n']],
  ['compose.yaml', COMPOSE],
  ['demo/compose.yaml', COMPOSE],
  ['Dockerfile', ['FROM node:24\nCOPY . .\nENV PASSWORD=hunter2x\n', 'FROM scratch\n']],
  [
    'skaffold.yaml',
    ['apiVersion: skaffold/v4beta11\nkind: Config\nbuild: { artifacts: [{ image: shop/web }] }\n'],
  ],
  ['demo/Tiltfile', ["k8s_yaml('a.yaml')\n"]],
  [
    'argo.yaml',
    [
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: shop }\nspec:\n  destination: { namespace: green }\n  source: { path: demo }\n',
    ],
  ],
  [
    '.next-steps.yaml',
    [
      'rules: { image-tag: off }\n',
      'defaultNamespace: green\n',
      'kubernetesVersion: "1.34"\nrules: { secret-in-env: error }\n',
      'overrides: [{ paths: ["base/**"], rules: { image-tag: off } }]\n',
    ],
  ],
  ['.gitignore', ['.env\n', '*.yaml\n']],
  ['.dockerignore', ['.env\n']],
  [
    '.github/workflows/ci.yml',
    ['on: push\njobs: { a: { steps: [{ run: docker build -t shop/web . }] } }\n'],
  ],
  ['CODEOWNERS', ['* @team\n', 'base/ @team\n']],
  ['package.json', ['{"scripts":{"start":"node ."}}\n']],
  ['.env', []],
  ['id_rsa', []],
];

/** Stacks that hang together, from which a sequence starts: the edits that follow take them apart. */
export const STARTS: readonly Readonly<Record<string, string>>[] = [
  {},
  {
    'base/kustomization.yaml': KUSTOMIZATIONS[0] ?? '',
    'base/a.yaml': `${WEB}---\n${WEB_SERVICE}`,
    'base/b.yaml': INGRESS,
    'overlay/kustomization.yaml': OVERLAYS[3] ?? '',
    'overlay/a.yaml': SETTINGS,
  },
  {
    'base/kustomization.yaml': KUSTOMIZATIONS[10] ?? '',
    'base/a.yaml': WEB,
    'base/b.yaml': REDIS,
    'demo/a.yaml': `${REDIS}---\n${TOKENS}`,
    'compose.yaml': COMPOSE[0] ?? '',
  },
  {
    'chart/README.md': '# Chart\n',
    'chart/templates/a.yaml': WEB.replace('shop/web', 'shop/web # {{ .Values.image }}'),
    'web.yaml': `${WEB_SERVICE}---\n${INGRESS}`,
    'a.yaml': inNamespace(REDIS, 'green'),
    'demo/a.yaml': DENY,
  },
];
