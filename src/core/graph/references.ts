/** One table: where an object names another one. Dangling rules, navigation and the graph read it. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { podOf } from '../kubernetes/manifest.ts';
import { KIND_FIELDS, POD_FIELDS } from './reference-fields.ts';
import type { ReferenceField } from './reference-fields.ts';
import type { PathStep, View } from '../yaml/view.ts';

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
  if (object.podPlace === undefined && !KIND_TABLES.has(object.kind)) return [];
  return object.document.once(readReferences, object);
}

function readReferences(object: KubernetesObject): readonly Reference[] {
  const ofKind = KIND_TABLES.get(object.kind);
  const own = ofKind === undefined ? [] : readTable(object, object.view, ofKind);
  const pod = podOf(object)?.spec;
  return pod === undefined ? own : [...own, ...readTable(object, pod, POD_TABLE)];
}

/** Fields with their paths as one tree: paths of a table start alike, and each step is taken once. */
interface FieldTable {
  readonly fields: readonly ReferenceField[];
  readonly paths: Branch;
}

interface Branch {
  /** The fields whose path ends here, by their place in the table. */
  readonly ends: number[];
  readonly below: Map<string, Branch>;
}

function tableOf(fields: readonly ReferenceField[]): FieldTable {
  const paths: Branch = { ends: [], below: new Map() };
  for (const [number, { path }] of fields.entries()) {
    let branch = paths;
    for (const step of path.split('.')) {
      const next = branch.below.get(step) ?? { ends: [], below: new Map() };
      branch.below.set(step, next);
      branch = next;
    }
    branch.ends.push(number);
  }
  return { fields, paths };
}

const POD_TABLE = tableOf(POD_FIELDS);
const KIND_TABLES: ReadonlyMap<string, FieldTable> = new Map(
  Object.entries(KIND_FIELDS).map(([kind, fields]) => [kind, tableOf(fields)]),
);

function readTable(
  from: KubernetesObject,
  root: View,
  { fields, paths }: FieldTable,
): readonly Reference[] {
  const start = root.path;
  const found: { readonly number: number; readonly holder: View }[] = [];
  const follow = (view: View, branch: Branch): void => {
    for (const number of branch.ends) found.push({ number, holder: view });
    for (const [step, next] of branch.below) {
      for (const member of step === '*' ? membersOf(view) : [view.get(step)]) {
        if (member.exists) follow(member, next);
      }
    }
  };
  follow(root, paths);
  // A stable sort: within a field the holders keep the order of the text.
  found.sort((a, b) => a.number - b.number);
  return found.flatMap(({ number, holder }) => {
    const field = fields[number];
    return field === undefined ? [] : readField(from, start, field, holder);
  });
}

function readField(
  from: KubernetesObject,
  start: readonly PathStep[],
  field: ReferenceField,
  holder: View,
): readonly Reference[] {
  const at = field.name === '' ? holder : holder.get(field.name);
  const name = at.text;
  if (name === undefined || name === '') return [];
  const kind = holder.get('kind').text ?? field.kind;
  if (kind !== field.kind && field.anyKind !== true) return [];
  const namespaceAt = field.namespace === undefined ? undefined : holder.get(field.namespace);
  const namespace = namespaceAt?.text;
  const reference = {
    from,
    field: fieldName(start, field),
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
}

/** Counted from the object, also where it is an item of a list. */
function fieldName(start: readonly PathStep[], { path, name }: ReferenceField): string {
  const place = start.findIndex((step, i) => i % 2 === 0 && step !== 'items');
  const own = start[0] === 'items' ? start.slice(place < 0 ? start.length : place) : start;
  const steps = [...own, path, ...(name === '' ? [] : [name])];
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
