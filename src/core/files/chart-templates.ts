import { folderOf, isWithin } from './source.ts';

/** Whether a file lies among the templates of a chart. */
export function isChartTemplate(path: string, charts: ReadonlySet<string>): boolean {
  const folder = folderOf(path);
  if (!/(?:^|\/)templates(?:\/|$)/.test(folder)) return false;
  return [...charts].some((chart) => isWithin(folder, chart));
}
