/** One table: where an object names another one. Dangling rules, navigation and the graph read it. */
import type { KubernetesObject } from './manifest.ts';
import { podOf } from './manifest.ts';
import { KIND_FIELDS, POD_FIELDS } from './reference-fields.ts';
import type { ReferenceField } from './reference-fields.ts';
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
  /** Where that namespace stands. */
  readonly namespaceAt?: View;
  /** The key or port that is asked of the target, with its place. */
  readonly key?: { readonly at: View; readonly name: string };
  /** The object can live without the target, or a controller makes it. */
  readonly optional: boolean;
}

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
  const fields = Object.hasOwn(KIND_FIELDS, object.kind) ? (KIND_FIELDS[object.kind] ?? []) : [];
  const own = readFields(object, object.view, fields);
  const pod = podOf(object)?.spec;
  return pod === undefined ? own : [...own, ...readFields(object, pod, POD_FIELDS)];
}

/** Paths of one table start alike, so each stretch of them is followed once. */
function readFields(
  from: KubernetesObject,
  root: View,
  fields: readonly ReferenceField[],
): readonly Reference[] {
  const followed = new Map<string, readonly View[]>();
  const follow = (path: string): readonly View[] => {
    const known = followed.get(path);
    if (known !== undefined) return known;
    const dot = path.lastIndexOf('.');
    const views = dot < 0 ? [root] : follow(path.slice(0, dot));
    const found = views.length === 0 ? views : below(views, path.slice(dot + 1));
    followed.set(path, found);
    return found;
  };
  return fields.flatMap((field) => readField(from, root, field, follow(field.path)));
}

function readField(
  from: KubernetesObject,
  root: View,
  field: ReferenceField,
  holders: readonly View[],
): readonly Reference[] {
  return holders.flatMap((holder) => {
    const at = field.name === '' ? holder : holder.get(field.name);
    const name = at.text;
    if (name === undefined || name === '') return [];
    const kind = holder.get('kind').text ?? field.kind;
    if (kind !== field.kind && field.anyKind !== true) return [];
    const namespaceAt = field.namespace === undefined ? undefined : holder.get(field.namespace);
    const namespace = namespaceAt?.text;
    const reference = {
      from,
      field: fieldName(root, field),
      at,
      kind,
      name,
      ...(namespace !== undefined && namespaceAt !== undefined && { namespace, namespaceAt }),
      optional: field.madeLater === true || holder.get('optional').isTrue,
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
    views = below(views, step);
    if (views.length === 0) return views;
  }
  return views;
}

function below(views: readonly View[], step: string): readonly View[] {
  return views
    .flatMap((view) => (step === '*' ? membersOf(view) : view.get(step)))
    .filter((found) => found.exists);
}

function membersOf(view: View): readonly View[] {
  return view.type === 'map' ? view.entries : view.items;
}

/** `ConfigMap/app` for every name that an object holds; kept for as long as the object lives. */
export function namedBy(object: KubernetesObject): ReadonlySet<string> {
  const named =
    NAMED.get(object) ?? new Set(referencesOf(object).map(({ kind, name }) => `${kind}/${name}`));
  NAMED.set(object, named);
  return named;
}

/** Unlike trees these small sets are kept, so that the question who reads an object parses nothing. */
const NAMED = new WeakMap<KubernetesObject, ReadonlySet<string>>();
