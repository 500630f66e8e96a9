import type { Buffer } from 'node:buffer';
import manifest from '../../package.json' with { type: 'json' };
import type { Paint } from './colour.ts';
import type { Progress } from './progress.ts';
import { standingFolder } from './standing-folder.ts';

/** What the command line knows of the world around it. */
export interface Surroundings {
  /** The current folder, absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly paint: Paint;
  /** What came on standard input, where it is asked for. */
  readonly input?: Buffer;
  readonly progress?: Progress;
}

/** The folder that relative paths count from. */
export function standing({ environment, folder }: Surroundings): string {
  return standingFolder(environment, folder, manifest.name);
}
