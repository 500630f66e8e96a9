/** What manages the objects of a cluster. */
import { groupsOf } from '../../core/live/groups.ts';
import { handEdits, managedBy } from '../../core/live/managers.ts';
import type { ManagingTool } from '../../core/live/managers.ts';
import { forbidden, liveLine, titled } from '../../core/live/live-answers.ts';
import type { Live, LiveCluster } from '../../core/live/live-cluster.ts';
import { isDone, isPartly, doesNotApply, needsTeam } from '../../core/guide/evidence.ts';
import type { Answer, Evidence, LiveCheck } from '../../core/guide/topic.ts';
import { counted } from '../../core/pipelines/stack-tools.ts';

export const liveChecks: readonly LiveCheck[] = [
  { item: 'S9.5', answer: allTools },
  { item: 'S9.6', answer: inUse(['kubectl']) },
  { item: 'S9.8', answer: inUse(['Helm']) },
  { item: 'S9.9', answer: inUse(['Spinnaker', 'Argo CD', 'Flux']) },
];

/** What people deploy; the rest follows from these. */
const DEPLOYED = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Service', 'Ingress'],
  ...['ConfigMap', 'HTTPRoute', 'NetworkPolicy'],
];

function deployed(cluster: LiveCluster): readonly Live[] {
  return DEPLOYED.flatMap((kind) => cluster.own(kind)).filter(
    ({ name }) => name !== 'kubernetes' && name !== 'kube-root-ca.crt',
  );
}

interface Use {
  readonly tool: ManagingTool;
  readonly live: Live;
  readonly sign: string;
}

function usesIn(cluster: LiveCluster): readonly Use[] {
  return deployed(cluster).flatMap((live) => {
    const found = managedBy(live);
    return found === undefined ? [] : [{ ...found, live }];
  });
}

function linesOf(uses: readonly Use[]): readonly Evidence[] {
  const groups = groupsOf(uses, ({ tool, live }) => `${tool} in ${live.namespace}`);
  return groups.map(({ first: { tool, live, sign }, all }) => {
    const count = counted(all.length, 'object');
    return liveLine(live, `${tool} manages ${count} in "${live.namespace}" (${sign}).`);
  });
}

function inUse(tools: readonly ManagingTool[]): (cluster: LiveCluster) => Answer {
  return (cluster) => {
    const uses = usesIn(cluster).filter(({ tool }) => tools.includes(tool));
    if (uses.length > 0) return isDone(linesOf(uses));
    const names =
      tools.length === 1
        ? tools.join()
        : `${tools.slice(0, -1).join(', ')} or ${tools.at(-1) ?? ''}`;
    const none = doesNotApply(`Nothing in this cluster is managed by ${names}.`);
    return forbidden(cluster, ['Deployment', 'Service']) ?? none;
  };
}

function allTools(cluster: LiveCluster): Answer {
  const lines = linesOf(usesIn(cluster));
  const edited = deployed(cluster).flatMap((live) => {
    const edits = handEdits(live);
    return edits.length === 0
      ? []
      : [liveLine(live, `${titled(live)} was changed by hand: ${edits.join('; ')}.`)];
  });
  if (edited.length > 0) {
    const next = 'Bring these changes into the files, or the next deployment undoes them.';
    return isPartly([...edited, ...lines], next);
  }
  if (lines.length > 0) return isDone(lines);
  const none = needsTeam('Nothing tells who manages the objects of this cluster.');
  return forbidden(cluster, ['Deployment', 'Service']) ?? none;
}
