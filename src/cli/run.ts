import { topics } from '../topics/deck.ts';
import { rules as allRules } from '../topics/rules.ts';
import manifest from '../../package.json' with { type: 'json' };
import { readArguments } from './arguments.ts';
import type {
  CheckRequest,
  ClusterRequest,
  GraphRequest,
  GuideRequest,
  PoliciesRequest,
  Request,
  ResolveRequest,
} from './arguments.ts';
import { unknownRule } from './choose-rules.ts';
import { examples } from './examples.ts';
import { explain, listRules } from './explain.ts';
import { clusterFacts } from './cluster-facts.ts';
import { LiveCluster } from '../core/live/live-cluster.ts';
import type { Snapshot } from '../core/live/snapshot.ts';
import { drift, formatDrift } from './drift.ts';
import { formatGuide } from './format-guide.ts';
import { formatGraph, formatResolution } from './format-graph.ts';
import { formatJson } from './format-json.ts';
import { graph } from './graph.ts';
import { guide } from './guide.ts';
import { HELP } from './help.ts';
import { printed, refused } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { policies } from './policies.ts';
import { readWorkspace } from './read-workspace.ts';
import type { ReadWorkspace } from './read-workspace.ts';
import { resolveHost } from './resolve.ts';
import { runCheck } from './run-check.ts';
import { standing } from './surroundings.ts';
import type { Surroundings } from './surroundings.ts';

/** Serves one call. `typed` is what stands behind the program's name. */
export function run(typed: readonly string[], around: Surroundings): Outcome {
  const request = readArguments(typed);
  switch (request.command) {
    case 'check':
      return runCheck(request, around);
    case 'guide':
      return runGuide(request, around);
    case 'cluster':
      throw new Error('A cluster is asked by askCluster, which waits for its answers.');
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

/** Serves a call that asks a cluster. */
export async function askCluster(request: ClusterRequest, around: Surroundings): Promise<Outcome> {
  const read = readWorkspace(request, standing(around));
  if (typeof read === 'string') return refused(read);
  const facts = await clusterFacts(request, around);
  if (typeof facts === 'string') return refused(facts);
  if (request.question === 'guide') return answerGuide(read, { request, around, facts });
  const report = drift(read, facts);
  return printed(
    request.format === 'text' ? formatDrift(report, around.paint) : formatJson(report),
  );
}

/** Serves a check that takes the objects of a cluster into account. */
export async function checkWithCluster(
  request: CheckRequest,
  around: Surroundings,
): Promise<Outcome> {
  const { context, namespace } = request;
  if (context === undefined) return runCheck(request, around);
  const asked = { context, ...(namespace !== undefined && { namespace }) };
  const facts = await clusterFacts(asked, around);
  if (typeof facts === 'string') return refused(facts);
  return runCheck(request, around, new LiveCluster(facts));
}

interface Asked {
  readonly request: Omit<GuideRequest, 'command'>;
  readonly around: Surroundings;
  readonly facts?: Snapshot;
}

function runGuide(request: GuideRequest, around: Surroundings): Outcome {
  const read = readWorkspace(request, standing(around));
  return typeof read === 'string' ? refused(read) : answerGuide(read, { request, around });
}

function answerGuide(read: ReadWorkspace, { request, around, facts }: Asked): Outcome {
  const notes: string[] = [];
  const onError = (error: unknown, where: string): void => {
    notes.push(`A bug: ${where} failed: ${String(error)}
`);
  };
  const report = guide(read, topics, { ...request, ...(facts && { facts }) }, onError);
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
  const shown = examples.find(({ id }) => id === name);
  if (rule === undefined || shown === undefined) return refused(unknownRule(allRules, name));
  return printed(explain(rule, shown, paint));
}
