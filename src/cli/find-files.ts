import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { isLeftOut, isRead } from '../core/reading.ts';
import { isIgnored, levelsAbove, levelsIn } from './git-ignore.ts';
import type { Levels } from './git-ignore.ts';
import { commonFolder, relativeTo } from './paths.ts';

export interface FoundFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly absolute: string;
  /** False for files that are only known to exist. */
  readonly read: boolean;
  /** True where the file itself was named, and not only a folder above it. */
  readonly named: boolean;
  /** True for pipes and the like, whose name says nothing about what comes out of them. */
  readonly stream: boolean;
}

export interface FoundFiles {
  /** The deepest folder that holds all that was named; absolute. */
  readonly root: string;
  /** By path, in the order of reading. */
  readonly files: readonly FoundFile[];
  /** Folders that could not be opened: path from the root and reason. */
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
}

interface Walk {
  readonly root: string;
  readonly files: Map<string, FoundFile>;
  readonly unreadable: { path: string; message: string }[];
  /** The real folders that were named, and those that links have led to. */
  readonly reached: Set<string>;
}

/**
 * The files at and below paths, each once. A path that was named is always looked at; below it,
 * folders of tools and files that git ignores are not.
 * @returns the reason, in one sentence, where a path is not there
 */
export function findFiles(paths: readonly string[], from: string): FoundFiles | string {
  const named: { absolute: string; isFolder: boolean; stream: boolean }[] = [];
  for (const path of new Set(paths)) {
    const absolute = resolve(from, path);
    try {
      const stats = statSync(absolute);
      const isFolder = stats.isDirectory();
      named.push({ absolute, isFolder, stream: !isFolder && !stats.isFile() });
    } catch (error) {
      return `"${path}" cannot be read: ${reasonOf(error)}.`;
    }
  }
  const folders = named.map(({ absolute, isFolder }) => (isFolder ? absolute : dirname(absolute)));
  const walk: Walk = {
    root: commonFolder(folders),
    files: new Map(),
    unreadable: [],
    reached: new Set(named.map(({ absolute }) => realOf(absolute) ?? absolute)),
  };
  for (const { absolute, isFolder, stream } of named) {
    if (isFolder) walkFolder(walk, absolute, levelsAbove(absolute));
    else add(walk, absolute, { read: true, named: true, stream });
  }
  const { root, files, unreadable } = walk;
  return { root, files: [...files.values()], unreadable };
}

/** Why the file system refused, in a few words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    ENOTDIR: 'there is no such file or folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    ELOOP: 'its links lead in a circle',
    ENAMETOOLONG: 'the name is too long',
  };
  return known[code] ?? (error instanceof Error ? error.message : String(error));
}

function add(
  walk: Walk,
  absolute: string,
  as: { read: boolean; named?: boolean; stream?: boolean },
): void {
  const path = relativeTo(walk.root, absolute);
  if (walk.files.get(path)?.read === true && as.named !== true) return;
  const { read, named = false, stream = false } = as;
  walk.files.set(path, { path, absolute, read, named, stream });
}

function walkFolder(walk: Walk, folder: string, above: Levels): void {
  const entries = entriesOf(walk, folder);
  const base = folder.endsWith(sep) ? folder : folder + sep;
  const levels = entries.some((entry) => entry.name === '.gitignore')
    ? levelsIn(folder, above)
    : above;
  for (const entry of entries) {
    const absolute = base + entry.name;
    if (entry.isFile()) addFound(walk, absolute, levels);
    else if (entry.isDirectory()) enter(walk, absolute, entry.name, levels);
    else if (entry.isSymbolicLink()) follow(walk, absolute, entry.name, levels);
  }
}

function entriesOf(walk: Walk, folder: string): readonly Dirent[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const message = `The folder cannot be read: ${reasonOf(error)}.`;
    walk.unreadable.push({ path: relativeTo(walk.root, folder), message });
    return [];
  }
}

/** A file that git ignores is known to exist: a Docker build may still copy it. */
function addFound(walk: Walk, absolute: string, levels: Levels): void {
  const read = isRead(relativeTo(walk.root, absolute)) && !isIgnored(levels, absolute, false);
  add(walk, absolute, { read });
}

function enter(walk: Walk, folder: string, name: string, levels: Levels): void {
  if (!isLeftOut(name) && !isIgnored(levels, folder, true)) walkFolder(walk, folder, levels);
}

/** What a link leads to is read under the link's name, unless it is read under its own. */
function follow(walk: Walk, link: string, name: string, levels: Levels): void {
  const target = realOf(link);
  const isFolder = target !== undefined && isFolderAt(target);
  const known =
    target === undefined || [...walk.reached].some((other) => overlap(other, target, isFolder));
  if (known) {
    if (!isFolder) add(walk, link, { read: false });
    return;
  }
  walk.reached.add(target);
  if (isFolder) enter(walk, link, name, levels);
  else addFound(walk, link, levels);
}

function overlap(other: string, target: string, isFolder: boolean): boolean {
  const inside = (path: string, folder: string): boolean =>
    path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
  return inside(target, other) || (isFolder && inside(other, target));
}

function realOf(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined; // a link to nothing, or in a circle
  }
}

function isFolderAt(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
