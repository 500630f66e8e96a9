/** What a kubeconfig and a cluster say about who runs it, and how test and production are apart. */
import { textOf } from '../../core/live/json.ts';
import { groupsOf } from '../../core/live/groups.ts';
import { forbidden, liveLine } from '../../core/live/live-answers.ts';
import type { Live, LiveCluster } from '../../core/live/live-cluster.ts';
import { providerOf, providerOfCluster, roleOf } from '../../core/live/providers.ts';
import {
  isDone,
  isOpen,
  isPartly,
  doesNotApply,
  needsTeam,
  quotedNames,
} from '../../core/guide/evidence.ts';
import type { Answer, LiveCheck } from '../../core/guide/topic.ts';
import { isTestStage } from '../../core/pipelines/deployments.ts';

export const liveChecks: readonly LiveCheck[] = [
  { item: 'S23.1', answer: managedCluster },
  { item: 'S24.4', answer: twoClusters },
  { item: 'S24.5', answer: isolationTable },
  { item: 'S24.6', answer: severalVersions },
  { item: 'S24.8', answer: developmentClusters },
];

function managedCluster(cluster: LiveCluster): Answer {
  const provider = providerOfCluster(cluster);
  if (provider?.way === 'managed') return isDone(`${provider.name} runs the control plane.`);
  if (provider?.way === 'local')
    return needsTeam(`This cluster is local (${provider.name}): it says nothing about production.`);
  const planes = cluster
    .objects('Node')
    .filter(({ labels }) => labels['node-role.kubernetes.io/control-plane'] !== undefined);
  const [first] = planes;
  if (first !== undefined) {
    const text = `You run the control plane yourselves, on ${quotedNames(planes.map(({ name }) => name))}.`;
    return isOpen(liveLine(first, text), 'Plan who upgrades and repairs the control plane.');
  }
  return forbidden(cluster, ['Node']) ?? needsTeam('Nothing tells who runs the control plane.');
}

/** By the contexts of the kubeconfig: production and test must be two servers. */
function twoClusters({ snapshot }: LiveCluster): Answer {
  const { contexts } = snapshot;
  const of = (role: string): typeof contexts => contexts.filter((one) => roleOf(one) === role);
  const [production] = of('production');
  const test = of('test').find(({ server }) => server !== production?.server) ?? of('test')[0];
  if (production === undefined || test === undefined) {
    const missing = production === undefined ? 'production' : 'test';
    return needsTeam(`No context of your kubeconfig is named after ${missing}.`);
  }
  const names = `"${production.name}" and "${test.name}"`;
  if (production.server !== test.server) return isDone(`${names} are two clusters.`);
  return isPartly(`${names} are the same cluster.`, 'Set up a cluster for tests alone.');
}

const ENFORCE = 'pod-security.kubernetes.io/enforce';

/** One line for each namespace: policies, bindings and Pod Security. */
function isolationTable(cluster: LiveCluster): Answer {
  const kinds = ['NetworkPolicy', 'RoleBinding'];
  const unread = forbidden(cluster, ['Namespace', 'NetworkPolicy']);
  if (unread !== undefined) return unread;
  const namespaces = cluster.own('Namespace').map((live) => live.name);
  const names = namespaces.filter(
    (name) => name !== 'default' && cluster.namespaces.includes(name),
  );
  const rows = cluster
    .objects('Namespace')
    .filter(({ name }) => names.includes(name))
    .map((live) => row(live, cluster, kinds));
  if (rows.length === 0) return doesNotApply('This cluster has no namespace of yours yet.');
  const lines = rows.map(({ line }) => line);
  const hidden = cluster.gaps('RoleBinding').map(({ text }) => ({ text }));
  const complete = rows.filter(({ missing }) => missing.length === 0).length;
  if (complete === rows.length) return isDone([...lines, ...hidden]);
  const [first] = rows.filter(({ missing }) => missing.length > 0);
  const next = `Add ${first?.missing[0] ?? ''} to "${first?.live.name ?? ''}".`;
  const isBare = rows.every(({ found }) => found.length === 0);
  return (isBare ? isOpen : isPartly)([...lines, ...hidden], next);
}

function row(live: Live, cluster: LiveCluster, kinds: readonly string[]) {
  const readable = kinds.filter((kind) => cluster.gaps(kind).length === 0);
  const has = (kind: string): boolean =>
    cluster.objects(kind).some(({ namespace }) => namespace === live.name);
  const level = textOf(live.labels[ENFORCE]);
  const found = [
    ...readable.filter(has),
    ...(level === undefined ? [] : [`Pod Security "${level}"`]),
  ];
  const missing = [
    ...readable.filter((kind) => !has(kind)).map((kind) => `a ${kind}`),
    ...(level === undefined ? ['a Pod Security level'] : []),
  ];
  const parts = [
    ...(found.length > 0 ? [`has ${found.join(', ')}`] : []),
    ...(missing.length > 0 ? [`lacks ${missing.join(' and ')}`] : []),
  ];
  return { live, found, missing, line: liveLine(live, `"${live.name}" ${parts.join('; ')}.`) };
}

function severalVersions(cluster: LiveCluster): Answer {
  const tests = cluster.namespaces.filter(isTestStage);
  if (tests.length > 1) return isDone(`Test namespaces: ${quotedNames(tests)}.`);
  const all = cluster.own('Deployment');
  const copies = groupsOf(all, ({ name }) => name).find(({ all: same }) => same.length > 1);
  if (copies !== undefined) {
    const names = quotedNames(copies.all.map(({ namespace }) => namespace));
    return isDone(liveLine(copies.first, `"${copies.key}" runs in ${names}.`));
  }
  const none = doesNotApply('No application runs in two namespaces of this cluster.');
  return forbidden(cluster, ['Deployment']) ?? none;
}

function developmentClusters({ snapshot }: LiveCluster): Answer {
  const local = snapshot.contexts.filter((one) => providerOf(one)?.way === 'local');
  if (local.length === 0) return needsTeam('No context of your kubeconfig is a local cluster.');
  const names = quotedNames(local.map(({ name }) => name));
  return isDone(`Your kubeconfig has a local cluster: ${names}.`);
}
