/** Everything that the API server's own code refuses in an object, beside its shape. */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { shapeOf } from '../../core/schema/kinds.ts';
import type { ObjectShape, Shape } from '../../core/schema/shape.ts';
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
import { keyToPath, podSpec, spread, toleration, volume, weighted } from './checks/pods.ts';
import { labelSelector, nodeRequirement, nodeSelector } from './checks/selectors.ts';
import { ingress, policyPeer, policyPort, service } from './checks/services.ts';
import * as storage from './checks/storage.ts';
import { controller, cronJob, job, replicationController } from './checks/workloads.ts';
import type { Refusal } from './refusal.ts';

type Check<Subject> = (subject: Subject) => Iterable<Refusal>;

/** What is asked of a part wherever it stands, by the name of its type. */
const OF_TYPE: Readonly<Record<string, Check<View>>> = {
  Container: container,
  ContainerPort: containerPort,
  EnvVar: variable,
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
  Deployment: controller,
  ReplicaSet: controller,
  DaemonSet: controller,
  StatefulSet: controller,
  ReplicationController: replicationController,
  Job: job,
  CronJob: cronJob,
  Service: service,
  Ingress: ingress,
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

/** Whole objects only: half of one lacks much that it needs. */
export function refusalsOf(object: KubernetesObject, scope: Scope): readonly Refusal[] {
  const { schema } = scope;
  if (schema === undefined || scope.roleOf(object) !== 'whole') return [];
  const shape = schema.shapeOf(object.apiVersion, object.kind) ?? shapeOf(object, scope);
  if (shape === undefined) return [];
  const isBuiltIn = schema.shapeOf(object.apiVersion, object.kind) === shape;
  return object.document.once(readerFor(shape, isBuiltIn), object);
}

type Reader = (object: KubernetesObject) => readonly Refusal[];

const READERS = new WeakMap<ObjectShape, Reader>();

function readerFor(shape: ObjectShape, isBuiltIn: boolean): Reader {
  const known = READERS.get(shape);
  if (known !== undefined) return known;
  const reader: Reader = (object) => {
    const { kind, view } = object;
    const own = isBuiltIn && Object.hasOwn(OF_KIND, kind) ? OF_KIND[kind] : undefined;
    return [...metadata(object), ...(own?.(object) ?? []), ...within(view, shape, new Set())];
  };
  READERS.set(shape, reader);
  return reader;
}

/** Every part whose type is asked for something; what aliases lead to is looked at once. */
function* within(view: View, shape: Shape, seen: Set<unknown>): Iterable<Refusal> {
  const { node } = view;
  if (!holdsChecked(shape) || node === undefined || node.type === 'scalar' || seen.has(node))
    return;
  seen.add(node);
  if (shape.is === 'list') for (const item of view.items) yield* within(item, shape.item, seen);
  if (shape.is === 'map') for (const entry of view.entries) yield* within(entry, shape.value, seen);
  if (shape.is !== 'object' || node.type !== 'map') return;
  if (Object.hasOwn(OF_TYPE, shape.name)) yield* OF_TYPE[shape.name]?.(view) ?? [];
  for (const entry of view.entries) {
    const field = shape.fields.get(entry.key);
    // What a status says is thrown away.
    if (field !== undefined && entry.key !== 'status') yield* within(entry, field.shape, seen);
  }
}

const CHECKED = new WeakMap<Shape, boolean>();

/** Whether anything is asked of a part of this shape; worked out once for each. */
function holdsChecked(shape: Shape): boolean {
  const known = CHECKED.get(shape);
  if (known !== undefined) return known;
  // What holds itself, as the schema of a CRD does, is no part that is asked for anything.
  CHECKED.set(shape, false);
  const answer = isChecked(shape) || partsOf(shape).some(holdsChecked);
  CHECKED.set(shape, answer);
  return answer;
}

const isChecked = (shape: Shape): boolean =>
  shape.is === 'object' && Object.hasOwn(OF_TYPE, shape.name);

function partsOf(shape: Shape): readonly Shape[] {
  switch (shape.is) {
    case 'object':
      return [...shape.fields.values()].map((field) => field.shape);
    case 'list':
      return [shape.item];
    case 'map':
      return [shape.value];
    default:
      return [];
  }
}
