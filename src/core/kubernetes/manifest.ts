import type { Labels, LabelSelector } from './labels.ts';
import { publicAddress } from '../text/public-address.ts';
import type { SourceDocument } from '../files/source.ts';
import { View } from '../yaml/view.ts';
import type { Mark, PathStep } from '../yaml/view.ts';

/** How much of an object a document holds: only whole objects are asked for what they lack. */
export type ObjectRole = 'whole' | 'patch' | 'template';

export interface ServicePort {
  readonly name?: string;
  readonly port?: number;
  readonly targetPort?: string | number;
}

export interface ServiceSpec {
  readonly type: string;
  readonly headless: boolean;
  readonly selector?: Labels;
  readonly ports: readonly ServicePort[];
  /** As it may be shown: of an address, which is none, without the login. */
  readonly externalName?: string;
}

export interface ContainerPort {
  readonly name?: string;
  readonly port?: number;
}

export interface WorkloadSpec {
  readonly podLabels: Labels;
  readonly selector?: LabelSelector;
  readonly ports: readonly ContainerPort[];
  /** The governing Service of a StatefulSet. */
  readonly serviceName?: string;
  /** The number of a StatefulSet's first pod, where it is not 0. */
  readonly firstOrdinal?: number;
  readonly replicas: number;
}

/** The steps from an object's root to its pod's spec and metadata. */
interface PodPlace {
  readonly spec: readonly PathStep[];
  readonly metadata: readonly PathStep[];
}

/**
 * One Kubernetes object in a file. What the index needs is read once into plain facts; the rest is
 * asked from `view`, which parses again when the tree was let go.
 */
export class KubernetesObject {
  readonly path: string;
  readonly document: SourceDocument;
  readonly #steps: readonly PathStep[];
  readonly apiVersion: string;
  /** '' for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Undefined with `generateName` and in patches without a name. */
  readonly name: string | undefined;
  /** Where its name stands; the nearest place above where it has none. */
  readonly nameMark: Mark;
  readonly ownNamespace: string | undefined;
  readonly labels: Labels;
  readonly service: ServiceSpec | undefined;
  /** Where its pod is described; undefined where it runs none. */
  readonly podPlace: PodPlace | undefined;
  readonly workload: WorkloadSpec | undefined;
  /** The keys of a ConfigMap or Secret. */
  readonly keys: readonly string[] | undefined;
  readonly role: ObjectRole;

  /** @param type what the list around it says of an item without a kind of its own */
  constructor(
    path: string,
    document: SourceDocument,
    steps: readonly PathStep[],
    type: Partial<ObjectType> = {},
  ) {
    this.path = path;
    this.document = document;
    this.#steps = steps;
    const { view } = this;
    this.apiVersion = view.get('apiVersion').text ?? type.apiVersion ?? '';
    this.group = this.apiVersion.includes('/') ? (this.apiVersion.split('/')[0] ?? '') : '';
    this.kind = ownKind(view.get('kind').text ?? type.kind ?? '', this.group);
    const name = view.get('metadata', 'name');
    this.name = name.text;
    this.nameMark = name.mark;
    this.ownNamespace = view.get('metadata', 'namespace').text;
    this.labels = view.get('metadata', 'labels').strings;
    this.service = this.group === '' && this.kind === 'Service' ? serviceSpec(view) : undefined;
    this.podPlace = podPlace(this, view);
    this.workload = workloadSpec(this);
    this.keys = configKeys(this);
    this.role = ownRole(this);
  }

  get view(): View {
    const root = View.of(this.document);
    return this.#steps.length === 0 ? root : root.get(...this.#steps);
  }

  /** `Service/redis`, for messages and lists. */
  get title(): string {
    return `${this.kind}/${this.name ?? '?'}`;
  }
}

/** Kinds of Kubernetes whose names other makers give to kinds of their own. */
const BORROWED: ReadonlySet<string> = new Set(
  `Service Ingress NetworkPolicy Job Namespace Role RoleBinding ClusterRole ClusterRoleBinding Node
  Secret ConfigMap Pod Deployment StatefulSet DaemonSet ReplicaSet CronJob ServiceAccount
  StorageClass IngressClass PersistentVolume PersistentVolumeClaim Endpoints`.split(/\s+/),
);

/** As kubectl writes it, `Service.serving.knative.dev`, where Kubernetes has another of that name. */
function ownKind(kind: string, group: string): string {
  const isForeign =
    group.includes('.') && !group.endsWith('.k8s.io') && group !== 'authorization.openshift.io';
  return isForeign && BORROWED.has(kind) ? `${kind}.${group}` : kind;
}

/** What a list says of items without a kind of their own. */
export interface ObjectType {
  readonly apiVersion: string;
  readonly kind: string;
}

/** A value that is nothing but an action, without quotes, or a comment that ytt evaluates. */
const FILLED_IN = /:[ \t]+\{\{[^{}\n]*\}\}[ \t]*\r?$|(?:^[ \t]*|:[ \t]+)#@[ /@]/m;

const isFilledIn = (text: string): boolean =>
  (text.includes('{{') || text.includes('#@')) && FILLED_IN.test(text);

function ownRole(object: KubernetesObject): ObjectRole {
  const { view } = object;
  const names = [view.get('kind'), view.get('apiVersion'), view.get('metadata', 'name')];
  if (names.some((name) => name.text?.includes('{{') === true)) return 'template';
  // `name: {{ .Release.Name }}` without quotes is a map to YAML.
  if (names.some(({ type }) => type === 'map') && object.document.text.includes('{{'))
    return 'template';
  if (object.document.tree.errors.length > 0 && /\{\{|\[\[/.test(object.document.text))
    return 'template';
  if (isFilledIn(object.document.text)) return 'template';
  if (object.name === undefined && !view.get('metadata').has('generateName')) return 'patch';
  if (view.has('$patch')) return 'patch';
  const pod = podOf(object);
  if (pod === undefined) return 'whole';
  const containers = pod.spec.get('containers').items;
  const imageless =
    containers.length > 0 && containers.every((container) => !container.has('image'));
  return imageless ? 'patch' : 'whole';
}

function serviceSpec(view: View): ServiceSpec {
  const spec = view.get('spec');
  const externalName = spec.get('externalName').text;
  return {
    type: spec.get('type').text ?? 'ClusterIP',
    headless: spec.get('clusterIP').text === 'None',
    ...(spec.get('selector').node?.type === 'map' &&
      spec.get('selector').entries.length > 0 && { selector: spec.get('selector').strings }),
    ports: spec.get('ports').items.map((item) => ({
      ...named(item),
      ...numbered(item.get('port')),
      ...target(item.get('targetPort')),
    })),
    ...(externalName !== undefined && { externalName: publicAddress(externalName) }),
  };
}

function named(item: View): { name?: string } {
  const name = item.get('name').text;
  return name === undefined ? {} : { name };
}

function numbered(view: View): { port?: number } {
  const port = view.integer;
  return port === undefined ? {} : { port };
}

function target(view: View): { targetPort?: string | number } {
  const value = view.integer ?? view.text;
  return value === undefined ? {} : { targetPort: value };
}

const CRON_JOB: PodPlace = {
  spec: ['spec', 'jobTemplate', 'spec', 'template', 'spec'],
  metadata: ['spec', 'jobTemplate', 'spec', 'template', 'metadata'],
};
const POD: PodPlace = { spec: ['spec'], metadata: ['metadata'] };
const TEMPLATE: PodPlace = {
  spec: ['spec', 'template', 'spec'],
  metadata: ['spec', 'template', 'metadata'],
};

/** The pod that an object describes: its own, or its template's; custom kinds included. */
export function podOf(object: KubernetesObject): { spec: View; metadata: View } | undefined {
  const { podPlace: place, view } = object;
  return place && { spec: view.get(...place.spec), metadata: view.get(...place.metadata) };
}

function podPlace(
  object: Pick<KubernetesObject, 'kind' | 'group'>,
  view: View,
): PodPlace | undefined {
  if (object.kind === 'Pod' && object.group === '') return POD;
  if (object.kind === 'CronJob') return CRON_JOB;
  return view.get(...TEMPLATE.spec, 'containers').type === 'sequence' ? TEMPLATE : undefined;
}

function workloadSpec(object: KubernetesObject): WorkloadSpec | undefined {
  const pod = podOf(object);
  if (pod === undefined) return undefined;
  const spec = object.view.get('spec');
  const serviceName = object.kind === 'StatefulSet' ? spec.get('serviceName').text : undefined;
  const start = object.kind === 'StatefulSet' ? spec.get('ordinals', 'start').integer : undefined;
  const selector = object.kind === 'Pod' ? undefined : labelSelector(spec.get('selector'));
  return {
    podLabels: pod.metadata.get('labels').strings,
    ...(selector && { selector }),
    ports: ['containers', 'initContainers']
      .flatMap((list) => pod.spec.get(list).items)
      .flatMap((container) => container.get('ports').items)
      .map((item) => ({ ...named(item), ...numbered(item.get('containerPort')) })),
    ...(serviceName !== undefined && { serviceName }),
    ...(start !== undefined && start > 0 && { firstOrdinal: start }),
    replicas: spec.get('replicas').integer ?? 1,
  };
}

/** Reads a selector with matchLabels and matchExpressions, or the plain map of older kinds. */
export function labelSelector(view: View): LabelSelector | undefined {
  if (view.type !== 'map') return undefined;
  if (!view.has('matchLabels') && !view.has('matchExpressions')) {
    return view.entries.length === 0 ? {} : { matchLabels: view.strings };
  }
  return {
    matchLabels: view.get('matchLabels').strings,
    matchExpressions: view.get('matchExpressions').items.map((item) => ({
      key: item.get('key').text ?? '',
      operator: item.get('operator').text ?? '',
      values: item.get('values').items.flatMap((value) => value.text ?? []),
    })),
  };
}

function configKeys(object: KubernetesObject): readonly string[] | undefined {
  if (object.group !== '' || (object.kind !== 'ConfigMap' && object.kind !== 'Secret'))
    return undefined;
  const { view } = object;
  const entries = ['data', 'binaryData', 'stringData'].flatMap((field) => view.get(field).entries);
  const isKey = object.kind === 'Secret' ? isWrittenAsKey : () => true;
  return entries.filter(isKey).map(({ key }) => key);
}

export type ContainerRole = 'main' | 'init' | 'sidecar' | 'ephemeral';

/** An object that runs pods, with its pod's parts at hand. */
export interface Workload {
  readonly object: KubernetesObject;
  readonly pod: View;
  readonly podMetadata: View;
  readonly containers: readonly Container[];
}

export interface Container {
  readonly workload: Workload;
  readonly role: ContainerRole;
  readonly name: string | undefined;
  readonly view: View;
}

export function workloadOf(object: KubernetesObject): Workload | undefined {
  const pod = podOf(object);
  if (pod === undefined) return undefined;
  const containers: Container[] = [];
  const workload = { object, pod: pod.spec, podMetadata: pod.metadata, containers };
  const add = (list: string, role: (view: View) => ContainerRole): void => {
    for (const view of pod.spec.get(list).items) {
      containers.push({ workload, role: role(view), name: view.get('name').text, view });
    }
  };
  add('initContainers', (view) =>
    view.get('restartPolicy').text === 'Always' ? 'sidecar' : 'init',
  );
  add('containers', () => 'main');
  add('ephemeralContainers', () => 'ephemeral');
  return workload;
}

/** While a Secret is typed, a value can stand where a key is to be: only `key:` is taken for one. */
function isWrittenAsKey({
  key,
  keyMark: { document, end },
}: View & { readonly key: string }): boolean {
  return /^[-._a-zA-Z0-9]+$/.test(key) && /^["']?\s*:/.test(document.text.slice(end, end + 20));
}
