import { ROUTER_FIELDS, TRAEFIK_SERVICES } from './router-fields.ts';

/** The table behind `references.ts`: which fields of which kinds name other objects. */
export interface ReferenceField {
  /** From the object, or from its pod's spec; `*` stands for every item of a list. */
  readonly path: string;
  /** Where the holder has a `kind` of its own, it must be this one: backends, roles, subjects. */
  readonly kind: string;
  /** The field below `path` that holds the name; '' when `path` itself does. */
  readonly name: string;
  readonly key?: string;
  readonly namespace?: string;
  /** True where the holder's own `kind` counts, and `kind` only stands in for a missing one. */
  readonly anyKind?: true;
  /** True for what controllers make, so that its absence from the files says nothing. */
  readonly madeLater?: true;
}

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

export const POD_FIELDS: readonly ReferenceField[] = [
  { path: 'volumes.*.configMap', kind: 'ConfigMap', name: 'name', key: 'items.*.key' },
  { path: 'volumes.*.secret', kind: 'Secret', name: 'secretName', key: 'items.*.key' },
  {
    path: 'volumes.*.projected.sources.*.configMap',
    kind: 'ConfigMap',
    name: 'name',
    key: 'items.*.key',
  },
  {
    path: 'volumes.*.projected.sources.*.secret',
    kind: 'Secret',
    name: 'name',
    key: 'items.*.key',
  },
  { path: 'volumes.*.persistentVolumeClaim', kind: 'PersistentVolumeClaim', name: 'claimName' },
  { path: 'volumes.*.csi.nodePublishSecretRef', kind: 'Secret', name: 'name', madeLater: true },
  {
    path: 'volumes.*.ephemeral.volumeClaimTemplate.spec.storageClassName',
    kind: 'StorageClass',
    name: '',
  },
  { path: 'serviceAccountName', kind: 'ServiceAccount', name: '' },
  { path: 'serviceAccount', kind: 'ServiceAccount', name: '' },
  { path: 'imagePullSecrets.*', kind: 'Secret', name: 'name' },
  { path: 'priorityClassName', kind: 'PriorityClass', name: '' },
  { path: 'runtimeClassName', kind: 'RuntimeClass', name: '' },
  ...CONTAINER_LISTS.flatMap((list) => [
    { path: `${list}.*.envFrom.*.configMapRef`, kind: 'ConfigMap', name: 'name' },
    { path: `${list}.*.envFrom.*.secretRef`, kind: 'Secret', name: 'name' },
    {
      path: `${list}.*.env.*.valueFrom.configMapKeyRef`,
      kind: 'ConfigMap',
      name: 'name',
      key: 'key',
    },
    { path: `${list}.*.env.*.valueFrom.secretKeyRef`, kind: 'Secret', name: 'name', key: 'key' },
  ]),
];

const INGRESS_FIELDS: readonly ReferenceField[] = [
  { path: 'spec.ingressClassName', kind: 'IngressClass', name: '' },
  { path: 'spec.tls.*', kind: 'Secret', name: 'secretName' },
  { path: 'spec.defaultBackend.service', kind: 'Service', name: 'name', key: 'port.*' },
  {
    path: 'spec.rules.*.http.paths.*.backend.service',
    kind: 'Service',
    name: 'name',
    key: 'port.*',
  },
  { path: 'spec.backend', kind: 'Service', name: 'serviceName', key: 'servicePort' },
  {
    path: 'spec.rules.*.http.paths.*.backend',
    kind: 'Service',
    name: 'serviceName',
    key: 'servicePort',
  },
];

const SUBJECTS: ReferenceField = {
  path: 'subjects.*',
  kind: 'ServiceAccount',
  name: 'name',
  namespace: 'namespace',
};

/** A route of the Gateway API (gateway-api.sigs.k8s.io/reference/spec). */
const ROUTE_FIELDS: readonly ReferenceField[] = [
  {
    path: 'spec.rules.*.backendRefs.*',
    kind: 'Service',
    name: 'name',
    key: 'port',
    namespace: 'namespace',
  },
  {
    path: 'spec.rules.*.filters.*.requestMirror.backendRef',
    kind: 'Service',
    name: 'name',
    key: 'port',
    namespace: 'namespace',
  },
  {
    path: 'spec.parentRefs.*',
    kind: 'Gateway',
    name: 'name',
    key: 'sectionName',
    namespace: 'namespace',
    anyKind: true,
  },
];

const SCALED: ReferenceField = {
  path: 'spec.scaleTargetRef',
  kind: 'Deployment',
  name: 'name',
  anyKind: true,
};

const WEBHOOKS: ReferenceField = {
  path: 'webhooks.*.clientConfig.service',
  kind: 'Service',
  name: 'name',
  key: 'port',
  namespace: 'namespace',
};

/** What a monitor of the Prometheus operator logs in with. */
function monitorFields(endpoints: string): readonly ReferenceField[] {
  return [
    'basicAuth.username',
    'basicAuth.password',
    'bearerTokenSecret',
    'authorization.credentials',
  ]
    .map((field) => `spec.${endpoints}.*.${field}`)
    .map((path) => ({ path, kind: 'Secret', name: 'name', key: 'key', madeLater: true }));
}

const SOURCE = { name: 'name', namespace: 'namespace', anyKind: true } as const;

const STORAGE_CLASS = 'spec.storageClassName';

export const KIND_FIELDS: Readonly<Record<string, readonly ReferenceField[]>> = {
  Ingress: INGRESS_FIELDS,
  StatefulSet: [
    { path: 'spec.serviceName', kind: 'Service', name: '' },
    {
      path: `spec.volumeClaimTemplates.*.${STORAGE_CLASS}`,
      kind: 'StorageClass',
      name: '',
    },
  ],
  PersistentVolumeClaim: [
    { path: STORAGE_CLASS, kind: 'StorageClass', name: '' },
    { path: 'spec.volumeName', kind: 'PersistentVolume', name: '' },
    { path: 'spec.dataSource', kind: 'PersistentVolumeClaim', name: 'name', anyKind: true },
  ],
  PersistentVolume: [
    { path: STORAGE_CLASS, kind: 'StorageClass', name: '' },
    {
      path: 'spec.claimRef',
      kind: 'PersistentVolumeClaim',
      name: 'name',
      namespace: 'namespace',
    },
  ],
  VolumeSnapshot: [
    { path: 'spec.source.persistentVolumeClaimName', kind: 'PersistentVolumeClaim', name: '' },
    { path: 'spec.volumeSnapshotClassName', kind: 'VolumeSnapshotClass', name: '' },
  ],
  ServiceAccount: [
    { path: 'imagePullSecrets.*', kind: 'Secret', name: 'name' },
    { path: 'secrets.*', kind: 'Secret', name: 'name', madeLater: true },
  ],
  RoleBinding: [
    { path: 'roleRef', kind: 'Role', name: 'name' },
    { path: 'roleRef', kind: 'ClusterRole', name: 'name' },
    SUBJECTS,
  ],
  ClusterRoleBinding: [{ path: 'roleRef', kind: 'ClusterRole', name: 'name' }, SUBJECTS],
  HorizontalPodAutoscaler: [SCALED],
  ScaledObject: [SCALED],
  VerticalPodAutoscaler: [
    { path: 'spec.targetRef', kind: 'Deployment', name: 'name', anyKind: true },
  ],
  HTTPRoute: ROUTE_FIELDS,
  GRPCRoute: ROUTE_FIELDS,
  TLSRoute: ROUTE_FIELDS,
  TCPRoute: ROUTE_FIELDS,
  UDPRoute: ROUTE_FIELDS,
  Gateway: [
    { path: 'spec.gatewayClassName', kind: 'GatewayClass', name: '' },
    {
      path: 'spec.listeners.*.tls.certificateRefs.*',
      kind: 'Secret',
      name: 'name',
      namespace: 'namespace',
      madeLater: true,
    },
  ],
  ValidatingWebhookConfiguration: [WEBHOOKS],
  MutatingWebhookConfiguration: [WEBHOOKS],
  APIService: [
    { path: 'spec.service', kind: 'Service', name: 'name', key: 'port', namespace: 'namespace' },
  ],
  CustomResourceDefinition: [
    { ...WEBHOOKS, path: 'spec.conversion.webhook.clientConfig.service' },
    { ...WEBHOOKS, path: 'spec.conversion.webhookClientConfig.service' },
  ],
  ValidatingAdmissionPolicyBinding: [
    { path: 'spec.policyName', kind: 'ValidatingAdmissionPolicy', name: '' },
  ],
  ServiceMonitor: monitorFields('endpoints'),
  PodMonitor: monitorFields('podMetricsEndpoints'),
  Certificate: [{ path: 'spec.issuerRef', kind: 'Issuer', name: 'name', anyKind: true }],
  ExternalSecret: [
    { path: 'spec.secretStoreRef', kind: 'SecretStore', name: 'name', anyKind: true },
  ],
  Application: [{ path: 'spec.project', kind: 'AppProject', name: '' }],
  Kustomization: [
    { path: 'spec.sourceRef', kind: 'GitRepository', ...SOURCE },
    { path: 'spec.dependsOn.*', kind: 'Kustomization', ...SOURCE },
  ],
  HelmRelease: [
    { path: 'spec.chart.spec.sourceRef', kind: 'HelmRepository', ...SOURCE },
    { path: 'spec.chartRef', kind: 'OCIRepository', ...SOURCE },
    { path: 'spec.dependsOn.*', kind: 'HelmRelease', ...SOURCE },
    {
      path: 'spec.valuesFrom.*',
      kind: 'ConfigMap',
      name: 'name',
      key: 'valuesKey',
      anyKind: true,
      madeLater: true,
    },
  ],
  ...ROUTER_FIELDS,
  IngressRoute: [
    TRAEFIK_SERVICES,
    {
      path: 'spec.routes.*.middlewares.*',
      kind: 'Middleware',
      name: 'name',
      namespace: 'namespace',
    },
    { path: 'spec.tls', kind: 'Secret', name: 'secretName', madeLater: true },
  ],
};
