/** What a Dockerfile's `COPY` can reach: the build context without what an ignore file leaves out. */
import type { ComposeFile } from '../../core/compose/compose.ts';
import { isIgnored } from '../../core/dockerfile/dockerignore.ts';
import type { Copy, Word } from '../../core/dockerfile/dockerfile.ts';
import { onceFor } from '../../core/workspace/per-scope.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { folderOf, joinPath } from '../../core/files/source.ts';

export interface BuildContext {
  /** The folder as the workspace names it. */
  readonly folder: string;
  /** The ignore file that counts: the Dockerfile's own, else that of the context. */
  readonly ignoreFile: string;
  /** Undefined where the file is there and was not read. */
  readonly ignored: ((path: string) => boolean) | undefined;
}

/** The contexts that a Dockerfile is built with: those that Compose files name, else its folder. */
export function buildContexts(scope: Scope, dockerfile: string): readonly BuildContext[] {
  const named = namedContexts(scope.composeFiles).get(dockerfile) ?? [folderOf(dockerfile)];
  return [...new Set(named)].map((folder) => contextIn(scope, folder, dockerfile));
}

/** The folders that services are built in, by the path of their Dockerfile. */
const namedContexts = onceFor(
  (files: readonly ComposeFile[]): ReadonlyMap<string, readonly string[]> => {
    const contexts = new Map<string, string[]>();
    for (const { build } of files.flatMap(({ services }) => services)) {
      if (build?.dockerfile === undefined || build.context === undefined) continue;
      const known = contexts.get(build.dockerfile) ?? [];
      contexts.set(build.dockerfile, [...known, build.context]);
    }
    return contexts;
  },
);

function contextIn(scope: Scope, folder: string, dockerfile: string): BuildContext {
  const own = `${dockerfile}.dockerignore`;
  const ignoreFile = scope.hasFile(own) ? own : joinPath(folder, '.dockerignore');
  const text = scope.file(ignoreFile)?.text ?? (scope.hasFile(ignoreFile) ? undefined : '');
  const ignored =
    text === undefined
      ? undefined
      : (path: string): boolean => isIgnored(text, within(path, folder));
  return { folder, ignoreFile, ignored };
}

/** A path as the context names it. */
export function within(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1);
}

/** The path that a source of COPY names; undefined for variables, addresses and wildcards. */
export function sourcePath({ folder }: BuildContext, source: Word): string | undefined {
  const text = source.text.replace(/^\/+/, '');
  if (/[$`]|^\w+:\/\/|^git@/.test(text)) return undefined;
  if (/^(?:\.\/)?\*$/.test(text)) return folder;
  if (/[*?[]/.test(text)) return undefined;
  const path = joinPath(folder, text);
  return path.startsWith('..') ? undefined : path;
}

/** Patterns of `--exclude` flags, which leave files out of one COPY. */
export function excludes(text: string, copy: Copy): readonly string[] {
  const source = text.slice(copy.span.start, copy.span.end);
  return [...source.matchAll(/--exclude=(\S+)/g)].map((match) => match[1] ?? '');
}

/** Files that only tests and examples use protect nothing. */
const HARMLESS_FOLDER =
  /(?:^|\/)(?:tests?|testdata|test-data|__tests__|spec|fixtures|examples?|samples?|docs?|node_modules|vendor|site-packages|\.git|\.venv|venv)\//i;

/** Whether a path leads through a folder of tests, examples or other people's code. */
export function isHarmlessFolder(path: string): boolean {
  return HARMLESS_FOLDER.test(path);
}
