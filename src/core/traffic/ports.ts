/** Where traffic to a Service arrives: its pods, and the ports of their containers. */
import { workloadOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { pickedIn, selectionsOf } from '../graph/selector-references.ts';
import type { Protocol, TrafficContext, TrafficPort } from './traffic.ts';
import type { Pods } from './pods.ts';
import type { View } from '../yaml/view.ts';

/** Pods behind a Service, with the ports that its traffic comes in at; no ports mean all. */
export interface Arrival {
  readonly pods: Pods;
  readonly ports: readonly TrafficPort[];
}

export type Arrivals =
  | { readonly arrivals: readonly Arrival[] }
  /** Why nothing can arrive, as the end of a sentence about the Service. */
  | { readonly problem: string };

/**
 * Resolves the ports of a Service in one of its namespaces.
 * @param asked a port by number or name; without one, all ports count
 */
export function arrivalsAt(
  service: KubernetesObject,
  namespace: string,
  asked: string | undefined,
  context: TrafficContext,
): Arrivals {
  const picked = podsBehind(service, namespace, context);
  if (picked.length === 0) return { problem: 'it picks no pods of these files' };
  const entries = askedEntries(service, asked);
  if (entries === undefined) return { problem: `it has no port ${asked ?? ''}` };
  const arrivals = picked.flatMap((pods) => {
    const ports = entries.flatMap((entry) => arrivingPort(entry, pods.object) ?? []);
    if (ports.length > 0) return [{ pods, ports: distinctPorts(ports) }];
    return entries.length === 0 ? [{ pods, ports: containerPorts(pods.object) }] : [];
  });
  return arrivals.length > 0
    ? { arrivals }
    : { problem: 'no container of its pods has the port that it leads to' };
}

/** The pods that a Service selects, as far as they are in the files. */
export function podsBehind(
  service: KubernetesObject,
  namespace: string,
  { scope, pods }: TrafficContext,
): readonly Pods[] {
  const [selection] = selectionsOf(service, scope);
  if (selection === undefined) return [];
  return pickedIn(selection, namespace, service, scope).flatMap(
    (object) => pods.of(object, namespace) ?? [],
  );
}

/** A port of a Service, or a number that a client of a headless Service dials. */
interface Entry {
  readonly target: string;
  readonly protocol: Protocol;
}

function askedEntries(
  { view, service }: KubernetesObject,
  asked: string | undefined,
): readonly Entry[] | undefined {
  const items = view.get('spec', 'ports').items;
  if (asked === undefined) return items.flatMap(entryOf);
  const item = items.find(
    (port) => port.get('port').text === asked || port.get('name').text === asked,
  );
  // Nobody translates ports on the way to the pods behind a headless Service.
  if (service?.headless === true && /^\d+$/.test(asked))
    return [{ target: asked, protocol: item ? protocolOf(item) : 'TCP' }];
  return item === undefined ? undefined : entryOf(item);
}

function entryOf(item: View): readonly Entry[] {
  const target = item.get('targetPort').text ?? item.get('port').text;
  return target === undefined ? [] : [{ target, protocol: protocolOf(item) }];
}

export function protocolOf(item: View): Protocol {
  const { text } = item.get('protocol');
  return text === 'UDP' || text === 'SCTP' ? text : 'TCP';
}

function arrivingPort({ target, protocol }: Entry, object: KubernetesObject) {
  const port = portNumber(target, object);
  return port === undefined ? undefined : { protocol, port };
}

/** The number behind a port of a workload that is given by its number or its name. */
export function portNumber(port: string, object: KubernetesObject): number | undefined {
  const known = /^\d+$/.test(port)
    ? Number(port)
    : object.workload?.ports.find(({ name }) => name === port)?.port;
  return known !== undefined && known >= 1 && known <= 65_535 ? known : undefined;
}

/** Every port that the containers of a workload declare. */
export function containerPorts(object: KubernetesObject): readonly TrafficPort[] {
  const items = (workloadOf(object)?.containers ?? []).flatMap(
    ({ view }) => view.get('ports').items,
  );
  return distinctPorts(
    items.flatMap((item) => {
      const port = portNumber(item.get('containerPort').text ?? '', object);
      return port === undefined ? [] : [{ protocol: protocolOf(item), port }];
    }),
  );
}

export function distinctPorts(ports: readonly TrafficPort[]): readonly TrafficPort[] {
  const known = new Map(ports.map((port) => [`${port.protocol}/${port.port}`, port]));
  return [...known.values()].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}
