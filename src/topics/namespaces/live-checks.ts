/** What a cluster says about namespaces, their isolation, and who may do what. */
import {
  isDone,
  isOpen,
  isPartly,
  doesNotApply,
  needsCluster,
  quotedNames,
} from '../../core/guide/evidence.ts';
import type { Answer, Evidence, LiveCheck } from '../../core/guide/topic.ts';
import { groupsOf } from '../../core/live/groups.ts';
import type { Group } from '../../core/live/groups.ts';
import { listOf, recordOf, textOf } from '../../core/live/json.ts';
import { forbidden, liveLine, partial, specOf, titled } from '../../core/live/live-answers.ts';
import type { Live, LiveCluster } from '../../core/live/live-cluster.ts';
import { enforcementIn } from '../../core/live/network-plugins.ts';
import { WORKLOAD_KINDS } from '../../core/kubernetes/workload-kinds.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';
import { accessLine, grantsToEverybody } from './live-access.ts';
import { isolationOf } from './isolation.ts';

export const liveChecks: readonly LiveCheck[] = [
  { item: 'S2.1', answer: sharedServices },
  { item: 'S2.2', answer: sharedServices },
  { item: 'S2.7', answer: isolated },
  { item: 'S3.1', answer: namespacesUsed },
  { item: 'S3.2', answer: policiesUsed },
  { item: 'S3.3', answer: rolesUsed },
  { item: 'S3.4', answer: accountsUsed },
];

/** Services of the same name in several namespaces, each with an address of its own. */
function sharedServices(cluster: LiveCluster): Answer {
  const all = cluster.own('Service').filter(({ name }) => name !== 'kubernetes');
  const groups = groupsOf(all, ({ name }) => name).filter((group) => group.all.length > 1);
  if (groups.length > 0) return isDone(groups.map(sharedLine));
  const absent = doesNotApply('No Service name is used in two namespaces of this cluster.');
  return forbidden(cluster, ['Service']) ?? absent;
}

function sharedLine({ key, first, all }: Group<Live>): Evidence {
  const places = all.map((live) => {
    const address = textOf(specOf(live)['clusterIP']);
    const shown = address === undefined || address === 'None' ? '' : ` (${address})`;
    return `"${live.namespace}"${shown}`;
  });
  const last = places.pop() ?? '';
  return liveLine(first, `"${key}" is a Service in ${places.join(', ')} and ${last}.`);
}

const RUNNING = ['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Pod'];

function namespacesWithWorkloads(cluster: LiveCluster): readonly string[] {
  const busy = new Set(
    RUNNING.flatMap((kind) => cluster.own(kind)).map(({ namespace }) => namespace),
  );
  return cluster.namespaces.filter((name) => busy.has(name));
}

function nothingRuns(cluster: LiveCluster): Answer {
  const text = 'No workload runs in a namespace of yours.';
  return forbidden(cluster, ['Deployment', 'Pod']) ?? doesNotApply(text);
}

function isolated(cluster: LiveCluster): Answer {
  const busy = namespacesWithWorkloads(cluster);
  if (busy.length === 0) return nothingRuns(cluster);
  const unread = forbidden(cluster, ['NetworkPolicy']);
  if (unread !== undefined) return unread;
  const all = busy.map((name) => isolationOf(name, WORKLOAD_KINDS, cluster.scope));
  const lines = all.map(({ namespace, state, covered, total }): Evidence => {
    if (state === 'closed') return { text: `"${namespace}" is closed by network policies.` };
    if (state === 'open')
      return { text: `"${namespace}" has no network policy; any pod of the cluster can connect.` };
    return {
      text: `In "${namespace}", policies cover ${covered} of ${counted(total, 'workload')}.`,
    };
  });
  const enforcement = enforcementIn(cluster);
  const [open] = all.filter(({ state }) => state !== 'closed');
  const isClosed = all.some(({ state }) => state !== 'open');
  if (enforcement.state === 'ignored' && isClosed) {
    const text = `${enforcement.plugin} alone doesn't enforce network policies: they have no effect here.`;
    const next = 'Install a network plugin that enforces policies.';
    return isOpen([liveLine(enforcement.live, text), ...lines], next);
  }
  const who =
    enforcement.state === 'unknown'
      ? { text: enforcement.text }
      : liveLine(enforcement.live, `${enforcement.plugin} enforces network policies.`);
  const evidence = [...lines, ...(enforcement.state === 'ignored' ? [] : [who])];
  if (open === undefined) return isDone(evidence);
  const next = `Add a NetworkPolicy to "${open.namespace}".`;
  return isClosed ? isPartly(evidence, next) : isOpen(evidence, next);
}

function namespacesUsed(cluster: LiveCluster): Answer {
  const busy = namespacesWithWorkloads(cluster).filter((name) => name !== 'default');
  if (busy.length === 0) {
    const inDefault = doesNotApply('Every workload of yours runs in "default".');
    return namespacesWithWorkloads(cluster).length > 0 ? inDefault : nothingRuns(cluster);
  }
  const line = { text: `Workloads run in ${quotedNames(busy)}.` };
  return isDone([line, ...partial(cluster, ['Namespace', 'Deployment'])]);
}

function policiesUsed(cluster: LiveCluster): Answer {
  const policies = cluster.own('NetworkPolicy');
  if (policies.length > 0) {
    return isDone(
      groupsOf(policies, ({ namespace }) => namespace).map(({ key, first, all }) => {
        const count = all.length === 1 ? '1 NetworkPolicy' : `${all.length} NetworkPolicies`;
        return liveLine(first, `"${key}" has ${count}.`);
      }),
    );
  }
  const unread = forbidden(cluster, ['NetworkPolicy']);
  if (unread !== undefined) return unread;
  if (namespacesWithWorkloads(cluster).length === 0) return nothingRuns(cluster);
  const next = 'Try a NetworkPolicy in a test namespace first.';
  return isOpen('No namespace of yours has a NetworkPolicy.', next);
}

function rolesUsed(cluster: LiveCluster): Answer {
  const access = accessLine(cluster.snapshot.access);
  const lines = access === undefined ? [] : [{ text: access }];
  const unread = forbidden(cluster, ['RoleBinding']);
  if (unread !== undefined) return needsCluster([...lines, ...unread.evidence]);
  const bindings = cluster.own('RoleBinding').map((live) => {
    const role = recordOf(live.body['roleRef']);
    const count = counted(listOf(live.body['subjects']).length, 'subject');
    const text = `${titled(live)} gives "${textOf(role['name']) ?? ''}" to ${count}.`;
    return liveLine(live, text);
  });
  const open = grantsToEverybody(cluster);
  if (open.length > 0) {
    return isPartly([...open, ...lines, ...bindings], 'Bind the rights to those who need them.');
  }
  if (bindings.length > 0) {
    return isDone([...lines, ...bindings, ...partial(cluster, ['ClusterRoleBinding'])]);
  }
  return doesNotApply([...lines, { text: 'No RoleBinding is in a namespace of yours.' }]);
}

function accountsUsed(cluster: LiveCluster): Answer {
  const pods = cluster.own('Pod');
  const accounts = pods.flatMap((live) => {
    const name = textOf(specOf(live)['serviceAccountName']) ?? 'default';
    return name === 'default' ? [] : [{ live, name }];
  });
  const groups = groupsOf(accounts, ({ live, name }) => `${live.namespace}/${name}`);
  if (groups.length > 0) {
    return isDone(
      groups.map(({ first: { live, name }, all }) => {
        const text = `${counted(all.length, 'pod')} in "${live.namespace}" run as "${name}".`;
        return liveLine(live, text);
      }),
    );
  }
  const all = doesNotApply(
    pods.length === 0 ? 'No pod runs in a namespace of yours.' : 'All pods run as "default".',
  );
  return forbidden(cluster, ['Pod']) ?? all;
}
