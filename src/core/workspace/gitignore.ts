import { isIgnored } from '../dockerfile/dockerignore.ts';
import type { Scope } from './scope.ts';
import { folderOf } from '../files/source.ts';

/**
 * Whether the `.gitignore` files above a path keep it out of version control, as far as they were
 * read (git-scm.com/docs/gitignore); global excludes of a person are not known.
 */
export function isGitIgnored(scope: Scope, path: string): boolean {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const prefix = folder === '' ? '' : `${folder}/`;
    const text = scope.file(`${prefix}.gitignore`)?.text;
    if (text !== undefined && isIgnored(asDockerPatterns(text), path.slice(prefix.length)))
      return true;
    if (folder === '') return false;
  }
}

/** A pattern of git without a slash inside holds at every depth; one of Docker at the top only. */
function asDockerPatterns(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .map((line) => {
      const [, not = '', pattern = ''] = /^(!?)(.*)$/.exec(line) ?? [];
      if (line.startsWith('#') || pattern.slice(0, -1).includes('/')) return line;
      return `${not}**/${pattern}`;
    })
    .filter((line) => line !== '**/')
    .join('\n');
}
