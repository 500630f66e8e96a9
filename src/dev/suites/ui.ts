import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from '../build.ts';
import { ROOT } from '../project.ts';
import { installServer } from '../vscode/install.ts';
import { readBack, runNode } from './node-process.ts';
import { type Outcome, type SuiteRequest, settle, total } from './outcome.ts';

const COUNTER = pathToFileURL(join(import.meta.dirname, 'counting-reporter.ts')).href;

/** The tests that drive a VS Code window in a browser as a user does, under node:test. */
export async function runUi({ grep }: SuiteRequest): Promise<Outcome> {
  await build({ tests: true, ifStale: true });
  // Before the tests, whose time is limited.
  await installServer();
  return runUiFiles(globSync('test/ui/*.test.ts', { cwd: ROOT }).sort(), grep);
}

/** Some files of them. The bundles and VS Code must be there. */
export async function runUiFiles(files: readonly string[], grep?: string): Promise<Outcome> {
  if (files.length === 0) return settle(undefined, false);
  // With a pattern, most files hold no test that matches, which is no failure.
  const groups = grep === undefined ? files.map((file) => [file]) : [files];
  const outcomes: Outcome[] = [];
  for (const group of groups) outcomes.push(await runFiles(group, grep));
  return total(outcomes);
}

/** A window can starve on a busy machine: what fails is run once more, and that counts. */
async function runFiles(files: readonly string[], grep: string | undefined): Promise<Outcome> {
  const outcome = await runOnce(files, grep);
  if (outcome.failed === 0) return outcome;
  console.log(`Once more, as it failed: ${files.join(', ')}`);
  return runOnce(files, grep);
}

async function runOnce(files: readonly string[], grep: string | undefined): Promise<Outcome> {
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
