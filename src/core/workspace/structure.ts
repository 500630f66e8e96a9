/**
 * How files belong together: kustomizations, charts and stacks; and from that the namespaces that
 * the objects of a file end up in.
 */
import { readKustomization } from '../kustomize/kustomization.ts';
import type { Kustomization } from '../kustomize/kustomization.ts';
import type { PlacedDeletion } from '../kustomize/deletions.ts';
import { placeFiles, withDestinations } from '../kustomize/overlays.ts';
import type { Destination } from '../kustomize/overlays.ts';
import { baseName, folderOf, isWithin, joinPath } from '../files/source.ts';
import type { SourceFile } from '../files/source.ts';
import { isChartTemplate } from '../files/chart-templates.ts';
import { onceFor } from './per-scope.ts';
import { compareText } from '../text/text.ts';

export type { Kustomization } from '../kustomize/kustomization.ts';

export type NamespaceSource =
  | { readonly by: 'own' }
  | { readonly by: 'kustomization' | 'argo-cd' | 'flux'; readonly path: string }
  | { readonly by: 'setting' }
  | { readonly by: 'default' };

/** What one deployment of a file does to the objects in it. */
export interface Overlay {
  /** Set where the overlay decides the namespace. */
  readonly namespace?: string;
  /** True where it also replaces the object's own namespace, as kustomize and Flux do. */
  readonly overrides: boolean;
  readonly source: NamespaceSource;
  readonly prefix: string;
  readonly suffix: string;
  /** What it leaves out. */
  readonly deletions?: readonly PlacedDeletion[];
}

/** A set of files that are deployed together; names are looked up inside it. */
export interface Stack {
  readonly id: string;
  readonly folder: string;
}

export interface Structure {
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  readonly overlays: ReadonlyMap<string, readonly Overlay[]>;
  readonly patches: ReadonlySet<string>;
  readonly charts: ReadonlySet<string>;
  stackOf(path: string): Stack;
}

export function readStructure(files: readonly SourceFile[], paths: readonly string[]): Structure {
  const found: Kustomization[] = [];
  const byPath = new Map(files.map((file) => [file.path, file]));
  const fileAt = (path: string): SourceFile | undefined => byPath.get(path);
  const destinations: Destination[] = [];
  for (const file of files) {
    if (file.kind === 'kustomization') {
      const kustomization = readKustomization(file, fileAt);
      if (kustomization !== undefined) found.push(kustomization);
    } else if (file.kind === 'yaml') destinations.push(...readDestinations(file));
  }
  // In whatever order files are read, the answers are the same.
  found.sort((a, b) => compareText(a.path, b.path));
  destinations.sort((a, b) => compareText(orderOf(a), orderOf(b)));
  const kustomizations = new Map(found.map((one) => [one.folder, one]));
  const charts = new Set(paths.filter((path) => baseName(path) === 'Chart.yaml').map(folderOf));
  const listed = placeFiles(kustomizations, destinations);
  const markers = new Set(paths.filter(isMarker).map(folderOf));
  for (const folder of kustomizations.keys()) markers.add(folder);
  const groups = groupKustomizations(kustomizations);
  return {
    kustomizations,
    overlays: withDestinations(paths, listed, destinations),
    patches: new Set([...kustomizations.values()].flatMap((k) => k.patches)),
    charts,
    stackOf: stackFinder(markers, groups, fileGroups(kustomizations, groups)),
  };
}

const orderOf = ({ folder, namespace = '' }: Destination): string => `${folder}\0${namespace}`;

/** A file in whose folder a stack of its own begins. */
const MARKER =
  /^(?:Chart\.yaml|(?:docker-)?compose\.ya?ml|skaffold\.yaml|Tiltfile|helmfile\.yaml|devspace\.yaml|README(?:\.\w+)?)$/i;

const isMarker = (path: string): boolean => MARKER.test(baseName(path));

/** Folders of examples that tests read: what stands in one means nothing to the next. */
const TEST_DATA: ReadonlySet<string> = new Set(['testdata', 'fixtures']);

/** Argo CD gives its namespace to what has none; Flux's targetNamespace replaces. */
function readDestinations(file: SourceFile): readonly Destination[] {
  // Asked of every file whenever one kustomization changes.
  if (!file.text.includes('argoproj.io') && !file.text.includes('fluxcd.io')) return [];
  return file.documents.flatMap((document) => {
    if (!/argoproj\.io|kustomize\.toolkit\.fluxcd\.io/.test(document.text)) return [];
    const { view } = document;
    const spec = view.get('spec');
    const argo = view.get('kind').text === 'Application';
    const namespace = argo
      ? spec.get('destination', 'namespace').text
      : spec.get('targetNamespace').text;
    const folder = argo ? spec.get('source', 'path').text : spec.get('path').text;
    if (namespace === undefined || folder === undefined) return [];
    const by = argo ? ('argo-cd' as const) : ('flux' as const);
    const source = { by, path: file.path };
    return [
      { folder: joinPath('', folder), namespace, overrides: !argo, source, prefix: '', suffix: '' },
    ];
  });
}

/** Kustomizations that list one another, directly or not, are one group, named by its first folder. */
function groupKustomizations(
  kustomizations: ReadonlyMap<string, Kustomization>,
): Map<string, string> {
  const leader = new Map([...kustomizations.keys()].map((folder) => [folder, folder]));
  const find = (folder: string): string => {
    let at = folder;
    for (let next = leader.get(at); next !== undefined && next !== at; next = leader.get(at)) {
      // Each look makes the way shorter for the next one.
      leader.set(at, leader.get(next) ?? next);
      at = next;
    }
    return at;
  };
  for (const { folder, resources } of kustomizations.values()) {
    for (const resource of resources) {
      if (!kustomizations.has(resource)) continue;
      const [a, b] = [find(folder), find(resource)].sort() as [string, string];
      leader.set(b, a);
    }
  }
  return new Map([...kustomizations.keys()].map((folder) => [folder, find(folder)]));
}

function fileGroups(
  kustomizations: ReadonlyMap<string, Kustomization>,
  groups: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const { folder, resources, patches } of kustomizations.values()) {
    for (const path of [...resources, ...patches]) files.set(path, groups.get(folder) ?? folder);
  }
  return files;
}

function stackFinder(
  markers: ReadonlySet<string>,
  groups: ReadonlyMap<string, string>,
  listed: ReadonlyMap<string, string>,
): (path: string) => Stack {
  // What was opened or named together belongs together, where no folder says otherwise.
  const root: Stack = { id: '', folder: '' };
  const ofFolder = new Map<string, Stack>();
  const begins = (folder: string): boolean =>
    markers.has(folder) || TEST_DATA.has(baseName(folder));
  const groupStacks = new Map<string, Stack>();
  for (const [id, members] of Map.groupBy(groups, ([, leader]) => leader)) {
    const folders = members.map(([folder]) => folder);
    groupStacks.set(id, { id: `kustomize:${id}`, folder: commonFolder(folders) });
  }
  const find = (folder: string): Stack => {
    const known = ofFolder.get(folder);
    if (known !== undefined) return known;
    const own = groupStacks.get(groups.get(folder) ?? '\0');
    const top = !folder.includes('/');
    const around = (): Stack => (top ? root : find(folderOf(folder)));
    const stack = own ?? (folder !== '' && begins(folder) ? { id: folder, folder } : around());
    ofFolder.set(folder, stack);
    return stack;
  };
  const ofPath = new Map<string, Stack>();
  return (path) => {
    const known = ofPath.get(path);
    if (known !== undefined) return known;
    const stack = groupStacks.get(listed.get(path) ?? '\0') ?? find(folderOf(path));
    ofPath.set(path, stack);
    return stack;
  };
}

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...rest] = folders;
  const parts = first.split('/');
  const shared = parts.findIndex((part, i) => rest.some((folder) => folder.split('/')[i] !== part));
  return (shared < 0 ? parts : parts.slice(0, shared)).join('/');
}

/** Whether names of one stack can answer for the other: the same, or one around the other. */
export function related(a: Stack, b: Stack): boolean {
  return a.id === b.id || isWithin(a.folder, b.folder) || isWithin(b.folder, a.folder);
}

/** Whether two structures give a file the same stack, and what it holds the same role and placements. */
export function isPlacedAlike(path: string, a: Structure, b: Structure): boolean {
  const [one, other] = [a.stackOf(path), b.stackOf(path)];
  return (
    one.id === other.id &&
    one.folder === other.folder &&
    a.patches.has(path) === b.patches.has(path) &&
    isChartTemplate(path, a.charts) === isChartTemplate(path, b.charts) &&
    sameOverlays(a.overlays.get(path), b.overlays.get(path))
  );
}

function sameOverlays(a: readonly Overlay[] = [], b: readonly Overlay[] = []): boolean {
  return a.length === b.length && a.every((one, i) => textOf(one) === textOf(b[i] ?? one));
}

/** All files of one kustomization share its overlay. */
const textOf = onceFor((overlay: Overlay) => JSON.stringify(overlay));
