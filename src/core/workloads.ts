import { isAside } from './evidence.ts';
import type { KubernetesObject } from './manifest.ts';
import { perScope } from './per-scope.ts';

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
