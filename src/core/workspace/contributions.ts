/** What rules can have asked about, so that a change reaches those who asked and nobody else. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Placement } from './placement.ts';
import type { SourceFile } from '../files/source.ts';

interface Placed {
  readonly object: KubernetesObject;
  readonly placements: readonly Placement[];
}

/**
 * The questions that a file has a part in, each with the part: what changes there is seen by it.
 * Kept in pieces, not as one text: what an edit leaves alone is the very same string as before.
 */
export type Facets = ReadonlyMap<string, readonly string[]>;

/** @param isPatch whether a kustomization lays the file over others */
export function facetsOf(
  source: SourceFile,
  stack: string,
  objects: readonly Placed[],
  isPatch: boolean,
): Facets {
  const facets = new Map<string, string[]>();
  const add = (facet: string, ...facts: readonly string[]): void => {
    const before = facets.get(facet);
    if (before === undefined) facets.set(facet, [...facts]);
    else before.push(...facts);
  };
  const isAsked = isPatch || isAskedByText(source) || !objects.some(isForCluster);
  add(`file:${source.path}`, isAsked ? source.text : '');
  if (source.kind === 'compose') add('compose', source.text);
  if (objects.length > 0) add('namespaces', namespacesIn(objects).join(' '));
  for (const { object, placements } of objects) {
    const where = `${stack} ${placements.map((p) => `${p.namespace}/${p.name ?? ''}`).join(' ')}`;
    const { kind, title, workload, service, document } = object;
    for (const name of new Set([object.name, ...placements.map((p) => p.name)])) {
      if (name !== undefined) add(`name:${kind}/${name}`, where, document.text);
    }
    add(`kind:${kind}`, where, document.text);
    const pods = workload && [where, title, written(workload)];
    const selected = service && [where, written(service)];
    for (const place of ['', ...placements.map(({ namespace }) => `:${namespace}`)]) {
      if (pods !== undefined) add(`pods${place}`, ...pods);
      if (selected !== undefined) add(`services${place}`, ...selected);
    }
  }
  return facets;
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

/** Notes the questions whose part has changed, come or gone. */
export function changedFacets(
  before: Facets | undefined,
  after: Facets,
  changed: Set<string>,
): void {
  for (const [facet, facts] of after) if (!isSame(before?.get(facet), facts)) changed.add(facet);
  for (const facet of before?.keys() ?? []) if (!after.has(facet)) changed.add(facet);
}

function isSame(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a?.length === b.length && b.every((fact, i) => a[i] === fact);
}
