import './node-20.ts';
import { paintFor } from './colour.ts';
import { run } from './run.ts';

/** A reader that has seen enough, such as `head`, is no failure. */
function endQuietly(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

process.stdout.on('error', endQuietly);
process.stderr.on('error', endQuietly);

const { exitCode, output, notes } = run(process.argv.slice(2), {
  folder: process.cwd(),
  environment: process.env,
  paint: paintFor(process.stdout.isTTY, process.env),
});
// No process.exit(): what is still being written would be cut off.
process.exitCode = exitCode;
process.stdout.write(output);
process.stderr.write(notes);
