/** What Kubernetes, its distributions and clouds bring along, so that nobody's files describe it. */

/** Namespaces of the cluster itself. */
const SYSTEM_NAMESPACES: readonly (readonly [brings: string, pattern: RegExp])[] = [
  ['Kubernetes', /^kube-(?:system|public|node-lease)$/],
  ['kind', /^local-path-storage$/],
  ['GKE', /^(?:gke-managed-[\w-]+|gmp-(?:system|public)|config-management-[\w-]+|gke-gmp-system)$/],
  ['EKS', /^(?:amazon-[\w-]+|aws-observability)$/],
  ['AKS', /^(?:aks-[\w-]+|app-routing-system|azure-arc|calico-system|tigera-operator)$/],
  ['OpenShift', /^openshift(?:-[\w-]+)?$/],
  ['Rancher', /^(?:cattle-[\w-]+|fleet-[\w-]+|rancher-[\w-]+)$/],
];

/** Whether a namespace belongs to the cluster rather than to its users. */
export function isSystemNamespace(name: string): boolean {
  return SYSTEM_NAMESPACES.some(([, pattern]) => pattern.test(name));
}
