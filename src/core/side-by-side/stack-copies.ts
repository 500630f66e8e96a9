/** Stacks that could run a second time in another namespace (S2.1): what they hold, where they are. */
import { isNamespaced } from '../kubernetes/api-versions.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { baseName, folderOf, isWithin } from '../files/source.ts';
import type { Kustomization } from '../workspace/structure.ts';
import { compare, isNamespaceName, SYSTEM_NAMESPACE } from '../traffic/pods.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** A folder that an overlay can build on. */
export interface CopyBase {
  readonly folder: string;
  /** The kustomization that is there already. */
  readonly kustomization?: string;
  /** The manifests of the base, by path. */
  readonly files: readonly string[];
}

export interface CopyableStack {
  /** The folder that names it; '' for that of the workspace. */
  readonly folder: string;
  /** Where its objects are today, sorted. */
  readonly namespaces: readonly string[];
  readonly bases: readonly CopyBase[];
  /** Manifests beside it that hold objects of several namespaces, and are left out. */
  readonly leftOut: readonly string[];
}

/** Every stack that runs pods, by folder and then by namespace. */
export function copyableStacks(workspace: Workspace): readonly CopyableStack[] {
  return [...kustomizedStacks(workspace), ...plainStacks(workspace)]
    .filter(({ namespaces }) => !namespaces.some((name) => SYSTEM_NAMESPACE.test(name)))
    .filter(({ bases }) =>
      bases.some(({ files }) => files.some((path) => runsPods(path, workspace))),
    )
    .sort(
      (a, b) => compare(a.folder, b.folder) || compare(a.namespaces.join(), b.namespaces.join()),
    );
}

function runsPods(path: string, workspace: Workspace): boolean {
  return wholeObjects(path, workspace).some(({ workload }) => workload !== undefined);
}

/** The objects of a file that are neither patches nor templates. */
export function wholeObjects(path: string, workspace: Workspace): readonly KubernetesObject[] {
  return workspace.objectsIn(path).filter((object) => workspace.roleOf(object) === 'whole');
}

/** Objects of one namespace; those whose kind nobody knows count by what they say. */
export function livesInNamespace({ kind, apiVersion, ownNamespace }: KubernetesObject): boolean {
  return isNamespaced(kind, apiVersion) ?? ownNamespace !== undefined;
}

function kustomizedStacks(workspace: Workspace): readonly CopyableStack[] {
  const { kustomizations } = workspace.structure;
  return [...kustomizations.values()].flatMap((kustomization) => {
    const { folder, path, namespace, view, resources } = kustomization;
    if (view.get('kind').text === 'Component') return [];
    // An overlay of its own is best copied from what it is laid over.
    const isOverlay = namespace !== undefined && resources.some((one) => kustomizations.has(one));
    if (isOverlay) return [];
    const files = filesOf(kustomization, kustomizations);
    const namespaces = distinct(
      files
        .flatMap((file) => wholeObjects(file, workspace))
        .filter(livesInNamespace)
        .flatMap((object) => workspace.placements(object).map((placement) => placement.namespace)),
    );
    return [{ folder, namespaces, bases: [{ folder, kustomization: path, files }], leftOut: [] }];
  });
}

/** All manifests that a kustomization brings, directly or through others. */
function filesOf(start: Kustomization, all: ReadonlyMap<string, Kustomization>): readonly string[] {
  const files = new Set<string>();
  const reached = new Set([start]);
  // A set goes on with what is added to it.
  for (const { resources } of reached) {
    for (const resource of resources) {
      const next = all.get(resource);
      if (next === undefined) files.add(resource);
      else reached.add(next);
    }
  }
  return [...files].sort(compare);
}

interface PlainFile {
  readonly path: string;
  readonly stack: string;
  readonly namespaces: readonly string[];
}

/** Manifests that no kustomization lists, together by their stack and namespace. */
function plainStacks(workspace: Workspace): readonly CopyableStack[] {
  const files = plainFiles(workspace);
  const mixed = files.filter(({ namespaces }) => namespaces.length > 1);
  const single = files.filter(({ namespaces }) => namespaces.length === 1);
  const groups = Map.groupBy(single, ({ stack, namespaces: [name = ''] }) => `${stack}\0${name}`);
  return [...groups.values()].flatMap((group) => {
    const paths = group.map(({ path }) => path);
    const bases = basesOf(paths);
    const folder = bases.length === 1 ? (bases[0]?.folder ?? '') : '';
    // A kustomization that is there and does not list them has its reasons.
    if (bases.some((base) => workspace.structure.kustomizations.has(base.folder))) return [];
    const [namespace = ''] = group[0]?.namespaces ?? [];
    const leftOut = mixed
      .filter(
        ({ stack, namespaces }) => stack === group[0]?.stack && namespaces.includes(namespace),
      )
      .filter(({ path }) => workspace.objectsIn(path).some(({ kind }) => kind !== 'Namespace'))
      .map(({ path }) => path);
    return [{ folder, namespaces: [namespace], bases, leftOut }];
  });
}

function plainFiles(workspace: Workspace): readonly PlainFile[] {
  const { kustomizations, charts, patches } = workspace.structure;
  const listed = new Set([...kustomizations.values()].flatMap(({ resources }) => resources));
  return workspace.files
    .map(({ path }) => path)
    .filter((path) => !listed.has(path) && !patches.has(path))
    .filter((path) => ![...charts].some((chart) => isWithin(path, chart)))
    .filter((path) => isPlain(path, workspace))
    .sort(compare)
    .map((path) => ({
      path,
      stack: workspace.stackOf(path).id,
      namespaces: namespacesIn(path, workspace),
    }));
}

/** Whether all that a file holds are whole objects, so that kustomize can read it. */
function isPlain(path: string, workspace: Workspace): boolean {
  const objects = workspace.objectsIn(path);
  const documents = workspace.file(path)?.documents ?? [];
  return (
    objects.length > 0 &&
    wholeObjects(path, workspace).length === objects.length &&
    documents.every(({ tree }) => tree.errors.length === 0)
  );
}

/** Where the objects of a file are, the names of the Namespaces in it included. */
function namespacesIn(path: string, workspace: Workspace): readonly string[] {
  return distinct(
    workspace.objectsIn(path).flatMap((object) => {
      if (object.kind === 'Namespace' && object.group === '') return object.name ?? [];
      if (!livesInNamespace(object)) return [];
      return workspace.placements(object).map(({ namespace }) => namespace);
    }),
  ).filter(isNamespaceName);
}

/** One folder around all files; where that is the workspace's own, one for each folder in it. */
function basesOf(paths: readonly string[]): readonly CopyBase[] {
  const folder = commonFolder(paths);
  if (folder !== '' || paths.some((path) => folderOf(path) === ''))
    return [{ folder, files: paths }];
  const groups = Map.groupBy(paths, (path) => path.split('/')[0] ?? '');
  return [...groups.values()].map((files) => ({ folder: commonFolder(files), files }));
}

function commonFolder(paths: readonly string[]): string {
  const [first = [], ...rest] = paths.map((path) => folderOf(path).split('/'));
  const end = first.findIndex((part, i) => rest.some((other) => other[i] !== part));
  return (end < 0 ? first : first.slice(0, end)).join('/');
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)].sort(compare);
}

/** What a stack is called in lists. */
export function stackTitle({ folder, bases }: CopyableStack): string {
  if (folder !== '') return folder;
  return (
    bases
      .map((base) => baseName(base.folder))
      .filter(Boolean)
      .join(', ') || '.'
  );
}
