/** Which tools this workspace deploys its stacks with, as its files show. */
import { deployCommand } from './deployments.ts';
import { markOfMatch, named, objectEvidence, ownPaths } from '../guide/evidence.ts';
import { perScope } from '../workspace/per-scope.ts';
import { readPipelines } from './pipelines.ts';
import type { Command } from './pipelines.ts';
import type { Scope } from '../workspace/scope.ts';
import { readDeployScripts } from './scripts.ts';
import { baseName, folderOf, isWithin } from '../files/source.ts';
import type { Evidence } from '../guide/topic.ts';
import { readReleases } from '../guide/releases.ts';
import { readWorkloads } from '../guide/workloads.ts';

export type StackTool =
  | 'kubectl'
  | 'YAML'
  | 'Kustomize'
  | 'Helm'
  | 'Spinnaker'
  | 'Argo CD'
  | 'Flux'
  | 'Fleet'
  | 'Jsonnet'
  | 'ytt'
  | 'Skaffold'
  | 'Tilt'
  | 'DevSpace'
  | 'werf';

export interface StackToolUse {
  readonly tool: StackTool;
  readonly evidence: Evidence;
}

/** Every sign of a tool, at most three for each. */
export const readStackTools = perScope((scope): readonly StackToolUse[] => {
  const uses = [
    ...kubectlUses(scope),
    ...plainYaml(scope),
    ...kustomizations(scope),
    ...helmUses(scope),
    ...spinnakerUses(scope),
    ...gitOpsUses(scope),
    ...otherUses(scope),
  ];
  const seen = new Map<StackTool, number>();
  return uses.filter(({ tool }) => {
    const count = seen.get(tool) ?? 0;
    seen.set(tool, count + 1);
    return count < 3;
  });
});

function commandsWith(scope: Scope, program: RegExp): readonly Command[] {
  const inPipelines = readPipelines(scope).flatMap(({ jobs }) =>
    jobs.flatMap(({ commands }) => commands),
  );
  const all = [...readDeployScripts(scope), ...inPipelines].filter(({ text }) =>
    program.test(deployCommand(text) ?? ''),
  );
  return all.filter((command, i) => all.findIndex((other) => isSamePlace(other, command)) === i);
}

function isSamePlace(a: Command, b: Command): boolean {
  return a.path === b.path && a.at.start === b.at.start && a.text === b.text;
}

function kubectlUses(scope: Scope): readonly StackToolUse[] {
  return commandsWith(scope, /^(?:kubectl|oc)\b/).map(({ path, at }) => ({
    tool: 'kubectl',
    evidence: { text: `"${path}" calls kubectl.`, path, at },
  }));
}

/** Manifests that are applied as they are: in no chart, and listed in no kustomization. */
function plainYaml(scope: Scope): readonly StackToolUse[] {
  const { charts, kustomizations } = scope.structure;
  const listed = new Set([...kustomizations.values()].flatMap(({ resources }) => resources));
  const plain = readWorkloads(scope).filter(
    ({ path }) =>
      !listed.has(path) &&
      !listed.has(folderOf(path)) &&
      ![...charts].some((chart) => isWithin(path, chart)),
  );
  const folders = Map.groupBy(plain, ({ path }) => folderOf(path));
  return [...folders].map(([folder, objects]) => {
    const [first] = objects;
    const where = folder === '' ? 'the top folder' : `"${folder}"`;
    const text = `Plain manifests in ${where}: ${counted(objects.length, 'workload')}.`;
    return { tool: 'YAML', evidence: { text, ...(first && { path: first.path }) } };
  });
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function kustomizations(scope: Scope): readonly StackToolUse[] {
  return (
    ownPaths(scope)
      .filter((path) => /^kustomization(?:\.ya?ml)?$/i.test(baseName(path)))
      // What only lists the custom resources of a chart is no second way to write manifests.
      .filter((path) => ![...scope.structure.charts].some((chart) => isWithin(path, chart)))
      .map((path) => ({
        tool: 'Kustomize',
        evidence: { text: `"${path}" is a kustomization.`, path },
      }))
  );
}

function helmUses(scope: Scope): readonly StackToolUse[] {
  const files = ownPaths(scope)
    .filter((path) => /^(?:Chart\.yaml|helmfile\.ya?ml)$/.test(baseName(path)))
    .map((path): StackToolUse => {
      const what = path.endsWith('Chart.yaml') ? 'a chart' : 'a list of releases';
      return { tool: 'Helm', evidence: { text: `"${path}" describes ${what}.`, path } };
    });
  const calls = commandsWith(scope, /^helm(?:file)?\b/).map(({ path, at }): StackToolUse => ({
    tool: 'Helm',
    evidence: { text: `"${path}" installs a chart.`, path, at },
  }));
  const installed = readReleases(scope).map(({ evidence }): StackToolUse => ({
    tool: 'Helm',
    evidence,
  }));
  return [...files, ...calls, ...installed];
}

function spinnakerUses(scope: Scope): readonly StackToolUse[] {
  return ownPaths(scope).flatMap((path): readonly StackToolUse[] => {
    if (baseName(path) === 'dinghyfile') {
      return [{ tool: 'Spinnaker', evidence: { text: `"${path}" is a pipeline.`, path } }];
    }
    const file = path.endsWith('.json') ? scope.file(path) : undefined;
    const at = file && markOfMatch(file, /"type"\s*:\s*"(?:deployManifest|bakeManifest)"/);
    if (at === undefined) return [];
    return [{ tool: 'Spinnaker', evidence: { text: `"${path}" is a pipeline.`, path, at } }];
  });
}

function gitOpsUses(scope: Scope): readonly StackToolUse[] {
  const uses = (tool: StackTool, group: RegExp, kinds: readonly string[]): StackToolUse[] =>
    kinds
      .flatMap((kind) => scope.objects(kind))
      .filter((object) => group.test(object.group))
      .map((object) => ({
        tool,
        evidence: objectEvidence(object, `${named(object)} of ${tool} is here.`),
      }));
  return [
    ...uses('Argo CD', /^argoproj\.io$/, ['Application', 'ApplicationSet', 'AppProject']),
    ...uses('Flux', /\.toolkit\.fluxcd\.io$/, ['Kustomization', 'HelmRelease', 'GitRepository']),
    ...uses('Fleet', /^fleet\.cattle\.io$/, ['GitRepo', 'Bundle', 'HelmOp']),
    ...ownPaths(scope)
      .filter((path) => baseName(path) === 'fleet.yaml')
      .map((path): StackToolUse => ({
        tool: 'Fleet',
        evidence: { text: `"${path}" is for Fleet.`, path },
      })),
  ];
}

const OTHER_FILES: readonly (readonly [name: RegExp, tool: StackTool])[] = [
  [/^skaffold\.ya?ml$/, 'Skaffold'],
  [/^Tiltfile$/, 'Tilt'],
  [/^devspace\.yaml$/, 'DevSpace'],
  [/^werf\.yaml$/, 'werf'],
  [/\.(?:jsonnet|libsonnet)$/, 'Jsonnet'],
  [/\.ytt\.ya?ml$|^kapp\.yml$/, 'ytt'],
];

function otherUses(scope: Scope): readonly StackToolUse[] {
  return ownPaths(scope).flatMap((path) => {
    const tool = OTHER_FILES.find(([name]) => name.test(baseName(path)))?.[1];
    return tool === undefined
      ? []
      : [{ tool, evidence: { text: `"${path}" is for ${tool}.`, path } }];
  });
}
