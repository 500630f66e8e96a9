/** Whether a cluster has an object, as far as it was read. */
import { isSystemNamespace } from './system-objects.ts';
import type { LiveCluster } from './live-cluster.ts';
import { liveKind, SECRETS } from './live-kinds.ts';

/** `absent` only where the whole list that it would be in was read. */
export type Existence = 'present' | 'absent' | 'unknown';

/** An object by its name. */
export interface WantedObject {
  readonly kind: string;
  readonly name: string;
  /** Not looked at for kinds outside of namespaces. */
  readonly namespace: string;
}

/** Is there kind, namespace and name? */
export function existenceIn(cluster: LiveCluster, wanted: WantedObject): Existence {
  const kind = wanted.kind === SECRETS.kind ? SECRETS : liveKind(wanted.kind);
  if (kind === undefined) return 'unknown';
  const namespace = kind.namespaced ? wanted.namespace : '';
  const isThere = cluster
    .objects(kind.kind)
    .some((live) => live.name === wanted.name && live.namespace === namespace);
  if (isThere) return 'present';
  return isRead(cluster, kind.kind, namespace) ? 'absent' : 'unknown';
}

function isRead(cluster: LiveCluster, kind: string, namespace: string): boolean {
  const only = cluster.snapshot.namespace;
  if (namespace !== '' && only !== undefined && only !== namespace) return false;
  // The Secrets of these are never listed.
  if (kind === SECRETS.kind && isSystemNamespace(namespace)) return false;
  return cluster.knows(kind, namespace);
}
