/** Who sends and receives: the pods of each workload, with labels that pick them and nobody else. */
import { isTemplated, placeOf } from '../graph/model.ts';
import type { GraphPlace } from '../graph/model.ts';
import { parseImage } from '../kubernetes/images.ts';
import { templateLabels } from '../workspace/kustomize-additions.ts';
import { labelFinder } from '../workspace/label-index.ts';
import { runtimeLabels } from '../kubernetes/labels.ts';
import type { Labels } from '../kubernetes/labels.ts';
import { podOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Scope } from '../workspace/scope.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** The pods of one workload in one namespace. */
export interface Pods {
  readonly object: KubernetesObject;
  /** `Deployment/cart`. */
  readonly title: string;
  readonly namespace: string;
  readonly at: GraphPlace;
  /** All labels that the files give them. */
  readonly labels: Labels;
  /** The labels by which a policy picks them; empty where none can. */
  readonly selector: Labels;
  /** Other workloads of the namespace that the selector picks, too. */
  readonly alsoPicked: readonly string[];
  /** The repositories of the images of their main containers. */
  readonly images: readonly string[];
  /** True where they use the network of their node, so that no policy holds for them. */
  readonly onNode: boolean;
}

export interface PodTable {
  /** By namespace, then by title. */
  readonly all: readonly Pods[];
  readonly of: (object: KubernetesObject, namespace: string) => Pods | undefined;
}

/** Namespaces that belong to the cluster itself: closing them stops the cluster. */
export const SYSTEM_NAMESPACE = /^kube-/;

export function isNamespaceName(name: string): boolean {
  return /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(name);
}

/** The pods of all whole workloads of a workspace. */
export function podTable(workspace: Workspace, scope: Scope): PodTable {
  const found = objectsInOrder(workspace)
    .filter((object) => object.workload !== undefined && scope.roleOf(object) === 'whole')
    .flatMap((object) =>
      scope
        .namespacesOf(object)
        .filter(isNamespaceName)
        .map((namespace) => ({
          ...{ object, namespace, title: titleOf(object) },
          labels: usableLabels(object, scope),
        })),
    );
  const byNamespace = Map.groupBy(found, ({ namespace }) => namespace);
  const all = found
    .map((one) => readPods(one, byNamespace.get(one.namespace) ?? []))
    .sort((a, b) => compare(sortKey(a), sortKey(b)));
  const known = new Map<KubernetesObject, Map<string, Pods>>();
  for (const pods of all) {
    const ofObject = known.get(pods.object) ?? new Map<string, Pods>();
    known.set(pods.object, ofObject.set(pods.namespace, pods));
  }
  return { all, of: (object, namespace) => known.get(object)?.get(namespace) };
}

/** Every object of a workspace, by file and then by place. */
export function objectsInOrder(workspace: Workspace): readonly KubernetesObject[] {
  return workspace.files
    .map(({ path }) => path)
    .sort(compare)
    .flatMap((path) => workspace.objectsIn(path));
}

/** Not by locale: the order is the same on every machine. */
export function compare(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

function sortKey({ namespace, title, at }: Pods): string {
  return [namespace, title, at.path, String(at.mark.document.start).padStart(9, '0')].join('\0');
}

interface Found {
  readonly object: KubernetesObject;
  readonly title: string;
  readonly namespace: string;
  readonly labels: Labels;
}

function readPods(found: Found, neighbours: readonly Found[]): Pods {
  const { object, title, namespace, labels } = found;
  const { selector, alsoPicked } = chooseSelector(found, neighbours);
  return {
    ...{ object, title, namespace, labels, selector, alsoPicked, at: placeOf(object) },
    images: imagesOf(object),
    onNode: podOf(object)?.spec.get('hostNetwork').isTrue === true,
  };
}

function imagesOf(object: KubernetesObject): readonly string[] {
  const containers = podOf(object)?.spec.get('containers').items ?? [];
  return containers.flatMap(
    (container) => parseImage(container.get('image').text ?? '')?.repository ?? [],
  );
}

function titleOf(object: KubernetesObject): string {
  const prefix = object.view.get('metadata', 'generateName').text;
  return `${object.kind}/${object.name ?? (prefix === undefined ? '?' : `${prefix}*`)}`;
}

const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?)?$/;
const LABEL_KEY =
  /^(?:[a-z0-9](?:[-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;

/** The labels that the pods will certainly have: what kustomize or the cluster sets is left out. */
function usableLabels(object: KubernetesObject, scope: Scope): Labels {
  const added = templateLabels(scope.kustomizationsAround(object.path));
  return Object.fromEntries(
    Object.entries(object.workload?.podLabels ?? {}).filter(
      ([key, value]) =>
        LABEL_KEY.test(key) &&
        LABEL_VALUE.test(value) &&
        !isTemplated(value) &&
        !runtimeLabels(key) &&
        (!Object.hasOwn(added, key) || added[key] === value),
    ),
  );
}

const withLabels = labelFinder(({ labels }: Found) => labels);

/** The workload's own selector where it is enough to tell its pods from all others. */
function chooseSelector(
  { object, title, labels }: Found,
  neighbours: readonly Found[],
): Pick<Pods, 'selector' | 'alsoPicked'> {
  const own = object.workload?.selector?.matchLabels ?? {};
  const wanted = Object.keys(own).every((key) => labels[key] === own[key]) ? own : {};
  const choices = [wanted, labels]
    .filter((choice) => Object.keys(choice).length > 0)
    .map((selector) => ({
      selector,
      alsoPicked: withLabels({ matchLabels: selector }, neighbours)
        .filter((other) => other.title !== title)
        .map((other) => other.title),
    }));
  const best = choices.find(({ alsoPicked }) => alsoPicked.length === 0) ?? choices.at(-1);
  return best ?? { selector: {}, alsoPicked: [] };
}
