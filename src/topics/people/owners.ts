/** Who looks after a file, as the project file, CODEOWNERS, OWNERS and Backstage's catalog say. */
import { isIgnored } from '../../core/dockerfile/dockerignore.ts';
import { perScope } from '../../core/workspace/per-scope.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { folderOf, isWithin } from '../../core/files/source.ts';

interface OwnerLine {
  readonly pattern: string;
  readonly owners: readonly string[];
}

/** Where GitHub and GitLab look for the file. */
const PLACES: readonly string[] = [
  'CODEOWNERS',
  '.github/CODEOWNERS',
  '.gitlab/CODEOWNERS',
  'docs/CODEOWNERS',
];

export function ownersFile(scope: Scope): string | undefined {
  return PLACES.find((path) => scope.hasFile(path));
}

const readLines = perScope((scope): readonly OwnerLine[] => {
  const path = ownersFile(scope);
  const text = path === undefined ? '' : (scope.file(path)?.text ?? '');
  return text.split(/\r?\n/).flatMap((line) => {
    const [pattern = '', ...words] = line
      .replace(/(?:^|\s)#.*$/, '')
      .trim()
      .split(/\s+/);
    // GitLab's sections stand in brackets, and give owners to lines without any.
    if (pattern === '' || /^\^?\[/.test(pattern)) return [];
    return [{ pattern, owners: words.filter((word) => word.includes('@')) }];
  });
});

/** The line that gives everything to the same people, where the file has no other. */
export function onlyOwnerLine(
  scope: Scope,
): { readonly path: string; readonly owners: readonly string[] } | undefined {
  const path = ownersFile(scope);
  const [line, ...others] = readLines(scope);
  if (path === undefined || line === undefined || others.length > 0) return undefined;
  return /^\/?\*{1,2}(?:\/\*)?$/.test(line.pattern) ? { path, owners: line.owners } : undefined;
}

/** The owners of a file; the project file wins, and then the last line of CODEOWNERS that matches. */
export function ownersOf(path: string, scope: Scope): readonly string[] {
  const named = scope.ownerOf(path);
  if (named !== undefined) return [named];
  const line = readLines(scope).findLast(({ pattern }) => matches(pattern, path));
  if (line !== undefined && line.owners.length > 0) return line.owners;
  return catalogOwner(path, scope) ?? approvers(path, scope) ?? [];
}

/** A pattern without a slash inside holds at every depth, as in .gitignore. */
function matches(pattern: string, path: string): boolean {
  const anchored = pattern.slice(0, -1).includes('/');
  return isIgnored(anchored ? pattern : `**/${pattern}`, path);
}

/** `spec.owner` of the Backstage component that describes the file's folder. */
function catalogOwner(path: string, scope: Scope): readonly string[] | undefined {
  const around = scope
    .objects('Component')
    .filter((object) => object.group === 'backstage.io' && isWithin(path, folderOf(object.path)))
    .sort((a, b) => b.path.length - a.path.length);
  const owner = around[0]?.view.get('spec', 'owner').text;
  return owner === undefined ? undefined : [owner];
}

/** The approvers in the nearest OWNERS file, as Kubernetes' own repositories have them. */
function approvers(path: string, scope: Scope): readonly string[] | undefined {
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    const file = scope.file(folder === '' ? 'OWNERS' : `${folder}/OWNERS`);
    const list = /^approvers:[^\n]*\n((?:[ \t]*-[^\n]*\n?)+)/m.exec(file?.text ?? '')?.[1];
    if (list !== undefined)
      return [...list.matchAll(/-\s*([\w@./-]+)/g)].map(([, name]) => name ?? '');
    if (folder === '') return undefined;
  }
}
