import {
  doesNotApply,
  isDone,
  isPartly,
  named,
  objectEvidence,
} from '../../core/guide/evidence.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';

/** Objects of projects that join clusters, by what they do. */
interface Project {
  readonly name: string;
  readonly group: RegExp;
  readonly kinds: readonly string[];
}

const JOINING: readonly Project[] = [
  { name: 'Karmada', group: /\.karmada\.io$/, kinds: ['Cluster', 'Karmada'] },
  {
    name: 'Open Cluster Management',
    group: /\.open-cluster-management\.io$/,
    kinds: ['ManagedCluster', 'ManagedClusterSet', 'ClusterManager', 'Klusterlet'],
  },
  { name: 'Fleet', group: /^fleet\.cattle\.io$/, kinds: ['Cluster', 'ClusterGroup'] },
];

const SPREADING: readonly Project[] = [
  {
    name: 'Karmada',
    group: /\.karmada\.io$/,
    kinds: ['PropagationPolicy', 'ClusterPropagationPolicy', 'OverridePolicy'],
  },
  {
    name: 'Open Cluster Management',
    group: /\.open-cluster-management\.io$/,
    kinds: ['ManifestWork', 'ManifestWorkReplicaSet', 'Placement', 'Subscription'],
  },
  { name: 'Fleet', group: /^fleet\.cattle\.io$/, kinds: ['GitRepo', 'Bundle'] },
];

const DISCOVERING: readonly Project[] = [
  {
    name: 'the Multi-Cluster Services API',
    group: /^(?:multicluster\.x-k8s\.io|net\.gke\.io)$/,
    kinds: ['ServiceExport', 'ServiceImport'],
  },
  {
    name: 'Karmada',
    group: /^networking\.karmada\.io$/,
    kinds: ['MultiClusterService', 'MultiClusterIngress'],
  },
  {
    name: 'GKE',
    group: /^networking\.gke\.io$/,
    kinds: ['MultiClusterService', 'MultiClusterIngress'],
  },
];

const KUBEFED: Project = {
  name: 'KubeFed',
  group: /\.kubefed\.io$/,
  kinds: [
    ...['KubeFedCluster', 'KubeFedConfig', 'FederatedTypeConfig', 'ReplicaSchedulingPreference'],
    ...['FederatedDeployment', 'FederatedService', 'FederatedNamespace', 'FederatedConfigMap'],
    ...['FederatedSecret', 'FederatedIngress', 'FederatedJob', 'FederatedReplicaSet'],
  ],
};

function evidenceOf(projects: readonly Project[], scope: Scope): readonly Evidence[] {
  return projects.flatMap(({ name, group, kinds }) =>
    kinds
      .flatMap((kind) => scope.objects(kind))
      .filter((object) => group.test(object.group))
      .map((object) => objectEvidence(object, `${named(object)} of ${name} is here.`)),
  );
}

/** ApplicationSets that make an application for every cluster that Argo CD knows. */
function everyCluster(scope: Scope): readonly Evidence[] {
  return scope.objects('ApplicationSet').flatMap((object) => {
    const at = clusterGenerator(object);
    if (at === undefined) return [];
    return [
      { text: `${named(object)} of Argo CD deploys to each cluster.`, path: object.path, at },
    ];
  });
}

function clusterGenerator(object: KubernetesObject): Evidence['at'] | undefined {
  const generators = object.view.get('spec', 'generators').items;
  const inner = generators.flatMap((generator) => [
    ...generator.get('matrix', 'generators').items,
    ...generator.get('merge', 'generators').items,
  ]);
  return [...generators, ...inner].find((generator) => generator.has('clusters'))?.get('clusters')
    .keyMark;
}

/** An answer from what is in use; KubeFed works no longer, so it never makes an item done. */
function answered(found: readonly Evidence[], scope: Scope, absent: string): Answer {
  const ended = evidenceOf([KUBEFED], scope);
  if (ended.length > 0) {
    const next = 'Replace KubeFed: its project ended in 2022. Karmada is close to it.';
    return isPartly([...ended, ...found], next);
  }
  return found.length > 0 ? isDone(found.slice(0, 6)) : doesNotApply(absent);
}

const ALONE = 'Nothing here speaks of more than one cluster, which is fine while there is one.';

export const checks: readonly Check[] = [
  {
    item: 'S11.6',
    answer: (scope) =>
      answered([...evidenceOf(JOINING, scope), ...everyCluster(scope)], scope, ALONE),
  },
  {
    item: 'S11.7',
    answer: (scope) =>
      answered([...evidenceOf(SPREADING, scope), ...everyCluster(scope)], scope, ALONE),
  },
  {
    item: 'S11.8',
    answer: (scope) => {
      const found = [...evidenceOf(DISCOVERING, scope), ...globalServices(scope)];
      return found.length > 0 ? isDone(found.slice(0, 6)) : doesNotApply(ALONE);
    },
  },
];

/** Services that Cilium offers to all clusters of a mesh. */
function globalServices(scope: Scope): readonly Evidence[] {
  return scope.objects('Service').flatMap((object) => {
    const annotations = object.view.get('metadata', 'annotations');
    const at = ['service.cilium.io/global', 'io.cilium/global-service']
      .map((name) => annotations.get(name))
      .find((annotation) => annotation.text === 'true');
    const text = `${named(object)} is known in all clusters of a Cilium mesh.`;
    return at === undefined ? [] : [{ text, path: object.path, at }];
  });
}
