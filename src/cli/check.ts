import { nearest } from '../core/labels.ts';
import { Linter } from '../core/lint.ts';
import type { Finding, LintOptions, ObjectName } from '../core/lint.ts';
import type { Rule, Severity } from '../core/rule.ts';
import type { SourceFile } from '../core/source.ts';
import { LineMap } from '../core/text.ts';
import type { Range } from '../core/text.ts';
import type { CheckRequest } from './arguments.ts';
import { documentErrors } from './document-errors.ts';
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

/** The rules of these names, all where none is named; the reason where a name is none. */
export function chooseRules(
  all: readonly Rule[],
  names: readonly string[],
): readonly Rule[] | string {
  for (const name of names) {
    if (!all.some((rule) => rule.id === name)) return unknownRule(all, name);
  }
  return names.length === 0 ? all : all.filter((rule) => names.includes(rule.id));
}

/** One sentence for a rule that does not exist, with the one that may be meant. */
export function unknownRule(all: readonly Rule[], name: string): string {
  const ids = all.map((rule) => rule.id);
  const meant = nearest(name, ids);
  const advice =
    meant === undefined ? '"explain" lists the rules.' : `Did you mean "${meant}"?`;
  return `There is no rule "${name}". ${advice}`;
}

/** Runs rules over every file that was read, letting go of each when it is done. */
export function check(
  { workspace, errors, shown }: ReadWorkspace,
  rules: readonly Rule[],
  request: CheckRequest,
): CheckReport {
  const found: ReportedFinding[] = [];
  const failed: ReportedError[] = errors.map(({ path, message }) => ({ file: shown(path), message }));
  let current = '';
  const options: LintOptions = {
    ...(request.kubernetesMinor !== undefined && { kubernetesMinor: request.kubernetesMinor }),
    ignoreSilence: request.ignoreSilence,
    onError: (error, where) => {
      failed.push({ file: shown(current), message: `The ${where} failed: ${String(error)}` });
    },
  };
  const linter = new Linter(workspace, rules, options);
  let files = 0;
  for (const file of workspace.files) {
    if (file.kind === 'text') continue;
    current = file.path;
    const lines = new LazyLines(file.text);
    const findings = linter.findings(file.path);
    for (const finding of findings) found.push(reported(finding, lines, shown));
    for (const { message, span } of documentErrors(file)) {
      const range = span && lines.map.range(span);
      failed.push({ file: shown(file.path), message, ...(range && { range }) });
    }
    if (file.skipped === undefined) files++;
    releaseTrees(file);
  }
  return { findings: found.sort(byPlace), files, errors: failed.sort(byPlace) };
}
