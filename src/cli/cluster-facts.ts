/** What a cluster says, for a call that names its context. */
import { readContexts, readFacts } from '../cluster/cluster.ts';
import type { FoundContext, Kubeconfig } from '../core/live/cluster-access.ts';
import { quotedNames } from '../core/guide/evidence.ts';
import type { Snapshot } from '../core/live/snapshot.ts';
import { nearest } from '../core/kubernetes/labels.ts';
import type { ClusterRequest } from './arguments.ts';
import type { Surroundings } from './surroundings.ts';

/** @returns the reason, in a sentence or two, where the cluster cannot be asked */
export async function clusterFacts(
  { context: name, namespace }: Pick<ClusterRequest, 'context' | 'namespace'>,
  { environment, progress }: Surroundings,
): Promise<Snapshot | string> {
  const kubeconfig = await readContexts(environment);
  const context = contextNamed(name, kubeconfig);
  if (typeof context === 'string') return context;
  const facts = await readFacts(context, {
    contexts: kubeconfig.contexts.map((one) => one.facts),
    signal: new AbortController().signal,
    ...(namespace !== undefined && { namespace }),
    ...(progress && {
      progress: (kind: string, done: number, all: number) => {
        progress(`Asking for ${kind},`, done, all, 'kinds');
      },
    }),
  });
  return facts.ok ? facts.value : `The cluster of "${name}" can't be asked. ${facts.problem.text}`;
}

function contextNamed(name: string, { contexts, problems }: Kubeconfig): FoundContext | string {
  const found = contexts.find(({ facts }) => facts.name === name);
  if (found !== undefined) return found;
  const names = contexts.map(({ facts }) => facts.name);
  const meant = nearest(name, names);
  const advice =
    meant !== undefined
      ? `Did you mean "${meant}"?`
      : names.length > 0
        ? `It has ${quotedNames(names)}.`
        : 'It has none.';
  return [`Your kubeconfig has no context "${name}". ${advice}`, ...problems].join(' ');
}
