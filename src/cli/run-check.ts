import manifest from '../../package.json' with { type: 'json' };
import type { ObjectSource } from '../core/workspace/object-source.ts';
import type { Rule } from '../core/lint/rule.ts';
import { rules as allRules } from '../topics/rules.ts';
import type { CheckRequest } from './arguments.ts';
import { byFile, check, reportOf } from './check.ts';
import type { Checked, CheckOptions, CheckReport, ReportedFix } from './check.ts';
import { chooseRules } from './choose-rules.ts';
import type { Paint } from './colour.ts';
import { exitCode } from './exit-code.ts';
import { fixFiles } from './fix-files.ts';
import type { Fixed, Round } from './fix-files.ts';
import { formatGithub } from './format-github.ts';
import { formatJson } from './format-json.ts';
import { formatSarif } from './format-sarif.ts';
import { formatErrors, formatFixes, formatText } from './format-text.ts';
import { changedSince } from './git-changes.ts';
import { refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { ofOwners, withOwners } from './owners.ts';
import { readWorkspace } from './read-workspace.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { render } from './render.ts';
import { standing } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** `check`: apart from the other commands, because most calls need nothing else. */
export function runCheck(
  request: CheckRequest,
  around: Surroundings,
  cluster?: ObjectSource,
): Outcome {
  const rules = chooseRules(allRules, request.rules);
  if (typeof rules === 'string') return refused(rules);
  const look = (): CheckRound | string => lookAt({ request, rules, cluster }, around);
  const fixed = request.fix ? fixFiles(look) : undefined;
  if (fixed?.broken !== undefined) return brokenOff(fixed, fixed.broken);
  const looked = look();
  const round = typeof looked === 'string' ? looked : withRendered(looked, request, rules);
  if (typeof round === 'string') return refused(round);
  const owned = withOwners(round.findings, round.read.workspace);
  const findings = ofOwners(owned, request.owners);
  const severities = findings.map((finding) => finding.severity);
  const failed = fixed?.failed ?? [];
  const errors = [...round.errors, ...failed].sort(byFile);
  const found = { ...round, findings, rules, errors, fixed: fixed?.fixed };
  return {
    exitCode: failed.length > 0 ? 2 : exitCode(severities, request.failOn),
    ...printedCheck(found, request, around.paint),
  };
}

/** What was written stays written, so that it is said before the reason why there is no more. */
function brokenOff({ fixed, failed }: Fixed, reason: string): Outcome {
  const outcome = refused(reason);
  return { ...outcome, notes: formatFixes(fixed) + formatErrors(failed) + outcome.notes };
}

/** One look at all files. */
type CheckRound = Round & Checked & { readonly options: CheckOptions };

interface Look {
  readonly request: CheckRequest;
  readonly rules: readonly Rule[];
  readonly cluster: ObjectSource | undefined;
}

function lookAt({ request, rules, cluster }: Look, around: Surroundings): CheckRound | string {
  const { input, progress } = around;
  const help = { ...(input && { input }), ...(progress && { progress }) };
  const read = readWorkspace(request, standing(around), help);
  if (typeof read === 'string') return read;
  const options = wantedSince(read, request);
  if (typeof options === 'string') return options;
  const checked = check(read, rules, request, {
    ...options,
    ...(progress && { progress }),
    ...(cluster && { cluster }),
  });
  return { read, options, ...checked };
}

/** Rendered results have nothing to fix, so that they are looked at once, behind all fixes. */
function withRendered(
  round: CheckRound,
  request: CheckRequest,
  rules: readonly Rule[],
): CheckRound | string {
  if (!request.render) return round;
  const rendered = render(round.read, rules, request, round.options);
  if (typeof rendered === 'string') return rendered;
  const findings = [...round.findings, ...rendered.findings].sort(
    (a, b) => byFile(a, b) || a.range.start.line - b.range.start.line,
  );
  return { ...round, findings, errors: [...round.errors, ...rendered.errors].sort(byFile) };
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
