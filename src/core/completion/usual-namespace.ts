import { isNamespaced } from '../kubernetes/api-versions.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { folderOf } from '../files/source.ts';
import { contains } from '../text/text.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * The namespace that a new manifest at this place should name: the one that all other objects of
 * the file name, or all of the folder where the file has none. Undefined where some object leaves
 * it open or where two of them differ.
 */
export function usualNamespace(
  workspace: Workspace,
  { path, offset }: { readonly path: string; readonly offset: number },
): string | undefined {
  const inFile = workspace
    .objectsIn(path)
    .filter(
      ({ document: { start, text } }) => !contains({ start, end: start + text.length }, offset),
    )
    .filter(isPlaced);
  if (inFile.length > 0) return onlyNamespace(inFile);
  const neighbours = workspace.files
    .filter((file) => file.path !== path && folderOf(file.path) === folderOf(path))
    .flatMap((file) => workspace.objectsIn(file.path))
    .filter(isPlaced);
  return onlyNamespace(neighbours);
}

const isPlaced = ({ kind, apiVersion, role }: KubernetesObject): boolean =>
  role !== 'patch' && isNamespaced(kind, apiVersion) !== false;

function onlyNamespace(objects: readonly KubernetesObject[]): string | undefined {
  const names = new Set(objects.map(({ ownNamespace }) => ownNamespace));
  const [name] = names;
  return names.size === 1 && name !== undefined && /^[a-z0-9-]+$/.test(name) ? name : undefined;
}
