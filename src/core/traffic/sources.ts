/** All the traffic that the files of a workspace show, from everybody who can tell. */
import { apiServerTraffic } from './api-server.ts';
import { composeNotes } from './compose.ts';
import { entranceTraffic, hostPortTraffic } from './entrances.ts';
import { hostTraffic } from './hosts.ts';
import { annotatedPods, annotatedService, monitorTraffic } from './monitoring.ts';
import { silentNotes, unreadNotes } from './unread.ts';
import { joinTraffic } from './traffic.ts';
import type { Perhaps, Traffic, TrafficContext } from './traffic.ts';
import { objectsInOrder } from './pods.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What may be calls, as far as no rule allows them already. */
function open({ flows, perhaps = [] }: Traffic): readonly Perhaps[] {
  const flowsOf = Map.groupBy(flows, (flow) => flow.pods);
  return perhaps.filter(({ pods, to }) => {
    const reached = (flowsOf.get(pods) ?? []).map(({ peer, direction }) =>
      direction === 'egress' && peer.is === 'pods' ? peer.pods : undefined,
    );
    return to.length === 0 || to.some((one) => !reached.includes(one));
  });
}

export function readTraffic(workspace: Workspace, context: TrafficContext): Traffic {
  const found = joinTraffic([
    ...context.pods.all.flatMap((pods) => [
      hostTraffic(pods, context),
      apiServerTraffic(pods, context),
      hostPortTraffic(pods),
      annotatedPods(pods, context),
    ]),
    ...objectsInOrder(workspace).flatMap((object) => [
      entranceTraffic(object, context),
      monitorTraffic(object, context),
      annotatedService(object, context),
    ]),
  ]);
  const notes = [
    ...unreadNotes(workspace, context),
    ...found.notes,
    ...composeNotes(found.flows, context),
    ...silentNotes(found.flows, context),
  ];
  return { flows: found.flows, notes, perhaps: open(found) };
}
