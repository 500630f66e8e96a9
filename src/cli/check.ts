import { Linter } from '../core/lint.ts';
import type { Finding, ObjectName } from '../core/lint.ts';
import type { Rule, Severity } from '../core/rule.ts';
import type { Range } from '../core/text.ts';
import type { CheckRequest } from './arguments.ts';
import { documentErrors } from './document-errors.ts';
import { rangesIn } from './ranges.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { releaseTrees } from './read-workspace.ts';

/** A finding as it is printed: lines and characters count from 0, in UTF-16 units. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** From where the person stands, with `/`. */
  readonly file: string;
  readonly range: Range;
  readonly object: ObjectName | undefined;
  /** The titles of the quick fixes. */
  readonly fixes: readonly string[];
}

export interface ReportedError {
  readonly file: string;
  readonly message: string;
  readonly range?: Range;
}

/** The answer of `check`, in the shape that `--format json` prints. */
export interface CheckReport {
  readonly findings: readonly ReportedFinding[];
  /** How many files were looked into. */
  readonly files: number;
  /** What could not be looked into. */
  readonly errors: readonly ReportedError[];
}

/**
 * Rules also look at files beside theirs: up to this size of all texts, what was read once stays,
 * which is at most some 50 MB. In UTF-16 units.
 */
const TEXT_KEPT_PARSED = 4_000_000;

/** Runs rules over every file that was read; of large workspaces, each is let go when it is done. */
export function check(
  { workspace, errors, shown }: ReadWorkspace,
  rules: readonly Rule[],
  request: CheckRequest,
): CheckReport {
  const findings: ReportedFinding[] = [];
  const failed: ReportedError[] = errors.map(({ path, message }) => ({
    file: shown(path),
    message,
  }));
  let current = '';
  const linter = new Linter(workspace, rules, {
    ...(request.kubernetesMinor !== undefined && { kubernetesMinor: request.kubernetesMinor }),
    ignoreSilence: request.ignoreSilence,
    singlePass: true,
    onError: (error, where) => {
      failed.push({ file: shown(current), message: `A bug: ${where} failed: ${String(error)}` });
    },
  });
  const all = workspace.files;
  const isLarge = all.reduce((size, file) => size + file.text.length, 0) > TEXT_KEPT_PARSED;
  let files = 0;
  for (const file of all) {
    if (file.kind === 'text') continue;
    current = file.path;
    const rangeOf = rangesIn(file.text);
    for (const finding of linter.findings(file.path)) {
      findings.push(reported(finding, rangeOf(finding.span), shown));
    }
    for (const { message, span } of documentErrors(file)) {
      failed.push({ file: shown(file.path), message, ...(span && { range: rangeOf(span) }) });
    }
    if (file.skipped === undefined) files++;
    if (isLarge) releaseTrees(file);
  }
  return { findings: findings.sort(byFile), files, errors: failed.sort(byFile) };
}

function reported(
  finding: Finding,
  range: Range,
  shown: (path: string) => string,
): ReportedFinding {
  const { rule, severity, message, path, object } = finding;
  return {
    ...{ rule, severity, message, file: shown(path), range },
    // Dockerfiles and kustomizations are named by their path.
    object: object?.name === path ? { ...object, name: shown(path) } : object,
    fixes: finding.fixes.map((fix) => fix.title),
  };
}

/** Not by locale: the order is the same on every machine. Within a file it stays as it is. */
function byFile(a: { readonly file: string }, b: { readonly file: string }): number {
  if (a.file === b.file) return 0;
  return a.file < b.file ? -1 : 1;
}
