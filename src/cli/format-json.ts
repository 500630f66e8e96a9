import type { CheckReport } from './check.ts';
import type { GuideReport } from './guide.ts';

/** The reports have the shape that is printed; this only lays them out. */
export function formatJson(report: CheckReport | GuideReport): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
