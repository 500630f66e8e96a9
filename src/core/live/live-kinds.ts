/** The kinds that questions to a cluster need: nothing else is listed. */

/** One kind of a cluster, and how its list is asked for. */
export interface LiveKind {
  readonly kind: string;
  /** '' for the core group. */
  readonly group: string;
  /** Where the server prefers none of its own: that of Kubernetes' oldest supported minor. */
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Names, labels and managers alone are sent by the server; contents never come here. */
  readonly metadataOnly: boolean;
  /** False for kinds that a cluster may lack; then nothing is asked. */
  readonly builtIn: boolean;
}

const kind = (
  name: string,
  plural: string,
  apiVersion: string,
  more: Partial<LiveKind> = {},
): LiveKind => {
  const [group = '', version = ''] = apiVersion.includes('/')
    ? apiVersion.split('/')
    : ['', apiVersion];
  const usual = { namespaced: true, metadataOnly: false, builtIn: true };
  return { kind: name, plural, group, version, ...usual, ...more };
};

const WIDE = { namespaced: false };
const METADATA = { metadataOnly: true };
const ADDED = { builtIn: false };

export const LIVE_KINDS: readonly LiveKind[] = [
  kind('Namespace', 'namespaces', 'v1', WIDE),
  kind('Node', 'nodes', 'v1', WIDE),
  kind('Pod', 'pods', 'v1'),
  kind('Service', 'services', 'v1'),
  kind('ConfigMap', 'configmaps', 'v1', METADATA),
  kind('PersistentVolumeClaim', 'persistentvolumeclaims', 'v1'),
  kind('Deployment', 'deployments', 'apps/v1'),
  kind('StatefulSet', 'statefulsets', 'apps/v1'),
  kind('DaemonSet', 'daemonsets', 'apps/v1'),
  kind('CronJob', 'cronjobs', 'batch/v1'),
  kind('EndpointSlice', 'endpointslices', 'discovery.k8s.io/v1'),
  kind('NetworkPolicy', 'networkpolicies', 'networking.k8s.io/v1'),
  kind('Ingress', 'ingresses', 'networking.k8s.io/v1'),
  kind('IngressClass', 'ingressclasses', 'networking.k8s.io/v1', WIDE),
  kind('StorageClass', 'storageclasses', 'storage.k8s.io/v1', WIDE),
  kind('ServiceAccount', 'serviceaccounts', 'v1', METADATA),
  kind('Role', 'roles', 'rbac.authorization.k8s.io/v1', METADATA),
  kind('ClusterRole', 'clusterroles', 'rbac.authorization.k8s.io/v1', { ...WIDE, ...METADATA }),
  kind('RoleBinding', 'rolebindings', 'rbac.authorization.k8s.io/v1'),
  kind('ClusterRoleBinding', 'clusterrolebindings', 'rbac.authorization.k8s.io/v1', WIDE),
  kind('APIService', 'apiservices', 'apiregistration.k8s.io/v1', WIDE),
  kind('Gateway', 'gateways', 'gateway.networking.k8s.io/v1', ADDED),
  kind('HTTPRoute', 'httproutes', 'gateway.networking.k8s.io/v1', ADDED),
  kind('ServiceMonitor', 'servicemonitors', 'monitoring.coreos.com/v1', ADDED),
  kind('PodMonitor', 'podmonitors', 'monitoring.coreos.com/v1', ADDED),
  kind('Application', 'applications', 'argoproj.io/v1alpha1', ADDED),
];

/** Secrets are asked for apart, in a form that holds no part of them but names and types. */
export const SECRETS: LiveKind = kind('Secret', 'secrets', 'v1', METADATA);

export function liveKind(name: string): LiveKind | undefined {
  return LIVE_KINDS.find((one) => one.kind === name);
}
