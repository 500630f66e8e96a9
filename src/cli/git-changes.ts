import { execFileSync } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';

/** A path of the file system with its links followed, or as it is where nothing is there. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Tells whether a file has changed; takes absolute paths. */
export type ChangedSince = (path: string) => boolean;

/**
 * Asks git which files differ from a commit, with those that git does not know yet. Of a branch, the
 * commit counts where the work began that is checked out now: what others have added to it since is
 * not ours.
 * @param folder where to ask; absolute
 * @returns the reason, in one sentence, where git cannot tell
 */
export function changedSince(commit: string, folder: string): ChangedSince | string {
  const root = git(folder, ['rev-parse', '--show-toplevel']);
  if ('missing' in root) return '--since asks git, and there is no program "git" here.';
  if (!root.ok) return `--since asks git, and "${folder}" is in no git repository.`;
  const top = root.text.replace(/\r?\n$/, '');
  const name = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`];
  const known = git(top, name);
  if ('missing' in known || !known.ok)
    return `git knows no commit "${commit}" here. In CI, fetch the history first.`;
  const hash = known.text.trim();
  const base = git(top, ['merge-base', hash, 'HEAD']);
  const from = 'missing' in base || !base.ok ? hash : base.text.trim();
  const lists = [
    git(top, ['diff', ...COMPARING, '-z', from, '--'], withoutFilters(top)),
    git(top, ['ls-files', '--others', '--exclude-standard', '--full-name', '-z']),
  ];
  const changed = new Set<string>();
  for (const list of lists) {
    if ('missing' in list || !list.ok) return `git could not say what changed since "${commit}".`;
    for (const path of list.text.split('\0')) if (path !== '') changed.add(realOf(join(top, path)));
  }
  return (path) => changed.has(realOf(path));
}

/** Also without the git of each submodule, which would follow settings of its own. */
const COMPARING = [
  ...['--name-only', '--no-renames', '--no-ext-diff', '--no-textconv', '--ignore-submodules=all'],
];

/**
 * Settings that empty every filter, such as `filter.x.clean`, which git starts for files that it has
 * to look into. What is then different for want of its filter counts as changed.
 */
function withoutFilters(folder: string): Readonly<Record<string, string>> {
  const listed = git(folder, ['config', '--null', '--name-only', '--get-regexp', '^filter\\.']);
  const names = 'missing' in listed || !listed.ok ? [] : listed.text.split('\0');
  const keys = [...new Set(names.filter((name) => /\.(?:clean|process|required)$/i.test(name)))];
  const pairs = keys.map((key, i) => [
    [`GIT_CONFIG_KEY_${String(i)}`, key],
    [`GIT_CONFIG_VALUE_${String(i)}`, key.toLowerCase().endsWith('.required') ? 'false' : ''],
  ]);
  const settings = Object.fromEntries(pairs.flat()) as Readonly<Record<string, string>>;
  return { GIT_CONFIG_COUNT: String(keys.length), ...settings };
}

type Answer = { readonly ok: boolean; readonly text: string } | { readonly missing: true };

/** No locks, and nothing is fetched that a partial clone lacks, by whatever program it names. */
const ALONE = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1', GIT_ALLOW_PROTOCOL: 'none' };

/** Runs git without what a repository's own settings could start, and without taking its locks. */
function git(
  folder: string,
  command: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Answer {
  const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.quotePath=false'];
  try {
    const text = execFileSync('git', [...quiet, ...command], {
      ...{ cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 },
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...ALONE, ...settings },
    });
    return { ok: true, text };
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    return isMissing ? { missing: true } : { ok: false, text: '' };
  }
}
