import picomatch from 'picomatch';
import * as vscode from 'vscode';
import { LEFT_OUT_GLOBS } from '../core/files/reading.ts';

/** Files of a folder that are not looked at: other people's code, and what the user leaves out. */
export interface Exclusion {
  /** For searches; a brace group is left to `excludes`, because braces cannot be nested. */
  readonly globs: readonly string[];
  readonly excludes: (path: string) => boolean;
}

/** VS Code's own lists of files that a user does not want to see. */
const LISTS = ['search.exclude', 'files.exclude'];

/** A longer text is no glob that a person wrote. */
const LONGEST = 1000;

export function readExclusion(uri: vscode.Uri, own: readonly string[]): Exclusion {
  const lists = LISTS.map((name) =>
    vscode.workspace.getConfiguration(undefined, uri).get<Record<string, unknown>>(name, {}),
  );
  // A value that is an object depends on other files beside it: such a file is shown.
  const listed = lists.flatMap((list) => Object.keys(list).filter((glob) => list[glob] === true));
  const globs = [...new Set([...LEFT_OUT_GLOBS, ...own, ...listed])].filter(
    (glob) => glob !== '' && glob.length <= LONGEST,
  );
  const matches = picomatch(globs, { dot: true });
  return {
    globs: globs.filter((glob) => !glob.includes('{')),
    excludes: (path) => withParents(path).some((part) => matches(part)),
  };
}

export function changesExclusion(event: vscode.ConfigurationChangeEvent): boolean {
  return LISTS.some((name) => event.affectsConfiguration(name));
}

/** `a/b/c` is inside of `a/b` and of `a`: what excludes a folder excludes its files. */
function withParents(path: string): readonly string[] {
  return path.split('/').map((_, i, parts) => parts.slice(0, i + 1).join('/'));
}
