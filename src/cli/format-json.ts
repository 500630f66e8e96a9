import type { CheckReport } from './check.ts';
import type { DriftReport } from './drift.ts';
import type { GraphReport } from './graph.ts';
import type { GuideReport } from './guide.ts';
import type { ResolveReport } from './resolve.ts';

/** The reports have the shape that is printed; this only lays them out. */
export function formatJson(
  report: CheckReport | DriftReport | GuideReport | GraphReport | ResolveReport,
): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
