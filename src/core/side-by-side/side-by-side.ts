/** A second copy of a stack in another namespace (S2.1), as a kustomize overlay. */
import type { FileEdit } from '../lint/fix.ts';
import { newObject } from '../kubernetes/new-object.ts';
import { commented, yamlText } from '../yaml/write.ts';
import type { YamlFields } from '../yaml/write.ts';
import { collisionsOf } from './collisions.ts';
import type { Collision } from './collisions.ts';
import { folderOf, isWithin, joinPath } from '../files/source.ts';
import { wholeObjects } from './stack-copies.ts';
import type { CopyableStack, CopyBase } from './stack-copies.ts';
import { compare, isNamespaceName, SYSTEM_NAMESPACE } from '../traffic/pods.ts';
import type { Workspace } from '../workspace/workspace.ts';

export type SideBySide =
  | {
      /** The folder of the new overlay, for `kubectl apply -k`. */
      readonly folder: string;
      readonly edits: readonly FileEdit[];
      /** What the two copies would fight over, or share by mistake. */
      readonly collisions: readonly Collision[];
    }
  /** Why it cannot be done, in one sentence. */
  | { readonly refused: string };

/** What is wrong with the name of a new namespace, in one sentence; undefined where it is fine. */
export function namespaceProblem(name: string, { namespaces }: CopyableStack): string | undefined {
  if (name === '') return 'The namespace needs a name.';
  if (!isNamespaceName(name))
    return 'A namespace has small letters, digits and hyphens, at most 63, with no hyphen at the ends.';
  if (SYSTEM_NAMESPACE.test(name)) return 'Names that begin with "kube-" belong to the cluster.';
  return namespaces.includes(name) ? `The stack is in "${name}" already.` : undefined;
}

export function runSideBySide(
  workspace: Workspace,
  stack: CopyableStack,
  namespace: string,
): SideBySide {
  const problem = namespaceProblem(namespace, stack);
  if (problem !== undefined) return { refused: problem };
  if (stack.bases.some(({ folder }) => folder === '')) return { refused: NO_FOLDER };
  const parent = overlayParent(workspace, stack);
  const folder = joinPath(parent, namespace);
  if ([...workspace.paths].some((path) => isWithin(path, folder)))
    return { refused: `The folder "${folder}" is there already.` };
  const collisions = collisionsOf(workspace, stack, namespace);
  return {
    folder,
    collisions,
    edits: [
      ...stack.bases.flatMap(baseFile),
      ...presentOverlay(workspace, stack, parent),
      ...newOverlay({ workspace, stack, folder, namespace, collisions }),
    ],
  };
}

const NO_FOLDER =
  'The manifests lie in the top folder, and kustomize lets no overlay build on a folder that it is in: move them into a folder of their own first.';

function baseFile({ folder, kustomization, files }: CopyBase): readonly FileEdit[] {
  if (kustomization !== undefined) return [];
  const resources = files.map((path) => path.slice(folder.length + 1));
  const path = joinPath(folder, 'kustomization.yaml');
  return [{ path, create: kustomizationText({ resources }, []) }];
}

/** Beside the overlays that are there; else in a folder for them, beside the base. */
function overlayParent(workspace: Workspace, { bases }: CopyableStack): string {
  const [known] = overlaysOf(workspace, bases);
  if (known !== undefined) return folderOf(known);
  const [first] = bases;
  const beside = first === undefined || bases.length > 1 ? '' : folderOf(first.folder);
  const usual = joinPath(beside, 'overlays');
  const isInBase = bases.some(({ folder }) => isWithin(usual, folder));
  return isInBase ? joinPath(beside, 'copies') : usual;
}

/** The folders of kustomizations that already build on one of the bases, in order. */
function overlaysOf(workspace: Workspace, bases: readonly CopyBase[]): readonly string[] {
  return [...workspace.structure.kustomizations.values()]
    .filter(({ resources }) => bases.some(({ folder }) => resources.includes(folder)))
    .map(({ folder }) => folder)
    .filter((folder) => !bases.some((base) => isWithin(folder, base.folder)))
    .sort(compare);
}

/**
 * The overlay of the first copy. Without it, nothing but the new overlay would build on the base, and
 * the namespace of the first copy would be nowhere but in habit.
 */
function presentOverlay(
  workspace: Workspace,
  { bases, namespaces }: CopyableStack,
  parent: string,
): readonly FileEdit[] {
  const [namespace, ...more] = namespaces;
  if (namespace === undefined || more.length > 0 || overlaysOf(workspace, bases).length > 0)
    return [];
  const folder = joinPath(parent, namespace);
  const path = joinPath(folder, 'kustomization.yaml');
  return [{ path, create: overlayText({ namespace, folder, bases, extra: [], notes: [] }) }];
}

interface NewOverlay {
  readonly workspace: Workspace;
  readonly stack: CopyableStack;
  readonly folder: string;
  readonly namespace: string;
  readonly collisions: readonly Collision[];
}

function newOverlay(made: NewOverlay): readonly FileEdit[] {
  const { workspace, stack, folder, namespace, collisions } = made;
  // kustomize gives a Namespace of the base the new name.
  const hasOwn = stack.bases
    .flatMap(({ files }) => files)
    .flatMap((path) => wholeObjects(path, workspace))
    .some(({ kind, group }) => kind === 'Namespace' && group === '');
  const extra = hasOwn ? [] : ['namespace.yaml'];
  const notes = collisions.map(({ text }) => text);
  const text = overlayText({ namespace, folder, bases: stack.bases, extra, notes });
  const object = newObject({ apiVersion: 'v1', kind: 'Namespace', name: namespace });
  return [
    { path: joinPath(folder, 'kustomization.yaml'), create: text },
    ...extra.map((name) => ({ path: joinPath(folder, name), create: `${yamlText(object)}\n` })),
  ];
}

interface OverlayText {
  readonly namespace: string;
  readonly folder: string;
  readonly bases: readonly CopyBase[];
  readonly extra: readonly string[];
  readonly notes: readonly string[];
}

function overlayText({ namespace, folder, bases, extra, notes }: OverlayText): string {
  const resources = [...extra, ...bases.map((base) => relativePath(folder, base.folder))];
  const above = notes.map((note) => `- ${note}.`);
  const head = 'What the copies would fight over, or share by mistake:';
  return kustomizationText({ namespace, resources }, notes.length === 0 ? [] : [head, ...above]);
}

function kustomizationText(fields: YamlFields, above: readonly string[]): string {
  const head = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization' };
  return `${yamlText(commented({ ...head, ...fields }, { above }))}\n`;
}

function relativePath(from: string, to: string): string {
  const start = from.split('/').filter(Boolean);
  const end = to.split('/').filter(Boolean);
  let shared = 0;
  while (shared < start.length && start[shared] === end[shared]) shared++;
  return [...start.slice(shared).map(() => '..'), ...end.slice(shared)].join('/');
}
