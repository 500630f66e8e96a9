/** What the network policies of a workspace allow already, as far as the files can tell. */
import { matches } from '../kubernetes/labels.ts';
import type { Labels } from '../kubernetes/labels.ts';
import { labelSelector } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { directionsOf, podSelector, policiesIn } from '../traffic/network-policies.ts';
import type { Scope } from '../workspace/scope.ts';
import { protocolOf } from '../traffic/ports.ts';
import type {
  AddressBlock,
  Direction,
  Flow,
  Peer,
  TrafficContext,
  TrafficPort,
} from '../traffic/traffic.ts';
import type { View } from '../yaml/view.ts';

/** The whole policies of a namespace. */
export function existingPolicies(namespace: string, scope: Scope): readonly KubernetesObject[] {
  return policiesIn(namespace, scope).filter((policy) => scope.roleOf(policy) === 'whole');
}

const NAMES = { ingress: 'Ingress', egress: 'Egress' } as const;

function holdsFor(policy: KubernetesObject, direction: Direction): boolean {
  return directionsOf(policy).includes(NAMES[direction]);
}

function selectsAll(policy: KubernetesObject): boolean {
  const selector = podSelector(policy);
  return selector !== undefined && isEmpty(selector);
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: NonNullable<Selector>): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

type Selector = ReturnType<typeof labelSelector>;

/** The policy that closes a direction for every pod of the namespace, if there is one. */
export function closedBy(
  policies: readonly KubernetesObject[],
  direction: Direction,
): KubernetesObject | undefined {
  return policies.find((policy) => selectsAll(policy) && holdsFor(policy, direction));
}

/** What is asked of the policies: a flow of some pods, or of all where no labels are given. */
export interface Asked {
  readonly direction: Direction;
  readonly namespace: string;
  /** Undefined for all pods of the namespace. */
  readonly labels: Labels | undefined;
  /** Whose ports are meant by their names. */
  readonly receiver?: KubernetesObject;
  readonly peer:
    Peer | { readonly is: 'labels'; readonly namespace: string; readonly labels: Labels };
}

/** The policy that lets a port of a flow through already; no port stands for all of them. */
export function allowedBy(
  policies: readonly KubernetesObject[],
  asked: Asked,
  port: TrafficPort | undefined,
  context: TrafficContext,
): KubernetesObject | undefined {
  return policies.find(
    (policy) =>
      holdsFor(policy, asked.direction) &&
      isFor(policy, asked.labels) &&
      policy.view
        .get('spec', asked.direction)
        .items.some((rule) => ruleAllows(rule, asked, port, context)),
  );
}

function isFor(policy: KubernetesObject, labels: Labels | undefined): boolean {
  const selector = podSelector(policy);
  if (selector === undefined) return false;
  return labels === undefined ? isEmpty(selector) : matches(selector, labels);
}

function ruleAllows(
  rule: View,
  asked: Asked,
  port: TrafficPort | undefined,
  context: TrafficContext,
): boolean {
  const peers = rule.get(asked.direction === 'ingress' ? 'from' : 'to').items;
  const ports = rule.get('ports').items;
  const hasPort = ports.length === 0 || ports.some((item) => portAllows(item, port, asked));
  if (!hasPort) return false;
  return peers.length === 0 || peers.some((peer) => peerHolds(peer, asked, context));
}

function portAllows(item: View, port: TrafficPort | undefined, { receiver }: Asked): boolean {
  if (protocolOf(item) !== port?.protocol) return false;
  const at = item.get('port');
  if (!at.exists) return true;
  const first = at.integer;
  if (first !== undefined)
    return first <= port.port && port.port <= (item.get('endPort').integer ?? first);
  // The name of a port is looked up in the pods that receive.
  const named = receiver?.workload?.ports.find(({ name }) => name === at.text);
  return named?.port === port.port;
}

function peerHolds(
  peer: View,
  { peer: wanted, namespace }: Asked,
  context: TrafficContext,
): boolean {
  if (wanted.is === 'addresses') return blockHolds(peer.get('ipBlock'), wanted.block);
  if (peer.has('ipBlock')) return false;
  const there = wanted.is === 'pods' ? wanted.pods.namespace : wanted.namespace;
  if (!namespaceHolds(peer, there, namespace, context.scope)) return false;
  if (!peer.has('podSelector')) return true;
  const selector = labelSelector(peer.get('podSelector'));
  if (selector === undefined) return false;
  if (wanted.is === 'namespace') return isEmpty(selector);
  return matches(selector, wanted.is === 'pods' ? wanted.pods.labels : wanted.labels);
}

function namespaceHolds(peer: View, there: string, own: string, scope: Scope): boolean {
  if (!peer.has('namespaceSelector')) return there === own;
  const selector = labelSelector(peer.get('namespaceSelector'));
  if (selector === undefined) return false;
  const labels: Labels = {
    ...scope.objects('Namespace').find(({ name }) => name === there)?.labels,
    'kubernetes.io/metadata.name': there,
  };
  const keys = [
    ...Object.keys(selector.matchLabels ?? {}),
    ...(selector.matchExpressions ?? []).map(({ key }) => key),
  ];
  // Labels that no file gives to the namespace may be there all the same.
  return keys.every((key) => Object.hasOwn(labels, key)) && matches(selector, labels);
}

function blockHolds(block: View, { cidr, except }: AddressBlock): boolean {
  const known = block.get('cidr').text;
  if (known !== cidr && known !== '0.0.0.0/0') return false;
  const left = block.get('except').items.flatMap((item) => item.text ?? []);
  return left.every((part) => except.includes(part));
}

/** The ports of a flow that no policy lets through yet; undefined where nothing is left to allow. */
export function portsLeft(
  flow: Flow,
  policies: readonly KubernetesObject[],
  context: TrafficContext,
): readonly TrafficPort[] | undefined {
  const { direction, pods, peer, ports } = flow;
  const receiver = direction === 'ingress' ? pods : peer.is === 'pods' ? peer.pods : undefined;
  const asked = {
    ...{ direction, namespace: pods.namespace, labels: pods.labels, peer },
    ...(receiver && { receiver: receiver.object }),
  };
  if (ports.length === 0)
    return allowedBy(policies, asked, undefined, context) === undefined ? [] : undefined;
  const left = ports.filter((port) => allowedBy(policies, asked, port, context) === undefined);
  return left.length === 0 ? undefined : left;
}
