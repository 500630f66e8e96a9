import { readCloudResources } from '../../core/guide/cloud-resources.ts';
import { makesThrowawayCluster, readDeploySteps } from '../../core/pipelines/deployments.ts';
import { whereNothingIsBuilt } from '../../core/pipelines/nothing-built.ts';
import type { Command } from '../../core/pipelines/pipelines.ts';
import {
  doesNotApply,
  isDone,
  isOpen,
  isPartly,
  named,
  needsTeam,
  objectEvidence,
  quotedNames,
} from '../../core/guide/evidence.ts';
import { managedHost } from '../../core/hosts/hosts.ts';
import { podOf } from '../../core/kubernetes/manifest.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { readDeployScripts } from '../../core/pipelines/scripts.ts';
import { counted, readStackTools } from '../../core/pipelines/stack-tools.ts';
import type { StackTool } from '../../core/pipelines/stack-tools.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import { hiddenObjects } from '../../core/guide/objects.ts';
import { readReleases } from '../../core/guide/releases.ts';
import { readWorkloads } from '../../core/guide/workloads.ts';
import { WORKLOAD_KINDS } from '../../core/kubernetes/workload-kinds.ts';

const NO_MANIFESTS = 'No manifests of workloads in this workspace yet.';

/** S21.2: databases and the like that others run. */
function leavesToOthers(scope: Scope): Answer {
  const found = scope.objects('Service').flatMap((object) => {
    const at = object.view.get('spec', 'externalName');
    const provider = managedHost(at.text ?? '');
    if (provider === undefined) return [];
    return [{ text: `${named(object)} leads to ${provider}.`, path: object.path, at }];
  });
  const bought = readCloudResources(scope)
    .filter(({ is }) => is !== 'own-cluster')
    .map(({ evidence }) => evidence);
  if (found.length + bought.length > 0) return isDone([...found, ...bought].slice(0, 4));
  return needsTeam('No managed service is named here; what others do for you, only you can say.');
}

/** Ways to write manifests, of which one is enough. */
const WAYS: readonly StackTool[] = ['Kustomize', 'Helm', 'Jsonnet', 'ytt'];

/** S21.3: one way to write manifests is simple, two are not. */
function staysSimple(scope: Scope): Answer {
  if (readWorkloads(scope).length + readReleases(scope).length === 0) {
    return doesNotApply(NO_MANIFESTS);
  }
  const uses = readStackTools(scope).filter(({ tool }) => WAYS.includes(tool));
  const tools = [...new Set(uses.map(({ tool }) => tool))];
  const features = complexFeatures(scope).length;
  const meter = {
    text: `Complexity: ${[...(tools.length === 0 ? ['plain YAML'] : tools), features === 0 ? 'no advanced feature' : counted(features, 'advanced feature')].join(', ')}.`,
  };
  if (tools.length < 2) return isDone(meter);
  const firsts = tools.flatMap((tool) => uses.find((use) => use.tool === tool)?.evidence ?? []);
  return isPartly(
    [meter, ...firsts],
    `Settle on one of ${quotedNames(tools)}, unless each has its reason.`,
  );
}

interface Feature {
  readonly name: string;
  readonly kinds: readonly string[];
  readonly group: RegExp;
}

const FEATURES: readonly Feature[] = [
  {
    name: 'own kinds of objects',
    kinds: ['CustomResourceDefinition'],
    group: /^apiextensions\.k8s\.io$/,
  },
  {
    name: 'admission webhooks',
    kinds: ['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration'],
    group: /^admissionregistration\.k8s\.io$/,
  },
  {
    name: 'a service mesh',
    kinds: ['VirtualService', 'DestinationRule', 'Sidecar', 'PeerAuthentication', 'ServiceProfile'],
    group: /\.istio\.io$|^linkerd\.io$/,
  },
  { name: 'extension API servers', kinds: ['APIService'], group: /^apiregistration\.k8s\.io$/ },
  { name: 'priorities', kinds: ['PriorityClass'], group: /^scheduling\.k8s\.io$/ },
];

/** S21.4: features that nobody needs on the first day, each with the first object that has it. */
function complexFeatures(scope: Scope): readonly Evidence[] {
  const byKind = FEATURES.flatMap(({ name, kinds, group }): readonly Evidence[] => {
    const found = kinds
      .flatMap((kind) => scope.objects(kind))
      .find((object) => group.test(object.group));
    return found === undefined ? [] : [objectEvidence(found, `${titleOf(found)}: ${name}.`)];
  });
  const fields = POD_FIELDS.flatMap(({ name, field, isPlain }): readonly Evidence[] => {
    const found = readWorkloads(scope).find((object) => {
      const value = podOf(object)?.spec.get(field);
      return value?.exists === true && !(isPlain?.(value.text) ?? false);
    });
    return found === undefined ? [] : [fieldEvidence(found, field, name)];
  });
  return [...byKind, ...fields];
}

const POD_FIELDS: readonly {
  readonly name: string;
  readonly field: string;
  readonly isPlain?: (text: string | undefined) => boolean;
}[] = [
  { name: 'rules for the choice of nodes', field: 'affinity' },
  { name: 'rules for the spread over nodes', field: 'topologySpreadConstraints' },
  {
    name: 'a scheduler of its own',
    field: 'schedulerName',
    isPlain: (text) => text === 'default-scheduler',
  },
];

function fieldEvidence(object: KubernetesObject, field: string, name: string): Evidence {
  const at = podOf(object)?.spec.get(field).keyMark;
  return { text: `${titleOf(object)}: ${name}.`, path: object.path, ...(at && { at }) };
}

/** The kind alone where the name is made by a template. */
function titleOf({ title, kind }: KubernetesObject): string {
  return title.includes('{{') ? kind : title;
}

function avoidsComplexity(scope: Scope): Answer {
  const found = complexFeatures(scope);
  if (found.length === 0 && readWorkloads(scope).length === 0) {
    return hiddenObjects('Workloads', WORKLOAD_KINDS, scope) ?? doesNotApply(NO_MANIFESTS);
  }
  if (found.length === 0) {
    return isDone('None of the features that we count as advanced is in use here.');
  }
  return isPartly(found, 'Ask of each of these whether you need it yet.');
}

const CONTROLLERS: readonly StackTool[] = ['Argo CD', 'Flux', 'Fleet'];

/** The deploying lines of scripts, but for those that make a cluster to try things in. */
function lastingScripts(scope: Scope): readonly Command[] {
  return readDeployScripts(scope).filter(
    ({ path }) => !path.endsWith('.sh') || !makesThrowawayCluster(scope.file(path)?.text ?? ''),
  );
}

/** S21.5: something other than hands deploys. */
function isAutomated(scope: Scope): Answer {
  const byPipeline = readDeploySteps(scope).map(({ what, path, at, pipeline }) => ({
    text: `${pipeline.system} deploys (${what}).`,
    path,
    at,
  }));
  const byGitOps = readStackTools(scope)
    .filter(({ tool }) => CONTROLLERS.includes(tool))
    .map(({ evidence }) => evidence);
  const byScript = lastingScripts(scope).map(({ path, at }) => ({
    text: `"${path}" deploys when it is called.`,
    path,
    at,
  }));
  const found = [...byPipeline, ...byGitOps, ...byScript];
  if (found.length > 0) return isDone(found.slice(0, 4));
  if (readWorkloads(scope).length === 0) {
    return whereNothingIsBuilt(scope) ?? doesNotApply(NO_MANIFESTS);
  }
  return isOpen(
    'No pipeline and no script here deploys the manifests.',
    'Write down the commands that deploy in a script or a CI job.',
  );
}

export const checks: readonly Check[] = [
  { item: 'S21.2', answer: leavesToOthers },
  { item: 'S21.3', answer: staysSimple },
  { item: 'S21.4', answer: avoidsComplexity },
  { item: 'S21.5', answer: isAutomated },
];
