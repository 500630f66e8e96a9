/** Charts that something here installs: their objects are not in these files. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import type { View } from '../yaml/view.ts';
import { baseName } from '../files/source.ts';
import { holds } from './chart-expressions.ts';
import { readCharts } from './chart-values.ts';
import { isAside, objectEvidence } from './evidence.ts';
import type { Evidence } from './topic.ts';

export interface Release {
  /** The name of the chart, without its repository. */
  readonly chart: string;
  readonly object: KubernetesObject | undefined;
  readonly evidence: Evidence;
}

/** What a controller, a list of releases, kustomize or a chart around it installs. */
export const readReleases = perScope((scope): readonly Release[] =>
  [...ofControllers(scope), ...ofLists(scope), ...ofKustomize(scope), ...ofCharts(scope)].filter(
    ({ evidence }) => !isAside(evidence.path ?? ''),
  ),
);

const lastPart = (name: string): string =>
  name
    .replace(/\/+$/, '')
    .replace(/^.*\//, '')
    .replace(/\.tgz$/, '');

function ofControllers(scope: Scope): readonly Release[] {
  const found = ['HelmRelease', 'HelmChart', 'Application', 'ApplicationSet']
    .flatMap((kind) => scope.objects(kind))
    .filter((object) => scope.roleOf(object) !== 'patch');
  return found.flatMap((object) =>
    chartsIn(object).map((chart) => ({
      chart: lastPart(chart),
      object,
      evidence: objectEvidence(object, `${object.title} installs the chart "${lastPart(chart)}".`),
    })),
  );
}

function chartsIn({ kind, group, view }: KubernetesObject): readonly string[] {
  const spec = view.get('spec');
  const texts = (...views: readonly View[]): readonly string[] =>
    views.flatMap(({ text }) => text ?? []);
  if (kind === 'HelmRelease') {
    return texts(spec.get('chart', 'spec', 'chart'), spec.get('chartRef', 'name')).slice(0, 1);
  }
  if (kind === 'HelmChart') return group === 'helm.cattle.io' ? texts(spec.get('chart')) : [];
  if (group !== 'argoproj.io') return [];
  const template = kind === 'Application' ? spec : spec.get('template', 'spec');
  const sources = [template.get('source'), ...template.get('sources').items];
  return sources.flatMap((source) => texts(source.get('chart')));
}

/** helmfile's releases, and Fleet's. */
function ofLists(scope: Scope): readonly Release[] {
  const paths = scope
    .filesBelow('')
    .filter((path) => /^(?:helmfile|fleet)\.ya?ml$/.test(baseName(path)));
  return paths.flatMap((path) => {
    const views = scope.file(path)?.documents.map(({ view }) => view) ?? [];
    const charts = views.flatMap((view) => [
      ...view.get('releases').items.map((release) => release.get('chart')),
      view.get('helm', 'chart'),
    ]);
    return charts.flatMap((at) => release(at.text, { path, at }));
  });
}

function release(
  chart: string | undefined,
  where: Pick<Evidence, 'path' | 'at'>,
): readonly Release[] {
  if (chart === undefined || chart.includes('{{')) return [];
  const text = `"${where.path ?? ''}" installs the chart "${lastPart(chart)}".`;
  return [{ chart: lastPart(chart), object: undefined, evidence: { text, ...where } }];
}

function ofKustomize(scope: Scope): readonly Release[] {
  return [...scope.structure.kustomizations.values()].flatMap(({ path, view }) =>
    view.get('helmCharts').items.flatMap((item) => {
      const at = item.get('name');
      return release(at.text, { path, at });
    }),
  );
}

/** The charts that a chart depends on, but for those that its own values switch off. */
function ofCharts(scope: Scope): readonly Release[] {
  return [...readCharts(scope).values()].flatMap((chart) =>
    (chart.view?.get('dependencies').items ?? []).flatMap((item) => {
      const [condition] = item.get('condition').text?.split(',') ?? [];
      const isOff =
        condition !== undefined &&
        holds(`.Values.${condition.trim()}`, { chart, dot: [] }) === false;
      const at = item.get('name');
      return isOff
        ? []
        : release(at.text, {
            path: at.exists ? `${chart.folder === '' ? '' : `${chart.folder}/`}Chart.yaml` : '',
            at,
          });
    }),
  );
}
