/** What a cluster says about regions, and about other clusters. */
import { forbidden } from '../../core/live/live-answers.ts';
import type { LiveCluster } from '../../core/live/live-cluster.ts';
import { regionsOf } from '../../core/live/providers.ts';
import { isDone, isPartly, doesNotApply, quotedNames } from '../../core/guide/evidence.ts';
import type { Answer, LiveCheck } from '../../core/guide/topic.ts';

export const liveChecks: readonly LiveCheck[] = [
  {
    item: 'S11.6',
    answer: joined(/\.karmada\.io$|\.open-cluster-management\.io$|^fleet\.cattle\.io$/),
  },
  {
    item: 'S11.7',
    answer: joined(/^policy\.karmada\.io$|^work\.open-cluster-management\.io$|^fleet\.cattle\.io$/),
  },
  {
    item: 'S11.8',
    answer: joined(/^multicluster\.x-k8s\.io$|^net\.gke\.io$|^networking\.karmada\.io$/),
  },
];

/** Whether the API of something that joins clusters is served; else what the regions say. */
function joined(group: RegExp): (cluster: LiveCluster) => Answer {
  return (cluster) => {
    const served = [...cluster.snapshot.groups.keys()].filter((name) => group.test(name));
    if (served.length > 0) return isDone(`This cluster serves ${quotedNames(served)}.`);
    const regions = regionsOf(cluster);
    if (regions.length > 1) {
      const text = `The nodes of this cluster are in ${quotedNames(regions)}.`;
      return isPartly(text, 'Make one cluster of each region, and join these.');
    }
    const [only] = regions;
    const text =
      only === undefined
        ? 'The nodes of this cluster name no region.'
        : `All nodes of this cluster are in "${only}": there is nothing to join.`;
    return forbidden(cluster, ['Node']) ?? doesNotApply(text);
  };
}
