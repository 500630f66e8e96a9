/** A small shop as it could run in a cluster, with faults that only a cluster shows. */

type Made = readonly (readonly [path: string, object: object])[];

const meta = (name: string, namespace: string, more: object = {}): object => ({
  metadata: { name, namespace, ...more },
});
const CORE = { apiVersion: 'v1' };
const RBAC = { apiVersion: 'rbac.authorization.k8s.io/v1' };
const rbac = 'rbac.authorization.k8s.io';
const within = (namespace: string, plural: string): string =>
  `/api/v1/namespaces/${namespace}/${plural}`;

const namespaces: Made = ['shop', 'live-green', 'logging', 'kube-flannel'].map((name) => [
  '/api/v1/namespaces',
  { ...CORE, kind: 'Namespace', metadata: { name } },
]);

const redis = (namespace: string, more: object = {}): readonly [string, object] => [
  within(namespace, 'services'),
  {
    ...{ ...CORE, kind: 'Service', ...meta('redis', namespace, more) },
    spec: { selector: { app: 'redis' }, ports: [{ port: 6379 }] },
  },
];

const daemon = (
  name: string,
  namespace: string,
  image: string,
  volumes: readonly object[],
): readonly [string, object] => [
  `/apis/apps/v1/namespaces/${namespace}/daemonsets`,
  {
    ...{ apiVersion: 'apps/v1', kind: 'DaemonSet', ...meta(name, namespace) },
    spec: {
      selector: { matchLabels: { app: name } },
      template: {
        metadata: { labels: { app: name } },
        spec: { containers: [{ name, image }], volumes },
      },
    },
  },
];

const node = (name: string, region: string): readonly [string, object] => [
  '/api/v1/nodes',
  {
    ...{ ...CORE, kind: 'Node' },
    metadata: { name, labels: { 'topology.kubernetes.io/region': region } },
  },
];

/** What `kubectl apply` leaves in a Secret holds its values, too. */
const secret = {
  ...{ ...CORE, kind: 'Secret' },
  ...meta('db', 'shop', {
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': '{"stringData":{"password":"canary"}}',
    },
  }),
  stringData: { password: 'canary' },
};

const binding = (name: string, role: string, subject: object): object => ({
  ...{ ...RBAC, kind: 'ClusterRoleBinding', metadata: { name } },
  roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: role },
  subjects: [subject],
});
const user = (name: string): object => ({ apiGroup: rbac, kind: 'User', name });

export const LIVE_SHOP: Made = [
  ...namespaces,
  redis('shop'),
  redis('live-green', { annotations: { 'meta.helm.sh/release-name': 'redis' } }),
  [
    within('shop', 'services'),
    { ...CORE, kind: 'Service', ...meta('legacy', 'shop'), spec: { ports: [{ port: 80 }] } },
  ],
  [
    within('shop', 'pods'),
    {
      ...{ ...CORE, kind: 'Pod', ...meta('web', 'shop', { labels: { app: 'web' } }) },
      spec: { containers: [{ name: 'web', image: 'web:1' }] },
    },
  ],
  [
    '/apis/networking.k8s.io/v1/namespaces/shop/networkpolicies',
    {
      ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', ...meta('deny', 'shop') },
      spec: { podSelector: {}, policyTypes: ['Ingress'] },
    },
  ],
  [within('shop', 'secrets'), secret],
  [
    '/apis/storage.k8s.io/v1/storageclasses',
    {
      ...{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass' },
      metadata: {
        name: 'fast',
        annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
      },
      provisioner: 'disk.example.com',
    },
  ],
  [
    within('shop', 'persistentvolumeclaims'),
    {
      ...{ ...CORE, kind: 'PersistentVolumeClaim', ...meta('data', 'shop') },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
  daemon('fluent-bit', 'logging', 'fluent/fluent-bit:4.0', [
    { name: 'logs', hostPath: { path: '/var/log' } },
  ]),
  daemon('kube-flannel-ds', 'kube-flannel', 'flannel/flannel:v0.27.0', []),
  node('one', 'eu-west-1'),
  node('two', 'us-east-1'),
  [
    `/apis/${rbac}/v1/clusterrolebindings`,
    binding('oops', 'cluster-admin', {
      kind: 'ServiceAccount',
      name: 'default',
      namespace: 'shop',
    }),
  ],
  // Without a controller manager, nobody fills "view" from the roles that belong to it.
  [
    `/apis/${rbac}/v1/clusterrolebindings`,
    binding('viewers', 'system:aggregate-to-view', user('view')),
  ],
  [
    `/apis/${rbac}/v1/namespaces/shop/rolebindings`,
    {
      ...{ ...RBAC, kind: 'RoleBinding', ...meta('shop', 'shop') },
      roleRef: { apiGroup: rbac, kind: 'ClusterRole', name: 'system:aggregate-to-view' },
      subjects: [user('shop')],
    },
  ],
];

/** What a kubelet would report. */
export const STATUSES: Made = [
  [
    within('shop', 'pods/web/status'),
    {
      status: {
        containerStatuses: [
          {
            ...{ name: 'web', image: 'web:1', imageID: '', ready: false, restartCount: 0 },
            state: {
              waiting: { reason: 'CreateContainerConfigError', message: 'secret "mail" not found' },
            },
          },
        ],
      },
    },
  ],
];
