import { Buffer } from 'node:buffer';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import type { Dirent } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { globMatcher } from '../core/files/glob.ts';
import { isLeftOut, isRead } from '../core/files/reading.ts';
import { fileKind } from '../core/files/source.ts';
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
  /** Set where the text is known already, and the file need not be there. */
  readonly text?: Buffer;
}

/** A text that stands for a file. */
export interface GivenText {
  readonly path: string;
  readonly bytes: Buffer;
}

export interface FoundFiles {
  /** The deepest folder that holds all that was named; absolute. */
  readonly root: string;
  /** By path, in the order of reading. */
  readonly files: readonly FoundFile[];
  /** Folders that could not be opened: path from the root and reason. */
  readonly unreadable: readonly { readonly path: string; readonly message: string }[];
  /** True where files were picked, and what lies beside them is not known. */
  readonly picked: boolean;
  /** What was named, with links followed; absolute. */
  readonly named: readonly string[];
}

interface Walk {
  readonly root: string;
  readonly files: Map<string, FoundFile>;
  readonly unreadable: { path: string; message: string }[];
  /** The real folders that were named, and those that links have led to. */
  readonly reached: Set<string>;
}

/** What one of the paths stands for. */
type Named =
  | { readonly kind: 'file' | 'folder' | 'stream'; readonly absolute: string }
  | {
      readonly kind: 'glob';
      readonly absolute: string;
      readonly typed: string;
      readonly glob: string;
    };

/**
 * The files at and below paths, each once. A path that was named is always looked at; below it,
 * folders of tools and files that git ignores are not. A path that is not there may be a glob.
 * @param given a text in place of a file
 * @returns the reason, in one sentence, where a path is not there
 */
export function findFiles(
  paths: readonly string[],
  from: string,
  given?: GivenText,
): FoundFiles | string {
  const named: Named[] = [];
  for (const path of new Set(paths)) {
    const found = nameOf(path, from);
    if (typeof found === 'string') return found;
    named.push(found);
  }
  const text = given && { absolute: resolve(from, given.path), bytes: given.bytes };
  const folders = named.map(({ kind, absolute }) =>
    kind === 'folder' || kind === 'glob' ? absolute : dirname(absolute),
  );
  if (text !== undefined) folders.push(dirname(text.absolute));
  const places = named.map(({ absolute }) => realOf(absolute) ?? absolute);
  const walk: Walk = {
    root: commonFolder(folders),
    files: new Map(),
    unreadable: [],
    reached: new Set(places),
  };
  for (const one of named) {
    if (one.kind !== 'glob') takeNamed(walk, one.absolute, one.kind);
    else if (!takeGlob(walk, one.absolute, one.glob)) return `"${one.typed}" matches no file.`;
  }
  if (text !== undefined) addText(walk, text.absolute, text.bytes);
  const { root, files, unreadable } = walk;
  const picked = text !== undefined || named.some(({ kind }) => kind !== 'folder');
  return { root, files: [...files.values()], unreadable, picked, named: places };
}

function nameOf(path: string, from: string): Named | string {
  const absolute = resolve(from, path);
  try {
    const stats = statSync(absolute);
    if (stats.isDirectory()) return { kind: 'folder', absolute };
    return { kind: stats.isFile() ? 'file' : 'stream', absolute };
  } catch (error) {
    return globOf(path, from) ?? `"${path}" cannot be read: ${reasonOf(error)}.`;
  }
}

const WILD = /[*?{[]/;

/** A glob counts from the last folder before its first wild card. */
function globOf(path: string, from: string): Named | undefined {
  const parts = (sep === '/' ? path : path.replaceAll(sep, '/')).split('/');
  const wild = parts.findIndex((part) => WILD.test(part));
  if (wild < 0) return undefined;
  const absolute = resolve(from, parts.slice(0, wild).join('/') || (wild > 0 ? '/' : '.'));
  const glob = parts.slice(wild).join('/');
  return isFolderAt(absolute) ? { kind: 'glob', absolute, typed: path, glob } : undefined;
}

function takeNamed(walk: Walk, absolute: string, kind: 'file' | 'folder' | 'stream'): void {
  if (kind === 'folder') walkFolder(walk, absolute, levelsAbove(absolute));
  else add(walk, absolute, { read: true, named: true, stream: kind === 'stream' });
}

/** @returns false where it matches nothing that can be read */
function takeGlob(walk: Walk, folder: string, glob: string): boolean {
  const matches = globMatcher([glob]);
  const below: Walk = { ...walk, files: new Map() };
  walkFolder(below, folder, levelsAbove(folder));
  const found = [...below.files.values()].filter(({ absolute }) =>
    matches(relativeTo(folder, absolute)),
  );
  for (const { absolute, read } of found) add(walk, absolute, { read });
  return found.some(({ read }) => read);
}

function addText(walk: Walk, absolute: string, text: Buffer): void {
  const path = relativeTo(walk.root, absolute);
  const isTold = fileKind(path) !== 'text' || isRead(path);
  walk.files.set(path, { path, absolute, read: true, named: true, stream: !isTold, text });
}

/** Why the file system refused, in a few words. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const known: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    ENOTDIR: 'there is no such file or folder',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EROFS: 'the disk is read-only',
    ENOSPC: 'the disk is full',
    EEXIST: 'a file of its temporary name is in the way',
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
    if (entries.some(({ name }) => name.includes('\ufffd')))
      return withoutOdd(walk, folder, entries);
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    const message = `The folder cannot be read: ${reasonOf(error)}.`;
    walk.unreadable.push({ path: relativeTo(walk.root, folder), message });
    return [];
  }
}

/** Names that are no UTF-8 cannot be told apart, nor opened: they are told by their bytes. */
function withoutOdd(walk: Walk, folder: string, entries: readonly Dirent[]): readonly Dirent[] {
  const odd = new Set<string>();
  for (const bytes of readdirSync(folder, { encoding: 'buffer' })) {
    const name = bytes.toString('utf8');
    if (Buffer.from(name).equals(bytes)) continue;
    odd.add(name);
    const shown = bytes.toString('latin1').replace(/[^ -~]/g, (one) => `\\x${byteOf(one)}`);
    const path = relativeTo(walk.root, join(folder, shown));
    walk.unreadable.push({ path, message: 'Not checked: its name is no UTF-8.' });
  }
  return entries.filter(({ name }) => !odd.has(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const byteOf = (character: string): string => character.charCodeAt(0).toString(16).padStart(2, '0');

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
  const type = target === undefined ? undefined : statSync(target, { throwIfNoEntry: false });
  const isFolder = type?.isDirectory() === true;
  // What is neither file nor folder may never end.
  const isOther = target === undefined || (!isFolder && type?.isFile() !== true);
  const known = isOther || [...walk.reached].some((other) => overlap(other, target, isFolder));
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
