/** The command line in this process, which is quicker than a child process and shows the same. */
import path from 'node:path';
import { plain } from '../../src/cli/colour.ts';
import type { Outcome } from '../../src/cli/outcome.ts';
import { run } from '../../src/cli/run.ts';

export function runIn(folder: string, typed: readonly string[], input?: string): Outcome {
  const around = { folder: path.resolve(folder), environment: {}, paint: plain };
  return run(typed, { ...around, ...(input !== undefined && { input: Buffer.from(input) }) });
}
