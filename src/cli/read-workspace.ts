import type { Buffer } from 'node:buffer';
import { dirname, resolve } from 'node:path';
import {
  isSubstitutionFile,
  publicEnvironment,
  substitutedVariables,
} from '../core/compose/substitution.ts';
import { isNameOnly, isRead } from '../core/files/reading.ts';
import { fileKind, folderOf } from '../core/files/source.ts';
import type { SourceFile } from '../core/files/source.ts';
import type { Span } from '../core/text/text.ts';
import { Workspace } from '../core/workspace/workspace.ts';
import type { FileChange } from '../core/workspace/workspace.ts';
import type { Reading } from './arguments.ts';
import { findFiles } from './find-files.ts';
import type { FoundFile } from './find-files.ts';
import { holds, relativeTo } from './paths.ts';
import type { Progress } from './progress.ts';
import { projectFilesAbove } from './project-above.ts';
import type { ProjectFileAbove } from './project-above.ts';
import { decode, NAME_ONLY, readOpenly, readText } from './read-text.ts';
import type { FileText } from './read-text.ts';
import { repositoryRoot } from './repository.ts';

/** Something that was not looked at, and why. */
export interface InputError {
  /** As the workspace names it. */
  readonly path: string;
  readonly message: string;
  readonly span?: Span;
}

export interface ReadWorkspace {
  readonly workspace: Workspace;
  readonly errors: readonly InputError[];
  /** A path of the workspace as the person who stands there would write it. */
  readonly shown: (path: string) => string;
  /** Where a path of the workspace is on disk. */
  readonly absolute: (path: string) => string;
  /** The folder that paths of the workspace count from; absolute. */
  readonly root: string;
  /** Whether a path without links is one of those that were named, below one, or beside a file. */
  readonly isNamed: (path: string) => boolean;
  /** True where there is more of the project than was read. */
  readonly partial: boolean;
  /** The project files above the workspace, the nearest first. */
  readonly above: readonly ProjectFileAbove[];
}

/** What is read beside the files on disk, and who is told how far it is. */
export interface ReadingHelp {
  /** What came on standard input. */
  readonly input?: Buffer;
  readonly progress?: Progress;
}

/** Above this size of all texts, trees are parsed twice rather than all kept. In UTF-16 units. */
const TEXT_WITH_TREES = 16_000_000;

/**
 * Reads all that was named into one workspace.
 * @param standing the absolute folder that relative paths count from
 * @returns the reason, in one sentence, where something that was named cannot be read
 */
export function readWorkspace(
  reading: Reading,
  standing: string,
  { input, progress }: ReadingHelp = {},
): ReadWorkspace | string {
  const { paths, stdin, defaultNamespace, kubernetesMinor } = reading;
  const given = stdin !== undefined && input ? { path: stdin, bytes: input } : undefined;
  const found = findFiles(paths, standing, given);
  if (typeof found === 'string') return found;
  const { root } = found;
  const above = projectFilesAbove(root, standing);
  const workspace = new Workspace({
    singlePass: true,
    above: above.map(({ file }) => file),
    asked: {
      ...(defaultNamespace !== undefined && { defaultNamespace }),
      ...(kubernetesMinor !== undefined && { kubernetesMinor }),
    },
  });
  const refusals = new Refusals(shownFrom(standing, root), found.unreadable);
  takeFiles(found.files, workspace, refusals, progress);
  const { failure, errors, shown } = refusals;
  const partial = found.picked || (repositoryRoot(root) ?? root) !== root;
  const absolute = (path: string): string => resolve(root, path);
  const isNamed = (path: string): boolean =>
    found.named.some((named) => holds(named, path) || dirname(named) === path);
  return failure ?? { workspace, errors, shown, absolute, isNamed, root, partial, above };
}

/** Project files first: they say which of the other files are left out. */
function takeFiles(
  files: readonly FoundFile[],
  workspace: Workspace,
  refusals: Refusals,
  progress: Progress | undefined,
): void {
  const ofProject = files.filter(({ path }) => fileKind(path) === 'project');
  if (ofProject.length > 0)
    workspace.change(
      texts(ofProject, workspace, refusals),
      ofProject.map(({ path }) => path),
    );
  const others = files.filter(
    ({ path, named }) =>
      fileKind(path) !== 'project' && (named || !workspace.project.excludes(path)),
  );
  workspace.change(
    texts(others, workspace, refusals, progress),
    others.map(({ path }) => path),
  );
  workspace.change(environments(others, workspace));
}

/** Of the `.env` beside a Compose file, what the Compose file needs and everybody may know. */
function* environments(files: readonly FoundFile[], workspace: Workspace): Iterable<FileChange> {
  const wanted = substitutedVariables(workspace.files);
  for (const { path, absolute, text: given } of files) {
    const names = isSubstitutionFile(path) ? wanted.get(folderOf(path)) : undefined;
    if (names === undefined || names.size === 0) continue;
    const read = given === undefined ? readOpenly(absolute) : decode(given);
    if ('text' in read) yield { path, text: publicEnvironment(read.text, names) };
  }
}

/** Keeps what could not be read, and the first of it that somebody had asked for by name. */
class Refusals {
  readonly shown: (path: string) => string;
  readonly errors: InputError[];
  failure: string | undefined;

  constructor(shown: (path: string) => string, unreadable: readonly InputError[]) {
    this.shown = shown;
    this.errors = [...unreadable];
  }

  add({ path, named }: FoundFile, reason: string, failed: boolean): void {
    if (failed && named) this.failure ??= `"${this.shown(path)}" cannot be read: ${reason}.`;
    else this.errors.push({ path, message: `Not checked: ${reason}.` });
  }
}

function shownFrom(standing: string, root: string): (path: string) => string {
  const prefix = relativeTo(standing, root);
  // From a folder inside of the root, the way to a file may be shorter than by the root.
  if (prefix.startsWith('..')) return (path) => relativeTo(standing, resolve(root, path)) || '.';
  return (path) => [prefix, path].filter((part) => part !== '').join('/') || '.';
}

/** Gives out one text at a time; behind it, trees are let go where all of them would be too much. */
function* texts(
  files: readonly FoundFile[],
  workspace: Workspace,
  refusals: Refusals,
  progress?: Progress,
): Iterable<FileChange> {
  let size = 0;
  for (const [i, file] of files.entries()) {
    progress?.('Reading', i, files.length);
    if (!file.read) continue;
    const read = textOf(file);
    if ('refused' in read) {
      refusals.add(file, read.refused, read.failed);
      continue;
    }
    yield { path: file.path, text: read.text, ...(file.stream && { kind: 'yaml' }) };
    size += read.text.length;
    if (size > TEXT_WITH_TREES) releaseTrees(workspace.file(file.path));
  }
}

function textOf(file: FoundFile): FileText {
  if (isNameOnly(file.path)) return NAME_ONLY;
  if (file.text !== undefined) return decode(file.text);
  const isKnown = file.stream || fileKind(file.path) !== 'text' || isRead(file.path);
  if (isKnown) return readText(file.absolute, file.stream);
  // Only a file that was named comes here; whoever names it should learn that rules pass it by.
  return {
    refused: 'its name is not that of a manifest, Compose file or Dockerfile',
    failed: false,
  };
}

/** Lets go of the parsed form of a file that has been dealt with. */
export function releaseTrees(file: SourceFile | undefined): void {
  for (const document of file?.documents ?? []) document.release();
}
