/** Kinds that run pods: those of Kubernetes itself, and the Rollout of Argo. */
export const WORKLOAD_KINDS: readonly string[] = [
  ...['Deployment', 'StatefulSet', 'DaemonSet', 'CronJob', 'Job', 'Pod', 'ReplicaSet'],
  ...['ReplicationController', 'Rollout'],
];
