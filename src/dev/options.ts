import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Reads the command line as `parseArgs` of node:util does; a mistake in it ends the process with one sentence and code 2. */
export function readOptions<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config);
  } catch (error) {
    console.error(error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error));
    process.exit(2);
  }
}
