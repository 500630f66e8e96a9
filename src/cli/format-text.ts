import { SEVERITIES } from '../core/lint/rule.ts';
import type { Severity } from '../core/lint/rule.ts';
import type { Position, Range } from '../core/text/text.ts';
import type { CheckReport, ReportedError, ReportedFinding, ReportedFix } from './check.ts';
import { printable } from './colour.ts';
import type { Paint, Style } from './colour.ts';

const STYLES: Readonly<Record<Severity, Style>> = {
  error: 'red',
  warning: 'yellow',
  information: 'blue',
  hint: 'dim',
};

/** Findings by file, and one line that sums them up. People count lines and columns from 1. */
export function formatText({ findings, files, fixed }: CheckReport, paint: Paint): string {
  const byFile = Map.groupBy(findings, (finding) => finding.file);
  const width = Math.max(0, ...findings.map((finding) => place(finding.range.start).length));
  const blocks = [...byFile].map(([file, own]) => {
    const lines = own.map((finding) => findingLine(finding, width, paint));
    const owners = paint('dim', printable(ownersIn(own)));
    return `${paint('underline', printable(file))}${owners}\n${lines.join('')}\n`;
  });
  const changes = fixed === undefined ? '' : formatFixes(fixed);
  const total = summary(findings, files, byFile.size);
  return `${changes}${blocks.join('')}${total}\n${byOwner(findings)}`;
}

/** All findings of a file have the same owners. */
function ownersIn([first]: readonly ReportedFinding[]): string {
  return first?.owners === undefined ? '' : `  ${first.owners.join(', ')}`;
}

/** Whose findings they are; nothing where nobody is named anywhere. */
function byOwner(findings: readonly ReportedFinding[]): string {
  const counts = new Map<string, number>();
  for (const { owners = ['nobody'] } of findings)
    for (const owner of owners) counts.set(owner, (counts.get(owner) ?? 0) + 1);
  if (findings.every(({ owners }) => owners === undefined)) return '';
  const parts = [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .map(([owner, count]) => `${owner} ${String(count)}`);
  return `${printable(`By owner: ${parts.join(', ')}.`)}\n`;
}

/** One line for each fix that was applied, and a blank one behind them. */
export function formatFixes(fixed: readonly ReportedFix[]): string {
  const lines = fixed.map(({ file, title, rule }) => `Fixed ${file}: ${title} (${rule})`);
  return lines.map((line) => `${printable(line)}\n`).join('') + (lines.length > 0 ? '\n' : '');
}

function findingLine(finding: ReportedFinding, width: number, paint: Paint): string {
  const { severity, rule, range, rendered } = finding;
  const message = rendered ? `${finding.message} (rendered by ${rendered})` : finding.message;
  const at = paint('dim', place(range.start).padStart(width));
  const grade = paint(STYLES[severity], severity.padEnd(11));
  return `  ${at}  ${grade}  ${printable(message)}  ${paint('dim', rule)}\n`;
}

export function place({ line, character }: Position): string {
  return `${line + 1}:${character + 1}`;
}

function summary(
  findings: readonly ReportedFinding[],
  files: number,
  filesWithFindings: number,
): string {
  if (findings.length === 0) return `No findings in ${counted(files, 'file', 'files')}.`;
  const parts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [countedSeverity(count, severity)];
  });
  const all = counted(findings.length, 'finding', 'findings');
  return `${all} (${parts.join(', ')}) in ${filesWithFindings} of ${counted(files, 'file', 'files')}.`;
}

function countedSeverity(count: number, severity: Severity): string {
  // "information" has no plural.
  return counted(count, severity, severity === 'information' ? severity : `${severity}s`);
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** One line for each part of the input that was not looked into, for standard error. */
export function formatErrors(errors: readonly ReportedError[]): string {
  return errors
    .map((error) => `${printable(location(error))}: ${printable(error.message)}\n`)
    .join('');
}

/** `deploy/web.yaml:3:5`; without a range the file alone. */
export function location({ file, range }: { file: string; range?: Range }): string {
  return range === undefined ? file : `${file}:${place(range.start)}`;
}
