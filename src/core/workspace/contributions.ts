/** What a file has to say to each dependency, so that a change reaches those who asked and nobody else. */
import {
  COMPOSE_FILES,
  NAMESPACES,
  objectsNamed,
  objectsOfKind,
  podsIn,
  servicesIn,
  textOf,
  WRITERS,
} from './dependency.ts';
import { isWriter } from './made-objects.ts';
import type { Dependency } from './dependency.ts';
import type { KubernetesObject, ObjectRole } from '../kubernetes/manifest.ts';
import type { Placement } from './placement.ts';
import type { SourceFile } from '../files/source.ts';
import type { Stack } from './structure.ts';

interface Placed {
  readonly object: KubernetesObject;
  readonly placements: readonly Placement[];
  readonly role: ObjectRole;
}

/**
 * The dependencies that a file has a part in, each with the part: what changes there is seen by it.
 * Kept in pieces, not as one text: what an edit leaves alone is the very same string as before.
 */
export type Contributions = ReadonlyMap<Dependency, readonly string[]>;

/** @param isPatch whether a kustomization lays the file over others */
export function contributionsOf(
  source: SourceFile,
  stack: Stack,
  objects: readonly Placed[],
  isPatch: boolean,
): Contributions {
  const contributions = new Map<Dependency, string[]>();
  const add = (dependency: Dependency, ...facts: readonly string[]): void => {
    const before = contributions.get(dependency);
    if (before === undefined) contributions.set(dependency, [...facts]);
    else before.push(...facts);
  };
  const stackKey = `${stack.id} ${stack.folder}`;
  const isAsked = isPatch || isAskedByText(source) || !objects.some(isForCluster);
  add(textOf(source.path), stackKey, isAsked ? source.text : '');
  if (source.kind === 'compose') add(COMPOSE_FILES, stackKey, source.text);
  if (objects.length > 0) add(NAMESPACES, namespacesIn(objects).join(' '));
  for (const { object, placements, role } of objects) {
    const places = placements.map((p) => `${p.namespace}/${p.name ?? ''}`).join(' ');
    const where = `${stackKey} ${role} ${places}`;
    const { kind, title, workload, service, document } = object;
    for (const name of new Set([object.name, ...placements.map((p) => p.name)])) {
      if (name !== undefined) add(objectsNamed(kind, name), where, document.text);
    }
    add(objectsOfKind(kind), where, document.text);
    if (isWriter(object)) add(WRITERS, where, document.text);
    const pods = workload && [where, title, written(workload), written(object.labels)];
    const selected = service && [where, written(service), written(object.labels)];
    for (const namespace of [undefined, ...placements.map((placement) => placement.namespace)]) {
      if (pods !== undefined) add(podsIn(namespace), ...pods);
      if (selected !== undefined) add(servicesIn(namespace), ...selected);
    }
  }
  return contributions;
}

/** The facts of an object as text; those of an object that stays are not written again. */
function written(facts: object): string {
  const text = WRITTEN.get(facts) ?? JSON.stringify(facts);
  WRITTEN.set(facts, text);
  return text;
}

const WRITTEN = new WeakMap<object, string>();

function namespacesIn(objects: readonly Placed[]): readonly string[] {
  const defined = objects.filter(({ object }) => object.kind === 'Namespace');
  const used = objects.flatMap(({ placements }) => placements.map((p) => p.namespace));
  const made = defined.flatMap(({ placements }) => placements.flatMap((p) => p.name ?? []));
  return [...new Set([...used, ...made])].sort();
}

/** Files whose whole text can matter to rules of other files. */
function isAskedByText({ kind }: SourceFile): boolean {
  return kind === 'text' || kind === 'dockerfile' || kind === 'compose' || kind === 'ci';
}

/** Skaffold's own file only looks like an object, and others ask for what it says. */
function isForCluster({ object }: Placed): boolean {
  return !object.apiVersion.startsWith('skaffold/');
}

/** Notes the dependencies whose part has changed, come or gone. */
export function noteChanges(
  before: Contributions | undefined,
  after: Contributions,
  changed: Set<Dependency>,
): void {
  for (const [dependency, facts] of after) {
    if (!isSame(before?.get(dependency), facts)) changed.add(dependency);
  }
  for (const dependency of before?.keys() ?? []) {
    if (!after.has(dependency)) changed.add(dependency);
  }
}

function isSame(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a?.length === b.length && b.every((fact, i) => a[i] === fact);
}
