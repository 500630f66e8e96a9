/** Why a selector matches no pod of the workspace, and which word would make it match. */
import type { Fix } from '../../core/lint/fix.ts';
import { replaceValue } from '../../core/yaml/rewrite.ts';
import { nearest } from '../../core/kubernetes/labels.ts';
import type { LabelSelector } from '../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { labelSelector } from '../../core/kubernetes/manifest.ts';
import { excuseForSelected } from '../../core/existence/pods.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Mark, View } from '../../core/yaml/view.ts';
import { editFile } from './edits.ts';

export interface Unmatched {
  readonly at: View | Mark;
  /** The label that no pod has, `key=value`; undefined where only all of them together miss. */
  readonly label: string | undefined;
  readonly namespaces: readonly string[];
  readonly fixes: readonly Fix[];
  /** A workload with these labels in another namespace. */
  readonly elsewhere: KubernetesObject | undefined;
  /** True where no pod of the object's own namespaces is in the files: others may make them. */
  readonly alone: boolean;
}

/** Kinds that put pods into a namespace whose labels no file here shows. */
const POD_MAKERS = ['HelmRelease', 'HelmChart'];

/**
 * Looks for the pods of a non-empty selector in the namespaces of its object.
 * @returns undefined where a pod matches, or where the files cannot tell
 */
export function unmatchedSelector(
  object: KubernetesObject,
  view: View,
  scope: Scope,
): Unmatched | undefined {
  const selector = labelSelector(view);
  if (selector === undefined || isEmpty(view)) return undefined;
  const namespaces = scope.namespacesOf(object);
  const isIn = (wanted: LabelSelector): boolean =>
    namespaces.some((namespace) => scope.selected(wanted, namespace, object.path).length > 0);
  if (isIn(selector) || makesPods(namespaces, scope)) return undefined;
  if (excuseForSelected({ selector, namespaces, from: object, picks: 'pods' }, scope) !== undefined)
    return undefined;
  const [elsewhere] = isPlaced(object, scope)
    ? scope.selected(selector, undefined, object.path)
    : [];
  const pods = namespaces.flatMap((namespace) => scope.workloads(namespace, object.path));
  const alone = pods.length === 0;
  if (elsewhere !== undefined)
    return { at: view.keyMark, label: undefined, namespaces, fixes: [], elsewhere, alone };
  return alone ? undefined : wrongWord({ object, view, namespaces, pods, isIn }, scope);
}

interface Unselected extends Pick<Unmatched, 'namespaces'> {
  readonly object: KubernetesObject;
  readonly view: View;
  /** The workloads around the object. */
  readonly pods: readonly KubernetesObject[];
  readonly isIn: (wanted: LabelSelector) => boolean;
}

/** The label that no pod around has, and the one that is probably meant. */
function wrongWord(
  { object, view, namespaces, pods, isIn }: Unselected,
  scope: Scope,
): Unmatched | undefined {
  const pairs = view.get('matchLabels').entries;
  const stray = pairs.find(
    ({ key, text }) => text === undefined || !isIn({ matchLabels: { [key]: text } }),
  );
  const values = stray === undefined ? [] : valuesFor(stray.key, pairs, pods);
  const typo = nearest(stray?.text ?? '', values);
  const near = typo ?? onlyOne(values);
  if (typo === undefined && !isTogether(object, pods, scope)) return undefined;
  return {
    at: stray ?? view.keyMark,
    label: stray === undefined ? undefined : `${stray.key}=${stray.text ?? ''}`,
    namespaces,
    elsewhere: undefined,
    alone: false,
    fixes:
      stray === undefined || near === undefined
        ? []
        : [
            {
              title: `Write "${near}"`,
              edits: () => editFile(object, scope, () => [replaceValue(stray, near)]),
            },
          ],
  };
}

/**
 * Whether the object and the pods are known to meet. Where no file names a namespace, they do only
 * when a kustomization lists them or one file holds both.
 */
function isTogether(
  object: KubernetesObject,
  pods: readonly KubernetesObject[],
  scope: Scope,
): boolean {
  return (
    isPlaced(object, scope) ||
    scope.structure.overlays.has(object.path) ||
    pods.some(({ path }) => path === object.path)
  );
}

/** Whether some file says the namespace of an object. */
function isPlaced(object: KubernetesObject, scope: Scope): boolean {
  return scope.placements(object).every(({ source }) => source.by !== 'default');
}

function isEmpty(view: View): boolean {
  return (
    view.get('matchLabels').entries.length === 0 && view.get('matchExpressions').items.length === 0
  );
}

function makesPods(namespaces: readonly string[], scope: Scope): boolean {
  return POD_MAKERS.some((kind) =>
    namespaces.some((namespace) => scope.objectsIn(kind, namespace).length > 0),
  );
}

function labelOf(pod: KubernetesObject, key: string): string | undefined {
  const labels = pod.workload?.podLabels ?? {};
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

/** The values that pods have for this key which match all other pairs. */
function valuesFor(
  key: string,
  pairs: readonly (View & { readonly key: string })[],
  pods: readonly KubernetesObject[],
): readonly string[] {
  const others = pairs.filter((pair) => pair.key !== key);
  return pods
    .filter((pod) => others.every((pair) => labelOf(pod, pair.key) === pair.text))
    .flatMap((pod) => labelOf(pod, key) ?? []);
}

function onlyOne(values: readonly string[]): string | undefined {
  const [only, ...more] = new Set(values);
  return more.length === 0 ? only : undefined;
}
