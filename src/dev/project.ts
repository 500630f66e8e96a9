import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The repository's root folder, absolute. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** What the command line is made of; the first is the program. */
export const CLI_BUNDLES = [
  'dist/cli.js',
  'dist/cli-other.js',
  'dist/cluster.cjs',
  'dist/yaml-tolerant.cjs',
] as const;

/** Everything a test or a demo downloads or leaves behind; ignored by git and by the package. */
export const CACHE = join(ROOT, '.vscode-test');

/** Where test screenshots go. */
export const SHOTS = join(CACHE, 'shots');

/** What the tools here read of the extension's own package.json. */
export interface Manifest {
  readonly name: string;
  readonly publisher: string;
  readonly version: string;
  readonly displayName: string;
  readonly contributes?: {
    readonly viewsContainers?: { readonly activitybar?: readonly ViewContainer[] };
    readonly views?: Readonly<Record<string, readonly { id: string; name: string }[]>>;
  };
}

interface ViewContainer {
  readonly id: string;
  readonly title: string;
}

/** Reads package.json of an extension folder. */
export function readManifest(folder: string = ROOT): Manifest {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** The extension's first container in the activity bar: what its user clicks first. */
export function mainContainer(manifest: Manifest): ViewContainer | undefined {
  return manifest.contributes?.viewsContainers?.activitybar?.[0];
}

/** `publisher.name`, as VS Code knows the extension. */
export function extensionId(manifest: Manifest): string {
  return `${manifest.publisher}.${manifest.name}`;
}
