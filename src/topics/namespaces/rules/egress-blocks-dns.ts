import type { TextEdit } from '../../../core/lint/fix.ts';
import { appendToSequence } from '../../../core/lint/fix.ts';
import type { Labels } from '../../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import { editFile } from '../edits.ts';
import { allowDns, dnsAccess, namesAddresses } from '../egress-rules.ts';
import {
  directionsOf,
  isPolicy,
  otherPolicies,
  podSelector,
  policiesIn,
  selectsPod,
} from '../../../core/traffic/network-policies.ts';
import { clusterDns, dnsPorts } from '../../../core/traffic/cluster-dns.ts';
import { named } from '../../../core/guide/evidence.ts';

export const egressBlocksDns = defineRule({
  id: 'egress-blocks-dns',
  severity: 'warning',
  summary: 'Network policies let pods out to some places, but not to the name server.',
  deck: ['S2.5', 'S2.7'],
  kinds: ['NetworkPolicy'],
  docs: {
    why: 'As soon as a policy restricts egress, lookups are restricted as well. The pod may connect to `redis`, and cannot find out where that is.',
    fix: 'Allow port 53, UDP and TCP, to the name server of the cluster. On OpenShift its pods listen on 5353. With NodeLocal DNSCache, pods ask an address of their node, 169.254.20.10 by default: allow that as an `ipBlock`.',
    links: [
      {
        title: 'Network Policies',
        url: 'https://kubernetes.io/docs/concepts/services-networking/network-policies/',
      },
      {
        title: 'DNS for Services and Pods',
        url: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (!isPolicy(object) || rulesOf(object).length === 0) return;
      if (!directionsOf(object).includes('Egress')) return;
      const namespaces = scope.namespacesOf(object);
      const blocked = namespaces.map((namespace) => blockedPod(object, namespace, scope));
      const [first] = blocked;
      if (first === undefined || blocked.includes(undefined)) return;
      yield problemOf(object, first, scope);
    },
  },
});

const rulesOf = (policy: KubernetesObject): readonly View[] =>
  policy.view.get('spec', 'egress').items;

/** A pod that may go somewhere, but not to the name server. */
interface Blocked {
  /** The workload; undefined where no file holds a pod that the policy selects. */
  readonly pod: KubernetesObject | undefined;
  readonly tcpOnly: boolean;
  readonly onlyAddresses: boolean;
}

function blockedPod(
  policy: KubernetesObject,
  namespace: string,
  scope: Scope,
): Blocked | undefined {
  if (otherPolicies(namespace, scope).length > 0) return undefined;
  const selector = podSelector(policy);
  if (selector === undefined) return undefined;
  const pods = scope.selected(selector, namespace, policy.path);
  // Without its pods at hand, the policy's own labels stand for one, as far as they are plain.
  if (pods.length === 0 && (selector.matchExpressions ?? []).length > 0) return undefined;
  const candidates =
    pods.length > 0
      ? pods.map((pod) => ({ pod, labels: pod.workload?.podLabels ?? {} }))
      : [{ pod: undefined, labels: selector.matchLabels ?? {} }];
  const policies = policiesIn(namespace, scope, policy.path).filter((other) =>
    directionsOf(other).includes('Egress'),
  );
  for (const { pod, labels } of candidates) {
    const found = blockedBy(policy, policies, { labels, namespace });
    if (found !== undefined) return { pod, ...found };
  }
  return undefined;
}

/** What all policies of a pod allow together; only the first of them that has rules reports it. */
function blockedBy(
  policy: KubernetesObject,
  policies: readonly KubernetesObject[],
  { labels, namespace }: { readonly labels: Labels; readonly namespace: string },
): Omit<Blocked, 'pod'> | undefined {
  const ofPod = policies.filter((other) => selectsPod(other, labels));
  const withRules = ofPod.filter((other) => rulesOf(other).length > 0).sort(inFileOrder);
  if (withRules[0] !== policy) return undefined;
  const rules = withRules.flatMap(rulesOf);
  const access = rules.map((rule) => dnsAccess(rule, namespace));
  if (access.includes('allowed')) return undefined;
  return { tcpOnly: access.includes('tcp-only'), onlyAddresses: rules.every(namesAddresses) };
}

function inFileOrder(a: KubernetesObject, b: KubernetesObject): number {
  return a.path.localeCompare(b.path) || a.view.span.start - b.view.span.start;
}

function problemOf(
  policy: KubernetesObject,
  { pod, tcpOnly, onlyAddresses }: Blocked,
  scope: Scope,
): Problem {
  const egress = policy.view.get('spec', 'egress');
  const [server] = clusterDns(scope);
  const port = server === undefined ? 53 : (dnsPorts(server)[0]?.port ?? 53);
  const place =
    server?.is === 'labels' && server.namespace !== 'kube-system'
      ? `the pods of "${server.namespace}"`
      : 'kube-dns';
  const who = pod === undefined ? 'These pods' : `The pods of ${named(pod)}`;
  return {
    at: egress.keyMark,
    ...(onlyAddresses && { severity: 'information' as const }),
    message: tcpOnly
      ? `${who} cannot look up names: DNS asks over UDP, and only TCP is open on port ${port}. Allow port ${port} over UDP, too.`
      : `${who} cannot look up names such as Services: no egress rule allows port ${port}. Allow DNS to ${place}.`,
    fixes: [
      {
        title: `Allow DNS to ${place}`,
        preferred: true,
        edits: () => editFile(policy, scope, (text) => [withDns(text, egress, scope)]),
      },
    ],
    ...(pod !== undefined && {
      related: [
        {
          path: pod.path,
          at: pod.view.get('metadata', 'name'),
          message: `${named(pod)} is blocked`,
        },
      ],
    }),
  };
}

function withDns(text: string, egress: View, scope: Scope): TextEdit | undefined {
  return appendToSequence(text, egress, allowDns(clusterDns(scope)));
}
