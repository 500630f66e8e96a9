/** Everything that the API server's own code refuses in an object, beside its shape. */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { inspectionOf } from '../../core/schema/inspected.ts';
import type { Inspection, Part } from '../../core/schema/inspection.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import {
  container,
  containerPort,
  execAction,
  fieldSelector,
  keyReference,
  lifecycleHandler,
  portAction,
  probe,
  resources,
  securityContext,
  variable,
  volumeMount,
  wholeSource,
} from './checks/containers.ts';
import {
  binding,
  configMap,
  customKind,
  metadata,
  objectMeta,
  role,
  secret,
} from './checks/objects.ts';
import { keyToPath, pod, podSpec, spread, toleration, volume, weighted } from './checks/pods.ts';
import { labelSelector, nodeRequirement, nodeSelector } from './checks/selectors.ts';
import { endpointSlice, ingress, policyPeer, policyPort, service } from './checks/services.ts';
import * as storage from './checks/storage.ts';
import { controller, cronJob, job, replicationController } from './checks/workloads.ts';
import type { Refusal } from './refusal.ts';

type Check<Subject> = (subject: Subject) => Iterable<Refusal>;

/** What is asked of a part wherever it stands, by the name of its type. */
const OF_TYPE: Readonly<Record<string, Check<View>>> = {
  Container: container,
  ContainerPort: containerPort,
  EnvVar: variable,
  EnvFromSource: wholeSource,
  SecretKeySelector: keyReference,
  ConfigMapKeySelector: keyReference,
  ResourceRequirements: resources,
  VolumeMount: volumeMount,
  Probe: probe,
  LifecycleHandler: lifecycleHandler,
  ExecAction: execAction,
  HTTPGetAction: portAction,
  TCPSocketAction: portAction,
  SecurityContext: securityContext,
  PodSecurityContext: securityContext,
  PodSpec: podSpec,
  Volume: volume,
  KeyToPath: keyToPath,
  Toleration: toleration,
  TopologySpreadConstraint: spread,
  WeightedPodAffinityTerm: weighted,
  PreferredSchedulingTerm: weighted,
  LabelSelector: labelSelector,
  NodeSelectorRequirement: nodeRequirement,
  ObjectMeta: objectMeta,
  NetworkPolicyPort: policyPort,
  NetworkPolicyPeer: policyPeer,
  MetricTarget: storage.metricTarget,
  NodeSelector: nodeSelector,
  ObjectFieldSelector: fieldSelector,
};

/** What is asked of a whole object, by its kind. */
const OF_KIND: Readonly<Record<string, Check<KubernetesObject>>> = {
  Pod: pod,
  Deployment: controller,
  ReplicaSet: controller,
  DaemonSet: controller,
  StatefulSet: controller,
  ReplicationController: replicationController,
  Job: job,
  CronJob: cronJob,
  Service: service,
  Ingress: ingress,
  EndpointSlice: endpointSlice,
  ConfigMap: configMap,
  Secret: secret,
  Role: role,
  ClusterRole: role,
  RoleBinding: binding,
  ClusterRoleBinding: binding,
  PersistentVolume: storage.volume,
  PersistentVolumeClaim: storage.claim,
  PodDisruptionBudget: storage.budget,
  HorizontalPodAutoscaler: storage.scaler,
  CustomResourceDefinition: customKind,
};

/** As long as an object is the same, and its kind, so is what was found. */
const KNOWN = new WeakMap<Inspection, readonly Refusal[]>();

/** Whole objects only: half of one lacks much that it needs. */
export function refusalsOf(object: KubernetesObject, scope: Scope): readonly Refusal[] {
  if (scope.roleOf(object) !== 'whole') return [];
  const inspection = inspectionOf(object, scope);
  if (inspection === undefined) return [];
  const known = KNOWN.get(inspection);
  if (known !== undefined) return known;
  const isBuiltIn = scope.schema?.shapeOf(object.apiVersion, object.kind) !== undefined;
  const refusals = [...read(object, inspection, isBuiltIn)];
  KNOWN.set(inspection, refusals);
  return refusals;
}

function* read(
  object: KubernetesObject,
  { parts }: Inspection,
  isBuiltIn: boolean,
): Iterable<Refusal> {
  yield* metadata(object);
  if (isBuiltIn && Object.hasOwn(OF_KIND, object.kind)) yield* OF_KIND[object.kind]?.(object) ?? [];
  for (const { type, view } of partsToCheck(parts)) yield* OF_TYPE[type]?.(view) ?? [];
}

const partsToCheck = (parts: readonly Part[]): readonly Part[] =>
  parts.filter(({ type }) => Object.hasOwn(OF_TYPE, type));
