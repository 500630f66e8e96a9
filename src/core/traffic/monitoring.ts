/** Traffic that collects metrics: monitors of the Prometheus operator, and scrape annotations. */
import { placeAt } from '../graph/model.ts';
import type { GraphPlace } from '../graph/model.ts';
import { podsWithImages } from './ingress-controllers.ts';
import type { Entrance } from './ingress-controllers.ts';
import { podOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { pickedIn, selectionsOf } from '../graph/selector-references.ts';
import { fromEntrance } from './entrances.ts';
import { arrivalsAt, containerPorts, portNumber } from './ports.ts';
import type { Arrival } from './ports.ts';
import { joinTraffic } from './traffic.ts';
import type { Traffic, TrafficContext } from './traffic.ts';
import type { Pods } from './pods.ts';
import type { View } from '../yaml/view.ts';

const NOTHING: Traffic = { flows: [], notes: [] };

/** What the monitors among the objects of the workspace want to reach. */
export function monitorTraffic(object: KubernetesObject, context: TrafficContext): Traffic {
  if (object.group !== 'monitoring.coreos.com' || context.scope.roleOf(object) !== 'whole')
    return NOTHING;
  if (object.kind !== 'ServiceMonitor' && object.kind !== 'PodMonitor') return NOTHING;
  const { scope } = context;
  const [selection] = selectionsOf(object, scope);
  if (selection === undefined) {
    const text = `${object.title} picks everything it finds: no rule`;
    const at = placeAt(object.path, object.view.get('kind'));
    return { flows: [], notes: [{ text, at }] };
  }
  const found = selection.namespaces.flatMap((namespace) =>
    pickedIn(selection, namespace, object, scope).map((target) =>
      object.kind === 'ServiceMonitor'
        ? throughService(object, target, namespace, context)
        : ofPods(object, target, namespace, context),
    ),
  );
  return joinTraffic(found);
}

function throughService(
  monitor: KubernetesObject,
  service: KubernetesObject,
  namespace: string,
  context: TrafficContext,
): Traffic {
  const { title, path } = monitor;
  return joinTraffic(
    monitor.view.get('spec', 'endpoints').items.map((endpoint) => {
      const [field, port] = askedPort(endpoint, ['port', 'targetPort']);
      const at = placeAt(path, endpoint.get(field));
      const text = `${title} collects metrics of ${service.title}, port ${port ?? '?'}`;
      const all = arrivalsAt(service, namespace, field === 'port' ? port : undefined, context);
      if ('problem' in all)
        return {
          flows: [],
          notes: [{ text: `${text}, but ${all.problem}: no rule`, at, namespace }],
        };
      const arrivals =
        field === 'port'
          ? all.arrivals
          : all.arrivals.flatMap(({ pods }) => atPort(pods, port, 'TCP') ?? []);
      return scraped(arrivals, { text, at }, context);
    }),
  );
}

function ofPods(
  monitor: KubernetesObject,
  target: KubernetesObject,
  namespace: string,
  context: TrafficContext,
): Traffic {
  const pods = context.pods.of(target, namespace);
  if (pods === undefined) return NOTHING;
  return joinTraffic(
    monitor.view.get('spec', 'podMetricsEndpoints').items.map((endpoint) => {
      const [field, port] = askedPort(endpoint, ['port', 'portNumber', 'targetPort']);
      const at = placeAt(monitor.path, endpoint.get(field));
      const text = `${monitor.title} collects metrics of ${pods.title}, port ${port ?? '?'}`;
      const arrival = atPort(pods, port, 'TCP');
      if (arrival !== undefined) return scraped([arrival], { text, at }, context);
      return {
        flows: [],
        notes: [{ text: `${text}, which it does not have: no rule`, at, namespace }],
      };
    }),
  );
}

/** The first of some fields that is set, with what it says. */
function askedPort(
  endpoint: View,
  fields: readonly string[],
): readonly [field: string, port: string | undefined] {
  const field = fields.find((name) => endpoint.has(name)) ?? fields[0] ?? '';
  return [field, endpoint.get(field).text];
}

function atPort(pods: Pods, port: string | undefined, protocol: 'TCP'): Arrival | undefined {
  const number = portNumber(port ?? '', pods.object);
  return number === undefined ? undefined : { pods, ports: [{ protocol, port: number }] };
}

const PREFIX = 'prometheus.io/';

/** The annotations by which many set-ups of Prometheus find pods, on the pods themselves. */
export function annotatedPods(pods: Pods, context: TrafficContext): Traffic {
  const annotations = podOf(pods.object)?.metadata.get('annotations');
  if (annotations === undefined || !asksForScrape(annotations)) return NOTHING;
  const port = annotations.get(`${PREFIX}port`).text;
  const arrival =
    port === undefined ? { pods, ports: containerPorts(pods.object) } : atPort(pods, port, 'TCP');
  const at = placeAt(pods.object.path, annotations.get(`${PREFIX}scrape`));
  const text = `${pods.title} asks by annotation to have its metrics collected`;
  return arrival === undefined ? NOTHING : scraped([arrival], { text, at }, context);
}

/** The same annotations on a Service; their port is that of the pods. */
export function annotatedService(object: KubernetesObject, context: TrafficContext): Traffic {
  const annotations = object.view.get('metadata', 'annotations');
  if (object.service === undefined || !asksForScrape(annotations)) return NOTHING;
  const port = annotations.get(`${PREFIX}port`).text;
  const at = placeAt(object.path, annotations.get(`${PREFIX}scrape`));
  const text = `${object.title} asks by annotation to have its metrics collected`;
  return joinTraffic(
    context.scope.namespacesOf(object).map((namespace) => {
      const found = arrivalsAt(object, namespace, undefined, context);
      if ('problem' in found) return NOTHING;
      const arrivals =
        port === undefined
          ? found.arrivals
          : found.arrivals.flatMap(({ pods }) => atPort(pods, port, 'TCP') ?? []);
      return scraped(arrivals, { text, at }, context);
    }),
  );
}

function asksForScrape(annotations: View): boolean {
  return /^true$/i.test(annotations.get(`${PREFIX}scrape`).text ?? '');
}

function scraped(
  arrivals: readonly Arrival[],
  reason: { readonly text: string; readonly at: GraphPlace },
  context: TrafficContext,
): Traffic {
  const collector = collectorOf(context);
  return joinTraffic(arrivals.map((arrival) => fromEntrance(arrival, collector, reason)));
}

const COLLECTOR_IMAGES =
  /(?:^|\/)(?:prometheus|vmagent|victoria-metrics|alloy|opentelemetry-collector(?:-[a-z0-9]+)?)$/;

/** Who collects the metrics: a Prometheus of the operator, a workload, or the usual namespace. */
function collectorOf({ scope, pods }: TrafficContext): Entrance {
  const managed = scope
    .objects('Prometheus')
    .filter((object) => scope.roleOf(object) === 'whole')
    .flatMap((object) => scope.namespacesOf(object));
  const [namespace] = managed;
  if (namespace !== undefined) return { is: 'namespace', namespace };
  const running = podsWithImages(pods, [COLLECTOR_IMAGES]);
  if (running.length > 0) return { is: 'pods', pods: running };
  const choice =
    'CHOOSE: who collects the metrics is not in these files; "monitoring" is only a usual namespace for it';
  return { is: 'namespace', namespace: 'monitoring', choice };
}
