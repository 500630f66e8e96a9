/**
 * Of several that a name leads to, the ones that answer: copies of a stack share names, and each
 * looks around itself first.
 */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Definition } from './definitions.ts';
import { folderOf } from '../files/source.ts';
import { nearItems } from './near.ts';
import { inFileOrder } from './object-index.ts';
import type { Workspace } from './workspace.ts';

/**
 * Those that share the deepest folder with a file. Kustomizations that list one another are one
 * place, wherever their folders are: a patch belongs to what it changes.
 */
export function nearest(
  definitions: readonly Definition[],
  from: string,
  workspace: Workspace,
): readonly Definition[] {
  if (definitions.length < 2) return definitions;
  const depths = definitions.map(({ path }) => sharedDepth(path, from));
  const deepest = Math.max(...depths);
  const isNearest = (i: number): boolean => depths[i] === deepest;
  const groups = new Set(
    definitions.filter((_, i) => isNearest(i)).map(({ path }) => workspace.stackOf(path).id),
  );
  return definitions.filter(({ path }, i) => {
    const { id } = workspace.stackOf(path);
    return isNearest(i) || (id.startsWith('kustomize:') && groups.has(id));
  });
}

/** How many folders two files have in common, counted from the top. */
export function sharedDepth(a: string, b: string): number {
  const [one, other] = [folderOf(a).split('/'), folderOf(b).split('/')];
  const parted = one.findIndex((name, i) => name !== other[i]);
  return parted < 0 ? one.length : parted;
}

interface Wanted {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/**
 * What another stack keeps in a namespace that the stack of a file has no part in, and that is
 * written down there: `store.back` of one folder is meant where another one deploys to "back".
 */
export function namedApart(
  workspace: Workspace,
  from: string,
  { kind, name, namespace }: Wanted,
): readonly KubernetesObject[] {
  const named = [...workspace.objectsNamed(kind, name)].filter((object) =>
    workspace
      .placements(object)
      .some(
        (one) =>
          one.namespace === namespace && one.source.by !== 'default' && one.source.by !== 'setting',
      ),
  );
  if (named.length === 0 || namespace === '') return [];
  const own = nearItems(workspace, from, `in ${namespace}`, () =>
    workspace.objectsInNamespace(namespace),
  );
  return own.length > 0 ? [] : named.sort(inFileOrder);
}
