import './node-20.ts';
import { paintFor } from './colour.ts';
import { progressLine } from './progress.ts';
import { readArguments } from './arguments.ts';
import { runCheck } from './run-check.ts';
import type { Outcome } from './outcome.ts';
import type { Surroundings } from './surroundings.ts';

/** A reader that has seen enough, such as `head`, is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

async function main(typed: readonly string[]): Promise<void> {
  const line = progressLine((text) => process.stderr.write(text), Date.now);
  const isTerminal = process.stderr.isTTY && process.env['TERM'] !== 'dumb';
  // Read before all else, and only where it is one of the paths.
  const input = typed.includes('-') ? await readAll(process.stdin) : undefined;
  const { exitCode, output, notes } = await outcomeOf(typed, {
    folder: process.cwd(),
    environment: process.env,
    paint: paintFor(process.stdout.isTTY, process.env),
    ...(input && { input }),
    ...(isTerminal && { progress: line.progress }),
  });
  line.clear();
  // No process.exit(): what is still being written would be cut off.
  process.exitCode = exitCode;
  process.stdout.write(output);
  process.stderr.write(notes);
}

/** Most calls are checks, which need neither slides nor graphs. */
async function outcomeOf(typed: readonly string[], around: Surroundings): Promise<Outcome> {
  const request = readArguments(typed);
  if (request.command === 'check' && request.context === undefined)
    return runCheck(request, around);
  const { askCluster, checkWithCluster, run } = await import('./run.ts');
  if (request.command === 'cluster') return askCluster(request, around);
  return request.command === 'check' ? checkWithCluster(request, around) : run(typed, around);
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);
void main(process.argv.slice(2));
