/**
 * The reference graph: every name in a file that stands for something else. It is worked out for
 * one file at a time, when asked; what a file itself says is kept with its trees, and answers over
 * the workspace until the next change. Going back, the text is the index: only files that hold the
 * name are looked into.
 */
import { readCompose } from '../compose/compose.ts';
import { composeReferences } from './compose-references.ts';
import { dockerfileReferences } from './dockerfile-references.ts';
import { placeKey } from './model.ts';
import type { GraphPlace, GraphReference } from './model.ts';
import { hostReferences } from './host-references.ts';
import { kustomizationReferences, sourceFolders } from './kustomization-references.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { namespaceReferences } from './namespace-references.ts';
import { tableReferences } from './object-references.ts';
import { onceFor } from '../workspace/per-scope.ts';
import { portReferences } from './port-references.ts';
import { Scope } from '../workspace/scope.ts';
import { SELECTING_KINDS, selectorReferences } from './selector-references.ts';
import { folderOf } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The references of one file, in the order of their places. */
export function referencesAt(workspace: Workspace, path: string): readonly GraphReference[] {
  return workspace.once(`references of ${path}`, () => {
    const file = workspace.file(path);
    if (file === undefined) return [];
    const scope = workspace.once('scope of the graph', () => new Scope(workspace));
    return withoutRepeats(read(workspace, file, scope)).sort(inTextOrder);
  });
}

function read(workspace: Workspace, file: SourceFile, scope: Scope): readonly GraphReference[] {
  switch (file.kind) {
    case 'yaml':
    case 'json':
      return [
        ...manifestReferences(workspace.objectsIn(file.path), scope),
        ...sourceFolders(file, scope),
      ];
    case 'kustomization': {
      const found = workspace.structure.kustomizations.get(folderOf(file.path));
      return found?.path === file.path ? kustomizationReferences(found, scope) : [];
    }
    case 'compose': {
      const compose = readCompose(file);
      return compose === undefined ? [] : composeReferences(compose, scope);
    }
    case 'dockerfile':
      return dockerfileReferences(file);
    default:
      return [];
  }
}

/** Behind so many references of one file no more selectors are followed: each may pick everything. */
const MANY_REFERENCES = 50_000;

function manifestReferences(
  objects: readonly KubernetesObject[],
  scope: Scope,
): readonly GraphReference[] {
  const found: GraphReference[] = [];
  for (const object of objects) {
    const selected = found.length < MANY_REFERENCES ? selectorReferences(object, scope) : [];
    for (const references of [
      namespaceReferences(object, scope),
      tableReferences(object, scope),
      selected,
      portReferences(object, scope),
      hostReferences(object, scope),
    ])
      for (const reference of references) found.push(reference);
  }
  return found;
}

/** A place in several deployments that all lead to the same namespace says one thing only. */
function withoutRepeats(references: readonly GraphReference[]): GraphReference[] {
  const seen = new Set<string>();
  return references.filter(({ from, field, target, state, key }) => {
    const { start, end } = from.mark;
    const at = `${from.mark.document.start} ${start} ${end} ${key?.mark.start ?? ''}`;
    const to = `${target.kind}\0${target.namespace}\0${target.name}\0${target.key ?? ''}`;
    const own =
      from.object && `${from.object.kind}\0${from.object.namespace ?? ''}\0${from.object.name}`;
    const id = `${at}\n${field}\n${to}\n${state}\n${own ?? ''}`;
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
}

/** Not by locale: the order is the same on every machine. */
function inTextOrder(a: GraphReference, b: GraphReference): number {
  return (
    a.from.mark.document.start +
      a.from.mark.start -
      (b.from.mark.document.start + b.from.mark.start) ||
    compare(a.field, b.field) ||
    compare(sortKey(a), sortKey(b))
  );
}

function sortKey({ target, from }: GraphReference): string {
  const { kind, namespace, name, key = '' } = target;
  return [from.object?.namespace ?? '', kind, namespace, name, key].join('\0');
}

function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Every reference of the workspace, file by file in the order of their paths. */
export function allReferences(workspace: Workspace): readonly GraphReference[] {
  return workspace.files
    .map(({ path }) => path)
    .sort(compare)
    .flatMap((path) => referencesAt(workspace, path));
}

/** Something that can be named: where it is, and the words by which texts may know it. */
export interface Named {
  readonly kind: string;
  readonly places: readonly GraphPlace[];
  /** Its name, also with kustomize's prefixes; or its key or port. */
  readonly words: readonly string[];
  /** True for a key or port of an object, not the object itself. */
  readonly isKey?: boolean;
  /** True to find hosts in capital letters, too, which takes longer. */
  readonly anyCase?: boolean;
}

/** Who names it, file by file; only files whose text holds one of its words are looked into. */
export function referencesTo(workspace: Workspace, named: Named): readonly GraphReference[] {
  return mentioningFiles(workspace, named)
    .flatMap((path) => referencesAt(workspace, path))
    .filter((reference) => leadsTo(reference, named));
}

export function leadsTo({ to, key, target }: GraphReference, named: Named): boolean {
  const { kind, places, words, isKey } = named;
  // Namespaces are mostly made by hand: they are known by their names alone.
  if (kind === 'Namespace') return target.kind === kind && words.includes(target.name);
  const ends = isKey === true ? (key?.to ?? []) : to;
  const wanted = keysOf(places);
  return ends.some((end) => wanted.has(placeKey(end)));
}

/** A list of places is compared with every reference of a workspace. */
const keysOf = onceFor((places: readonly GraphPlace[]) => new Set(places.map(placeKey)));

function mentioningFiles(workspace: Workspace, named: Named): readonly string[] {
  const words = named.words.filter((word) => word !== '');
  const lower = named.anyCase === true ? words.map((word) => word.toLowerCase()) : [];
  const holds = (text: string): boolean =>
    words.some((word) => text.includes(word)) ||
    (lower.length > 0 && lower.some((word) => text.toLowerCase().includes(word)));
  const paths = workspace.files.filter(({ text }) => holds(text)).map(({ path }) => path);
  return [...new Set([...paths, ...selectingFiles(workspace, named)])].sort(compare);
}

/** Selectors pick by labels, without a name that could be searched for. */
function selectingFiles(workspace: Workspace, { isKey, kind, places }: Named): readonly string[] {
  if (isKey === true || NEVER_SELECTED.has(kind)) return [];
  if (kind === 'Service')
    return [...workspace.objectsOfKind('ServiceMonitor')].map(({ path }) => path);
  const picked = places.flatMap(({ path, mark }) =>
    workspace.objectsIn(path).filter(({ document }) => document === mark.document),
  );
  const namespaces = new Set(
    picked.flatMap((object) => workspace.placements(object).map(({ namespace }) => namespace)),
  );
  // Services and budgets pick in their own namespace, policies and monitors in others, too.
  return SELECTING_KINDS.flatMap((selecting) =>
    [...workspace.objectsOfKind(selecting)]
      .filter(
        (object) =>
          (selecting !== 'Service' && selecting !== 'PodDisruptionBudget') ||
          workspace.placements(object).some(({ namespace }) => namespaces.has(namespace)),
      )
      .map(({ path }) => path),
  );
}

const NEVER_SELECTED: ReadonlySet<string> = new Set([
  'ConfigMap',
  'Secret',
  'PersistentVolumeClaim',
  'ServiceAccount',
  'Namespace',
]);
