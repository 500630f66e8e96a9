import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.ts';
import { ROOT } from '../project.ts';
import { installServer } from '../vscode/install.ts';
import { readBack, runNode } from './node-process.ts';
import { type Outcome, type SuiteRequest, settle } from './outcome.ts';

const COUNTER = pathToFileURL(join(import.meta.dirname, 'counting-reporter.ts')).href;

/** The tests that drive a VS Code window in a browser as a user does, under node:test. */
export async function runUi({ grep }: SuiteRequest): Promise<Outcome> {
  await build({ tests: true, ifStale: true });
  // Before the tests, whose time is limited.
  await installServer();
  const files = globSync('test/ui/*.test.ts', { cwd: ROOT }).sort();
  if (files.length === 0) return settle(undefined, false);
  const { endedWell, value } = await readBack((file) =>
    runNode([
      // One window at a time: two of them starve each other on a small machine.
      ...['--test', '--test-concurrency=1'],
      ...['--test-reporter=spec', '--test-reporter-destination=stdout'],
      ...[`--test-reporter=${COUNTER}`, `--test-reporter-destination=${file}`],
      ...(grep === undefined ? [] : [`--test-name-pattern=${grep}`]),
      ...files,
    ]),
  );
  return settle(value as Outcome | undefined, endedWell);
}
