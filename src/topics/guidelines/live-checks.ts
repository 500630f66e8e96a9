/** What a cluster says about what others do for you. */
import { providerOfCluster } from '../../core/live/providers.ts';
import { forbidden } from '../../core/live/live-answers.ts';
import type { LiveCluster } from '../../core/live/live-cluster.ts';
import { isDone, needsTeam } from '../../core/guide/evidence.ts';
import type { Answer, LiveCheck } from '../../core/guide/topic.ts';

/** S21.2: a control plane that somebody else runs. */
function leavesToOthers(cluster: LiveCluster): Answer {
  const provider = providerOfCluster(cluster);
  if (provider?.way === 'managed')
    return isDone(`You leave the control plane to ${provider.name}.`);
  const none = needsTeam('Nothing in this cluster shows a service that others run for you.');
  return provider === undefined ? (forbidden(cluster, ['Node']) ?? none) : none;
}

export const liveChecks: readonly LiveCheck[] = [{ item: 'S21.2', answer: leavesToOthers }];
