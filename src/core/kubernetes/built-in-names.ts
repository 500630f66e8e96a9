/** Names that a cluster or its controllers give, so that no file has to define them. */

/** ConfigMaps that the control plane puts into every namespace, or into kube-system. */
const GIVEN_CONFIG_MAPS: ReadonlySet<string> = new Set([
  'kube-root-ca.crt',
  'extension-apiserver-authentication',
  'istio-ca-root-cert',
]);

export function isGivenConfigMap(name: string): boolean {
  return GIVEN_CONFIG_MAPS.has(name);
}

/** Secrets that operators and controllers name after what they belong to. */
const OPERATOR_SECRET =
  /-es-elastic-user$|-http-certs-(?:public|internal)$|\.credentials\.postgresql\.|-cluster-ca-cert$|-token-[a-z0-9]{5}$/;

export function isOperatorSecret(name: string): boolean {
  return OPERATOR_SECRET.test(name);
}

/** Roles that every cluster has; the last one stands in kube-system, for API servers of add-ons. */
const BUILT_IN_ROLE =
  /^(?:cluster-admin|admin|edit|view|extension-apiserver-authentication-reader)$|^system:|^kubeadm:/;

export function isBuiltInRole(name: string): boolean {
  return BUILT_IN_ROLE.test(name);
}

/** Namespaces that every cluster has. */
const BUILT_IN_NAMESPACE = /^(?:default|kube-system|kube-public|kube-node-lease)$/;

const BUILT_IN: Readonly<Record<string, (name: string) => boolean>> = {
  ConfigMap: isGivenConfigMap,
  Role: isBuiltInRole,
  ClusterRole: isBuiltInRole,
  Namespace: (name) => BUILT_IN_NAMESPACE.test(name),
  ServiceAccount: (name) => name === 'default',
  PriorityClass: (name) => name.startsWith('system-'),
  AppProject: (name) => name === 'default',
};

/** Whether Kubernetes itself, or what comes with it, makes the object of this name. */
export function isBuiltInName(kind: string, name: string, namespace: string | undefined): boolean {
  if (kind === 'Service') return name === 'kubernetes' && namespace === 'default';
  return Object.hasOwn(BUILT_IN, kind) && BUILT_IN[kind]?.(name) === true;
}
