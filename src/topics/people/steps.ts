/** The steps of slide S13, each with the files of the workspace that belong to it. */
import { readComponents, readSourcePaths } from '../../core/pipelines/components.ts';
import { readDeploySteps, readTestSteps } from '../../core/pipelines/deployments.ts';
import { readCloudResources } from '../../core/guide/cloud-resources.ts';
import { isAside, ownPaths } from '../../core/guide/evidence.ts';
import { guideObjects } from '../../core/guide/objects.ts';
import { readReleases } from '../../core/guide/releases.ts';
import { readImageSteps } from '../../core/pipelines/image-builds.ts';
import { readBuiltComponents } from '../../core/pipelines/image-sources.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { baseName } from '../../core/files/source.ts';
import { readWorkloads } from '../../core/guide/workloads.ts';

export interface Step {
  readonly item: string;
  /** What is done, as the start of a line: `Tests`. */
  readonly noun: string;
  readonly files: (scope: Scope) => readonly string[];
}

const TEST_FILE =
  /(?:^|\/)(?:tests?|e2e|spec|__tests__)\/.*\.\w+$|[._-](?:test|spec)\.\w+$|_test\.go$|(?:^|\/)test_[^/]*\.py$|Tests?\.(?:java|kt|cs)$/;
const INFRASTRUCTURE =
  /\.tf(?:\.json)?$|^(?:Pulumi\.ya?ml|terragrunt\.hcl|.*\.bicep|ansible\.cfg|cdk\.json|talconfig\.ya?ml|Vagrantfile)$/;
const UPKEEP = /^\.?(?:renovate\.json[5c]?|renovaterc(?:\.json[5c]?)?|dependabot\.ya?ml)$/;
const RUNBOOK = /(?:^|\/)runbooks?(?:\/|[^/]*\.md$)/i;
const DASHBOARD = /dashboard[^/]*\.json$/i;

function named(scope: Scope, pattern: RegExp): readonly string[] {
  return ownPaths(scope).filter((path) => pattern.test(baseName(path)));
}

/** Files of objects of some kinds, where a group is asked for only of that group. */
function pathsOf(scope: Scope, kinds: readonly string[], group?: RegExp): readonly string[] {
  return kinds
    .flatMap((kind) => guideObjects(kind, scope))
    .filter((object) => !isAside(object.path) && (group?.test(object.group) ?? true))
    .map(({ path }) => path);
}

const CLUSTER_API = /(?:^|\.)cluster\.x-k8s\.io$|^eksctl\.io$|\.crossplane\.io$|\.upbound\.io$/;

export const steps: readonly Step[] = [
  {
    item: 'S13.1',
    noun: 'Source',
    files: (scope) => {
      const programs = readComponents(scope).map(({ path }) => path);
      return programs.length > 0 ? programs : readSourcePaths(scope);
    },
  },
  {
    item: 'S13.2',
    noun: 'Tests',
    files: (scope) => [
      ...readTestSteps(scope).map(({ path }) => path),
      ...scope.filesBelow('').filter((path) => TEST_FILE.test(path)),
    ],
  },
  {
    item: 'S13.3',
    noun: 'What is shipped',
    files: (scope) => [
      ...readBuiltComponents(scope).flatMap(({ source }) => source?.path ?? []),
      ...readImageSteps(scope).map(({ path }) => path),
    ],
  },
  {
    item: 'S13.4',
    noun: 'The resources',
    files: (scope) => [
      ...named(scope, INFRASTRUCTURE),
      ...pathsOf(scope, ['Cluster', 'ClusterConfig', 'Composition'], CLUSTER_API),
      ...readCloudResources(scope).flatMap(({ evidence }) => evidence.path ?? []),
    ],
  },
  {
    item: 'S13.5',
    noun: 'The deployment',
    files: (scope) => [
      ...readDeploySteps(scope).map(({ path }) => path),
      ...named(scope, /^(?:kustomization\.ya?ml|Chart\.yaml|helmfile\.ya?ml)$/),
      ...readWorkloads(scope).map(({ path }) => path),
      ...readReleases(scope).flatMap(({ evidence }) => evidence.path ?? []),
    ],
  },
  {
    item: 'S13.6',
    noun: 'The care for the resources',
    files: (scope) => [
      ...scope.filesBelow('').filter((path) => UPKEEP.test(baseName(path))),
      ...nodeWatchers(scope),
    ],
  },
  {
    item: 'S13.7',
    noun: 'The care for the application',
    files: (scope) => [
      ...pathsOf(scope, ['PrometheusRule', 'ServiceMonitor', 'PodMonitor']),
      ...named(scope, DASHBOARD),
      ...scope.filesBelow('').filter((path) => RUNBOOK.test(path)),
    ],
  },
];

/** Alerts on nodes, and the exporter that tells how nodes are. */
function nodeWatchers(scope: Scope): readonly string[] {
  const alerts = scope
    .objects('PrometheusRule')
    .filter(({ document }) => /\bnode_\w+|kube_node_/.test(document.text));
  const exporters = readWorkloads(scope).filter(({ document }) =>
    /image:\s*\S*node-exporter/.test(document.text),
  );
  return [...alerts, ...exporters].map(({ path }) => path);
}
