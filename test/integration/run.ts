import { writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type Mocha from 'mocha';
import { takeSeen, watchHost } from './guard.ts';

/** What the test command asks of the extension host, as JSON in the environment variable NEXT_STEPS_TEST. */
export interface HostRequest {
  /** The folder of the bundled tests. */
  readonly folder: string;
  /** The file for the report. A host that crashes writes none: that is how the test command notices. */
  readonly result: string;
  readonly grep?: string;
}

/** What it gets back. */
export interface HostReport {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly vscode: string;
  readonly node: string;
}

const TEST_LIMIT_MS = 20_000;

/** The entry that VS Code calls in its extension host: runs the bundled tests under Mocha and fails if one fails. */
export async function run(): Promise<void> {
  const request = JSON.parse(process.env['NEXT_STEPS_TEST'] ?? '{}') as HostRequest;
  watchHost();
  const mocha = await createMocha(request);
  for (const file of (await readdir(request.folder)).sort()) {
    if (file.endsWith('.test.cjs')) mocha.addFile(join(request.folder, file));
  }
  const stats = await runMocha(mocha);
  const broken = takeSeen();
  for (const line of broken) console.error(`The extension host must not do this: ${line}`);
  const report: HostReport = {
    passed: stats.passes,
    failed: stats.failures + broken.length,
    skipped: stats.pending,
    vscode: vscode.version,
    node: process.version,
  };
  writeFileSync(request.result, JSON.stringify(report));
  if (report.failed > 0) throw new Error(`${String(report.failed)} tests failed`);
  if (stats.tests === 0) throw new Error('no test ran');
}

async function createMocha({ grep }: HostRequest): Promise<Mocha> {
  const { default: Runner } = await import('mocha');
  return new Runner({
    ui: 'bdd',
    reporter: 'spec',
    timeout: TEST_LIMIT_MS,
    // A host can starve on a busy machine. What needed a second try is said.
    retries: 1,
    ...(grep === undefined ? {} : { grep }),
  });
}

function runMocha(mocha: Mocha): Promise<Mocha.Stats> {
  return new Promise((resolve, reject) => {
    const runner = mocha.run(() => {
      if (runner.stats === undefined) reject(new Error('Mocha counted nothing'));
      else resolve(runner.stats);
    });
    runner.on('retry', (test: Mocha.Test, error: Error) => {
      console.log(`A second try of "${test.fullTitle()}": ${error.message}`);
    });
  });
}
