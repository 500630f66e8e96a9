/** How a suite of tests ended. */
export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** What every suite takes. */
export interface SuiteRequest {
  /** Only tests whose name contains this. */
  readonly grep: string | undefined;
}

/**
 * The outcome to believe: a runner that ended badly, or that ran nothing, has failed at least once,
 * whatever its own numbers say.
 */
export function settle(counted: Outcome | undefined, endedWell: boolean): Outcome {
  const outcome = counted ?? { passed: 0, failed: 0, skipped: 0 };
  const isGood = endedWell && outcome.passed > 0;
  return isGood ? outcome : { ...outcome, failed: Math.max(outcome.failed, 1) };
}

/** `3 passed, 0 failed`, and the skipped ones when there are any. */
export function sentence({ passed, failed, skipped }: Outcome): string {
  const text = `${String(passed)} passed, ${String(failed)} failed`;
  return skipped > 0 ? `${text}, ${String(skipped)} skipped` : text;
}

/** The sum of several outcomes. */
export function total(outcomes: readonly Outcome[]): Outcome {
  const sum = (key: keyof Outcome): number => outcomes.reduce((all, one) => all + one[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}
