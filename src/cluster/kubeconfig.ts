/**
 * The person's own kubeconfig, read as kubectl reads it: the files of KUBECONFIG in their order, or
 * else the one in the home folder; what a name means, the first file decides. Read on command only.
 */
import { readFile, realpath } from 'node:fs/promises';
import { delimiter, dirname, isAbsolute, join, resolve, sep } from 'node:path';
import { load } from 'js-yaml';
import { listOf, recordOf, textOf } from '../core/live/json.ts';
import type { JsonObject } from '../core/live/json.ts';
import type { FoundContext, Kubeconfig } from '../core/live/cluster-access.ts';

/** Where a kubeconfig is looked for. */
export interface KubeconfigPlace {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The person's home folder; absolute. */
  readonly home: string;
  /** Folders whose files are never taken for a kubeconfig: those of the workspace. */
  readonly foreign?: readonly string[];
}

/** Larger files are no kubeconfig. In bytes. */
const LARGEST = 10_000_000;

type Entries = Map<string, JsonObject>;

interface Merged {
  readonly contexts: Map<string, { readonly entry: JsonObject; readonly file: string }>;
  readonly clusters: Entries;
  readonly users: Entries;
  current?: string;
}

/** Reads all files of the person's kubeconfig; what one of them lacks or breaks is a sentence. */
export async function readKubeconfig(place: KubeconfigPlace): Promise<Kubeconfig> {
  const merged: Merged = { contexts: new Map(), clusters: new Map(), users: new Map() };
  const problems: string[] = [];
  const files: string[] = [];
  const { named, paths } = kubeconfigPaths(place);
  const foreign = await withRealPaths(place.foreign ?? []);
  for (const path of paths) {
    if (isForeign(await withRealPaths([path]), foreign)) {
      problems.push(`"${path}" lies in this workspace, so it isn't used.`);
      continue;
    }
    const read = await readOne(path);
    if (typeof read !== 'string') {
      take(merged, read, path);
      files.push(path);
      // A missing file is no fault, as for kubectl.
    } else if (read !== '') problems.push(`"${path}" ${read}`);
    else if (named) problems.push(`"${path}" doesn't exist.`);
  }
  const { current } = merged;
  return {
    contexts: [...merged.contexts].map(([name, { entry, file }]) =>
      found(name, entry, file, merged),
    ),
    ...(current !== undefined && { current }),
    files,
    problems,
  };
}

/** The files that may hold contexts; `named` where KUBECONFIG says which. */
export function kubeconfigPaths({ environment, home }: KubeconfigPlace): {
  readonly named: boolean;
  readonly paths: readonly string[];
} {
  const listed = (environment['KUBECONFIG'] ?? '').split(delimiter).filter((path) => path !== '');
  const paths = [...new Set(listed.map((path) => resolve(path)))];
  if (paths.length > 0) return { named: true, paths };
  return { named: false, paths: [join(home, '.kube', 'config')] };
}

/** Paths as they are named, and where their links lead. */
async function withRealPaths(paths: readonly string[]): Promise<readonly string[]> {
  const real = await Promise.all(paths.map((path) => realpath(path).catch(() => path)));
  return [...new Set([...paths, ...real])];
}

function isForeign(paths: readonly string[], folders: readonly string[]): boolean {
  return folders.some((folder) =>
    paths.some((path) => path === folder || path.startsWith(`${folder}${sep}`)),
  );
}

/** The document of a file; else why not, '' where there is none. */
async function readOne(path: string): Promise<JsonObject | string> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    return code === 'ENOENT' ? '' : `can't be read (${code}).`;
  }
  if (text.length > LARGEST) return 'is too large for a kubeconfig.';
  try {
    const document: unknown = load(text);
    if (document === undefined || document === null) return {};
    return typeof document === 'object' ? recordOf(document) : 'is no kubeconfig.';
  } catch {
    // The parser's message quotes the file, and a kubeconfig holds credentials.
    return "isn't valid YAML.";
  }
}

function take(merged: Merged, document: JsonObject, file: string): void {
  const folder = dirname(file);
  for (const [name, entry] of named(document['contexts'], 'context')) {
    if (!merged.contexts.has(name)) merged.contexts.set(name, { entry, file });
  }
  for (const [name, entry] of named(document['clusters'], 'cluster')) {
    if (!merged.clusters.has(name))
      merged.clusters.set(name, withAbsolute(entry, ['certificate-authority'], folder));
  }
  for (const [name, entry] of named(document['users'], 'user')) {
    if (!merged.users.has(name)) merged.users.set(name, withAbsoluteUser(entry, folder));
  }
  const current = textOf(document['current-context']);
  if (merged.current === undefined && current !== undefined && current !== '')
    merged.current = current;
}

function named(entries: unknown, field: string): readonly (readonly [string, JsonObject])[] {
  return listOf(entries).flatMap((entry) => {
    const name = textOf(recordOf(entry)['name']);
    return name === undefined ? [] : [[name, recordOf(recordOf(entry)[field])] as const];
  });
}

function withAbsolute(entry: JsonObject, fields: readonly string[], folder: string): JsonObject {
  const paths = fields.flatMap((field): readonly (readonly [string, string])[] => {
    const path = textOf(entry[field]);
    if (path === undefined || path === '' || isAbsolute(path)) return [];
    return [[field, join(folder, path)]];
  });
  const absolute: JsonObject = Object.fromEntries(paths);
  return { ...entry, ...absolute };
}

function withAbsoluteUser(user: JsonObject, folder: string): JsonObject {
  const files = withAbsolute(user, ['client-certificate', 'client-key', 'tokenFile'], folder);
  const exec = recordOf(user['exec']);
  const command = textOf(exec['command']);
  // A bare name is looked up in PATH; one with a slash counts from the file, as for kubectl.
  if (command === undefined || !/[\\/]/.test(command) || isAbsolute(command)) return files;
  return { ...files, exec: { ...exec, command: join(folder, command) } };
}

function found(name: string, entry: JsonObject, file: string, merged: Merged): FoundContext {
  const cluster = textOf(entry['cluster']) ?? '';
  const user = textOf(entry['user']) ?? '';
  const namespace = textOf(entry['namespace']);
  const clusterEntry = merged.clusters.get(cluster) ?? {};
  const userEntry = merged.users.get(user) ?? {};
  const server = textOf(clusterEntry['server']);
  const command = textOf(recordOf(userEntry['exec'])['command']);
  return {
    facts: {
      ...{ name, cluster, user, file },
      ...(namespace !== undefined && namespace !== '' && { namespace }),
      ...(server !== undefined && { server }),
      ...(command !== undefined && { command }),
    },
    cluster: clusterEntry,
    user: userEntry,
  };
}
