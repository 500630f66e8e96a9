/** What the network policies of a workspace say, and who else may restrict traffic. */
import { matches } from '../kubernetes/labels.ts';
import type { Labels, LabelSelector } from '../kubernetes/labels.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { labelSelector } from '../kubernetes/manifest.ts';
import { onceFor } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';

export const POLICY_GROUP = 'networking.k8s.io';

/** Whether this is Kubernetes' own NetworkPolicy; Calico has one of the same name. */
export function isPolicy(object: KubernetesObject): boolean {
  return object.group === POLICY_GROUP && object.kind === 'NetworkPolicy';
}

export function policiesIn(
  namespace: string,
  scope: Scope,
  from?: string,
): readonly KubernetesObject[] {
  return scope.objectsIn('NetworkPolicy', namespace, from).filter(isPolicy);
}

/** Kinds of network plugins and meshes that restrict one namespace. */
const OTHER_POLICIES = [
  ...['CiliumNetworkPolicy', 'AuthorizationPolicy', 'Server', 'NetworkPolicy.projectcalico.org'],
  ...['NetworkPolicy.crd.projectcalico.org', 'NetworkPolicy.crd.antrea.io'],
];

/** Kinds that restrict every namespace, or any. */
const CLUSTER_POLICIES = [
  'CiliumClusterwideNetworkPolicy',
  'GlobalNetworkPolicy',
  'AdminNetworkPolicy',
  'BaselineAdminNetworkPolicy',
  'ClusterNetworkPolicy',
];

/** Policies of other makers that hold in a namespace; they have rules of their own. */
export function otherPolicies(namespace: string, scope: Scope): readonly KubernetesObject[] {
  // A mesh-wide policy stands in the mesh's root namespace.
  const places = [...new Set([namespace, 'istio-system'])];
  const here = OTHER_POLICIES.flatMap((kind) =>
    places.flatMap((place) => scope.objectsIn(kind, place)),
  );
  return [
    ...new Set(here),
    ...CLUSTER_POLICIES.flatMap((kind) => scope.objects(kind)),
    ...kyverno(scope),
  ];
}

/** Kyverno policies that write a NetworkPolicy into each namespace. */
function kyverno(scope: Scope): readonly KubernetesObject[] {
  return scope
    .objects('ClusterPolicy')
    .filter(({ view }) =>
      view
        .get('spec', 'rules')
        .items.some((rule) => rule.get('generate', 'kind').text === 'NetworkPolicy'),
    );
}

/** The pods that a policy is for; undefined where the selector is missing or broken. */
export const podSelector = onceFor((policy: KubernetesObject): LabelSelector | undefined =>
  labelSelector(policy.view.get('spec', 'podSelector')),
);

export function selectsPod(policy: KubernetesObject, labels: Labels): boolean {
  const selector = podSelector(policy);
  return selector !== undefined && matches(selector, labels);
}

/** The directions a policy restricts, as the API server fills them in. */
export const directionsOf = onceFor((policy: KubernetesObject): readonly string[] => {
  const spec = policy.view.get('spec');
  const named = spec.get('policyTypes').items.flatMap((item) => item.text ?? []);
  if (named.length > 0) return named;
  return spec.get('egress').items.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
});
