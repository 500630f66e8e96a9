import { SEVERITIES } from '../core/lint/rule.ts';
import type { Severity } from '../core/lint/rule.ts';
import type { ExitCode } from './outcome.ts';

/** The mildest severity that makes `check` fail. */
export type FailOn = Severity | 'never';

export const FAIL_ON: readonly FailOn[] = [...SEVERITIES, 'never'];

export function exitCode(severities: Iterable<Severity>, failOn: FailOn): ExitCode {
  if (failOn === 'never') return 0;
  const limit = SEVERITIES.indexOf(failOn);
  for (const severity of severities) {
    if (SEVERITIES.indexOf(severity) <= limit) return 1;
  }
  return 0;
}
