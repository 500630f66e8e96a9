/** What files cannot say about the traffic of a workspace: listed, so that nobody relies on it. */
import { isBuiltIn } from '../kubernetes/api-versions.ts';
import { isTemplated, placeAt, placeOf, startOf } from '../graph/model.ts';
import { hostLiterals } from '../graph/host-literals.ts';
import { bringsObjects } from '../workspace/kustomize-additions.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { otherPolicies } from './network-policies.ts';
import { namedBy } from '../graph/references.ts';
import type { Scope } from '../workspace/scope.ts';
import type { Direction, Flow, NamespaceNote, TrafficContext } from './traffic.ts';
import { compare, objectsInOrder } from './pods.ts';
import type { Pods } from './pods.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** Custom kinds that run no pods of their own. */
const QUIET_KINDS: ReadonlySet<string> = new Set(
  `ServiceMonitor PodMonitor PrometheusRule Probe ScrapeConfig AlertmanagerConfig Certificate Issuer
  ClusterIssuer ExternalSecret SecretStore ClusterSecretStore SealedSecret SopsSecret VaultAuth
  VaultStaticSecret VaultDynamicSecret VaultPKISecret VaultSecret OnePasswordItem BitwardenSecret
  InfisicalSecret DopplerSecret AzureKeyVaultSecret SecretProviderClass Gateway GatewayClass
  HTTPRoute GRPCRoute TLSRoute TCPRoute UDPRoute ReferenceGrant IngressRoute Middleware
  TraefikService AppProject GitRepository OCIRepository HelmRepository Kustomization ScaledObject
  TriggerAuthentication VerticalPodAutoscaler VirtualService ServiceEntry DestinationRule PeerAuthentication
  AuthorizationPolicy CiliumNetworkPolicy VolumeSnapshot VolumeSnapshotClass ClusterPolicy
  Policy PolicyException`.split(/\s+/),
);

/** Custom kinds that install a chart. */
const RELEASE_KINDS: ReadonlySet<string> = new Set(['HelmRelease', 'HelmChart', 'Application']);

export function unreadNotes(
  workspace: Workspace,
  context: TrafficContext,
): readonly NamespaceNote[] {
  const { scope, pods } = context;
  return [
    ...fileNotes(workspace),
    ...kustomizationNotes(workspace),
    ...objectsInOrder(workspace).flatMap((object) => objectNotes(object, scope)),
    ...pods.all.flatMap(podNotes),
    ...otherPolicyNotes(context),
    ...unusedNotes(workspace, context),
  ];
}

/** Charts, and documents that cannot be parsed. */
function fileNotes(workspace: Workspace): readonly NamespaceNote[] {
  const charts = [...workspace.structure.charts].sort(compare).map((folder) => ({
    text: 'This chart is not read: what it deploys is not known here',
    at: startOf(folder === '' ? 'Chart.yaml' : `${folder}/Chart.yaml`, undefined),
  }));
  const broken = [...workspace.files]
    .filter(({ kind }) => kind === 'yaml' || kind === 'kustomization')
    .filter(({ path }) => !isInChart(path, workspace))
    .sort((a, b) => compare(a.path, b.path))
    .flatMap((file) => {
      const document = file.documents.find(({ tree }) => tree.errors.length > 0);
      const [error] = document?.tree.errors ?? [];
      if (file.skipped !== undefined)
        return [{ text: 'This file is not read', at: startOf(file.path, undefined) }];
      if (document === undefined || error === undefined) return [];
      const mark = { document, start: error.start, end: error.end };
      return [{ text: 'A document of this file is no valid YAML', at: { path: file.path, mark } }];
    });
  return [...charts, ...broken];
}

function isInChart(path: string, { structure }: Workspace): boolean {
  return [...structure.charts].some((chart) => path.startsWith(chart === '' ? '' : `${chart}/`));
}

function kustomizationNotes({ structure }: Workspace): readonly NamespaceNote[] {
  const all = [...structure.kustomizations.values()].sort((a, b) => compare(a.path, b.path));
  return all.flatMap((kustomization) => {
    const { path, view } = kustomization;
    const at = placeAt(path, view);
    const remote = bringsObjects(kustomization)
      ? [{ text: 'It brings objects from outside of these files', at }]
      : [];
    const inline = ['patches', 'patchesJson6902', 'patchesStrategicMerge'].flatMap((field) =>
      view.get(field).items.filter((item) => item.has('patch') || item.text?.includes('\n')),
    );
    const [first] = inline;
    const patches = first
      ? [{ text: 'Patches inside a kustomization are not read', at: placeAt(path, first) }]
      : [];
    return [...remote, ...patches];
  });
}

function objectNotes(object: KubernetesObject, scope: Scope): readonly NamespaceNote[] {
  const { kind, apiVersion, group } = object;
  const role = scope.roleOf(object);
  if (role === 'patch' || group === 'kustomize.config.k8s.io') return [];
  if (role === 'template') return templateNotes(object, scope);
  const isCustom = group.includes('.') && !isBuiltIn(apiVersion, kind);
  if (!isCustom || QUIET_KINDS.has(kind) || object.workload !== undefined) return [];
  const text = RELEASE_KINDS.has(kind)
    ? `${object.title} installs what is not in these files`
    : `${object.title} belongs to an operator, which may run pods for it`;
  return namespacesOf(object, scope).map((namespace) => ({
    ...{ text, at: placeOf(object) },
    ...(namespace !== undefined && { namespace }),
  }));
}

function namespacesOf(object: KubernetesObject, scope: Scope): readonly (string | undefined)[] {
  return scope.namespacesOf(object).map((name) => (name === '' ? undefined : name));
}

/** Templates of charts are spoken of as a whole. */
function templateNotes(object: KubernetesObject, scope: Scope): readonly NamespaceNote[] {
  if (object.workload === undefined) return [];
  const inChart = [...scope.structure.charts].some((chart) => object.path.startsWith(chart));
  if (inChart) return [];
  const title = isTemplated(object.name ?? '') ? object.kind : object.title;
  return [{ text: `${title} is a template: it is not read`, at: placeOf(object) }];
}

function podNotes(pods: Pods): readonly NamespaceNote[] {
  const { title, namespace, at, selector, alsoPicked, onNode, object } = pods;
  const note = (text: string): NamespaceNote => ({ text, at, namespace });
  if (onNode) return [note(`${title} uses the network of its node: no policy holds for it`)];
  if (Object.keys(selector).length === 0)
    return [note(`${title} has no labels that a policy could select: all its traffic is denied`)];
  const replicas = object.workload?.replicas ?? 1;
  const isCluster = object.kind === 'StatefulSet' && replicas > 1;
  return [
    ...(alsoPicked.length > 0
      ? [note(`The labels of ${title} pick ${alsoPicked.join(', ')}, too: rules hold for both`)]
      : []),
    ...(isCluster
      ? [note(`${title} has ${replicas} pods: whether they talk to each other is in no file`)]
      : []),
  ];
}

function otherPolicyNotes({ scope, pods }: TrafficContext): readonly NamespaceNote[] {
  const namespaces = new Set(pods.all.map(({ namespace }) => namespace));
  return [...namespaces].flatMap((namespace) =>
    otherPolicies(namespace, scope).map((policy) => ({
      text: `${policy.title} is of another kind of policy, which is not read`,
      at: placeOf(policy),
      namespace,
    })),
  );
}

/** Hosts in configuration that no pod of the files reads belong to nobody. */
function unusedNotes(
  workspace: Workspace,
  { scope, pods }: TrafficContext,
): readonly NamespaceNote[] {
  const read = new Set(
    pods.all.flatMap(({ object, namespace }) =>
      [...namedBy(object)].map((title) => `${namespace} ${title}`),
    ),
  );
  return objectsInOrder(workspace)
    .filter(({ group, kind }) => group === '' && (kind === 'ConfigMap' || kind === 'Secret'))
    .filter((object) => scope.roleOf(object) === 'whole')
    .flatMap((object) => {
      const unread = scope
        .namespacesOf(object)
        .filter((namespace) => !read.has(`${namespace} ${object.title}`));
      const [first] = unread.length === 0 ? [] : hostLiterals(object);
      if (first === undefined) return [];
      const text = `${object.title} names hosts, and no workload of these files reads it: no rule`;
      const at = { path: object.path, mark: first.mark };
      return unread.map((namespace) => ({ text, at, namespace }));
    });
}

/** Workloads that nothing in the files talks to, or that talk to nobody. */
export function silentNotes(
  flows: readonly Flow[],
  { pods }: TrafficContext,
): readonly NamespaceNote[] {
  const named = (direction: Direction): ReadonlySet<Pods> =>
    new Set(flows.filter((flow) => flow.direction === direction).map((flow) => flow.pods));
  const called = named('ingress');
  const calling = named('egress');
  // The others have notes of their own.
  const held = pods.all.filter(
    ({ onNode, selector }) => !onNode && Object.keys(selector).length > 0,
  );
  return [...Map.groupBy(held, ({ namespace }) => namespace)].flatMap(([namespace, all]) => {
    const uncalled = titles(all.filter((one) => !called.has(one)));
    const silent = titles(all.filter((one) => !calling.has(one)));
    return [
      ...(uncalled === '' ? [] : [{ text: `No caller is found of ${uncalled}`, namespace }]),
      ...(silent === '' ? [] : [{ text: `No call is found out of ${silent}`, namespace }]),
    ];
  });
}

function titles(pods: readonly Pods[]): string {
  return [...new Set(pods.map(({ title }) => title))].join(', ');
}
