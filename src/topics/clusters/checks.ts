import { isProduction, isTestStage } from '../../core/pipelines/deployments.ts';
import {
  doesNotApply,
  isAside,
  isDone,
  isPartly,
  markOfMatch,
  named,
  needsCluster,
  needsTeam,
  objectEvidence,
  ownPaths,
} from '../../core/guide/evidence.ts';
import { readPipelines } from '../../core/pipelines/pipelines.ts';
import { IN_COMMANDS, readCloudResources } from '../../core/guide/cloud-resources.ts';
import { folderGuides, guidePaths } from '../../core/guide/guide-texts.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { baseName, folderOf } from '../../core/files/source.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';

/** Actions that fetch the way to a cluster of a large cloud. */
const CLOUD_ACTIONS: readonly (readonly [sign: RegExp, service: string])[] = [
  [/^google-github-actions\/get-gke-credentials@/, 'GKE'],
  [/^azure\/aks-set-context@/i, 'AKS'],
  [/^digitalocean\/action-doctl@/, 'DigitalOcean Kubernetes'],
];

/** S23.1: a cluster that a cloud manages. */
function managedCluster(scope: Scope): Answer {
  const resources = readCloudResources(scope);
  const managed = resources.filter(({ is }) => is === 'cluster').map(({ evidence }) => evidence);
  const found = [...managed, ...connections(scope)];
  if (found.length > 0) return isDone(found.slice(0, 3));
  const own = resources.find(({ is }) => is === 'own-cluster');
  if (own !== undefined) {
    const text = `The cluster is your own, with ${own.service}.`;
    return doesNotApply({ ...own.evidence, text });
  }
  return needsCluster('Nothing here names a cluster: kubectl config get-contexts shows yours.');
}

/** What pipelines connect to. */
function connections(scope: Scope): readonly Evidence[] {
  const jobs = readPipelines(scope).flatMap((pipeline) => pipeline.jobs);
  const commands = jobs.flatMap((job) => job.commands);
  const actions = jobs.flatMap((job) => job.actions);
  return [
    ...commands.flatMap(({ text, path, at }) => {
      const sign = IN_COMMANDS.find(([, , pattern]) => pattern.test(text));
      return sign?.[0] !== 'cluster' ? [] : [connection(sign[1], { path, at })];
    }),
    ...actions.flatMap(({ name, path, at }) => {
      const service = CLOUD_ACTIONS.find(([pattern]) => pattern.test(name))?.[1];
      return service === undefined ? [] : [connection(service, { path, at })];
    }),
  ];
}

function connection(service: string, { path, at }: Pick<Evidence, 'path' | 'at'>): Evidence {
  const text = `"${path ?? ''}" connects to a cluster of ${service}.`;
  return { text, ...(path !== undefined && { path }), ...(at !== undefined && { at }) };
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
  const seen = new Set<string>();
  const files = ownPaths(scope).flatMap((path): readonly Stage[] => {
    const name = stageFile(path);
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    return [{ name, evidence: { text: `"${path}" is named after an environment.`, path } }];
  });
  return [...namespaces, ...files];
}

/** The environment that a file is for, by its name or by the folder that such files are kept in. */
function stageFile(path: string): string | undefined {
  const name = baseName(path);
  if (/^kustomization\.ya?ml$/.test(name)) return baseName(folderOf(path));
  const [, before, after, variables] =
    /^values[-.](.+)\.ya?ml$|^(.+)[-.]values\.ya?ml$|^(.+)\.(?:auto\.)?tfvars(?:\.json)?$/.exec(
      name,
    ) ?? [];
  const named = before ?? after ?? variables;
  if (named !== undefined) return named;
  return /(?:^|\/)(?:env(?:ironment)?s?|stages?|overlays|inventor(?:y|ies)|clusters|live)\/([\w.-]+)\//.exec(
    path,
  )?.[1];
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
  const servers = [...destinations(scope), ...clusterFolders(scope)];
  if (servers.length > 0) return isDone(servers);
  const { production, test } = environments(scope);
  const evidence = [...production.slice(0, 2), ...test.slice(0, 2)];
  if (evidence.length === 0) {
    return needsCluster('Nothing here is named production or test: your kubeconfig would tell.');
  }
  if (production.length > 0 && test.length > 0) {
    const text =
      'Production and test have files of their own; the files don’t show whether they use separate clusters.';
    return isPartly([{ text }, ...evidence]);
  }
  const absent =
    production.length > 0
      ? 'Nothing here is named test or staging.'
      : 'Nothing here is named production.';
  return isPartly([...evidence, { text: absent }]);
}

/** Flux and Fleet have a folder for each cluster. */
function clusterFolders(scope: Scope): readonly Evidence[] {
  const folders = new Map<string, string>();
  for (const path of ownPaths(scope)) {
    const name = /(?:^|\/)clusters\/([\w.-]+)\//.exec(path)?.[1];
    if (name !== undefined && !folders.has(name)) folders.set(name, path);
  }
  const [production, test] = [
    isProduction,
    (name: string) => isTestStage(name) || isDevelopment(name),
  ].map((is) => [...folders].find(([name]) => is(name)));
  if (production === undefined || test === undefined) return [];
  return [production, test].map(([name, path]) => ({
    text: `Cluster "${name}" has a folder of its own.`,
    path,
  }));
}

function isDevelopment(name: string): boolean {
  return /(?:^|[^a-z])(?:dev|development|sandbox|lab)(?:$|[^a-z])/i.test(name);
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
    return needsCluster('No policies or roles for a test environment here; a cluster would tell.');
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
  return needsCluster('Fewer than two test namespaces in these files; a cluster may have more.');
}

const LOCAL_CLUSTER =
  /\b(?:minikube (?:start|ip|service|tunnel|dashboard|docker-env|image|addons)|kind (?:create|load|get) \w+|k3d cluster \w+|ctlptl (?:create|apply)|microk8s (?:enable|start|install|kubectl)|colima start --kubernetes|crc start|tilt up)\b|\[(?:minikube|kind|k3d|microk8s|docker desktop|rancher desktop)\b[^\]]*\]\(|(?:^|[\s`(])(?:minikube|k3d|microk8s|docker desktop|rancher desktop|orbstack|kind cluster)(?=$|[\s`).,:])/i;
const FEATURE = /kubectl-helm-minikube|\/k3d\b|\/kind\b/;
const TELLING = /\.sh$|^(?:GNU)?Makefile$|\.mk$|^\.?justfile$|\.just$|^Taskfile\.ya?ml$/i;

/** S24.7 and S24.8: a way to a cluster of one's own. */
function developmentClusters(scope: Scope): Answer {
  const configs = [
    ...scope.objects('Cluster').filter(({ group }) => group === 'kind.x-k8s.io'),
    ...scope.objects('Simple').filter(({ group }) => group === 'k3d.io'),
  ].map((object) => ({ text: `"${object.path}" describes a local cluster.`, path: object.path }));
  const paths = [
    ...guidePaths(scope),
    ...scope.filesBelow('').filter((path) => path.endsWith('devcontainer.json')),
    ...ownPaths(scope).filter((path) => TELLING.test(baseName(path))),
    ...folderGuides(scope),
  ];
  const words = [...new Set(paths)].flatMap((path): readonly Evidence[] => {
    const isContainer = baseName(path) === 'devcontainer.json';
    const file = scope.file(path);
    const at = file && markOfMatch(file, isContainer ? FEATURE : LOCAL_CLUSTER);
    return at === undefined ? [] : [{ text: `"${path}" says how to get one.`, path, at }];
  });
  const found = [...configs, ...words];
  if (found.length > 0) return isDone(found.slice(0, 3));
  return needsTeam('Nothing here says which cluster developers use; they would tell.');
}

export const checks: readonly Check[] = [
  { item: 'S23.1', answer: managedCluster },
  { item: 'S24.4', answer: twoEnvironments },
  { item: 'S24.5', answer: isolationIsPractised },
  { item: 'S24.6', answer: severalTestVersions },
  { item: 'S24.8', answer: developmentClusters },
];
