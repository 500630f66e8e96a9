import manifest from '../../package.json' with { type: 'json' };
import type { Rule } from '../core/rule.ts';
import { rules as allRules } from '../topics/rules.ts';
import type { CheckRequest } from './arguments.ts';
import { check, reportOf } from './check.ts';
import type { Checked, CheckOptions, CheckReport, ReportedFix } from './check.ts';
import { chooseRules } from './choose-rules.ts';
import type { Paint } from './colour.ts';
import { exitCode } from './exit-code.ts';
import { fixFiles } from './fix-files.ts';
import type { Round } from './fix-files.ts';
import { formatGithub } from './format-github.ts';
import { formatJson } from './format-json.ts';
import { formatSarif } from './format-sarif.ts';
import { formatErrors, formatFixes, formatText } from './format-text.ts';
import { changedSince } from './git-changes.ts';
import { refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { readWorkspace } from './read-workspace.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { standing } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** `check`: apart from the other commands, because most calls need nothing else. */
export function runCheck(request: CheckRequest, around: Surroundings): Outcome {
  const rules = chooseRules(allRules, request.rules);
  if (typeof rules === 'string') return refused(rules);
  const look = (): CheckRound | string => lookAt(request, rules, around);
  const fixed = request.fix ? fixFiles(look) : undefined;
  if (typeof fixed === 'string') return refused(fixed);
  const round = look();
  if (typeof round === 'string') return refused(round);
  const { findings } = round;
  const severities = findings.map((finding) => finding.severity);
  return {
    exitCode: exitCode(severities, request.failOn),
    ...printedCheck({ ...round, rules, fixed }, request, around.paint),
  };
}

/** One look at all files. */
type CheckRound = Round & Checked;

function lookAt(
  request: CheckRequest,
  rules: readonly Rule[],
  around: Surroundings,
): CheckRound | string {
  const { input, progress } = around;
  const help = { ...(input && { input }), ...(progress && { progress }) };
  const read = readWorkspace(request, standing(around), help);
  if (typeof read === 'string') return read;
  const options = wantedSince(read, request);
  if (typeof options === 'string') return options;
  return { read, ...check(read, rules, request, { ...options, ...(progress && { progress }) }) };
}

function wantedSince(
  { root, absolute }: ReadWorkspace,
  { since }: CheckRequest,
): Pick<CheckOptions, 'isWanted'> | string {
  if (since === undefined) return {};
  const hasChanged = changedSince(since, root);
  if (typeof hasChanged === 'string') return hasChanged;
  return { isWanted: (path) => hasChanged(absolute(path)) };
}

interface ToPrint extends CheckRound {
  readonly rules: readonly Rule[];
  readonly fixed: readonly ReportedFix[] | undefined;
}

function printedCheck(
  found: ToPrint,
  { format }: CheckRequest,
  paint: Paint,
): Pick<Outcome, 'output' | 'notes'> {
  const { fixed, rules } = found;
  const report: CheckReport = { ...reportOf(found), ...(fixed && { fixed }) };
  const changes = formatFixes(fixed ?? []);
  switch (format) {
    case 'text':
      return { output: formatText(report, paint), notes: formatErrors(report.errors) };
    case 'json':
      return { output: formatJson(report), notes: '' };
    case 'sarif': {
      const tool = { version: manifest.version, rules };
      return { output: formatSarif(found, found.read, tool), notes: changes };
    }
    case 'github':
      return { output: formatGithub(found), notes: changes };
  }
}
