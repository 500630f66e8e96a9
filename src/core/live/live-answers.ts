/** How questions to a cluster put their answers together. */
import { needsCluster } from '../guide/evidence.ts';
import type { Answer, Evidence } from '../guide/topic.ts';
import { recordOf } from './json.ts';
import type { JsonObject } from './json.ts';
import type { Live, LiveCluster } from './live-cluster.ts';

/** An object of the cluster that speaks for or against an item. */
export function liveLine(live: Live, text: string): Evidence {
  const { kind, apiVersion, name, namespace, path } = live;
  return { text, path, object: { kind, apiVersion, name, ...(namespace !== '' && { namespace }) } };
}

/** `Service "web" in "shop"`. */
export function titled({ kind, name, namespace }: Live): string {
  const title = `${kind} "${name}"`;
  return namespace === '' ? title : `${title} in "${namespace}"`;
}

/** The answer where one of these kinds could not be listed at all; undefined where all were. */
export function forbidden(cluster: LiveCluster, kinds: readonly string[]): Answer | undefined {
  const gaps = kinds.flatMap((kind) =>
    cluster.objects(kind).length === 0 ? cluster.gaps(kind) : [],
  );
  return gaps.length === 0 ? undefined : needsCluster(gaps.map(({ text }) => ({ text })));
}

/** A line for each list that is there in part only, to stand below what it shows. */
export function partial(cluster: LiveCluster, kinds: readonly string[]): readonly Evidence[] {
  return kinds.flatMap((kind) => cluster.gaps(kind).map(({ text }) => ({ text })));
}

export function specOf({ body }: Live): JsonObject {
  return recordOf(body['spec']);
}

export function statusOf({ body }: Live): JsonObject {
  return recordOf(body['status']);
}
