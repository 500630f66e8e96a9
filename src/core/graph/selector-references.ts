/** The graph's references by label: who is picked by Services, policies, budgets and monitors. */
import { fieldOf, nameIn, placeOf } from './model.ts';
import type { GraphReference } from './model.ts';
import { templateLabels } from '../workspace/kustomize-additions.ts';
import { matches as picks } from '../kubernetes/labels.ts';
import type { LabelSelector } from '../kubernetes/labels.ts';
import { labelSelector } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { excuseForSelected } from '../existence/pods.ts';
import { matches } from './references.ts';
import type { Scope } from '../workspace/scope.ts';
import type { View } from '../yaml/view.ts';

/** A selector in an object, with the namespaces it looks into. */
export interface Selection {
  readonly at: View;
  readonly selector: LabelSelector;
  readonly namespaces: readonly string[];
  readonly picks: 'pods' | 'services';
}

/** Kinds that select, as far as the graph follows them. */
export const SELECTING_KINDS: readonly string[] = [
  'Service',
  'NetworkPolicy',
  'PodDisruptionBudget',
  'ServiceMonitor',
  'PodMonitor',
];

/** The selectors of an object that pick something in particular; `{}` picks everybody. */
export function selectionsOf(object: KubernetesObject, scope: Scope): readonly Selection[] {
  return places(object, scope).flatMap(({ at, namespaces, services }) => {
    const selector = labelSelector(at);
    const isEmpty =
      selector === undefined ||
      (Object.keys(selector.matchLabels ?? {}).length === 0 &&
        (selector.matchExpressions ?? []).length === 0);
    if (isEmpty) return [];
    const picks = services === true ? 'services' : 'pods';
    const own = namespaces ?? namespacesWith(picks, selector, object, scope);
    return [{ at, selector, namespaces: own, picks } as const];
  });
}

/** Of all namespaces those where a selector picks something; one of them where it picks nothing. */
function namespacesWith(
  what: Selection['picks'],
  selector: LabelSelector,
  { path }: KubernetesObject,
  scope: Scope,
): readonly string[] {
  // Labels that kustomize adds are seen namespace by namespace only.
  if (Object.keys(templateLabels(scope.kustomizationsAround(path))).length > 0)
    return scope.namespaces;
  const picked =
    what === 'services'
      ? scope.labelledServices(selector, undefined, path)
      : scope.selected(selector, undefined, path);
  const found = new Set(picked.flatMap((object) => scope.namespacesOf(object)));
  return found.size > 0 ? [...found].sort() : scope.namespaces.slice(0, 1);
}

interface SelectorPlace {
  readonly at: View;
  /** Undefined for all. */
  readonly namespaces: readonly string[] | undefined;
  readonly services?: true;
}

function places(object: KubernetesObject, scope: Scope): readonly SelectorPlace[] {
  const { kind, group, view } = object;
  const own = scope.namespacesOf(object);
  const spec = view.get('spec');
  switch (`${group}/${kind}`) {
    case '/Service':
      return [{ at: spec.get('selector'), namespaces: own }];
    case 'policy/PodDisruptionBudget':
      return [{ at: spec.get('selector'), namespaces: own }];
    case 'networking.k8s.io/NetworkPolicy':
      return [
        { at: spec.get('podSelector'), namespaces: own },
        ...peers(view).flatMap((peer) => peerPlace(peer, own)),
      ];
    case 'monitoring.coreos.com/ServiceMonitor':
      return [{ at: spec.get('selector'), namespaces: monitored(spec, own), services: true }];
    case 'monitoring.coreos.com/PodMonitor':
      return [{ at: spec.get('selector'), namespaces: monitored(spec, own) }];
    default:
      return [];
  }
}

function peers(policy: View): readonly View[] {
  return ['spec.ingress.*.from.*', 'spec.egress.*.to.*'].flatMap((path) => matches(policy, path));
}

/** Pods of another namespace are found where the peer names it; other labels of it are not known. */
function peerPlace(peer: View, own: readonly string[]): readonly SelectorPlace[] {
  const at = peer.get('podSelector');
  if (!peer.has('namespaceSelector')) return [{ at, namespaces: own }];
  const wanted = labelSelector(peer.get('namespaceSelector'));
  const name = wanted?.matchLabels?.['kubernetes.io/metadata.name'];
  return name === undefined ? [] : [{ at, namespaces: [name] }];
}

function monitored(spec: View, own: readonly string[]): readonly string[] | undefined {
  const chosen = spec.get('namespaceSelector');
  if (chosen.get('any').isTrue) return undefined;
  const named = chosen.get('matchNames').items.flatMap((item) => item.text ?? []);
  return named.length > 0 ? named : own;
}

export function selectorReferences(
  object: KubernetesObject,
  scope: Scope,
): readonly GraphReference[] {
  return selectionsOf(object, scope).flatMap((selection) => {
    const found = selection.namespaces.flatMap((namespace) =>
      pickedIn(selection, namespace, object, scope).map((target) =>
        reference({ object, selection, target, namespace }, scope),
      ),
    );
    return found.length > 0 ? found : [nobody(object, selection, scope)];
  });
}

/** What a selection picks in one of its namespaces; labels that kustomize adds count, too. */
export function pickedIn(
  { selector, picks: what }: Selection,
  namespace: string,
  { path }: KubernetesObject,
  scope: Scope,
): readonly KubernetesObject[] {
  if (what === 'services') return scope.labelledServices(selector, namespace, path);
  const found = scope.selected(selector, namespace, path);
  const added = templateLabels(scope.kustomizationsAround(path));
  if (found.length > 0 || Object.keys(added).length === 0) return found;
  return scope
    .workloads(namespace, path)
    .filter(({ workload }) => picks(selector, { ...workload?.podLabels, ...added }));
}

interface Picked {
  readonly object: KubernetesObject;
  readonly selection: Selection;
  readonly target: KubernetesObject;
  readonly namespace: string;
}

function reference(
  { object, selection: { at }, target, namespace }: Picked,
  scope: Scope,
): GraphReference {
  const [own = ''] = scope.namespacesOf(object);
  const from = scope.namespacesOf(object).includes(namespace) ? namespace : own;
  return {
    from: { path: object.path, mark: at.mark, object: nameIn(object, from) },
    field: fieldOf(at, object),
    target: { kind: target.kind, namespace, name: target.name ?? '' },
    state: 'resolved',
    to: [placeOf(target)],
    by: 'labels',
  };
}

function nobody(object: KubernetesObject, selection: Selection, scope: Scope): GraphReference {
  const { at, selector, namespaces, picks: what } = selection;
  const [own = ''] = scope.namespacesOf(object);
  return {
    from: { path: object.path, mark: at.mark, object: nameIn(object, own) },
    field: fieldOf(at, object),
    target: {
      kind: what === 'services' ? 'Service' : 'Pod',
      namespace: namespaces[0] ?? own,
      name: selectorText(selector),
    },
    state:
      object.service?.type === 'ExternalName' ||
      excuseForSelected({ ...selection, from: object }, scope) !== undefined
        ? 'unknown'
        : 'missing',
    to: [],
    by: 'labels',
  };
}

/** As `kubectl -l` takes it. */
function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  return [
    ...Object.entries(matchLabels).map(([key, value]) => `${key}=${value}`),
    ...matchExpressions.map(({ key, operator, values = [] }) => {
      if (operator === 'Exists') return key;
      if (operator === 'DoesNotExist') return `!${key}`;
      return `${key} ${operator === 'In' ? 'in' : 'notin'} (${values.join(',')})`;
    }),
  ].join(',');
}
