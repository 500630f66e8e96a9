/** Evidence for slide S3: what the sections on namespaces, policies and roles are used for here. */
import { isSketch } from '../../core/guide/chart-sketch.ts';
import {
  doesNotApply,
  isAside,
  isDone,
  isOpen,
  named,
  needsCluster,
} from '../../core/guide/evidence.ts';
import { hiddenObjects } from '../../core/guide/objects.ts';
import type { Answer, Check } from '../../core/guide/topic.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { podOf } from '../../core/kubernetes/manifest.ts';
import { WORKLOAD_KINDS } from '../../core/kubernetes/workload-kinds.ts';
import { otherPolicies, policiesIn } from '../../core/traffic/network-policies.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { about, noWorkloads, usedNamespaces, whole, withoutPolicy } from './used-namespaces.ts';

export const sectionChecks: readonly Check[] = [
  { item: 'S3.1', answer: namespacesUsed },
  { item: 'S3.2', answer: policiesUsed },
  { item: 'S3.3', answer: rolesUsed },
  { item: 'S3.4', answer: accountsUsed },
];

function namespacesUsed(scope: Scope): Answer {
  const used = usedNamespaces(scope);
  if (used.length === 0) return noWorkloads(scope);
  const own = used.filter((name) => name !== 'default');
  if (own.length === 0) {
    return needsCluster('No file here says which namespace the workloads go to.');
  }
  const made = Map.groupBy(whole(scope, ['Namespace']), (one) => one.name);
  return {
    state: 'done',
    evidence: own.map((name) => {
      const text = `Workloads go to "${name}".`;
      const [object] = made.get(name) ?? [];
      return object === undefined ? { text } : about(object, text);
    }),
  };
}

function policiesUsed(scope: Scope): Answer {
  const namespaces = [...new Set([...usedNamespaces(scope), ...scope.namespaces])];
  const lines = namespaces.flatMap((namespace) =>
    [...policiesIn(namespace, scope), ...otherPolicies(namespace, scope)]
      .filter((policy) => !isAside(policy.path) && scope.roleOf(policy) === 'whole')
      .map((policy) => about(policy, `${named(policy)} holds in "${namespace}".`)),
  );
  const ofCharts = whole(scope, ['NetworkPolicy', 'CiliumNetworkPolicy'])
    .filter(isSketch)
    .map((policy) => about(policy, `${named(policy)} comes with its chart.`));
  if (lines.length + ofCharts.length > 0) return isDone([...lines, ...ofCharts]);
  if (whole(scope, WORKLOAD_KINDS).length + usedNamespaces(scope).length === 0) {
    return noWorkloads(scope);
  }
  return (
    withoutPolicy(scope) ??
    isOpen(
      'This workspace has workloads and no NetworkPolicy.',
      'Insert "k8s-networkpolicy-same-namespace" and try it on a test cluster.',
    )
  );
}

function rolesUsed(scope: Scope): Answer {
  const bindings = whole(scope, ['RoleBinding', 'ClusterRoleBinding']);
  const roles = whole(scope, ['Role', 'ClusterRole']);
  if (bindings.length + roles.length === 0) {
    return (
      hiddenObjects('Roles', ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'], scope) ??
      needsCluster('No roles or bindings here: what people may do is in the cluster.')
    );
  }
  const lines = [...bindings, ...roles].map((object) => about(object, `${named(object)} is here.`));
  if (bindings.length > 0) return { state: 'done', evidence: lines };
  const next = 'Add a RoleBinding that hands the role to somebody.';
  return { state: 'partly', evidence: lines, next };
}

function accountsUsed(scope: Scope): Answer {
  const workloads = whole(scope, WORKLOAD_KINDS);
  if (workloads.length === 0) return noWorkloads(scope);
  const lines = workloads.flatMap((object) => {
    const account = podAccount(object);
    return account === undefined ? [] : [about(object, `${named(object)} runs as "${account}".`)];
  });
  if (lines.length > 0) return { state: 'done', evidence: lines };
  return doesNotApply('All pods here run as "default"; that is fine while none talks to the API.');
}

function podAccount(object: KubernetesObject): string | undefined {
  const spec = podOf(object)?.spec;
  const name = spec?.get('serviceAccountName').text ?? spec?.get('serviceAccount').text;
  return name === 'default' ? undefined : name;
}
