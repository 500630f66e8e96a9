/** What rules can have asked about, so that a change reaches those who asked and nobody else. */
import type { KubernetesObject } from './manifest.ts';
import type { Placement } from './placement.ts';
import type { SourceFile } from './source.ts';

interface Placed {
  readonly object: KubernetesObject;
  readonly placements: readonly Placement[];
}

/** The questions that a file has a part in, each with the part: what changes there is seen by it. */
export function facetsOf(
  source: SourceFile,
  stack: string,
  objects: readonly Placed[],
): ReadonlyMap<string, string> {
  const facets = new Map<string, string>();
  const add = (facet: string, fact: string): void => {
    const before = facets.get(facet);
    facets.set(facet, before === undefined ? fact : `${before}\0${fact}`);
  };
  add(`file:${source.path}`, isAskedByText(source) ? source.text : '');
  if (objects.length > 0) add('namespaces', namespacesIn(objects).join(' '));
  for (const { object, placements } of objects) {
    const where = `${stack} ${placements.map((p) => `${p.namespace}/${p.name ?? ''}`).join(' ')}`;
    const fact = `${where}\n${object.document.text}`;
    for (const name of new Set([object.name, ...placements.map((p) => p.name)])) {
      if (name !== undefined) add(`name:${object.kind}/${name}`, fact);
    }
    add(`kind:${object.kind}`, fact);
    const pods = object.workload && JSON.stringify([where, object.title, object.workload]);
    for (const { namespace } of placements) {
      if (pods !== undefined) add(`pods:${namespace}`, pods);
      if (object.service !== undefined) {
        add(`services:${namespace}`, JSON.stringify([where, object.service]));
      }
    }
  }
  return facets;
}

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

/** Notes the questions whose part has changed, come or gone. */
export function changedFacets(
  before: ReadonlyMap<string, string> | undefined,
  after: ReadonlyMap<string, string>,
  changed: Set<string>,
): void {
  for (const [facet, fact] of after) if (before?.get(facet) !== fact) changed.add(facet);
  for (const facet of before?.keys() ?? []) if (!after.has(facet)) changed.add(facet);
}
