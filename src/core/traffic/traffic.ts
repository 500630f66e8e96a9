/** The traffic that files show, in the terms of network policies. */
import type { GraphPlace } from '../graph/model.ts';
import type { Pods, PodTable } from './pods.ts';
import type { Scope } from '../workspace/scope.ts';

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** A port of pods, or of an address: what a Service makes of it is done with. */
export interface TrafficPort {
  readonly protocol: Protocol;
  readonly port: number;
}

/** A range of addresses without some parts of it, all in CIDR form. */
export interface AddressBlock {
  readonly cidr: string;
  readonly except: readonly string[];
}

/** The other end of traffic, as far as a network policy can name it. */
export type Peer =
  | { readonly is: 'pods'; readonly pods: Pods }
  | { readonly is: 'namespace'; readonly namespace: string }
  | { readonly is: 'addresses'; readonly block: AddressBlock };

export type Direction = 'ingress' | 'egress';

/** A sentence without its full stop, and the place that shows it. */
export interface Note {
  readonly text: string;
  readonly at?: GraphPlace;
}

/** A note about one namespace; about the whole workspace where none is set. */
export interface NamespaceNote extends Note {
  readonly namespace?: string;
}

/** What some pods must be allowed to do, and why. */
export interface Flow {
  readonly direction: Direction;
  readonly pods: Pods;
  readonly peer: Peer;
  /** Empty for every port. */
  readonly ports: readonly TrafficPort[];
  readonly reason: Note;
  /** What somebody has to choose or to check, where the files leave it open. */
  readonly choice?: string;
}

/** The name of a Service in a value that nothing else makes a call: no rule, and a comment. */
export interface Perhaps {
  /** Who reads the value. */
  readonly pods: Pods;
  /** The pods behind the Service. */
  readonly to: readonly Pods[];
  readonly note: Note;
}

export interface Traffic {
  readonly flows: readonly Flow[];
  readonly notes: readonly NamespaceNote[];
  readonly perhaps?: readonly Perhaps[];
}

/** What every reader of traffic needs. */
export interface TrafficContext {
  readonly scope: Scope;
  readonly pods: PodTable;
}

export function joinTraffic(parts: readonly Traffic[]): Traffic {
  return {
    flows: parts.flatMap(({ flows }) => flows),
    notes: parts.flatMap(({ notes }) => notes),
    perhaps: parts.flatMap(({ perhaps = [] }) => perhaps),
  };
}

/** Every address. */
export const ANYWHERE: AddressBlock = { cidr: '0.0.0.0/0', except: [] };

/** Every address but those of private networks (RFC 1918, RFC 6598) and of single links (RFC 3927). */
export const OUTSIDE: AddressBlock = {
  cidr: '0.0.0.0/0',
  except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
};

/** Traffic between pods of the workspace: out of the one, into the other. */
export function between(
  from: Pods,
  to: Pods,
  { ports, reason }: Pick<Flow, 'ports' | 'reason'>,
): Traffic {
  const unnamed = [from, to].find((pods) => !isNamed(pods));
  if (unnamed !== undefined) return withoutRule(unnamed, from === unnamed ? to : from, reason);
  return {
    flows: [
      { direction: 'egress', pods: from, peer: { is: 'pods', pods: to }, ports, reason },
      { direction: 'ingress', pods: to, peer: { is: 'pods', pods: from }, ports, reason },
    ],
    notes: [],
  };
}

/** A pod in the network of its node has the node's address, which no selector finds. */
function isNamed({ onNode, selector }: Pods): boolean {
  return !onNode && Object.keys(selector).length > 0;
}

function withoutRule(unnamed: Pods, other: Pods, reason: Note): Traffic {
  const why = unnamed.onNode
    ? `the pods of ${unnamed.title} use the network of their node`
    : `the pods of ${unnamed.title} have no labels`;
  const note = { ...reason, text: `${reason.text}, but ${why}: no rule` };
  const namespaces = new Set([other.namespace, unnamed.namespace]);
  return { flows: [], notes: [...namespaces].map((namespace) => ({ ...note, namespace })) };
}
