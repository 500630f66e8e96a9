/** What a cluster says about ConfigMaps and Secrets, and about the pods that wait for them. */
import { groupsOf } from '../../core/live/groups.ts';
import { listOf, recordOf, textOf } from '../../core/live/json.ts';
import type { JsonObject } from '../../core/live/json.ts';
import {
  forbidden,
  liveLine,
  partial,
  specOf,
  statusOf,
  titled,
} from '../../core/live/live-answers.ts';
import type { Live, LiveCluster } from '../../core/live/live-cluster.ts';
import { isDone, isPartly, doesNotApply } from '../../core/guide/evidence.ts';
import type { Answer, Evidence, LiveCheck } from '../../core/guide/topic.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';

export const liveChecks: readonly LiveCheck[] = [
  { item: 'S8.1', answer: stores },
  { item: 'S8.2', answer: readers },
];

/** Made by Kubernetes, by Helm and by service accounts. */
const MADE = /^kube-root-ca\.crt$|^sh\.helm\.release\.v1\./;
const MADE_TYPES: ReadonlySet<unknown> = new Set([
  'kubernetes.io/service-account-token',
  'helm.sh/release.v1',
]);

function ownStores(cluster: LiveCluster, kind: 'ConfigMap' | 'Secret'): readonly Live[] {
  return cluster
    .own(kind)
    .filter(({ name, body }) => !MADE.test(name) && !MADE_TYPES.has(body['type']));
}

function stores(cluster: LiveCluster): Answer {
  const kinds = ['ConfigMap', 'Secret'] as const;
  const lines = kinds.flatMap((kind): readonly Evidence[] => {
    return groupsOf(ownStores(cluster, kind), ({ namespace }) => namespace).map(
      ({ key, first, all }) => liveLine(first, `"${key}" has ${counted(all.length, kind)}.`),
    );
  });
  if (lines.length > 0) return isDone([...lines, ...partial(cluster, kinds)]);
  const none = doesNotApply('No ConfigMap and no Secret of yours is in this cluster.');
  return forbidden(cluster, kinds) ?? none;
}

/** Waiting reasons of the kubelet that come from a missing ConfigMap, Secret or key. */
const WAITING = /^CreateContainer(?:Config)?Error$/;

function readers(cluster: LiveCluster): Answer {
  const pods = cluster.own('Pod');
  const waiting = pods.flatMap((live) => {
    const reason = waitingFor(live);
    return reason === undefined ? [] : [liveLine(live, `${titled(live)} can't start: ${reason}.`)];
  });
  const old = pods.flatMap((live) => {
    const name = changedSince(live, cluster);
    if (name === undefined) return [];
    const text = `${titled(live)} still has the settings from before ConfigMap "${name}" changed.`;
    return [liveLine(live, text)];
  });
  if (waiting.length > 0) return isPartly([...waiting, ...old], 'Create what these pods wait for.');
  if (old.length > 0) return isPartly(old, 'Restart these pods: kubectl rollout restart.');
  const reading = pods.filter((live) => configMapsOf(live).length > 0);
  const [first] = reading;
  if (first !== undefined)
    return isDone(
      liveLine(first, `${counted(reading.length, 'pod')} with settings from ConfigMaps.`),
    );
  const none = doesNotApply('No pod of yours reads a ConfigMap in this cluster.');
  return forbidden(cluster, ['Pod']) ?? none;
}

function waitingFor(pod: Live): string | undefined {
  const { containerStatuses, initContainerStatuses } = statusOf(pod);
  const states = [...listOf(initContainerStatuses), ...listOf(containerStatuses)];
  for (const state of states.map((one) => recordOf(recordOf(one)['state']))) {
    const { reason, message } = recordOf(state['waiting']);
    if (WAITING.test(textOf(reason) ?? '')) return textOf(message) ?? textOf(reason);
  }
  return undefined;
}

function containersOf(pod: Live): readonly JsonObject[] {
  const { containers, initContainers } = specOf(pod);
  return [...listOf(initContainers), ...listOf(containers)].map(recordOf);
}

/** ConfigMaps whose values a pod takes once, at its start: as variables, or by a subPath. */
function configMapsOf(pod: Live): readonly string[] {
  const containers = containersOf(pod);
  const fromEnv = containers.flatMap(({ env, envFrom }) => [
    ...listOf(envFrom).map((one) => recordOf(recordOf(one)['configMapRef'])['name']),
    ...listOf(env).map(
      (one) => recordOf(recordOf(recordOf(one)['valueFrom'])['configMapKeyRef'])['name'],
    ),
  ]);
  const bySubPath = new Set(
    containers
      .flatMap(({ volumeMounts }) => listOf(volumeMounts).map(recordOf))
      .filter(({ subPath }) => subPath !== undefined)
      .map(({ name }) => name),
  );
  const mounted = listOf(specOf(pod)['volumes'])
    .map(recordOf)
    .filter(({ name }) => bySubPath.has(name))
    .map(({ configMap }) => recordOf(configMap)['name']);
  return [...new Set([...fromEnv, ...mounted].flatMap((name) => textOf(name) ?? []))];
}

/** The first such ConfigMap whose data was written after the pod had started. */
function changedSince(pod: Live, cluster: LiveCluster): string | undefined {
  const started = Date.parse(textOf(statusOf(pod)['startTime']) ?? '');
  if (Number.isNaN(started)) return undefined;
  const maps = cluster.objects('ConfigMap').filter(({ namespace }) => namespace === pod.namespace);
  return configMapsOf(pod).find((name) => {
    const map = maps.find((live) => live.name === name);
    return (map?.source.managers ?? []).some(
      ({ time, fields }) =>
        Date.parse(time ?? '') > started &&
        fields.some((field) => /^(?:binaryData|data)\b/.test(field)),
    );
  });
}
