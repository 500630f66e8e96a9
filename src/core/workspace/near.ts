/**
 * What the stack of a file knows of: its own objects, those of the stacks around it and of those
 * within it. Objects are grouped by the folders of their stacks once, so that many stacks do not
 * each look through the objects of all others.
 */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { inFileOrder } from './object-index.ts';
import { folderOf } from '../files/source.ts';
import { related } from './structure.ts';
import type { Workspace } from './workspace.ts';

/** So few are looked through as fast as they are looked up. */
const FEW = 8;

/** What the stack of a file knows of some objects, in file order; worked out once. */
export function near(
  workspace: Workspace,
  from: string,
  question: string,
  objects: () => Iterable<KubernetesObject>,
): readonly KubernetesObject[] {
  return workspace.once(`near ${workspace.stackOf(from).id}: ${question}`, () =>
    [...nearItems(workspace, from, question, objects)].sort(inFileOrder),
  );
}

interface Groups<Item> {
  /** The items of stacks, by the folders of these. */
  readonly at: ReadonlyMap<string, readonly Item[]>;
  /** The folders of stacks within a folder. */
  readonly below: ReadonlyMap<string, readonly string[]>;
}

/**
 * The same of anything that stands in files, in no promised order.
 * @param question tells these items from all others that are asked for
 */
export function nearItems<Item extends { readonly path: string }>(
  workspace: Workspace,
  from: string,
  question: string,
  items: () => Iterable<Item>,
): readonly Item[] {
  const { folder } = workspace.stackOf(from);
  const { at, below } = workspace.once(`by stack: ${question}`, () => byStack(items(), workspace));
  const folders = [folder, ...foldersAround(folder), ...(below.get(folder) ?? [])];
  return folders.flatMap((one) => at.get(one) ?? []);
}

function byStack<Item extends { readonly path: string }>(
  items: Iterable<Item>,
  workspace: Workspace,
): Groups<Item> {
  const at = Map.groupBy(items, ({ path }) => workspace.stackOf(path).folder);
  const below = new Map<string, string[]>();
  for (const folder of at.keys()) {
    for (const outer of foldersAround(folder)) {
      const known = below.get(outer);
      if (known === undefined) below.set(outer, [folder]);
      else known.push(folder);
    }
  }
  return { at, below };
}

/** From the next folder outwards to that of the workspace, which is ''. */
function foldersAround(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let inner = folder; inner !== '';) {
    inner = folderOf(inner);
    folders.push(inner);
  }
  return folders;
}

/** The objects of a name that the stack of a file knows of, in file order. */
export function nearNamed(
  workspace: Workspace,
  from: string,
  kind: string,
  name: string,
): readonly KubernetesObject[] {
  const named = workspace.objectsNamed(kind, name);
  if (named.size > FEW) return near(workspace, from, `name ${kind}/${name}`, () => named);
  const stack = workspace.stackOf(from);
  return [...named].filter(({ path }) => related(workspace.stackOf(path), stack)).sort(inFileOrder);
}

/** The same, without most of those that are in other namespaces: copies of a stack share names. */
export function nearNamedIn(
  workspace: Workspace,
  from: string,
  { kind, name, namespaces }: { kind: string; name: string; namespaces: readonly string[] },
): readonly KubernetesObject[] {
  const named = nearNamed(workspace, from, kind, name);
  if (named.length <= FEW) return named;
  const question = `by namespace: ${kind}/${name} near ${workspace.stackOf(from).id}`;
  const groups = workspace.once(question, () => byNamespace(named, workspace));
  const found = ['', ...namespaces].flatMap((namespace) => groups.get(namespace) ?? []);
  return [...new Set(found)].sort(inFileOrder);
}

/** Objects by the namespaces that they end up in, each group in the order of the objects. */
export function byNamespace(
  objects: Iterable<KubernetesObject>,
  workspace: Workspace,
): ReadonlyMap<string, readonly KubernetesObject[]> {
  const groups = new Map<string, Set<KubernetesObject>>();
  for (const object of objects) {
    for (const { namespace } of workspace.placements(object)) {
      const known = groups.get(namespace);
      if (known === undefined) groups.set(namespace, new Set([object]));
      else known.add(object);
    }
  }
  return new Map([...groups].map(([namespace, found]) => [namespace, [...found]]));
}
