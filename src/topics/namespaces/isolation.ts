/** How far the files close a namespace: which of its workloads a policy for ingress covers. */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import {
  directionsOf,
  otherPolicies,
  policiesIn,
  selectsPod,
} from '../../core/traffic/network-policies.ts';

export interface Isolation {
  readonly namespace: string;
  readonly state: 'closed' | 'partly' | 'open';
  readonly policies: readonly KubernetesObject[];
  readonly covered: number;
  readonly total: number;
}

/** Neither a patch nor a template, and with a name. */
export function isWholeAndNamed(object: KubernetesObject, scope: Scope): boolean {
  return scope.roleOf(object) === 'whole' && object.name !== undefined;
}

/** @param kinds those of the workloads that count */
export function isolationOf(namespace: string, kinds: readonly string[], scope: Scope): Isolation {
  const here = kinds
    .flatMap((kind) => scope.objectsIn(kind, namespace))
    .filter((object) => isWholeAndNamed(object, scope));
  const own = policiesIn(namespace, scope).filter((policy) =>
    directionsOf(policy).includes('Ingress'),
  );
  const others = otherPolicies(namespace, scope);
  const covered = here.filter((workload) =>
    own.some((policy) => selectsPod(policy, workload.workload?.podLabels ?? {})),
  ).length;
  const total = here.length;
  const policies = [...own, ...others];
  if (policies.length === 0) return { namespace, state: 'open', policies, covered, total };
  // What other makers' policies select is theirs to know: they count as partly.
  const state = covered === total ? 'closed' : 'partly';
  return { namespace, state, policies, covered, total };
}
