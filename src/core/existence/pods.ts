/** Why what a selector looks for may be there although no file shows it: pods, or Services. */
import { excuseAround } from './excuses.ts';
import { runtimeLabels, matches } from '../kubernetes/labels.ts';
import type { LabelSelector } from '../kubernetes/labels.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { WORKLOAD_KINDS } from '../kubernetes/workload-kinds.ts';
import { mayBeDeleted } from '../kustomize/deletions.ts';
import { templateLabels } from '../workspace/kustomize-additions.ts';
import { mayBeOperated } from '../workspace/operated-pods.ts';
import type { Scope } from '../workspace/scope.ts';

export interface Selected {
  readonly selector: LabelSelector;
  readonly namespaces: readonly string[];
  readonly from: KubernetesObject;
  readonly picks: 'pods' | 'services';
}

/** @returns the reason, as a sentence; undefined where what was not found is not there */
export function excuseForSelected(selected: Selected, scope: Scope): string | undefined {
  for (const excuse of Object.values(EXCUSES)) {
    const why = excuse(selected, scope);
    if (why !== undefined) return why;
  }
  return undefined;
}

type Excuse = (selected: Selected, scope: Scope) => string | undefined;

/** In the order of asking. */
const EXCUSES = {
  runTime: ({ selector }) =>
    keysOf(selector).some(runtimeLabels)
      ? 'These labels are given when the pods are made.'
      : undefined,
  filledIn: ({ selector }) =>
    valuesOf(selector).some((value) => value.includes('{{'))
      ? 'The labels are filled in later.'
      : undefined,
  keptApart: ({ selector, namespaces, picks, from: { path } }, scope) => {
    const isThere = (namespace: string | undefined): boolean =>
      (picks === 'services' ? scope.services(namespace, path) : scope.workloads(namespace, path))
        .length > 0;
    if (namespaces.some(isThere)) return undefined;
    const elsewhere = picks === 'pods' ? scope.selected(selector, undefined, path) : [];
    return elsewhere.length > 0 ? undefined : 'These files hold none of that namespace.';
  },
  operated: ({ selector, namespaces, picks }, scope) =>
    picks === 'pods' && mayBeOperated(selector, namespaces, scope)
      ? 'An operator may make them.'
      : undefined,
  around: ({ selector, from }, scope) => {
    for (const value of ['', ...valuesOf(selector)]) {
      const excuse = excuseAround(value, from, scope);
      if (excuse !== undefined) return excuse.why;
    }
    return undefined;
  },
  takenAway: ({ selector, from: { path }, picks }, scope) => {
    const around = scope.kustomizationsAround(path);
    if (around.length === 0 || picks === 'services') return undefined;
    const added = templateLabels(around);
    const isLost = ({ name = '', workload }: KubernetesObject): boolean =>
      matches(selector, { ...workload?.podLabels, ...added }) && mayBeDeleted(around, name);
    return WORKLOAD_KINDS.some((kind) => scope.objects(kind, path).some(isLost))
      ? 'A patch takes these pods away.'
      : undefined;
  },
} as const satisfies Readonly<Record<string, Excuse>>;

function keysOf({ matchLabels = {}, matchExpressions = [] }: LabelSelector): readonly string[] {
  return [...Object.keys(matchLabels), ...matchExpressions.map(({ key }) => key)];
}

const valuesOf = ({ matchLabels = {} }: LabelSelector): readonly string[] =>
  Object.values(matchLabels);
