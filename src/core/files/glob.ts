/** Globs of project files and of the command line. */
import { ignoreMatcher } from '../dockerfile/dockerignore.ts';

/** Takes a path relative to the folder that the globs count from, with slashes. */
export type PathMatcher = (path: string) => boolean;

/** More alternatives than this in one glob are not spelled out: nobody wrote them by hand. */
const MOST_ALTERNATIVES = 100;

/**
 * Tells whether one of the globs names a path or a folder above it. `*` and `?` stay inside a name,
 * `**` crosses folders, `{a,b}` is either, and a glob behind `!` takes back what came before. A
 * text takes linear time whatever the globs are, because they come with repositories of others.
 */
export function globMatcher(globs: readonly string[]): PathMatcher {
  // What looks like a comment to an ignore file is a name here.
  const lines = globs.flatMap(spelledOut).map((glob) => glob.replace(/^#/, '\\#'));
  return lines.length === 0 ? () => false : ignoreMatcher(lines.join('\n'));
}

/** A glob without braces for each of its alternatives. */
function spelledOut(glob: string): readonly string[] {
  const done: string[] = [];
  const open = [glob.replaceAll(/[\r\n]/g, ' ')];
  while (open.length > 0 && open.length + done.length <= MOST_ALTERNATIVES) {
    const next = open.pop() ?? '';
    const group = /\{([^{}]*)\}/.exec(next);
    if (group === null) {
      done.push(next);
      continue;
    }
    const before = next.slice(0, group.index);
    const after = next.slice(group.index + group[0].length);
    open.push(...(group[1] ?? '').split(',').map((choice) => before + choice + after));
  }
  return open.length === 0 ? done : [glob];
}
