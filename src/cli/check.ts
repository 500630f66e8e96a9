import { Linter } from '../core/lint/lint.ts';
import type { Finding, LintOptions, ObjectName } from '../core/lint/lint.ts';
import type { ObjectSource } from '../core/workspace/object-source.ts';
import type { Rule, Severity } from '../core/lint/rule.ts';
import type { Range } from '../core/text/text.ts';
import { PROJECT_FILE } from '../core/project/project-file.ts';
import { Workspace } from '../core/workspace/workspace.ts';
import type { CheckRequest } from './arguments.ts';
import { documentErrors } from './document-errors.ts';
import type { Progress } from './progress.ts';
import { rangesIn } from './ranges.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { releaseTrees } from './read-workspace.ts';
import { readSchema } from './schema.ts';

/** A finding as it is printed: lines and characters count from 0, in UTF-16 units. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** From where the person stands, with `/`. */
  readonly file: string;
  readonly range: Range;
  readonly object: ObjectName | undefined;
  /** Who looks after the file, as the project says; not there where nobody is named. */
  readonly owners?: readonly string[];
  /** Only with --render: the tool that has made the object. */
  readonly rendered?: 'helm' | 'kustomize';
  /** The titles of the quick fixes. */
  readonly fixes: readonly string[];
}

/** A finding with what only some formats print. */
export interface CheckedFinding extends Omit<ReportedFinding, 'fixes'> {
  readonly source: Finding;
}

export interface ReportedError {
  readonly file: string;
  readonly message: string;
  readonly range?: Range;
}

/** What was found, before it gets its form. */
export interface Checked {
  readonly findings: readonly CheckedFinding[];
  /** How many files were looked into. */
  readonly files: number;
  /** What could not be looked into. */
  readonly errors: readonly ReportedError[];
}

/** A fix that was applied. */
export interface ReportedFix {
  readonly rule: string;
  readonly title: string;
  /** The file of its finding. */
  readonly file: string;
}

/** The answer of `check`, in the shape that `--format json` prints. */
export interface CheckReport {
  readonly findings: readonly ReportedFinding[];
  /** How many files were looked into. */
  readonly files: number;
  /** What could not be looked into. */
  readonly errors: readonly ReportedError[];
  /** Only with --fix. */
  readonly fixed?: readonly ReportedFix[];
}

/** Which files are spoken of, and who is told how far it is. */
export interface CheckOptions {
  /** Takes a path of the workspace. */
  readonly isWanted?: (path: string) => boolean;
  readonly progress?: Progress;
  /** The cluster whose objects count beside those of the files. */
  readonly cluster?: ObjectSource;
}

/**
 * Rules also look at files beside theirs: up to this size of all texts, what was read once stays,
 * which is at most some 50 MB. In UTF-16 units.
 */
const TEXT_KEPT_PARSED = 4_000_000;

/** Runs rules over every file that was read; of large workspaces, each is let go when it is done. */
export function check(
  read: ReadWorkspace,
  rules: readonly Rule[],
  request: Pick<CheckRequest, 'ignoreSilence'>,
  { isWanted = () => true, progress, cluster }: CheckOptions = {},
): Checked {
  const { workspace, errors, shown } = read;
  const findings: CheckedFinding[] = [...checkAbove(read, rules, isWanted)];
  const failed: ReportedError[] = errors
    .filter(({ path }) => isWanted(path))
    .map(({ path, message }) => ({ file: shown(path), message }));
  let current = '';
  const linter = new Linter(workspace, rules, {
    ...lintOptions(read, request),
    cluster: () => cluster,
    onError: (error, where) => {
      failed.push({ file: shown(current), message: `A bug: ${where} failed: ${String(error)}` });
    },
  });
  const all = workspace.files;
  const isLarge = all.reduce((size, file) => size + file.text.length, 0) > TEXT_KEPT_PARSED;
  let files = 0;
  for (const [i, file] of all.entries()) {
    progress?.('Checking', i, all.length);
    if (file.kind === 'text' || !isWanted(file.path)) continue;
    current = file.path;
    const rangeOf = rangesIn(file.text);
    for (const finding of linter.findings(file.path)) {
      findings.push(checked(finding, rangeOf(finding.span), shown));
    }
    for (const { message, span } of documentErrors(file)) {
      failed.push({ file: shown(file.path), message, ...(span && { range: rangeOf(span) }) });
    }
    if (file.skipped === undefined) files++;
    if (isLarge) releaseTrees(file);
  }
  return { findings: findings.sort(byFile), files, errors: failed.sort(byFile) };
}

function lintOptions(
  { partial }: ReadWorkspace,
  { ignoreSilence }: Pick<CheckRequest, 'ignoreSilence'>,
): LintOptions {
  return { ignoreSilence, partial, singlePass: true, schema: readSchema };
}

/** Project files above the workspace count for it, so what is wrong in them is said, too. */
function* checkAbove(
  { above }: ReadWorkspace,
  rules: readonly Rule[],
  isWanted: (path: string) => boolean,
): Iterable<CheckedFinding> {
  for (const { text, shown } of above.filter(({ path }) => isWanted(path))) {
    const workspace = new Workspace({ singlePass: true });
    workspace.change([{ path: PROJECT_FILE, text }]);
    const rangeOf = rangesIn(text);
    for (const finding of new Linter(workspace, rules).findings(PROJECT_FILE))
      yield checked({ ...finding, fixes: [] }, rangeOf(finding.span), () => shown);
  }
}

export function checked(
  source: Finding,
  range: Range,
  shown: (path: string) => string,
): CheckedFinding {
  const { rule, severity, message, path, object, rendered } = source;
  return {
    ...{ rule, severity, message, file: shown(path), range, source },
    // Dockerfiles and kustomizations are named by their path.
    object: object?.name === path ? { ...object, name: shown(path) } : object,
    ...(rendered && { rendered }),
  };
}

/** The form that is printed as JSON. */
export function reportOf({ findings, files, errors }: Checked): CheckReport {
  return {
    findings: findings.map(({ source, ...finding }) => ({
      ...finding,
      fixes: source.fixes.map((fix) => fix.title),
    })),
    ...{ files, errors },
  };
}

/** Not by locale: the order is the same on every machine. Within a file it stays as it is. */
export function byFile(a: { readonly file: string }, b: { readonly file: string }): number {
  if (a.file === b.file) return 0;
  return a.file < b.file ? -1 : 1;
}
