import { isDone, isPartly, isUnknown, named } from '../../core/guide/evidence.ts';
import { logAgent, parseImage } from '../../core/kubernetes/images.ts';
import { podOf, workloadOf } from '../../core/kubernetes/manifest.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { objectEvidence } from '../../core/pipelines/stack-tools.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import type { View } from '../../core/yaml/view.ts';
import { readWorkloads } from '../../core/guide/workloads.ts';

/** Folders of the node in which the engine keeps the output of containers. */
const LOG_FOLDER = /^\/var\/log(?:\/(?:containers|pods)?)?\/?$/;
/** Where Docker kept it, before dockershim left in 1.24. */
const OLD_FOLDER = /^\/var\/lib\/docker\/containers\/?$/;

function logsAreCollected(scope: Scope): Answer {
  const agents = readWorkloads(scope).filter(({ kind }) => kind === 'DaemonSet');
  const found = agents.flatMap((object) => collector(object, LOG_FOLDER));
  if (found.length > 0) return isDone(found);
  const old = agents.flatMap((object) => collector(object, OLD_FOLDER));
  if (old.length > 0) return isPartly(old, 'Let the agent read "/var/log/pods" instead.');
  return isUnknown(
    'No log agent is in these files; the cluster may bring one: kubectl get daemonsets -A.',
  );
}

/** A DaemonSet that runs a log agent and mounts the node's logs. */
function collector(object: KubernetesObject, logs: RegExp): readonly Evidence[] {
  const folder = podOf(object)
    ?.spec.get('volumes')
    .items.map((volume) => volume.get('hostPath', 'path'))
    .find((path) => logs.test(path.text ?? ''));
  const [agent] = images(object).flatMap((image) => logAgent(image.text ?? '') ?? []);
  if (folder === undefined || agent === undefined) return [];
  const text = `${named(object)} reads the logs in "${folder.text ?? ''}" with ${agent}.`;
  return [{ text, path: object.path, at: folder }];
}

function images(object: KubernetesObject): readonly View[] {
  return workloadOf(object)?.containers.map(({ view }) => view.get('image')) ?? [];
}

function metricsAreCollected(scope: Scope): Answer {
  const found = [...monitors(scope), ...servers(scope), ...annotations(scope)];
  if (found.length > 0) return isDone(found.slice(0, 6));
  return isUnknown(
    'Nothing here names metrics for Prometheus; the cluster may have it: kubectl get servicemonitors -A.',
  );
}

function monitors(scope: Scope): readonly Evidence[] {
  return ['ServiceMonitor', 'PodMonitor', 'PrometheusRule', 'ScrapeConfig', 'Prometheus']
    .flatMap((kind) => scope.objects(kind))
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

/** `prometheus.io/scrape: "true"` on pods and Services. */
function annotations(scope: Scope): readonly Evidence[] {
  return [...readWorkloads(scope), ...scope.objects('Service')].flatMap((object) =>
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
