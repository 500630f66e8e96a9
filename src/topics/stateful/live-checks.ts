/** What a cluster says about services outside of it, and about the storage inside. */
import { endpointsOf } from '../../core/live/endpoints.ts';
import { listOf, recordOf, textOf } from '../../core/live/json.ts';
import {
  forbidden,
  liveLine,
  partial,
  specOf,
  statusOf,
  titled,
} from '../../core/live/live-answers.ts';
import type { Live, LiveCluster } from '../../core/live/live-cluster.ts';
import { isDone, isOpen, isPartly, doesNotApply } from '../../core/guide/evidence.ts';
import type { Answer, Evidence, LiveCheck } from '../../core/guide/topic.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';

export const liveChecks: readonly LiveCheck[] = [
  { item: 'S4.3', answer: externalNames },
  { item: 'S4.4', answer: suppliedServices },
  { item: 'S5.2', answer: storageClasses },
  { item: 'S5.3', answer: claims },
  { item: 'S5.4', answer: statefulSets },
];

function externalNames(cluster: LiveCluster): Answer {
  const found = cluster.own('Service').flatMap((live) => {
    const host = textOf(specOf(live)['externalName']);
    return host === undefined ? [] : [liveLine(live, `${titled(live)} is an alias for ${host}.`)];
  });
  if (found.length > 0) return isDone(found);
  return (
    forbidden(cluster, ['Service']) ?? doesNotApply('No ExternalName Service is in this cluster.')
  );
}

/** Services without a selector, whose endpoints somebody writes. */
function suppliedServices(cluster: LiveCluster): Answer {
  const bare = cluster.own('Service').filter((live) => {
    const { selector, type } = specOf(live);
    const isServer = live.name === 'kubernetes' && live.namespace === 'default';
    const hasSelector = Object.keys(recordOf(selector)).length > 0;
    return !hasSelector && type !== 'ExternalName' && !isServer;
  });
  const judged = bare.map((live) => ({ live, endpoints: endpointsOf(live, cluster) }));
  const dead = judged.filter(({ endpoints }) => endpoints?.ready === 0);
  const alive = judged.filter(({ endpoints }) => (endpoints?.ready ?? 0) > 0);
  const lines = [
    ...dead.map(({ live }) =>
      liveLine(live, `${titled(live)} has no selector and no ready endpoint.`),
    ),
    ...alive.map(({ live, endpoints }) =>
      liveLine(
        live,
        `${titled(live)} has no selector; ${counted(endpoints?.ready ?? 0, 'endpoint')} written for it.`,
      ),
    ),
  ];
  const [first] = dead;
  if (first !== undefined) {
    const next = `Write an EndpointSlice for "${first.live.name}".`;
    return alive.length > 0 ? isPartly(lines, next) : isOpen(lines, next);
  }
  if (alive.length > 0) return isDone(lines);
  const none = doesNotApply('No Service without a selector is in this cluster.');
  return forbidden(cluster, ['Service', 'EndpointSlice']) ?? none;
}

const DEFAULT = 'storageclass.kubernetes.io/is-default-class';

function storageClasses(cluster: LiveCluster): Answer {
  const classes = cluster.objects('StorageClass');
  const lines = classes.map((live) => {
    const provisioner = textOf(live.body['provisioner']) ?? '?';
    const isDefault = live.annotations[DEFAULT] === 'true';
    return liveLine(
      live,
      `Storage class "${live.name}" uses ${provisioner}${isDefault ? ', and is the default' : ''}.`,
    );
  });
  if (classes.some(({ annotations }) => annotations[DEFAULT] === 'true')) return isDone(lines);
  if (classes.length > 0) {
    const text = 'No storage class is the default: a claim that names none gets no volume.';
    return isPartly([{ text }, ...lines], 'Mark one storage class as the default.');
  }
  const bound = cluster.own('PersistentVolumeClaim').filter(isBound);
  const unread = forbidden(cluster, ['StorageClass']);
  // Bound claims prove that something provides volumes, whoever may list the classes.
  if (unread !== undefined && bound.length > 0) {
    const names = bound.map((live) => textOf(specOf(live)['storageClassName']) ?? '');
    const named = [...new Set(names)].filter((name) => name !== '');
    const by = named.length === 0 ? '' : ` by "${named.join('", "')}"`;
    return isDone(`${counted(bound.length, 'claim')} got a volume${by}.`);
  }
  const next = 'Install a storage driver (CSI) and a storage class for it.';
  return unread ?? isOpen('This cluster has no storage class.', next);
}

function isBound(live: Live): boolean {
  return statusOf(live)['phase'] === 'Bound';
}

function claims(cluster: LiveCluster): Answer {
  const all = cluster.own('PersistentVolumeClaim');
  const bound = all.filter(isBound);
  const stuck = all.filter((live) => !isBound(live) && !waitsForPod(live, cluster));
  const lines = [
    ...stuck.map((live) => {
      const phase = textOf(statusOf(live)['phase']) ?? 'Pending';
      return liveLine(live, `${titled(live)} is ${phase}: no volume yet.`);
    }),
    ...bound.map((live) => liveLine(live, `${titled(live)} has its volume.`)),
  ];
  const [first] = stuck;
  if (first !== undefined) {
    const next = `Find out why "${first.name}" gets no volume: its events tell.`;
    return bound.length > 0 ? isPartly(lines, next) : isOpen(lines, next);
  }
  if (bound.length > 0) return isDone([...lines, ...partial(cluster, ['PersistentVolumeClaim'])]);
  const none = doesNotApply('No claim is in a namespace of yours.');
  return forbidden(cluster, ['PersistentVolumeClaim']) ?? none;
}

/** A class can wait until a pod uses the claim, which then is no fault. */
function waitsForPod(claim: Live, cluster: LiveCluster): boolean {
  const name = textOf(specOf(claim)['storageClassName']);
  const found = cluster.objects('StorageClass').find((live) => live.name === name);
  if (found?.body['volumeBindingMode'] !== 'WaitForFirstConsumer') return false;
  return !cluster.own('Pod').some(
    (pod) =>
      pod.namespace === claim.namespace &&
      listOf(specOf(pod)['volumes'])
        .map((volume) => recordOf(recordOf(volume)['persistentVolumeClaim']))
        .some(({ claimName }) => claimName === claim.name),
  );
}

function statefulSets(cluster: LiveCluster): Answer {
  const all = cluster.own('StatefulSet');
  const states = all.map((live) => {
    const wanted = numberOf(specOf(live)['replicas'], 1);
    return { live, wanted, ready: numberOf(statusOf(live)['readyReplicas'], 0) };
  });
  const line = ({ live, wanted, ready }: (typeof states)[number]): Evidence =>
    liveLine(live, `${titled(live)}: ${ready} of ${counted(wanted, 'pod')} ready.`);
  const short = states.filter(({ ready, wanted }) => ready < wanted);
  const [first] = short;
  if (first !== undefined) {
    const next = `Find out what "${first.live.name}" waits for.`;
    return isPartly(states.toSorted((a, b) => a.ready - b.ready).map(line), next);
  }
  if (all.length > 0) return isDone(states.map(line));
  const none = doesNotApply('No StatefulSet is in a namespace of yours.');
  return forbidden(cluster, ['StatefulSet']) ?? none;
}

function numberOf(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
