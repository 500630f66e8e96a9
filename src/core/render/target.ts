/** What a tool of the user can render: charts and kustomizations, with all that goes into them. */
import { LATEST_MINOR } from '../kubernetes/api-versions.ts';
import { placeFiles } from '../kustomize/overlays.ts';
import { namespaceOf } from '../project/project-file.ts';
import { baseName, folderOf, isWithin } from '../files/source.ts';
import { obstaclesOf } from './whole.ts';
import type { Obstacle } from './whole.ts';
import type { Kustomization, Overlay } from '../workspace/structure.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface Chart {
  readonly tool: 'helm';
  /** As the workspace names it; '' for its root. */
  readonly folder: string;
  /** Its `Chart.yaml`. */
  readonly path: string;
  /** The name of the release, which most charts make their objects' names of. */
  readonly release: string;
  /** The namespace that it is deployed to, as far as files say. */
  readonly namespace: string;
  /** 37 for Kubernetes 1.37. */
  readonly kubernetesMinor: number;
  /** A values file beside the chart's own, by its path from the folder. */
  readonly values: string | undefined;
}

export interface Build {
  readonly tool: 'kustomize';
  readonly folder: string;
  /** Its kustomization. */
  readonly path: string;
  /** All kustomizations that it is made of, itself included, by folder. */
  readonly kustomizations: ReadonlyMap<string, Kustomization>;
  /** What they do to each file, patches and the kustomizations themselves included. */
  readonly overlays: ReadonlyMap<string, readonly Overlay[]>;
}

export type RenderTarget = Chart | Build;

/** @param kubernetesMinor the cluster version that somebody has chosen, where no project file does */
export interface TargetOptions {
  readonly kubernetesMinor?: number;
}

/** Everything that is installed by itself, by path: what others list or depend on is left out. */
export function renderTargets(workspace: Workspace, options: TargetOptions = {}): RenderTarget[] {
  const charts = [...workspace.structure.charts].filter((folder) => isInstalled(folder, workspace));
  const { kustomizations } = workspace.structure;
  const listed = new Set([...kustomizations.values()].flatMap(({ resources }) => resources));
  return [
    ...charts.map((folder) => chartIn(folder, workspace, options)),
    ...[...kustomizations.values()]
      .filter((one) => isBuilt(one) && !listed.has(one.folder))
      .map((one) => buildOf(one, workspace)),
  ].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What a file is a part of: its chart, or the kustomizations that use it, the outermost first. */
export function targetsAround(
  path: string,
  workspace: Workspace,
  options: TargetOptions = {},
): RenderTarget[] {
  const chart = [...workspace.structure.charts]
    .filter((folder) => isWithin(path, folder) && isInstalled(folder, workspace))
    .sort((a, b) => b.length - a.length)[0];
  if (chart !== undefined) {
    const target = chartIn(chart, workspace, options);
    return [{ ...target, values: valuesFile(path, chart) }];
  }
  const own = workspace.structure.kustomizations.get(folderOf(path));
  if (own?.path === path && isBuilt(own)) return [buildOf(own, workspace)];
  return renderTargets(workspace, options).filter(
    (target) => target.tool === 'kustomize' && target.overlays.has(path),
  );
}

/** The name of a values file that is not the chart's own, such as `values-production.yaml`. */
function valuesFile(path: string, chart: string): string | undefined {
  const name = baseName(path);
  const isOther = /^values[.-][\w.-]+\.ya?ml$/.test(name) && folderOf(path) === chart;
  return isOther ? name : undefined;
}

/** A library is never installed, and what lies in `charts/` comes with the chart around it. */
function isInstalled(folder: string, workspace: Workspace): boolean {
  const view = workspace.file(chartPath(folder))?.documents[0]?.view;
  const isPart = [...workspace.structure.charts].some((outer) =>
    folder.startsWith(outer === '' ? 'charts/' : `${outer}/charts/`),
  );
  return view?.get('type').text !== 'library' && !isPart;
}

const chartPath = (folder: string): string =>
  folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`;

function chartIn(folder: string, workspace: Workspace, options: TargetOptions): Chart {
  const path = chartPath(folder);
  const name = workspace.file(path)?.documents[0]?.view.get('name').text?.slice(0, 53);
  const release = namespaceOf(name) ?? 'release';
  const [deployed] = workspace.structure.overlays.get(path) ?? [];
  const { project } = workspace;
  return {
    ...{ tool: 'helm', folder, path, release, values: undefined },
    namespace:
      deployed?.namespace ??
      project.defaultNamespaceOf(path) ??
      workspace.options.defaultNamespace ??
      'default',
    kubernetesMinor: project.kubernetesMinorOf(path) ?? options.kubernetesMinor ?? LATEST_MINOR,
  };
}

const isBuilt = ({ view }: Kustomization): boolean => view.get('kind').text !== 'Component';

function buildOf(kustomization: Kustomization, workspace: Workspace): Build {
  const kustomizations = closureOf(kustomization, workspace.structure.kustomizations);
  const { folder, path } = kustomization;
  return {
    ...{ tool: 'kustomize', folder, path, kustomizations },
    overlays: placeFiles(kustomizations, []),
  };
}

function closureOf(
  start: Kustomization,
  all: ReadonlyMap<string, Kustomization>,
): ReadonlyMap<string, Kustomization> {
  const found = new Map<string, Kustomization>();
  const waiting = [start];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next.folder)) continue;
    found.set(next.folder, next);
    waiting.push(...next.resources.flatMap((folder) => all.get(folder) ?? []));
  }
  return found;
}

/** Whether a change of a file can change what is rendered. */
export function isSourceOf(target: RenderTarget, path: string): boolean {
  if (target.tool === 'helm') return isWithin(path, target.folder);
  // Generators read files that are no manifests.
  return target.overlays.has(path) || [...target.kustomizations.keys()].includes(folderOf(path));
}

/**
 * What building would do beside reading files that are known in full: fetching from elsewhere, or
 * following what was not read and may say so. Empty for a chart, for which Helm fetches nothing.
 */
export function obstaclesTo(target: RenderTarget, workspace: Workspace): readonly Obstacle[] {
  if (target.tool === 'helm') return [];
  const all = [...target.kustomizations.values()].flatMap((one) => obstaclesOf(one, workspace));
  return [...new Map(all.map((one) => [`${one.why} ${one.text}`, one])).values()];
}
