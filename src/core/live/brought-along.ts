/** Objects that Kubernetes, its distributions and tools put into namespaces of applications. */
import { textOf } from './json.ts';
import type { Live } from './live-cluster.ts';

interface Pattern {
  readonly by: string;
  readonly kind: string;
  readonly name?: RegExp;
  /** The type of a Secret. */
  readonly type?: string;
  readonly namespace?: string;
}

const PATTERNS: readonly Pattern[] = [
  { by: 'Kubernetes', kind: 'ConfigMap', name: /^kube-root-ca\.crt$/ },
  { by: 'Kubernetes', kind: 'ServiceAccount', name: /^default$/ },
  { by: 'Kubernetes', kind: 'Service', name: /^kubernetes$/, namespace: 'default' },
  { by: 'Kubernetes', kind: 'Secret', type: 'kubernetes.io/service-account-token' },
  { by: 'Helm', kind: 'Secret', type: 'helm.sh/release.v1' },
  { by: 'Helm', kind: 'ConfigMap', name: /^sh\.helm\.release\.v1\./ },
  { by: 'Istio', kind: 'ConfigMap', name: /^istio-ca-(?:root-cert|crl)$/ },
  { by: 'OpenShift', kind: 'ConfigMap', name: /^openshift-service-ca\.crt$/ },
  { by: 'OpenShift', kind: 'ServiceAccount', name: /^(?:builder|deployer)$/ },
  { by: 'OpenShift', kind: 'Secret', name: /^(?:builder|default|deployer)-dockercfg-\w{5}$/ },
  {
    ...{ by: 'OpenShift', kind: 'RoleBinding' },
    name: /^system:(?:deployers|image-builders|image-pullers)$/,
  },
];

/** Who brings an object along; undefined for what people or their tools have made. */
export function broughtAlong({ kind, name, namespace, body }: Live): string | undefined {
  return PATTERNS.find(
    (pattern) =>
      pattern.kind === kind &&
      pattern.name?.test(name) !== false &&
      (pattern.type === undefined || pattern.type === textOf(body['type'])) &&
      (pattern.namespace === undefined || pattern.namespace === namespace),
  )?.by;
}
