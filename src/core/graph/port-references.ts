/** The graph's references to named ports: of containers, and of Services by monitors and slices. */
import { fieldOf, isTemplated, nameIn, placeAt, placeOf } from './model.ts';
import type { GraphPlace, GraphReference, ReferenceState } from './model.ts';
import { workloadOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { portPlaces } from './object-references.ts';
import { matches } from './references.ts';
import type { Scope } from '../workspace/scope.ts';
import { pickedIn, selectionsOf } from './selector-references.ts';
import type { View } from '../yaml/view.ts';

/** A port that an object asks for by name, and who could have it. */
interface Asked {
  readonly object: KubernetesObject;
  readonly at: View;
  readonly namespace: string;
  readonly owners: readonly KubernetesObject[];
  /** True where one owner must have the port, not only some. */
  readonly certain: boolean;
}

export function portReferences(object: KubernetesObject, scope: Scope): readonly GraphReference[] {
  const named = [...selectedPorts(object, scope), ...probePorts(object, scope)];
  return [...named.flatMap(portReference), ...endpointReferences(object, scope)];
}

/** The fields that name a port of what the object's first selector picks. */
const PORT_FIELDS: Readonly<Record<string, readonly string[]>> = {
  Service: ['spec.ports.*.targetPort'],
  NetworkPolicy: ['spec.ingress.*.ports.*.port'],
  ServiceMonitor: ['spec.endpoints.*.port'],
  PodMonitor: ['spec.podMetricsEndpoints.*.port'],
};

function selectedPorts(object: KubernetesObject, scope: Scope): readonly Asked[] {
  const fields = Object.hasOwn(PORT_FIELDS, object.kind) ? (PORT_FIELDS[object.kind] ?? []) : [];
  const [selection] = fields.length === 0 ? [] : selectionsOf(object, scope);
  if (selection === undefined) return [];
  const views = fields.flatMap((field) => matches(object.view, field)).filter(isPortName);
  if (views.length === 0) return [];
  return selection.namespaces.flatMap((namespace) => {
    const owners = pickedIn(selection, namespace, object, scope);
    const certain = object.kind === 'Service';
    return views.map((at) => ({ object, at, namespace, owners, certain }));
  });
}

const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HANDLERS = ['httpGet.port', 'tcpSocket.port'];
const PROBE_PORTS = [
  ...PROBES.flatMap((probe) => HANDLERS.map((handler) => `${probe}.${handler}`)),
  ...HANDLERS.flatMap((handler) => [
    `lifecycle.postStart.${handler}`,
    `lifecycle.preStop.${handler}`,
  ]),
];

function probePorts(object: KubernetesObject, scope: Scope): readonly Asked[] {
  const [namespace = ''] = scope.namespacesOf(object);
  return (workloadOf(object)?.containers ?? [])
    .flatMap(({ view }) => PROBE_PORTS.flatMap((path) => matches(view, path)))
    .filter(isPortName)
    .map((at) => ({ object, at, namespace, owners: [object], certain: true }));
}

function isPortName(at: View): boolean {
  return at.text !== undefined && !/^\d*$/.test(at.text);
}

function portReference({
  object,
  at,
  namespace,
  owners,
  certain,
}: Asked): readonly GraphReference[] {
  const key = at.text ?? '';
  const from = { path: object.path, mark: at.mark, object: nameIn(object, namespace) };
  const found = owners
    .map((owner) => ({ owner, to: namedPorts(owner, key) }))
    .filter(({ to }) => to.length > 0);
  const [first] = found.length > 0 ? found : owners.map((owner) => ({ owner, to: [] }));
  if (first === undefined) return [];
  const to = found.flatMap((one) => one.to);
  const state: ReferenceState =
    to.length > 0
      ? 'resolved'
      : certain && !isTemplated(key) && isWhole(owners)
        ? 'missing'
        : 'unknown';
  const { kind, name = '' } = first.owner;
  return [
    {
      ...{ from, field: fieldOf(at, object), state },
      target: { kind, namespace, name, key },
      to: found.length > 0 ? found.map(({ owner }) => placeOf(owner)) : owners.map(placeOf),
      key: { mark: at.mark, to },
      by: 'port',
    },
  ];
}

const isWhole = (owners: readonly KubernetesObject[]): boolean =>
  owners.every(({ role }) => role === 'whole');

/** Where a Service or the containers of a workload give a port this name. */
export function namedPorts(owner: KubernetesObject, name: string): readonly GraphPlace[] {
  if (owner.service !== undefined) return portPlaces(owner, name);
  return (workloadOf(owner)?.containers ?? [])
    .filter(({ role }) => role !== 'init')
    .flatMap(({ view }) => view.get('ports').items)
    .map((port) => port.get('name'))
    .filter((at) => at.text === name)
    .map((at) => placeAt(owner.path, at));
}

/** EndpointSlices name their Service in a label, Endpoints by being called the same. */
function endpointReferences(object: KubernetesObject, scope: Scope): readonly GraphReference[] {
  const { kind, view, path } = object;
  const at =
    kind === 'EndpointSlice'
      ? view.get('metadata', 'labels', 'kubernetes.io/service-name')
      : kind === 'Endpoints'
        ? view.get('metadata', 'name')
        : undefined;
  const name = at?.text;
  if (at === undefined || name === undefined) return [];
  const ports = matches(view, kind === 'Endpoints' ? 'subsets.*.ports.*.name' : 'ports.*.name');
  return scope.namespacesOf(object).flatMap((namespace) => {
    const services = scope
      .definitions('Service', name, path, [namespace])
      .flatMap((definition) => definition.object ?? []);
    const target = { kind: 'Service', namespace, name };
    const to = services.map(placeOf);
    const own = nameIn(object, namespace);
    const slice: GraphReference = {
      from: { path, mark: at.mark, object: own },
      ...{ field: fieldOf(at, object), target, to },
      state: to.length > 0 ? 'resolved' : 'unknown',
    };
    const named = ports.filter(isPortName).map((port): GraphReference => {
      const key = port.text ?? '';
      const places = services.flatMap((service) => portPlaces(service, key));
      return {
        from: { path, mark: port.mark, object: own },
        ...{ field: fieldOf(port, object), target: { ...target, key }, to },
        state: places.length > 0 ? 'resolved' : to.length > 0 ? 'missing' : 'unknown',
        key: { mark: port.mark, to: places },
        by: 'port',
      };
    });
    return [slice, ...named];
  });
}
