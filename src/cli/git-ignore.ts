import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { readText } from './read-text.ts';

/** The rules of one `.gitignore`; deeper ones have the last word. */
interface Level {
  /** The folder that the rules count from: absolute, with a separator at its end. */
  readonly base: string;
  readonly rules: Ignore;
}

export type Levels = readonly Level[];

/** The rules that hold for a folder from above it: up to the root of its git repository. */
export function levelsAbove(folder: string): Levels {
  const above: Level[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (at !== folder) above.unshift(...levelOf(at, '.gitignore'));
    if (existsSync(join(at, '.git'))) {
      const all = [...levelOf(at, join('.git', 'info', 'exclude')), ...above];
      // A folder that was named is wanted, even where git ignores it.
      return all.filter((level) => !ignoredBy(level, folder, true).ignored);
    }
    if (dirname(at) === at) return [];
  }
}

/** The rules for what lies in a folder, given those that hold for the folder itself. */
export function levelsIn(folder: string, levels: Levels): Levels {
  return [...levels, ...levelOf(folder, '.gitignore')];
}

function levelOf(folder: string, file: string): Levels {
  const read = readText(join(folder, file));
  // What cannot be read holds no rules: it is a convenience here, and git itself goes on, too.
  if ('refused' in read) return [];
  const rules = ignore({ ignorecase: process.platform !== 'linux' }).add(read.text);
  return [{ base: folder.endsWith(sep) ? folder : folder + sep, rules }];
}

/** Whether git ignores a path in a folder that it does not ignore. */
export function isIgnored(levels: Levels, path: string, isFolder: boolean): boolean {
  for (let i = levels.length - 1; i >= 0; i--) {
    const level = levels[i];
    if (level === undefined) continue;
    const { ignored, unignored } = ignoredBy(level, path, isFolder);
    if (ignored || unignored) return ignored;
  }
  return false;
}

function ignoredBy(
  level: Level,
  path: string,
  isFolder: boolean,
): { ignored: boolean; unignored: boolean } {
  const relative = path.slice(level.base.length).replaceAll(sep, '/');
  if (relative === '') return { ignored: false, unignored: false };
  return level.rules.test(isFolder ? `${relative}/` : relative);
}
