import { globSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Binaries } from '../control-plane/binaries.ts';
import { provideBinaries } from '../control-plane/build.ts';
import { MINORS, startControlPlane } from '../control-plane/start.ts';
import { ROOT } from '../project.ts';
import { readBack, runNode } from './node-process.ts';
import { type Outcome, type SuiteRequest, settle, total } from './outcome.ts';

const COUNTER = pathToFileURL(join(import.meta.dirname, 'counting-reporter.ts')).href;
const MARKDOWN = pathToFileURL(join(import.meta.dirname, '../load-markdown.ts')).href;

const LEFT_OUT =
  'Left out: the tests that ask a real API server, for want of Go 1.26. To run them: npx node src/dev/control-plane/build.ts, which brings its own Go, then npm test -- cluster.';

/**
 * The tests that ask a real Kubernetes API server, under node:test, once for each supported minor.
 * Without binaries and without a Go to build them they are left out, but never where `CI` is set.
 */
export async function runCluster(request: SuiteRequest): Promise<Outcome> {
  const files = globSync('test/cluster/*.test.ts', { cwd: ROOT }).sort();
  if (files.length === 0) return settle(undefined, false);
  const binaries = await provideBinaries(process.env['CI'] === 'true');
  if (binaries === undefined) {
    console.log(LEFT_OUT);
    return { passed: 0, failed: 0, skipped: files.length * MINORS.length };
  }
  const newest = Math.max(...MINORS);
  if (binaries.minor < newest) {
    const versions = `Kubernetes 1.${String(binaries.minor)}, and the tests need 1.${String(newest)}`;
    throw new Error(`KUBEBUILDER_ASSETS holds ${versions}.`);
  }
  const outcomes: Outcome[] = [];
  for (const minor of MINORS) outcomes.push(await runOn(binaries, minor, { request, files }));
  return total(outcomes);
}

interface Run {
  readonly request: SuiteRequest;
  readonly files: readonly string[];
}

async function runOn(
  binaries: Binaries,
  minor: number,
  { request: { grep }, files }: Run,
): Promise<Outcome> {
  const { kubeconfig, stop } = await startControlPlane(binaries, minor);
  const env = { NEXT_STEPS_TEST_KUBECONFIG: kubeconfig, NEXT_STEPS_TEST_MINOR: String(minor) };
  try {
    console.log(`Kubernetes 1.${String(minor)}`);
    const args = [
      ...['--import', MARKDOWN, '--test', '--test-isolation=none'],
      ...['--test-reporter=dot', '--test-reporter-destination=stdout'],
      ...(grep === undefined ? [] : [`--test-name-pattern=${grep}`]),
    ];
    const { endedWell, value } = await readBack((file) =>
      runNode(
        [...args, `--test-reporter=${COUNTER}`, `--test-reporter-destination=${file}`, ...files],
        env,
      ),
    );
    return settle(value as Outcome | undefined, endedWell);
  } finally {
    await stop();
  }
}
