import {
  doesNotApply,
  isAside,
  isDone,
  isPartly,
  markOfMatch,
  named,
  needsCluster,
  objectEvidence,
} from '../../core/guide/evidence.ts';
import { logAgent, parseImage, retiredComponent } from '../../core/kubernetes/images.ts';
import { podOf, workloadOf } from '../../core/kubernetes/manifest.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import type { View } from '../../core/yaml/view.ts';
import { readCharts } from '../../core/guide/chart-values.ts';
import { joinPath } from '../../core/files/source.ts';
import { guideObjects } from '../../core/guide/objects.ts';
import { readReleases } from '../../core/guide/releases.ts';
import { readWorkloads } from '../../core/guide/workloads.ts';

/** Folders of the node in which the engine keeps the output of containers. */
const LOG_FOLDER = /^\/var\/log(?:\/(?:containers|pods)?)?\/?$/;
/** Where Docker kept it, before dockershim left in 1.24. */
const OLD_FOLDER = /^\/var\/lib\/docker\/containers\/?$/;

function logsAreCollected(scope: Scope): Answer {
  const all = readWorkloads(scope).filter(({ kind }) => kind === 'DaemonSet');
  const agents = all.filter((object) => !isRetired(object));
  const found = agents.flatMap((object) => collector(object, LOG_FOLDER));
  if (found.length > 0) return isDone(found);
  const old = agents.flatMap((object) => collector(object, OLD_FOLDER));
  if (old.length > 0) return isPartly(old, 'Let the agent read "/var/log/pods" instead.');
  const released = releasesNamed(LOG_CHARTS, scope);
  if (released.length > 0) return isDone(released);
  const retired = [
    ...all.filter(isRetired).flatMap((object) => collector(object, LOG_FOLDER)),
    ...releasesNamed(RETIRED_LOG_CHARTS, scope),
  ];
  if (retired.length > 0)
    return isPartly(
      retired,
      'Promtail and Grafana Agent get no fixes any more: use Grafana Alloy.',
    );
  return (
    withoutCluster(scope) ??
    needsCluster(
      'No log agent is in these files; the cluster may bring one: kubectl get daemonsets -A.',
    )
  );
}

function isRetired(object: KubernetesObject): boolean {
  return images(object).some((image) => retiredComponent(image.text ?? '') !== undefined);
}

/** A DaemonSet that runs a log agent and mounts the node's logs. */
function collector(object: KubernetesObject, logs: RegExp): readonly Evidence[] {
  const folder = podOf(object)
    ?.spec.get('volumes')
    .items.map((volume) => volume.get('hostPath', 'path'))
    .find((path) => logs.test(path.text ?? ''));
  const [known] = images(object).flatMap((image) => logAgent(image.text ?? '') ?? []);
  const agent = known ?? agentByName(object);
  if (folder === undefined || agent === undefined) return [];
  const text = `${named(object)} reads the logs in "${folder.text ?? ''}" with ${agent}.`;
  return [{ text, path: object.path, at: folder }];
}

const AGENT_NAME =
  /fluent-?(?:d|bit)|filebeat|promtail|logstash|log(?:s|ging)?-?(?:agent|collector|server|shipper|forwarder)|vector|alloy|otel|opentelemetry/i;

/** An image of one's own is a log agent by its name, or by the settings it is given. */
function agentByName(object: KubernetesObject): string | undefined {
  const settings = workloadOf(object)?.containers.flatMap(({ view }) =>
    view.get('env').items.flatMap((item) => item.get('name').text ?? []),
  );
  const words = [object.name ?? '', ...images(object).flatMap(({ text }) => text ?? [])];
  const isAgent = [...words, ...(settings ?? [])].some((word) => AGENT_NAME.test(word));
  return isAgent ? `"${object.name ?? '?'}"` : undefined;
}

function images(object: KubernetesObject): readonly View[] {
  return workloadOf(object)?.containers.map(({ view }) => view.get('image')) ?? [];
}

function metricsAreCollected(scope: Scope): Answer {
  const found = [
    ...monitors(scope),
    ...servers(scope),
    ...releasesNamed(METRICS_CHARTS, scope),
    ...annotations(scope),
    ...chartValues(scope),
  ];
  if (found.length > 0) return isDone(found.slice(0, 6));
  const composed = composedPrometheus(scope);
  if (composed.length > 0) return isPartly(composed);
  return (
    withoutCluster(scope) ??
    needsCluster(
      'Nothing here names metrics for Prometheus; the cluster may have it: kubectl get servicemonitors -A.',
    )
  );
}

const LOG_CHARTS =
  /^(?:fluent-bit|fluentd|vector|alloy|filebeat|fluent-operator|logging-operator|k8s-monitoring|elastic-agent|datadog|opentelemetry-(?:collector|kube-stack)|signoz|vlagent|victoria-logs-(?:single|collector))$/;
/** Both run Promtail. */
const RETIRED_LOG_CHARTS = /^(?:promtail|loki-stack)$/;
const METRICS_CHARTS =
  /^(?:kube-)?prometheus(?:-stack|-operator)?$|^(?:victoria-metrics-\w[\w-]*|k8s-monitoring|mimir[\w-]*|datadog|rancher-monitoring)$/;

function releasesNamed(name: RegExp, scope: Scope): readonly Evidence[] {
  return readReleases(scope)
    .filter(({ chart }) => name.test(chart))
    .slice(0, 3)
    .map(({ evidence }) => evidence);
}

/** Without a manifest, no cluster is asked for logs or metrics. */
function withoutCluster(scope: Scope): Answer | undefined {
  if (readWorkloads(scope).length + readReleases(scope).length > 0) return undefined;
  return doesNotApply('No manifest here runs anything in a cluster.');
}

/** Prometheus on the machine of a developer: the metrics are there, and the cluster is not. */
function composedPrometheus(scope: Scope): readonly Evidence[] {
  return (
    scope.composeFiles
      .filter(({ file }) => !isAside(file.path))
      .flatMap(({ services }) => services)
      // Of an image that a variable names, the service tells what it is.
      .filter(({ name, image }) =>
        /(?:^|\/)(?:prometheus|victoria-metrics)(?::|@|$)/.test(
          image.text?.startsWith('$') === true ? name : (image.text ?? ''),
        ),
      )
      .map(({ name, file, image }) => ({
        text: `"${name}" runs Prometheus in Compose.`,
        path: file.path,
        at: image,
      }))
  );
}

function monitors(scope: Scope): readonly Evidence[] {
  return ['ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'ScrapeConfig', 'Prometheus']
    .flatMap((kind) => guideObjects(kind, scope))
    .filter(({ path }) => !isAside(path))
    .filter(({ group }) => /^(?:monitoring\.coreos\.com|azmonitoring\.coreos\.com)$/.test(group))
    .map((object) =>
      objectEvidence(object, `${named(object)} of the Prometheus operator is here.`),
    );
}

function servers(scope: Scope): readonly Evidence[] {
  return readWorkloads(scope).flatMap((object) =>
    images(object)
      .filter((image) => parseImage(image.text ?? '')?.name === 'prometheus')
      .map((at) => ({ text: `${named(object)} runs Prometheus.`, path: object.path, at })),
  );
}

/** Charts whose values ask for it, wherever their helpers write them. */
function chartValues(scope: Scope): readonly Evidence[] {
  return [...readCharts(scope).values()].flatMap(({ folder, name }) => {
    const path = joinPath(folder, 'values.yaml');
    const file = isAside(path) ? undefined : scope.file(path);
    const at = file && markOfMatch(file, /prometheus\.io\/scrape["']?:\s*["']?true\b/);
    return at === undefined ? [] : [{ text: `Chart "${name}" asks to be scraped.`, path, at }];
  });
}

/** `prometheus.io/scrape: "true"` on pods and Services. */
function annotations(scope: Scope): readonly Evidence[] {
  return [...readWorkloads(scope), ...guideObjects('Service', scope)].flatMap((object) =>
    [object.view.get('metadata'), podOf(object)?.metadata]
      .flatMap((metadata) => metadata?.get('annotations', 'prometheus.io/scrape') ?? [])
      .filter((at) => at.text === 'true')
      .map((at) => ({ text: `${named(object)} asks to be scraped.`, path: object.path, at })),
  );
}

export const checks: readonly Check[] = [
  { item: 'S7.1', answer: logsAreCollected },
  { item: 'S7.2', answer: metricsAreCollected },
];
