/**
 * Network policies out of what the files say (S2.7): those that allow the traffic found and deny
 * the rest. Policies add up, so that what the existing ones allow is not written again.
 */
import { placeOf } from '../graph/model.ts';
import type { Labels } from '../kubernetes/labels.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { allowedBy, closedBy, existingPolicies, portsLeft } from './policy-coverage.ts';
import type { Asked } from './policy-coverage.ts';
import { noteKey, sorted, touching, withComments, withoutRepeats } from './perhaps.ts';
import { policyNames } from './policy-names.ts';
import { Scope } from '../workspace/scope.ts';
import { clusterDns, dnsPorts } from '../traffic/cluster-dns.ts';
import type { DnsServer } from '../traffic/cluster-dns.ts';
import { readTraffic } from '../traffic/sources.ts';
import { distinctPorts } from '../traffic/ports.ts';
import type {
  Direction,
  Flow,
  Note,
  Peer,
  Perhaps,
  TrafficContext,
  TrafficPort,
} from '../traffic/traffic.ts';
import { compare, podTable, SYSTEM_NAMESPACE } from '../traffic/pods.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Pods by their labels, without a workload of the files behind them. */
export interface LabelledPeer {
  readonly is: 'labels';
  readonly namespace: string;
  readonly labels: Labels;
}

/** One rule: who may be talked to or may talk, at which ports, and why. */
export interface PolicyRule {
  readonly peer: Peer | LabelledPeer;
  /** Empty for every port. */
  readonly ports: readonly TrafficPort[];
  readonly reasons: readonly Note[];
  readonly choice?: string;
}

export interface DerivedPolicy {
  readonly name: string;
  readonly namespace: string;
  /** Empty for all pods of the namespace. */
  readonly selector: Labels;
  readonly types: readonly ('Ingress' | 'Egress')[];
  readonly ingress: readonly PolicyRule[];
  readonly egress: readonly PolicyRule[];
  /** What it is for. */
  readonly about: readonly Note[];
  /** What may be calls of its pods, or to them, and is not allowed. */
  readonly perhaps: readonly Note[];
}

export interface NamespaceIsolation {
  readonly namespace: string;
  /** False where no workload says its namespace, so that the policies must not either. */
  readonly named: boolean;
  /** Only those that are missing: what the existing policies allow is not repeated. */
  readonly policies: readonly DerivedPolicy[];
  /** Policies of the files that hold in the namespace. */
  readonly existing: readonly Note[];
  /** Values that may be calls, out of its pods or to them: they are denied until somebody decides. */
  readonly perhaps: readonly Note[];
  /** What the files do not tell. */
  readonly notes: readonly Note[];
}

export interface Isolation {
  /** By name; namespaces of the system are left out. */
  readonly namespaces: readonly NamespaceIsolation[];
  /** What the files do not tell, for all namespaces. */
  readonly notes: readonly Note[];
}

/** The namespaces that policies can be derived for. */
export function isolableNamespaces(workspace: Workspace): readonly string[] {
  const { pods } = contextOf(workspace);
  const names = new Set(pods.all.map(({ namespace }) => namespace));
  return [...names].filter((name) => !SYSTEM_NAMESPACE.test(name)).sort(compare);
}

function contextOf(workspace: Workspace): TrafficContext {
  return workspace.once('traffic', () => {
    const scope = new Scope(workspace);
    return { scope, pods: podTable(workspace, scope) };
  });
}

/** @param only one namespace; all of them without it */
export function deriveIsolation(workspace: Workspace, only?: string): Isolation {
  const context = contextOf(workspace);
  const {
    flows,
    notes,
    perhaps = [],
  } = workspace.once('traffic in flows', () => readTraffic(workspace, context));
  const names = isolableNamespaces(workspace).filter((name) => only === undefined || name === only);
  const named = namedNamespaces(context);
  const flowsOf = Map.groupBy(flows, ({ pods }) => pods.namespace);
  const notesOf = Map.groupBy(notes, ({ namespace }) => namespace);
  return {
    namespaces: names.map((namespace) => ({
      namespace,
      named: named.has(namespace),
      policies: policiesFor(namespace, flowsOf.get(namespace) ?? [], perhaps, context),
      perhaps: withoutRepeats(touching(namespace, perhaps).map(({ note }) => note)),
      existing: existingPolicies(namespace, context.scope).map((policy) => ({
        text: policy.title,
        at: placeOf(policy),
      })),
      notes: withoutRepeats(notesOf.get(namespace) ?? []),
    })),
    notes: withoutRepeats(notesOf.get(undefined) ?? []),
  };
}

/** Those that a file names for a workload, which is not only left where it falls. */
function namedNamespaces({ scope, pods }: TrafficContext): ReadonlySet<string> {
  const placements = pods.all.flatMap(({ object }) => scope.placements(object));
  return new Set(
    placements.filter(({ source }) => source.by !== 'default').map(({ namespace }) => namespace),
  );
}

function policiesFor(
  namespace: string,
  flows: readonly Flow[],
  perhaps: readonly Perhaps[],
  context: TrafficContext,
): readonly DerivedPolicy[] {
  const existing = existingPolicies(namespace, context.scope);
  const names = policyNames(namespace, context.scope);
  const general = [
    ...defaultDeny(namespace, existing, names),
    ...dns(namespace, existing, names, context),
  ];
  const left = flows
    .filter(({ pods }) => !pods.onNode && Object.keys(pods.selector).length > 0)
    .flatMap((flow) => {
      const ports = portsLeft(flow, existing, context);
      return ports === undefined ? [] : [{ ...flow, ports }];
    });
  const bySelector = Map.groupBy(left, ({ pods }) => JSON.stringify(sorted(pods.selector)));
  const own = [...bySelector.values()]
    .map((same) => ({ same, title: same.map(({ pods }) => pods.title).sort(compare)[0] ?? '' }))
    .sort((a, b) => compare(a.title, b.title))
    .map(({ same }) => workloadPolicy(same, names));
  return withComments([...general, ...own], touching(namespace, perhaps));
}

type Names = (wanted: string) => string;

function defaultDeny(
  namespace: string,
  existing: readonly KubernetesObject[],
  names: Names,
): readonly DerivedPolicy[] {
  const types = (['Ingress', 'Egress'] as const).filter(
    (type) => closedBy(existing, type === 'Ingress' ? 'ingress' : 'egress') === undefined,
  );
  if (types.length === 0) return [];
  return [
    {
      ...{ name: names('default-deny'), namespace, selector: {}, types, ingress: [], egress: [] },
      about: [{ text: 'Nothing in, nothing out, except what another policy allows' }],
      perhaps: [],
    },
  ];
}

function dns(
  namespace: string,
  existing: readonly KubernetesObject[],
  names: Names,
  context: TrafficContext,
): readonly DerivedPolicy[] {
  const servers = clusterDns(context.scope);
  const hasNodeCache = servers.some(({ is }) => is === 'addresses');
  const text = hasNodeCache
    ? 'Every pod looks names up'
    : 'Every pod looks names up; NodeLocal DNSCache needs its own address here';
  const egress = servers.flatMap((server): readonly PolicyRule[] => {
    const peer = peerOf(server);
    const asked = { direction: 'egress', namespace, labels: undefined, peer } as const;
    const ports = dnsPorts(server).filter(
      (port) => allowedBy(existing, asked, port, context) === undefined,
    );
    return ports.length === 0 ? [] : [{ peer, ports, reasons: [{ text }] }];
  });
  if (egress.length === 0) return [];
  return [
    {
      ...{ name: names('allow-dns'), namespace, selector: {}, types: ['Egress'], ingress: [] },
      ...{ egress, about: [], perhaps: [] },
    },
  ];
}

function peerOf(server: DnsServer): PolicyRule['peer'] & Asked['peer'] {
  if (server.is === 'addresses') return { is: 'addresses', block: server.block };
  const { namespace, labels } = server;
  return { is: 'labels', namespace, labels };
}

function workloadPolicy(flows: readonly Flow[], names: Names): DerivedPolicy {
  const [first] = flows;
  const pods = first?.pods;
  const name = pods?.object.name ?? pods?.title.replace(/.*\/|\*$/g, '') ?? '';
  const workloads = new Map(flows.map((flow) => [flow.pods.title, flow.pods]));
  const ingress = rules(flows, 'ingress');
  const egress = rules(flows, 'egress');
  return {
    name: names(`allow-${name}`),
    namespace: pods?.namespace ?? '',
    selector: sorted(pods?.selector ?? {}),
    types: [
      ...(ingress.length > 0 ? (['Ingress'] as const) : []),
      ...(egress.length > 0 ? (['Egress'] as const) : []),
    ],
    ...{ ingress, egress },
    about: [...workloads.values()].map(({ title, at }) => ({ text: title, at })),
    perhaps: [],
  };
}

/** One rule for each peer, in the order of peers. */
function rules(flows: readonly Flow[], direction: Direction): readonly PolicyRule[] {
  const own = flows.filter((flow) => flow.direction === direction);
  const byPeer = Map.groupBy(own, ({ peer, choice, ports }) =>
    // A rule for every port stands alone: beside ports it would hide them.
    JSON.stringify([peerKey(peer), choice ?? '', ports.length === 0]),
  );
  return [...byPeer.entries()]
    .sort(([a], [b]) => compare(a, b))
    .flatMap(([, same]) => {
      const [first] = same;
      if (first === undefined) return [];
      const { peer, choice } = first;
      const ports = distinctPorts(same.flatMap((flow) => flow.ports));
      const rule = { peer, ports, reasons: distinctReasons(same) };
      return [{ ...rule, ...(choice !== undefined && { choice }) }];
    });
}

function peerKey(peer: Peer): string {
  switch (peer.is) {
    case 'pods':
      return JSON.stringify(['1', peer.pods.namespace, sorted(peer.pods.selector)]);
    case 'namespace':
      return JSON.stringify(['2', peer.namespace]);
    case 'addresses':
      return JSON.stringify(['3', peer.block.cidr, peer.block.except]);
  }
}

function distinctReasons(flows: readonly Flow[]): readonly Note[] {
  return [...new Map(flows.map(({ reason }) => [noteKey(reason), reason])).values()];
}
