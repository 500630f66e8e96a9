import { doesNotApply, isDone, quotedNames } from '../../core/guide/evidence.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { readStackTools } from '../../core/pipelines/stack-tools.ts';
import type { StackTool } from '../../core/pipelines/stack-tools.ts';
import type { Answer, Check } from '../../core/guide/topic.ts';

/** Whether one of these tools deploys this workspace; that none does is no fault. */
function usedHere(tools: readonly StackTool[], absent: string): (scope: Scope) => Answer {
  return (scope) => {
    const uses = readStackTools(scope).filter(({ tool }) => tools.includes(tool));
    return uses.length === 0 ? doesNotApply(absent) : isDone(uses.map(({ evidence }) => evidence));
  };
}

/** Everything in use, the tools without an item of their own among it. */
function someWays(scope: Scope): Answer {
  const uses = readStackTools(scope);
  if (uses.length === 0) return doesNotApply('Nothing here deploys a stack yet.');
  const tools = [...new Set(uses.map(({ tool }) => tool))];
  const others = uses.filter(({ tool }) => OTHERS.includes(tool));
  const summary = { text: `In use here: ${quotedNames(tools)}.` };
  return isDone([summary, ...others.map(({ evidence }) => evidence)]);
}

const OTHERS: readonly StackTool[] = ['Skaffold', 'Tilt', 'DevSpace', 'werf', 'Jsonnet', 'ytt'];

export const checks: readonly Check[] = [
  { item: 'S9.5', answer: someWays },
  { item: 'S9.6', answer: usedHere(['kubectl'], 'No script or pipeline here calls kubectl.') },
  {
    item: 'S9.7',
    answer: usedHere(['YAML', 'Kustomize'], 'No manifests of workloads in this workspace.'),
  },
  { item: 'S9.8', answer: usedHere(['Helm'], 'No chart here, and nothing installs one.') },
  {
    item: 'S9.9',
    answer: usedHere(
      ['Spinnaker', 'Argo CD', 'Flux', 'Fleet'],
      'No pipelines of Spinnaker here, and no objects of Argo CD, Flux or Fleet.',
    ),
  },
];
