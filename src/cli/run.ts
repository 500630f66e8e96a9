import type { Buffer } from 'node:buffer';
import type { Rule } from '../core/rule.ts';
import { topics } from '../topics/deck.ts';
import { rules as allRules } from '../topics/rules.ts';
import manifest from '../../package.json' with { type: 'json' };
import { readArguments } from './arguments.ts';
import type {
  CheckRequest,
  GraphRequest,
  GuideRequest,
  PoliciesRequest,
  Request,
  ResolveRequest,
} from './arguments.ts';
import { byFile, check, reportOf } from './check.ts';
import type { Checked, CheckOptions, CheckReport, ReportedFix } from './check.ts';
import { ofOwners, withOwners } from './owners.ts';
import { chooseRules, unknownRule } from './choose-rules.ts';
import type { Paint } from './colour.ts';
import { exitCode } from './exit-code.ts';
import { explain, listRules } from './explain.ts';
import { fixFiles } from './fix-files.ts';
import type { Round } from './fix-files.ts';
import { formatGithub } from './format-github.ts';
import { formatGuide } from './format-guide.ts';
import { formatGraph, formatResolution } from './format-graph.ts';
import { formatJson } from './format-json.ts';
import { formatSarif } from './format-sarif.ts';
import { formatErrors, formatFixes, formatText } from './format-text.ts';
import { changedSince } from './git-changes.ts';
import { graph } from './graph.ts';
import { guide } from './guide.ts';
import { HELP } from './help.ts';
import { printed, refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { policies } from './policies.ts';
import type { Progress } from './progress.ts';
import { render } from './render.ts';
import { readWorkspace } from './read-workspace.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { resolveHost } from './resolve.ts';
import { standingFolder } from './standing-folder.ts';

/** What the command line knows of the world around it. */
export interface Surroundings {
  /** The current folder, absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly paint: Paint;
  /** What came on standard input, where it is asked for. */
  readonly input?: Buffer;
  readonly progress?: Progress;
}

/** Serves one call. `typed` is what stands behind the program's name. */
export function run(typed: readonly string[], around: Surroundings): Outcome {
  const request = readArguments(typed);
  switch (request.command) {
    case 'check':
      return runCheck(request, around);
    case 'guide':
      return runGuide(request, around);
    case 'graph':
      return runGraph(request, around);
    case 'resolve':
      return runResolve(request, around);
    case 'policies':
      return runPolicies(request, around);
    case 'explain':
      return runExplain(request, around);
    case 'help':
      return printed(HELP);
    case 'version':
      return printed(`${manifest.version}\n`);
    case 'refuse':
      return refused(request.reason);
  }
}

function standing({ environment, folder }: Surroundings): string {
  return standingFolder(environment, folder, manifest.name);
}

function runCheck(request: CheckRequest, around: Surroundings): Outcome {
  const rules = chooseRules(allRules, request.rules);
  if (typeof rules === 'string') return refused(rules);
  const look = (): CheckRound | string => lookAt(request, rules, around);
  const fixed = request.fix ? fixFiles(look) : undefined;
  if (typeof fixed === 'string') return refused(fixed);
  const looked = look();
  const round = typeof looked === 'string' ? looked : withRendered(looked, request, rules);
  if (typeof round === 'string') return refused(round);
  const owned = withOwners(round.findings, round.read.workspace);
  const findings = ofOwners(owned, request.owners);
  const severities = findings.map((finding) => finding.severity);
  return {
    exitCode: exitCode(severities, request.failOn),
    ...printedCheck({ ...round, findings, rules, fixed }, request, around.paint),
  };
}

/** One look at all files. */
type CheckRound = Round & Checked & { readonly options: CheckOptions };

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
  const checked = check(read, rules, request, { ...options, ...(progress && { progress }) });
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

function runGuide(request: GuideRequest, around: Surroundings): Outcome {
  const read = readWorkspace(request, standing(around));
  if (typeof read === 'string') return refused(read);
  const notes: string[] = [];
  const report = guide(read, topics, request, (error, where) => {
    notes.push(`A bug: ${where} failed: ${String(error)}\n`);
  });
  const output = request.format === 'text' ? formatGuide(report, around.paint) : formatJson(report);
  return { exitCode: 0, output, notes: notes.join('') };
}

function runGraph(request: GraphRequest, around: Surroundings): Outcome {
  const read = readWorkspace(request, standing(around));
  if (typeof read === 'string') return refused(read);
  const report = graph(read);
  return printed(
    request.format === 'text' ? formatGraph(report, around.paint) : formatJson(report),
  );
}

function runResolve(request: ResolveRequest, around: Surroundings): Outcome {
  const read = readWorkspace(request, standing(around));
  if (typeof read === 'string') return refused(read);
  const report = resolveHost(read, request);
  return printed(
    request.format === 'text' ? formatResolution(report, around.paint) : formatJson(report),
  );
}

function runPolicies(request: PoliciesRequest, around: Surroundings): Outcome {
  const read = readWorkspace(request, standing(around));
  return typeof read === 'string' ? refused(read) : policies(read, request);
}

function runExplain(
  { rule: name }: Extract<Request, { command: 'explain' }>,
  { paint }: Surroundings,
): Outcome {
  if (name === undefined) return printed(listRules(allRules, paint));
  const rule = allRules.find((candidate) => candidate.id === name);
  return rule === undefined ? refused(unknownRule(allRules, name)) : printed(explain(rule, paint));
}
