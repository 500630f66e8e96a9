/** Traffic that comes in from outside: through routes, load balancers, node ports and webhooks. */
import { placeAt } from '../graph/model.ts';
import type { GraphPlace } from '../graph/model.ts';
import { controllerOf } from './ingress-controllers.ts';
import type { Entrance } from './ingress-controllers.ts';
import { workloadOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { definitionsOf } from '../existence/existence.ts';
import { referencesOf } from '../graph/references.ts';
import type { Reference } from '../graph/references.ts';
import { CALLED_KINDS, CALLER_CHOICE } from './api-server.ts';
import { arrivalsAt, protocolOf } from './ports.ts';
import type { Arrival } from './ports.ts';
import { ANYWHERE, between, joinTraffic } from './traffic.ts';
import type { Flow, Note, Traffic, TrafficContext } from './traffic.ts';
import type { Pods } from './pods.ts';

/** Kinds whose backends are Services that an ingress controller or gateway calls. */
const ROUTES: ReadonlySet<string> = new Set(
  `Ingress HTTPRoute GRPCRoute TLSRoute TCPRoute UDPRoute IngressRoute IngressRouteTCP
  IngressRouteUDP Route HTTPProxy VirtualServer TransportServer ApisixRoute`.split(/\s+/),
);

const CALLED: ReadonlySet<string> = new Set(CALLED_KINDS);

/** What an object of the workspace lets in from outside. */
export function entranceTraffic(object: KubernetesObject, context: TrafficContext): Traffic {
  if (context.scope.roleOf(object) !== 'whole') return NOTHING;
  if (ROUTES.has(object.kind)) return backendTraffic(object, context, routed);
  if (CALLED.has(object.kind)) return backendTraffic(object, context, called);
  if (object.service !== undefined) return exposedTraffic(object, context);
  return NOTHING;
}

const NOTHING: Traffic = { flows: [], notes: [] };

/** A Service that somebody outside calls, as one of the references of an object says. */
interface Backend {
  readonly reference: Reference;
  readonly arrival: Arrival;
  readonly reason: Note;
}

type ToBackend = (backend: Backend, context: TrafficContext) => Traffic;

function backendTraffic(
  object: KubernetesObject,
  context: TrafficContext,
  toBackend: ToBackend,
): Traffic {
  const references = referencesOf(object).filter(({ kind }) => kind === 'Service');
  const namespaces = context.scope.namespacesOf(object);
  return joinTraffic(
    references.flatMap((reference) => {
      const targets = reference.namespace === undefined ? namespaces : [reference.namespace];
      return targets.map((namespace) => oneBackend(reference, namespace, context, toBackend));
    }),
  );
}

function oneBackend(
  reference: Reference,
  namespace: string,
  context: TrafficContext,
  toBackend: ToBackend,
): Traffic {
  const { name, key, from, at } = reference;
  const place: GraphPlace = placeAt(from.path, at);
  const port = key === undefined ? '' : `, port ${key.name}`;
  const text = `${from.title} leads to Service/${name}${port}`;
  const services = definitionsOf(reference, [namespace], context.scope)
    .flatMap(({ object }) => object ?? [])
    .filter((object) => object.service !== undefined && context.scope.roleOf(object) === 'whole');
  const nowhere = (why: string): Traffic => ({
    flows: [],
    notes: [{ text: `${text}, ${why}: no rule`, at: place, namespace }],
  });
  if (services.length === 0) return nowhere('which is not in these files');
  return joinTraffic(
    services.map((service) => {
      const found = arrivalsAt(service, namespace, key?.name, context);
      if ('problem' in found) return nowhere(`but ${found.problem}`);
      return joinTraffic(
        found.arrivals.map((arrival) =>
          toBackend({ reference, arrival, reason: { text, at: place } }, context),
        ),
      );
    }),
  );
}

function routed(backend: Backend, context: TrafficContext): Traffic {
  const entrance = controllerOf(backend.reference.from, context);
  return fromEntrance(backend.arrival, entrance, backend.reason);
}

/** What comes through somebody in front of the pods, whose place may have to be chosen. */
export function fromEntrance(arrival: Arrival, entrance: Entrance, reason: Note): Traffic {
  const { pods, ports } = arrival;
  if (pods.onNode) return NOTHING;
  switch (entrance.is) {
    case 'pods':
      return joinTraffic(entrance.pods.map((from) => between(from, pods, { ports, reason })));
    case 'namespace': {
      const { namespace, choice } = entrance;
      const peer = { is: 'namespace', namespace } as const;
      const flow: Flow = {
        ...{ direction: 'ingress', pods, peer, ports, reason },
        ...(choice !== undefined && { choice }),
      };
      return { flows: [flow], notes: [] };
    }
    case 'outside':
      return fromAnywhere(arrival, reason, entrance.choice);
  }
}

function fromAnywhere({ pods, ports }: Arrival, reason: Note, choice: string): Traffic {
  if (pods.onNode) return NOTHING;
  const peer = { is: 'addresses', block: ANYWHERE } as const;
  return { flows: [{ direction: 'ingress', pods, peer, ports, reason, choice }], notes: [] };
}

function called({ arrival, reason }: Backend): Traffic {
  return fromAnywhere(arrival, reason, CALLER_CHOICE);
}

const EXPOSED_CHOICE =
  'CHOOSE: callers from outside come with their own address or with that of a node; narrow the block to who may call';

/** Services that the cluster opens to the outside by themselves. */
function exposedTraffic(object: KubernetesObject, context: TrafficContext): Traffic {
  const type = object.service?.type;
  if (type !== 'LoadBalancer' && type !== 'NodePort') return NOTHING;
  const at = placeAt(object.path, object.view.get('spec', 'type'));
  const reason = { text: `${object.title} is of type ${type}`, at };
  return joinTraffic(
    context.scope.namespacesOf(object).map((namespace) => {
      const found = arrivalsAt(object, namespace, undefined, context);
      if ('problem' in found) {
        const text = `${reason.text}, but ${found.problem}: no rule`;
        return { flows: [], notes: [{ text, at, namespace }] };
      }
      return joinTraffic(
        found.arrivals.map((arrival) => fromAnywhere(arrival, reason, EXPOSED_CHOICE)),
      );
    }),
  );
}

/** Containers with a `hostPort` are called at the address of their node. */
export function hostPortTraffic(pods: Pods): Traffic {
  const items = (workloadOf(pods.object)?.containers ?? [])
    .flatMap(({ view }) => view.get('ports').items)
    .filter((item) => item.get('hostPort').integer !== undefined);
  return joinTraffic(
    items.map((item) => {
      const port = item.get('containerPort').integer;
      if (port === undefined) return NOTHING;
      const at = placeAt(pods.object.path, item.get('hostPort'));
      const arrival = { pods, ports: [{ protocol: protocolOf(item), port }] };
      return fromAnywhere(arrival, { text: `${pods.title} has a hostPort`, at }, EXPOSED_CHOICE);
    }),
  );
}
