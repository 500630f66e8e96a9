import { isRead } from '../core/reading.ts';
import { fileKind } from '../core/source.ts';
import type { SourceFile } from '../core/source.ts';
import type { Span } from '../core/text.ts';
import { Workspace } from '../core/workspace.ts';
import type { FileChange } from '../core/workspace.ts';
import type { Reading } from './arguments.ts';
import { findFiles } from './find-files.ts';
import type { FoundFile } from './find-files.ts';
import { relativeTo } from './paths.ts';
import { readText } from './read-text.ts';
import type { FileText } from './read-text.ts';

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
}

/** Above this size of all texts, trees are parsed twice rather than all kept. In UTF-16 units. */
const TEXT_WITH_TREES = 16_000_000;

/**
 * Reads all that was named into one workspace.
 * @param standing the absolute folder that relative paths count from
 * @returns the reason, in one sentence, where something that was named cannot be read
 */
export function readWorkspace(reading: Reading, standing: string): ReadWorkspace | string {
  const found = findFiles(reading.paths, standing);
  if (typeof found === 'string') return found;
  const shown = shownFrom(standing, found.root);
  const { defaultNamespace } = reading;
  const workspace = new Workspace({
    singlePass: true,
    rooted: reading.paths.length > 1,
    ...(defaultNamespace !== undefined && { defaultNamespace }),
  });
  const errors: InputError[] = [...found.unreadable];
  let failure: string | undefined;
  const refuse = (file: FoundFile, reason: string, failed: boolean): void => {
    if (failed && file.named) failure ??= `"${shown(file.path)}" cannot be read: ${reason}.`;
    else errors.push({ path: file.path, message: `Not checked: ${reason}.` });
  };
  const paths = found.files.map((file) => file.path);
  workspace.change(texts(found.files, workspace, refuse), paths);
  return failure ?? { workspace, errors, shown };
}

function shownFrom(standing: string, root: string): (path: string) => string {
  const prefix = relativeTo(standing, root);
  return (path) => [prefix, path].filter((part) => part !== '').join('/') || '.';
}

/** Gives out one text at a time; behind it, trees are let go where all of them would be too much. */
function* texts(
  files: readonly FoundFile[],
  workspace: Workspace,
  refuse: (file: FoundFile, reason: string, failed: boolean) => void,
): Iterable<FileChange> {
  let size = 0;
  for (const file of files) {
    if (!file.read) continue;
    const read = textOf(file);
    if ('refused' in read) {
      refuse(file, read.refused, read.failed);
      continue;
    }
    yield { path: file.path, text: read.text, ...(file.stream && { kind: 'yaml' }) };
    size += read.text.length;
    if (size > TEXT_WITH_TREES) releaseTrees(workspace.file(file.path));
  }
}

function textOf(file: FoundFile): FileText {
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
