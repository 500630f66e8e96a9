import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { isWriter } from './made-objects.ts';
import type { Placement } from './placement.ts';

type ObjectSets = Map<string, Set<KubernetesObject>>;

const NONE: ReadonlySet<KubernetesObject> = new Set();

/** Finds objects by kind, by name (their own and those after kustomize) and by namespace. */
export class ObjectIndex {
  readonly #byKind: ObjectSets = new Map();
  readonly #byName: ObjectSets = new Map();
  readonly #byNamespace: ObjectSets = new Map();

  /** Those that say which Secret is written for them. */
  readonly writers = new Set<KubernetesObject>();

  add(object: KubernetesObject, placements: readonly Placement[]): void {
    include(this.#byKind, object.kind, object);
    if (isWriter(object)) this.writers.add(object);
    for (const name of namesOf(object, placements)) include(this.#byName, name, object);
    for (const { namespace } of placements) include(this.#byNamespace, namespace, object);
  }

  /** @param placements those that the object was added with */
  drop(object: KubernetesObject, placements: readonly Placement[]): void {
    exclude(this.#byKind, object.kind, object);
    this.writers.delete(object);
    for (const name of namesOf(object, placements)) exclude(this.#byName, name, object);
    for (const { namespace } of placements) exclude(this.#byNamespace, namespace, object);
  }

  ofKind(kind: string): Iterable<KubernetesObject> {
    return this.#byKind.get(kind) ?? [];
  }

  named(kind: string, name: string): ReadonlySet<KubernetesObject> {
    return this.#byName.get(`${kind}/${name}`) ?? NONE;
  }

  inNamespace(namespace: string): Iterable<KubernetesObject> {
    return this.#byNamespace.get(namespace) ?? [];
  }

  /** The namespaces that objects end up in, '' for those outside of any. */
  get namespaces(): Iterable<string> {
    return this.#byNamespace.keys();
  }
}

function namesOf({ kind, name }: KubernetesObject, placements: readonly Placement[]): Set<string> {
  const names = new Set<string>();
  for (const one of [name, ...placements.map((placement) => placement.name)]) {
    if (one !== undefined) names.add(`${kind}/${one}`);
  }
  return names;
}

function include(sets: ObjectSets, key: string, object: KubernetesObject): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([object]));
  else set.add(object);
}

function exclude(sets: ObjectSets, key: string, object: KubernetesObject): void {
  const set = sets.get(key);
  if (set?.delete(object) === true && set.size === 0) sets.delete(key);
}

/** The index keeps the order of edits; answers must not depend on it. */
export function inFileOrder(a: KubernetesObject, b: KubernetesObject): number {
  if (a.path !== b.path) return a.path < b.path ? -1 : 1;
  return a.document.start - b.document.start;
}
