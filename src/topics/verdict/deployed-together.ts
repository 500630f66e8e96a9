/** Files whose objects go to a cluster together, by the one tool that will refuse two of a name. */
import { isWithin } from '../../core/files/source.ts';
import { isChartTemplate } from '../../core/files/chart-templates.ts';
import { onceFor } from '../../core/workspace/per-scope.ts';
import type { Kustomization, Structure } from '../../core/workspace/structure.ts';

/** What brings two files together: a kustomization, or a chart. */
export interface Together {
  readonly by: 'kustomization' | 'chart';
  /** '' for that of the workspace. */
  readonly folder: string;
}

/**
 * What surely deploys two files at once, and leaves the names in them alone; undefined where they
 * may be alternatives, or parts of different deployments.
 */
export function deployedTogether(a: string, b: string, structure: Structure): Together | undefined {
  const ofA = broughtBy(a, structure);
  const shared = ofA.size === 0 ? [] : [...broughtBy(b, structure)];
  const folder = shared.find((one) => ofA.has(one));
  if (folder !== undefined) return { by: 'kustomization', folder };
  const chart = chartOf(a, structure);
  return chart !== undefined && chart === chartOf(b, structure)
    ? { by: 'chart', folder: chart }
    : undefined;
}

/** The innermost chart among whose templates a file is. */
function chartOf(path: string, { charts }: Structure): string | undefined {
  if (!isChartTemplate(path, charts)) return undefined;
  const around = [...charts].filter((chart) => isWithin(path, chart));
  return around.sort((a, b) => b.length - a.length)[0];
}

/** The kustomizations that list a file or a folder, by its path. */
const listers = onceFor(({ kustomizations }: Structure) => {
  const all = new Map<string, Kustomization[]>();
  for (const one of kustomizations.values()) {
    for (const path of listedIn(one)) {
      const known = all.get(path);
      if (known === undefined) all.set(path, [one]);
      else known.push(one);
    }
  }
  return all;
});

/** Components change what others bring, and `crds` describe kinds: neither brings an object of its own. */
function listedIn({ resources, components, view }: Kustomization): readonly string[] {
  return view.has('crds') || components.length > 0 ? [] : resources;
}

/** The folders of the kustomizations that bring a file with the names that it has. */
const broughtBy = (path: string, structure: Structure): ReadonlySet<string> =>
  bringers(structure)(path);

const bringers = onceFor((structure: Structure) => {
  const known = new Map<string, ReadonlySet<string>>();
  return (path: string): ReadonlySet<string> => {
    const before = known.get(path);
    const folders = before ?? findBringers(path, structure);
    if (before === undefined) known.set(path, folders);
    return folders;
  };
});

function findBringers(path: string, structure: Structure): ReadonlySet<string> {
  const folders = new Set<string>();
  const open = [path];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    for (const one of listers(structure).get(at) ?? []) {
      if (folders.has(one.folder)) continue;
      folders.add(one.folder);
      if (keepsNames(one)) open.push(one.folder);
    }
  }
  return folders;
}

/** Whether what a kustomization brings leaves it under the same names. */
function keepsNames({ prefix, suffix, namespace, deletions, view }: Kustomization): boolean {
  const isSame = prefix === '' && suffix === '' && namespace === undefined;
  return isSame && deletions.length === 0 && !CHANGERS.some((field) => view.has(field));
}

/** What could give an object another name, or none. */
const CHANGERS = [
  'patches',
  'patchesStrategicMerge',
  'patchesJson6902',
  'replacements',
  'transformers',
];
