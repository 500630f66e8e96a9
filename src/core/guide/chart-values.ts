/** The values that a chart's templates are rendered with when nobody sets others. */
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';
import { baseName, folderOf, joinPath } from '../files/source.ts';
import type { View } from '../yaml/view.ts';

export interface Chart {
  readonly folder: string;
  readonly name: string;
  /** `Chart.yaml`. */
  readonly view: View | undefined;
  /** A value by the names that lead to it, as in `.Values.image.tag`. */
  readonly value: (names: readonly string[]) => View | undefined;
}

/** The chart that a template belongs to. */
export function chartOf(path: string, scope: Scope): Chart | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    if (scope.structure.charts.has(folder)) return readCharts(scope).get(folder);
    if (folder === '') return undefined;
  }
}

export const readCharts = perScope((scope): ReadonlyMap<string, Chart> => {
  const charts = [...scope.structure.charts].map((folder) => readChart(folder, scope));
  return new Map(charts.map((chart) => [chart.folder, chart]));
});

function readChart(folder: string, scope: Scope): Chart {
  const view = scope.file(joinPath(folder, 'Chart.yaml'))?.documents[0]?.view;
  const name = view?.get('name').text ?? baseName(folder);
  const own = scope.file(joinPath(folder, 'values.yaml'))?.documents[0]?.view;
  const around = folderOf(folder);
  const parent =
    baseName(around) === 'charts'
      ? scope.file(joinPath(folderOf(around), 'values.yaml'))?.documents[0]?.view
      : undefined;
  // A chart around this one has the last word; `global` is the same for both.
  const value = (names: readonly string[]): View | undefined =>
    [
      parent?.get(name, ...names),
      own?.get(...names),
      names[0] === 'global' ? parent?.get(...names) : undefined,
    ].find((one) => one?.exists === true);
  return { folder, name, view, value };
}
