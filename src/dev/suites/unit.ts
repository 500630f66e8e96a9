import { join } from 'node:path';
import { ROOT } from '../project.ts';
import { readBack, runNode } from './node-process.ts';
import { type Outcome, type SuiteRequest, settle } from './outcome.ts';

const VITEST = join(ROOT, 'node_modules/vitest/vitest.mjs');

interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
}

/** Everything that needs no editor: the core, the topics and their fixtures, under Vitest. */
export async function runUnit({ grep }: SuiteRequest): Promise<Outcome> {
  const { endedWell, value } = await readBack((file) =>
    runNode([
      ...[VITEST, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ...(grep === undefined ? [] : ['--testNamePattern', grep]),
    ]),
  );
  return settle(value === undefined ? undefined : read(value as Report), endedWell);
}

function read(report: Report): Outcome {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
