/** Live objects of the files' namespaces that no file describes, and that nothing else has made. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Scope } from '../workspace/scope.ts';
import { broughtAlong } from './brought-along.ts';
import { listOf, recordOf, textOf } from './json.ts';
import type { Live, LiveCluster } from './live-cluster.ts';
import { LIVE_KINDS, SECRETS } from './live-kinds.ts';
import { specOf } from './live-answers.ts';
import { managedBy } from './managers.ts';
import type { Managed } from './managers.ts';
import { isSystemNamespace } from './system-objects.ts';

export interface Undescribed {
  readonly live: Live;
  /** The tool that manages it, which may have files elsewhere. */
  readonly managed?: Managed;
}

/** In the order of kinds, then of namespaces and names. */
export function inNoFile(
  objects: readonly KubernetesObject[],
  scope: Scope,
  cluster: LiveCluster,
): readonly Undescribed[] {
  const described = new Set(
    objects.flatMap((object) =>
      scope
        .placements(object)
        .map(({ namespace, name }) => idOf({ kind: object.kind, namespace, name: name ?? '' })),
    ),
  );
  const namespaces = new Set(scope.namespaces.filter((name) => !isSystemNamespace(name)));
  return [...LIVE_KINDS, SECRETS]
    .filter(({ namespaced }) => namespaced)
    .flatMap(({ kind }) => cluster.objects(kind))
    .filter(({ namespace }) => namespaces.has(namespace))
    .filter((live) => !described.has(idOf(live)) && !isMade(live, cluster))
    .map((live) => {
      const managed = managedBy(live);
      return { live, ...(managed && { managed }) };
    });
}

function idOf({ kind, namespace, name }: Pick<Live, 'kind' | 'namespace' | 'name'>): string {
  return `${kind}/${namespace}/${name}`;
}

/** By a controller, for a Service or a StatefulSet, or by what the cluster itself brings along. */
function isMade(live: Live, cluster: LiveCluster): boolean {
  const owners = listOf(recordOf(live.body['metadata'])['ownerReferences']);
  return (
    owners.length > 0 ||
    live.kind === 'EndpointSlice' ||
    broughtAlong(live) !== undefined ||
    isClaimOfSet(live, cluster)
  );
}

/** StatefulSets do not own the claims that they make out of their templates. */
function isClaimOfSet({ kind, name, namespace }: Live, cluster: LiveCluster): boolean {
  if (kind !== 'PersistentVolumeClaim') return false;
  return cluster
    .objects('StatefulSet')
    .filter((set) => set.namespace === namespace)
    .some((set) =>
      listOf(specOf(set)['volumeClaimTemplates'])
        .map((template) => textOf(recordOf(recordOf(template)['metadata'])['name']) ?? '')
        .map((template) => `${template}-${set.name}-`)
        .some((start) => name.startsWith(start) && /^\d+$/.test(name.slice(start.length))),
    );
}
