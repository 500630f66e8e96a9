import { isProduction, isTestStage } from '../../core/pipelines/deployments.ts';
import {
  isAside,
  isDone,
  isPartly,
  isUnknown,
  markOfMatch,
  named,
  ownPaths,
} from '../../core/guide/evidence.ts';
import { readPipelines } from '../../core/pipelines/pipelines.ts';
import type { Command } from '../../core/pipelines/pipelines.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { readDeployScripts } from '../../core/pipelines/scripts.ts';
import { baseName, folderOf } from '../../core/files/source.ts';
import { objectEvidence } from '../../core/pipelines/stack-tools.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';

/** Commands and actions that fetch the way to a cluster of a large cloud. */
const CLOUDS: readonly (readonly [sign: RegExp, service: string])[] = [
  [/\baws eks update-kubeconfig\b|\beksctl\b/, 'EKS'],
  [/\bgcloud container clusters\b|^google-github-actions\/get-gke-credentials@/, 'GKE'],
  [/\baz aks\b|^azure\/aks-set-context@/i, 'AKS'],
  [/\bdoctl kubernetes cluster\b|^digitalocean\/action-doctl@/, 'DigitalOcean Kubernetes'],
];

/** S23.1: a cluster that a cloud manages. */
function managedCluster(scope: Scope): Answer {
  const configs = scope
    .objects('ClusterConfig')
    .filter(({ group }) => group === 'eksctl.io')
    .map((object) => objectEvidence(object, `${named(object)} describes a cluster of EKS.`));
  const jobs = readPipelines(scope).flatMap((pipeline) => pipeline.jobs);
  const commands: readonly Command[] = [
    ...jobs.flatMap((job) => job.commands),
    ...readDeployScripts(scope),
  ];
  const calls = [
    ...commands.map(({ text, path, at }) => ({ sign: text, path, at })),
    ...jobs.flatMap((job) => job.actions).map(({ name, path, at }) => ({ sign: name, path, at })),
  ].flatMap(({ sign, path, at }): readonly Evidence[] => {
    const service = CLOUDS.find(([pattern]) => pattern.test(sign))?.[1];
    return service === undefined
      ? []
      : [{ text: `"${path}" connects to a cluster of ${service}.`, path, at }];
  });
  const found = [...configs, ...calls];
  if (found.length > 0) return isDone(found.slice(0, 3));
  return isUnknown('Nothing here names a cluster: kubectl config get-contexts shows yours.');
}

interface Stage {
  readonly name: string;
  readonly evidence: Evidence;
}

/** Namespaces, overlays, values files and GitOps objects that are named after an environment. */
function stages(scope: Scope): readonly Stage[] {
  const namespaces = scope.objects('Namespace').flatMap((object): readonly Stage[] => {
    if (object.name === undefined || isAside(object.path)) return [];
    return [{ name: object.name, evidence: objectEvidence(object, `Namespace "${object.name}".`) }];
  });
  const files = ownPaths(scope).flatMap((path): readonly Stage[] => {
    const name = stageFile(path);
    if (name === undefined) return [];
    return [{ name, evidence: { text: `"${path}" is named after an environment.`, path } }];
  });
  return [...namespaces, ...files];
}

function stageFile(path: string): string | undefined {
  const name = baseName(path);
  if (/^kustomization\.ya?ml$/.test(name)) return baseName(folderOf(path));
  return /^values[-.](.+)\.ya?ml$/.exec(name)?.[1];
}

interface Environments {
  readonly production: readonly Evidence[];
  readonly test: readonly Evidence[];
}

function environments(scope: Scope): Environments {
  const all = stages(scope);
  const of = (test: (name: string) => boolean): readonly Evidence[] =>
    all.filter(({ name }) => test(name)).map(({ evidence }) => evidence);
  return { production: of(isProduction), test: of(isTestStage) };
}

/** S24.4: production and test are apart; whether in two clusters, few files say. */
function twoEnvironments(scope: Scope): Answer {
  const servers = destinations(scope);
  if (servers.length > 0) return isDone(servers);
  const { production, test } = environments(scope);
  const evidence = [...production.slice(0, 2), ...test.slice(0, 2)];
  if (evidence.length === 0) {
    return isUnknown('Nothing here is named production or test: your kubeconfig would tell.');
  }
  if (production.length > 0 && test.length > 0) {
    const text =
      'Production and test have files of their own; whether clusters, too, they do not say.';
    return isPartly(
      [{ text }, ...evidence],
      'Check with kubectl config get-contexts that production and test are two clusters.',
    );
  }
  const [absent, next] =
    production.length > 0
      ? ['Nothing here is named test or staging.', 'Add an overlay and a cluster for tests.']
      : ['Nothing here is named production.', 'Add an overlay for production, in its own cluster.'];
  return isPartly([...evidence, { text: absent }], next);
}

/** Argo CD applications for production and for test that go to two different servers. */
function destinations(scope: Scope): readonly Evidence[] {
  const all = scope
    .objects('Application')
    .filter(({ group }) => group === 'argoproj.io')
    .map((object) => {
      const destination = object.view.get('spec', 'destination');
      const at = destination.has('server') ? destination.get('server') : destination.get('name');
      const names = [object.name, destination.get('namespace').text, destination.get('name').text];
      return { object, at, names: names.filter((name) => name !== undefined) };
    })
    .filter(({ at }) => at.text !== undefined);
  const production = all.find(({ names }) => names.some(isProduction));
  const test = all.find(
    ({ names, at }) => names.some(isTestStage) && at.text !== production?.at.text,
  );
  if (production === undefined || test === undefined) return [];
  return [production, test].map(({ object, at }) => ({
    text: `${named(object)} goes to "${at.text ?? ''}".`,
    path: object.path,
    at,
  }));
}

/** S24.5: isolation is written for the test environment; only a cluster can verify it. */
function isolationIsPractised(scope: Scope): Answer {
  const namespaced = ['NetworkPolicy', 'RoleBinding'].map((kind) => ({
    kind,
    found: scope.objects(kind).filter((object) => scope.namespacesOf(object).some(isTestStage)),
  }));
  const evidence = namespaced.flatMap(({ found }) =>
    found
      .slice(0, 2)
      .map((object) =>
        objectEvidence(object, `${named(object)} is for the test environment, too.`),
      ),
  );
  if (evidence.length === 0) {
    return isUnknown('No policies or roles for a test environment here; a cluster would tell.');
  }
  const missing = namespaced.find(({ found }) => found.length === 0)?.kind;
  const next =
    missing === undefined
      ? 'Verify in the test cluster that they keep out what they should.'
      : `Add a ${missing} to the test environment, and verify there that both work.`;
  return isPartly(evidence, next);
}

/** S24.6: several test versions side by side. */
function severalTestVersions(scope: Scope): Answer {
  const names = scope.namespaces.filter(isTestStage);
  if (names.length > 1) {
    const evidence = names.slice(0, 4).map((name): Evidence => {
      const object = scope.objects('Namespace').find((one) => one.name === name);
      const text = `Test namespace "${name}".`;
      return object === undefined ? { text } : objectEvidence(object, text);
    });
    return isDone(evidence);
  }
  return isUnknown('Fewer than two test namespaces in these files; a cluster may have more.');
}

const LOCAL_CLUSTER =
  /\b(?:minikube start|kind create cluster|k3d cluster create|ctlptl (?:create|apply))\b/;
const FEATURE = /kubectl-helm-minikube|\/k3d\b|\/kind\b/;
const TELLING =
  /\.sh$|^(?:README|CONTRIBUTING|DEVELOPMENT)(?:\.\w+)?$|^(?:GNU)?Makefile$|^justfile$|^Taskfile\.ya?ml$/i;

/** S24.7 and S24.8: a way to a cluster of one's own. */
function developmentClusters(scope: Scope): Answer {
  const configs = [
    ...scope.objects('Cluster').filter(({ group }) => group === 'kind.x-k8s.io'),
    ...scope.objects('Simple').filter(({ group }) => group === 'k3d.io'),
  ].map((object) => ({ text: `"${object.path}" describes a local cluster.`, path: object.path }));
  const words = scope.filesBelow('').flatMap((path): readonly Evidence[] => {
    const isContainer = baseName(path) === 'devcontainer.json';
    if (!isContainer && !TELLING.test(baseName(path))) return [];
    const file = scope.file(path);
    const at = file && markOfMatch(file, isContainer ? FEATURE : LOCAL_CLUSTER);
    return at === undefined ? [] : [{ text: `"${path}" says how to get one.`, path, at }];
  });
  const found = [...configs, ...words];
  if (found.length > 0) return isDone(found.slice(0, 3));
  return isUnknown('Nothing here says which cluster developers use; they would tell.');
}

export const checks: readonly Check[] = [
  { item: 'S23.1', answer: managedCluster },
  { item: 'S24.4', answer: twoEnvironments },
  { item: 'S24.5', answer: isolationIsPractised },
  { item: 'S24.6', answer: severalTestVersions },
  { item: 'S24.8', answer: developmentClusters },
];
