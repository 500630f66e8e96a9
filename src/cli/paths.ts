import { dirname, relative, sep } from 'node:path';

/** The deepest folder that holds all of these absolute folders, or is the only one. */
export function commonFolder(folders: readonly string[]): string {
  const [first = sep, ...rest] = folders;
  let common = first;
  while (!rest.every((folder) => holds(common, folder)) && dirname(common) !== common) {
    common = dirname(common);
  }
  return common;
}

/** Whether a path is a folder or lies in it; both absolute. */
export function holds(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

/** A path from a folder, with `/`; absolute where no relative one exists (another drive). */
export function relativeTo(folder: string, path: string): string {
  const base = folder.endsWith(sep) ? folder : folder + sep;
  const found = path.startsWith(base) ? path.slice(base.length) : relative(folder, path);
  return sep === '/' ? found : found.replaceAll(sep, '/');
}
