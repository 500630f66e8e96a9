import { isAside } from './evidence.ts';
import { parseImage } from './images.ts';
import type { KubernetesObject } from './manifest.ts';
import { workloadOf } from './manifest.ts';
import { isSameName } from './name-words.ts';
import { perScope } from './per-scope.ts';
import type { Scope } from './scope.ts';
import type { View } from './view.ts';

const KINDS: readonly string[] = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'Pod', 'ReplicaSet'],
  ...['ReplicationController', 'Rollout'],
];

/** Everything of the workspace's own manifests that runs pods, chart templates included. */
export const readWorkloads = perScope((scope): readonly KubernetesObject[] =>
  KINDS.flatMap((kind) => scope.objects(kind)).filter(
    (object) =>
      object.workload !== undefined && scope.roleOf(object) !== 'patch' && !isAside(object.path),
  ),
);

interface Running {
  readonly object: KubernetesObject;
  readonly image: View;
}

/** The container that runs a component of the workspace, by the name of its image: `web`, or `shop-web`. */
export function workloadRunning(component: string, scope: Scope): Running | undefined {
  const running = readImages(scope);
  return (
    running.find(({ name }) => name === component) ??
    running.find(({ name }) => isSameName(component, name))
  );
}

const readImages = perScope((scope): readonly (Running & { readonly name: string })[] =>
  readWorkloads(scope).flatMap((object) =>
    (workloadOf(object)?.containers ?? []).flatMap(({ view }) => {
      const image = view.get('image');
      const name = parseImage(image.text ?? '')?.name;
      return name === undefined ? [] : [{ object, image, name }];
    }),
  ),
);
