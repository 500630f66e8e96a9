import { isAside } from './evidence.ts';
import { guideObjects } from './objects.ts';
import { parseImage } from '../kubernetes/images.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { workloadOf } from '../kubernetes/manifest.ts';
import { WORKLOAD_KINDS } from '../kubernetes/workload-kinds.ts';
import { endsOf, plainName } from '../text/name-words.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import type { View } from '../yaml/view.ts';

/** Everything of the workspace's own manifests and charts that runs pods; Knative's services do, too. */
export const readWorkloads = perScope((scope): readonly KubernetesObject[] => [
  ...WORKLOAD_KINDS.flatMap((kind) => guideObjects(kind, scope)).filter(
    (object) => object.workload !== undefined && !isAside(object.path),
  ),
]);

/** A container of a workload. */
export interface Running {
  readonly object: KubernetesObject;
  readonly image: View;
}

/** The container that runs a component of the workspace, by the name of its image: `web`, or `shop-web`. */
export function workloadRunning(component: string, scope: Scope): Running | undefined {
  const { byName, byEnd, byLetters } = readImages(scope);
  const name = plainName(component);
  const alike = byName.get(name) ?? byLetters.get(name.replaceAll('-', '')) ?? byEnd.get(name);
  const shorter = endsOf(name).map((end) => byName.get(end));
  return alike ?? shorter.find((found) => found !== undefined);
}

/** By name, and by the parts that stand at an end of it, so that no pair has to be compared. */
const readImages = perScope((scope) => {
  const byName = new Map<string, Running>();
  const byEnd = new Map<string, Running>();
  /** `Shop.Api` is mostly `shopapi` as an image. */
  const byLetters = new Map<string, Running>();
  for (const running of readWorkloads(scope).flatMap(containersOf)) {
    const name = plainName(parseImage(running.image.text ?? '')?.name ?? '');
    if (name === '') continue;
    if (!byName.has(name)) byName.set(name, running);
    byLetters.set(name.replaceAll('-', ''), running);
    for (const end of endsOf(name)) if (!byEnd.has(end)) byEnd.set(end, running);
  }
  return { byName, byEnd, byLetters };
});

function containersOf(object: KubernetesObject): readonly Running[] {
  const containers = workloadOf(object)?.containers ?? [];
  return containers.map(({ view }) => ({ object, image: view.get('image') }));
}
