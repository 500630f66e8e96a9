/** What kustomizations and GitOps destinations make of the files they deploy. */
import type { Kustomization, Overlay } from '../workspace/structure.ts';

/** A GitOps object that says where a folder goes. */
export interface Destination extends Overlay {
  readonly folder: string;
}

/**
 * Walks every kustomization that no other one lists down to its files; the outermost namespace
 * wins. Components change what was gathered before them, generated names included.
 */
export function placeFiles(
  kustomizations: ReadonlyMap<string, Kustomization>,
  destinations: readonly Destination[],
): Map<string, Overlay[]> {
  const placed = new Map<string, Overlay[]>();
  const inner = new Set([...kustomizations.values()].flatMap((k) => k.resources));
  const visit = (current: Kustomization, outer: Overlay, chain: readonly Kustomization[]): void => {
    if (chain.includes(current)) return;
    const known = [...chain, current];
    const overlay = nest(current, outer);
    const descend = (path: string, around: Overlay): void => {
      const next = kustomizations.get(path);
      if (next !== undefined) visit(next, around, known);
      else push(placed, path, around);
    };
    let around = overlay;
    for (const path of current.components.toReversed()) {
      descend(path, around);
      around = componentsIn(path, kustomizations, known).reduceRight((o, k) => nest(k, o), around);
    }
    for (const path of current.resources) {
      if (!current.components.includes(path)) descend(path, around);
    }
    for (const path of current.patches) push(placed, path, overlay);
    push(placed, current.path, around);
  };
  const replacing = Map.groupBy(
    destinations.filter(({ overrides }) => overrides),
    ({ folder }) => folder,
  );
  for (const kustomization of kustomizations.values()) {
    if (inner.has(kustomization.folder)) continue;
    const flux = replacing.get(kustomization.folder)?.[0];
    visit(kustomization, flux ?? NO_OVERLAY, []);
  }
  return placed;
}

/** A component behind those that it lists itself: in the order in which they change things. */
function componentsIn(
  path: string,
  kustomizations: ReadonlyMap<string, Kustomization>,
  chain: readonly Kustomization[],
): readonly Kustomization[] {
  const component = kustomizations.get(path);
  if (component === undefined || chain.includes(component)) return [];
  const known = [...chain, component];
  const inside = component.components.flatMap((one) => componentsIn(one, kustomizations, known));
  return [...inside, component];
}

const NO_OVERLAY: Overlay = { overrides: false, source: { by: 'default' }, prefix: '', suffix: '' };

function nest(current: Kustomization, outer: Overlay): Overlay {
  const prefix = outer.prefix + current.prefix;
  const suffix = current.suffix + outer.suffix;
  // Patches come before the prefix beside them.
  const seen = { prefix: prefix.length, suffix: suffix.length };
  const deletions = [
    ...(outer.deletions ?? []),
    ...current.deletions.map((deletion) => ({ ...deletion, ...seen })),
  ];
  const names = { prefix, suffix, ...(deletions.length > 0 && { deletions }) };
  if (outer.namespace !== undefined || current.namespace === undefined)
    return { ...outer, ...names };
  const source = { by: 'kustomization' as const, path: current.path };
  return { namespace: current.namespace, overrides: true, source, ...names };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

/** A path and the folders that it lies in, from the outermost on, without that of the workspace. */
function foldersOf(path: string): readonly string[] {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(0, i + 1).join('/'));
}

export function withDestinations(
  paths: readonly string[],
  listed: ReadonlyMap<string, Overlay[]>,
  destinations: readonly Destination[],
): ReadonlyMap<string, readonly Overlay[]> {
  const overlays = new Map<string, readonly Overlay[]>(listed);
  if (destinations.length === 0) return overlays;
  const byFolder = Map.groupBy(destinations, ({ folder }) => folder);
  for (const path of paths) {
    const covering = foldersOf(path).flatMap((folder) => byFolder.get(folder) ?? []);
    if (covering.length === 0) continue;
    const own = overlays.get(path);
    const named = own?.filter((overlay) => overlay.namespace !== undefined) ?? [];
    overlays.set(path, named.length > 0 ? named : covering);
  }
  return overlays;
}
