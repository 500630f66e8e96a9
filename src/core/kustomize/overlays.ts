/** What kustomizations and GitOps destinations make of the files they deploy. */
import type { Kustomization, Overlay } from '../workspace/structure.ts';

/** A GitOps object that says where a folder goes. */
export interface Destination extends Overlay {
  readonly folder: string;
}

/**
 * More deployments of one kustomization than anybody keeps apart: a nest of fourteen pairs has
 * 16,384 ways to its innermost file. Those beyond are left out.
 */
const MOST_DEPLOYMENTS = 100;

/** More than anybody puts into one another: kustomizations, and components. */
const MOST_LEVELS = 1000;
const MOST_COMPONENTS = 100;

/** What is still to be done on the way through a nest of kustomizations. */
type Step =
  | { readonly visit: string; readonly around: Overlay }
  | { readonly place: string; readonly around: Overlay }
  | { readonly leave: Kustomization };

/**
 * Walks every kustomization that no other one lists down to its files; the outermost namespace
 * wins. Components change what was gathered before them, generated names included. What would lead
 * in a circle is left out, and what is deployed twice in the same way counts once.
 */
export function placeFiles(
  kustomizations: ReadonlyMap<string, Kustomization>,
  destinations: readonly Destination[],
): Map<string, Overlay[]> {
  const placed = new Map<string, Overlay[]>();
  const inner = new Set([...kustomizations.values()].flatMap((k) => k.resources));
  const replacing = Map.groupBy(
    destinations.filter(({ overrides }) => overrides),
    ({ folder }) => folder,
  );
  const isNew = deploymentCounter();
  for (const kustomization of kustomizations.values()) {
    if (inner.has(kustomization.folder)) continue;
    const flux = replacing.get(kustomization.folder)?.[0];
    const start = { visit: kustomization.folder, around: flux ?? NO_OVERLAY };
    walk(start, { kustomizations, placed, isNew });
  }
  return placed;
}

interface Walk {
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  readonly placed: Map<string, Overlay[]>;
  /** Whether something is deployed in this way for the first time. */
  readonly isNew: (one: Kustomization, around: Overlay) => boolean;
}

/** Without recursion, as a nest is as deep as somebody makes it. */
function walk(start: Step, { kustomizations, placed, isNew }: Walk): void {
  const open = new Set<Kustomization>();
  const steps = [start];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if ('leave' in step) {
      open.delete(step.leave);
      continue;
    }
    const next = 'visit' in step ? kustomizations.get(step.visit) : undefined;
    if (next === undefined) push(placed, 'visit' in step ? step.visit : step.place, step.around);
    else if (!open.has(next) && open.size < MOST_LEVELS && isNew(next, step.around)) {
      open.add(next);
      steps.push({ leave: next });
      for (const one of stepsInto(next, step.around, { kustomizations, open }).reverse())
        steps.push(one);
    }
  }
}

interface Nest {
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  /** Those around, which would lead in a circle. */
  readonly open: ReadonlySet<Kustomization>;
}

/** What a kustomization lists, in the order in which it is deployed. */
function stepsInto(current: Kustomization, outer: Overlay, nested: Nest): Step[] {
  const overlay = nest(current, outer);
  const steps: Step[] = [];
  let around = overlay;
  for (const path of current.components.toReversed()) {
    steps.push({ visit: path, around });
    around = componentsIn(path, nested).reduceRight((o, k) => nest(k, o), around);
  }
  for (const path of current.resources)
    if (!current.components.includes(path)) steps.push({ visit: path, around });
  for (const path of current.patches) steps.push({ place: path, around: overlay });
  steps.push({ place: current.path, around });
  return steps;
}

/** Components behind those that they list themselves: in the order in which they change things. */
function componentsIn(path: string, { kustomizations, open }: Nest): readonly Kustomization[] {
  const found: Kustomization[] = [];
  const inside = new Set(open);
  const steps: (string | Kustomization)[] = [path];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    if (typeof step !== 'string') {
      inside.delete(step);
      found.push(step);
      continue;
    }
    const component = kustomizations.get(step);
    const isTooMuch = found.length + steps.length > MOST_COMPONENTS;
    if (component === undefined || inside.has(component) || isTooMuch) continue;
    inside.add(component);
    steps.push(component);
    for (const one of component.components.toReversed()) steps.push(one);
  }
  return found;
}

function deploymentCounter(): Walk['isNew'] {
  const known = new Map<Kustomization, Set<Overlay>>();
  return (one, around) => {
    const ways = known.get(one) ?? new Set();
    known.set(one, ways);
    if (ways.has(around) || ways.size >= MOST_DEPLOYMENTS) return false;
    ways.add(around);
    return true;
  };
}

const NO_OVERLAY: Overlay = { overrides: false, source: { by: 'default' }, prefix: '', suffix: '' };

/** Longer than a name can be, so that a deep nest makes no endless text. */
const LONGEST = 300;

/** What a kustomization makes of what is around it: that itself where it changes nothing. */
function nest(current: Kustomization, outer: Overlay): Overlay {
  const isNamed = outer.namespace !== undefined || current.namespace === undefined;
  const keepsNames = `${current.prefix}${current.suffix}` === '' && current.deletions.length === 0;
  if (isNamed && keepsNames) return outer;
  const prefix = (outer.prefix + current.prefix).slice(0, LONGEST);
  const suffix = (current.suffix + outer.suffix).slice(-LONGEST);
  // Patches come before the prefix beside them.
  const seen = { prefix: prefix.length, suffix: suffix.length };
  const deletions = [
    ...(outer.deletions ?? []),
    ...current.deletions.map((deletion) => ({ ...deletion, ...seen })),
  ];
  const names = { prefix, suffix, ...(deletions.length > 0 && { deletions }) };
  if (isNamed) return { ...outer, ...names };
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
