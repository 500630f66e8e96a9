/** One table: where an object names another one. Dangling rules, navigation and the graph read it. */
import type { KubernetesObject } from './manifest.ts';
import { podOf } from './manifest.ts';
import type { View } from './view.ts';
import type { YamlTree } from './yaml.ts';

/** A name in one object that stands for another object. */
export interface Reference {
  readonly from: KubernetesObject;
  /** The field's path, `[]` for list items: `spec.rules[].http.paths[].backend.service.name`. */
  readonly field: string;
  /** The scalar that holds the name. */
  readonly at: View;
  readonly kind: string;
  readonly name: string;
  /** Where the reference itself names a namespace. */
  readonly namespace?: string;
  /** The key or port that is asked of the target, with its place. */
  readonly key?: { readonly at: View; readonly name: string };
  /** The object itself says that it can live without the target. */
  readonly optional: boolean;
}

interface ReferenceField {
  /** From the object, or from its pod's spec; `*` stands for every item of a list. */
  readonly path: string;
  /** Where the holder has a `kind` of its own, it must be this one: backends, roles, subjects. */
  readonly kind: string;
  /** The field below `path` that holds the name; '' when `path` itself does. */
  readonly name: string;
  readonly key?: string;
  readonly namespace?: string;
}

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

const POD_FIELDS: readonly ReferenceField[] = [
  { path: 'volumes.*.configMap', kind: 'ConfigMap', name: 'name', key: 'items.*.key' },
  { path: 'volumes.*.secret', kind: 'Secret', name: 'secretName', key: 'items.*.key' },
  {
    path: 'volumes.*.projected.sources.*.configMap',
    kind: 'ConfigMap',
    name: 'name',
    key: 'items.*.key',
  },
  {
    path: 'volumes.*.projected.sources.*.secret',
    kind: 'Secret',
    name: 'name',
    key: 'items.*.key',
  },
  { path: 'volumes.*.persistentVolumeClaim', kind: 'PersistentVolumeClaim', name: 'claimName' },
  { path: 'serviceAccountName', kind: 'ServiceAccount', name: '' },
  { path: 'imagePullSecrets.*', kind: 'Secret', name: 'name' },
  { path: 'priorityClassName', kind: 'PriorityClass', name: '' },
  ...CONTAINER_LISTS.flatMap((list) => [
    { path: `${list}.*.envFrom.*.configMapRef`, kind: 'ConfigMap', name: 'name' },
    { path: `${list}.*.envFrom.*.secretRef`, kind: 'Secret', name: 'name' },
    {
      path: `${list}.*.env.*.valueFrom.configMapKeyRef`,
      kind: 'ConfigMap',
      name: 'name',
      key: 'key',
    },
    { path: `${list}.*.env.*.valueFrom.secretKeyRef`, kind: 'Secret', name: 'name', key: 'key' },
  ]),
];

const INGRESS_FIELDS: readonly ReferenceField[] = [
  { path: 'spec.ingressClassName', kind: 'IngressClass', name: '' },
  { path: 'spec.tls.*', kind: 'Secret', name: 'secretName' },
  { path: 'spec.defaultBackend.service', kind: 'Service', name: 'name', key: 'port.*' },
  {
    path: 'spec.rules.*.http.paths.*.backend.service',
    kind: 'Service',
    name: 'name',
    key: 'port.*',
  },
  { path: 'spec.backend', kind: 'Service', name: 'serviceName', key: 'servicePort' },
  {
    path: 'spec.rules.*.http.paths.*.backend',
    kind: 'Service',
    name: 'serviceName',
    key: 'servicePort',
  },
];

const SUBJECTS: ReferenceField = {
  path: 'subjects.*',
  kind: 'ServiceAccount',
  name: 'name',
  namespace: 'namespace',
};

const KIND_FIELDS: Readonly<Record<string, readonly ReferenceField[]>> = {
  Ingress: INGRESS_FIELDS,
  StatefulSet: [{ path: 'spec.serviceName', kind: 'Service', name: '' }],
  PersistentVolumeClaim: [{ path: 'spec.storageClassName', kind: 'StorageClass', name: '' }],
  ServiceAccount: [{ path: 'imagePullSecrets.*', kind: 'Secret', name: 'name' }],
  RoleBinding: [
    { path: 'roleRef', kind: 'Role', name: 'name' },
    { path: 'roleRef', kind: 'ClusterRole', name: 'name' },
    SUBJECTS,
  ],
  ClusterRoleBinding: [{ path: 'roleRef', kind: 'ClusterRole', name: 'name' }, SUBJECTS],
  HTTPRoute: [
    {
      path: 'spec.rules.*.backendRefs.*',
      kind: 'Service',
      name: 'name',
      key: 'port',
      namespace: 'namespace',
    },
  ],
};

/** Every name of another object that an object holds, in table order. */
export function referencesOf(object: KubernetesObject): readonly Reference[] {
  const { tree } = object.document;
  const ofDocument = REFERENCES.get(tree) ?? new Map<KubernetesObject, readonly Reference[]>();
  REFERENCES.set(tree, ofDocument);
  const references = ofDocument.get(object) ?? readReferences(object);
  ofDocument.set(object, references);
  return references;
}

/** Several rules ask the same object; what they were told goes when its tree is let go. */
const REFERENCES = new WeakMap<YamlTree, Map<KubernetesObject, readonly Reference[]>>();

function readReferences(object: KubernetesObject): readonly Reference[] {
  const fields = KIND_FIELDS[object.kind] ?? [];
  const own = fields.flatMap((field) => readField(object, object.view, field));
  const pod = podOf(object)?.spec;
  if (pod === undefined) return own;
  return [...own, ...POD_FIELDS.flatMap((field) => readField(object, pod, field))];
}

function readField(
  from: KubernetesObject,
  root: View,
  field: ReferenceField,
): readonly Reference[] {
  return matches(root, field.path).flatMap((holder) => {
    const at = field.name === '' ? holder : holder.get(field.name);
    const name = at.text;
    if (name === undefined || name === '') return [];
    if ((holder.get('kind').text ?? field.kind) !== field.kind) return [];
    const namespace = field.namespace === undefined ? undefined : holder.get(field.namespace).text;
    const reference = {
      from,
      field: fieldName(root, field),
      at,
      kind: field.kind,
      name,
      ...(namespace !== undefined && { namespace }),
      optional: holder.get('optional').isTrue,
    };
    const keys = field.key === undefined ? [] : matches(holder, field.key);
    const named = keys.flatMap((key) =>
      key.text === undefined ? [] : [{ at: key, name: key.text }],
    );
    return named.length === 0 ? [reference] : named.map((key) => ({ ...reference, key }));
  });
}

/** Counted from the object, also where it is an item of a list. */
function fieldName(root: View, { path, name }: ReferenceField): string {
  const start = root.path[0] === 'items' ? 2 : 0;
  const steps = [...root.path.slice(start), path, ...(name === '' ? [] : [name])];
  return steps.join('.').replaceAll('.*', '[]');
}

/** The views that a path with `*` for "every item" leads to; only those that exist. */
export function matches(root: View, path: string): readonly View[] {
  let views: readonly View[] = [root];
  for (const step of path.split('.')) {
    const next: View[] = [];
    for (const view of views) next.push(...below(view, step).filter((found) => found.exists));
    if (next.length === 0) return next;
    views = next;
  }
  return views;
}

function below(view: View, step: string): readonly View[] {
  if (step !== '*') return [view.get(step)];
  return view.type === 'map' ? view.entries : view.items;
}
