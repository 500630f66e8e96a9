import { topics } from '../topics/deck.ts';
import manifest from '../../package.json' with { type: 'json' };
import { readArguments } from './arguments.ts';
import type {
  CheckRequest,
  GraphRequest,
  GuideRequest,
  Request,
  ResolveRequest,
} from './arguments.ts';
import { check } from './check.ts';
import { chooseRules, unknownRule } from './choose-rules.ts';
import type { Paint } from './colour.ts';
import { exitCode } from './exit-code.ts';
import { explain, listRules } from './explain.ts';
import { formatGuide } from './format-guide.ts';
import { formatGraph, formatResolution } from './format-graph.ts';
import { formatJson } from './format-json.ts';
import { formatErrors, formatText } from './format-text.ts';
import { graph } from './graph.ts';
import { guide } from './guide.ts';
import { HELP } from './help.ts';
import { refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { readWorkspace } from './read-workspace.ts';
import { resolveHost } from './resolve.ts';
import { standingFolder } from './standing-folder.ts';

/** What the command line knows of the world around it. */
export interface Surroundings {
  /** The current folder, absolute. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly paint: Paint;
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

const allRules = topics.flatMap((topic) => topic.rules);

function printed(output: string): Outcome {
  return { exitCode: 0, output, notes: '' };
}

function standing({ environment, folder }: Surroundings): string {
  return standingFolder(environment, folder, manifest.name);
}

function runCheck(request: CheckRequest, around: Surroundings): Outcome {
  const rules = chooseRules(allRules, request.rules);
  if (typeof rules === 'string') return refused(rules);
  const read = readWorkspace(request, standing(around));
  if (typeof read === 'string') return refused(read);
  const report = check(read, rules, request);
  const isText = request.format === 'text';
  return {
    exitCode: exitCode(
      report.findings.map((finding) => finding.severity),
      request.failOn,
    ),
    output: isText ? formatText(report, around.paint) : formatJson(report),
    notes: isText ? formatErrors(report.errors) : '',
  };
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

function runExplain(
  { rule: name }: Extract<Request, { command: 'explain' }>,
  { paint }: Surroundings,
): Outcome {
  if (name === undefined) return printed(listRules(allRules, paint));
  const rule = allRules.find((candidate) => candidate.id === name);
  return rule === undefined ? refused(unknownRule(allRules, name)) : printed(explain(rule, paint));
}
