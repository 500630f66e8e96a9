/** What a cluster says about logs and metrics. */
import { listOf, recordOf, textOf } from '../../core/live/json.ts';
import type { JsonObject } from '../../core/live/json.ts';
import { forbidden, liveLine, specOf, statusOf, titled } from '../../core/live/live-answers.ts';
import type { Live, LiveCluster } from '../../core/live/live-cluster.ts';
import { isDone, isOpen, isPartly } from '../../core/guide/evidence.ts';
import type { Answer, Evidence, LiveCheck } from '../../core/guide/topic.ts';
import { logAgent, parseImage } from '../../core/kubernetes/images.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';

export const liveChecks: readonly LiveCheck[] = [
  { item: 'S7.1', answer: logAgents },
  { item: 'S7.2', answer: metrics },
];

function podSpec(live: Live): JsonObject {
  return recordOf(recordOf(specOf(live)['template'])['spec']);
}

function imagesOf(live: Live): readonly string[] {
  return listOf(podSpec(live)['containers']).flatMap(
    (container) => textOf(recordOf(container)['image']) ?? [],
  );
}

const LOG_FOLDER = /^\/var\/log(?:\/(?:containers|pods)?)?\/?$/;

function mountsLogs(live: Live): boolean {
  return listOf(podSpec(live)['volumes'])
    .map((volume) => textOf(recordOf(recordOf(volume)['hostPath'])['path']) ?? '')
    .some((path) => LOG_FOLDER.test(path));
}

function logAgents(cluster: LiveCluster): Answer {
  const agents = cluster.objects('DaemonSet').flatMap((live) => {
    const [agent] = imagesOf(live).flatMap((image) => logAgent(image) ?? []);
    return agent === undefined || !mountsLogs(live) ? [] : [{ live, agent }];
  });
  const states = agents.map(({ live, agent }) => {
    const { desiredNumberScheduled, numberReady } = statusOf(live);
    const wanted = Number(desiredNumberScheduled ?? 0);
    const ready = Number(numberReady ?? 0);
    const isReady = ready >= wanted;
    const count = isReady ? '' : `, but is ready on ${ready} of ${wanted} nodes`;
    return { isReady, line: liveLine(live, `${titled(live)} ships logs with ${agent}${count}.`) };
  });
  if (states.length === 0) {
    const text = 'No DaemonSet of this cluster runs a log agent that we know.';
    const next = 'Install a log agent, or find out where your provider keeps the logs.';
    return forbidden(cluster, ['DaemonSet']) ?? isOpen(text, next);
  }
  const lines = states.map(({ line }) => line);
  if (states.every(({ isReady }) => isReady)) return isDone(lines);
  return isPartly(lines, 'Find out what the log agent waits for on the other nodes.');
}

function metrics(cluster: LiveCluster): Answer {
  const prometheus = [...operator(cluster), ...servers(cluster), ...annotated(cluster)];
  const api = metricsApi(cluster);
  if (prometheus.length > 0) return isDone([...prometheus, ...api]);
  const next = 'Install Prometheus, or use what your provider offers.';
  if (api.length > 0) {
    const text = 'Nothing of Prometheus is in this cluster.';
    return isPartly([...api, { text }], next);
  }
  const text = 'This cluster serves no Metrics API, and nothing of Prometheus is in it.';
  return forbidden(cluster, ['Deployment', 'StatefulSet']) ?? isOpen(text, next);
}

/** The Metrics API in whatever version it is served: v1 since 1.37, v1beta1 before. */
function metricsApi(cluster: LiveCluster): readonly Evidence[] {
  const versions = cluster.snapshot.groups.get('metrics.k8s.io');
  if (versions === undefined) return [];
  const text = `The Metrics API is served (${versions.join(', ')}): kubectl top works.`;
  const broken = cluster.objects('APIService').find(
    (live) =>
      specOf(live)['group'] === 'metrics.k8s.io' &&
      listOf(statusOf(live)['conditions'])
        .map(recordOf)
        .some(({ type, status }) => type === 'Available' && status === 'False'),
  );
  if (broken === undefined) return [{ text }];
  return [liveLine(broken, 'The Metrics API is registered, but its server is not available.')];
}

function operator(cluster: LiveCluster): readonly Evidence[] {
  if (!cluster.serves('monitoring.coreos.com')) return [];
  const kinds = ['ServiceMonitor', 'PodMonitor'];
  const monitors = kinds.flatMap((kind) => cluster.objects(kind));
  const count = monitors.length === 0 ? '' : `, with ${counted(monitors.length, 'monitor')}`;
  return [{ text: `The Prometheus operator is installed${count}.` }];
}

function servers(cluster: LiveCluster): readonly Evidence[] {
  return ['Deployment', 'StatefulSet']
    .flatMap((kind) => cluster.objects(kind))
    .filter((live) => imagesOf(live).some((image) => parseImage(image)?.name === 'prometheus'))
    .map((live) => liveLine(live, `${titled(live)} runs Prometheus.`));
}

function annotated(cluster: LiveCluster): readonly Evidence[] {
  const asking = ['Pod', 'Service']
    .flatMap((kind) => cluster.own(kind))
    .filter(({ annotations }) => annotations['prometheus.io/scrape'] === 'true');
  const [first] = asking;
  if (first === undefined) return [];
  const objects = `${counted(asking.length, 'object')} with prometheus.io/scrape`;
  return [liveLine(first, `${objects}, such as ${titled(first)}.`)];
}
