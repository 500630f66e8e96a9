/** Where the workloads of a workspace go, as far as its files say. */
import { isSketch } from '../../core/guide/chart-sketch.ts';
import {
  couldNotFollow,
  doesNotApply,
  isAside,
  named,
  needsCluster,
} from '../../core/guide/evidence.ts';
import { guideObjects, hiddenObjects, optionalObjects } from '../../core/guide/objects.ts';
import { readReleases } from '../../core/guide/releases.ts';
import type { Answer, Evidence } from '../../core/guide/topic.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { WORKLOAD_KINDS } from '../../core/kubernetes/workload-kinds.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { isWholeAndNamed } from './isolation.ts';

export const noWorkloads = (scope: Scope): Answer =>
  namelessNamespace(scope) ??
  chosenNamespace(scope) ??
  hiddenObjects('Workloads', WORKLOAD_KINDS, scope) ??
  doesNotApply('There are no workloads in this workspace.');

/** Workloads whose namespace a variable names. */
function namelessNamespace(scope: Scope): Answer | undefined {
  const first = whole(scope, WORKLOAD_KINDS).find((object) => !isSketch(object));
  return (
    first && couldNotFollow(about(first, `A variable decides the namespace of ${named(first)}.`))
  );
}

/** Workloads that charts bring, into whatever namespace they are installed. */
function chosenNamespace(scope: Scope): Answer | undefined {
  const first = whole(scope, WORKLOAD_KINDS).find(isSketch);
  const text = 'The namespace of a chart is chosen when it is installed.';
  return first && needsCluster({ ...about(first, text) });
}

export function about(object: KubernetesObject, text: string): Evidence {
  return { text, path: object.path, at: object.view.get('metadata', 'name') };
}

/** Objects of the given kinds that are neither patches nor templates. */
export function whole(scope: Scope, kinds: readonly string[]): readonly KubernetesObject[] {
  return kinds
    .flatMap((kind) => guideObjects(kind, scope))
    .filter((object) => isWholeAndNamed(object, scope) && !isAside(object.path));
}

/** Where workloads go, and the charts that are installed; variables are no names. */
export function usedNamespaces(scope: Scope): readonly string[] {
  const names = [
    ...whole(scope, WORKLOAD_KINDS)
      .filter((workload) => !isSketch(workload) || workload.ownNamespace !== undefined)
      .flatMap((workload) => scope.namespacesOf(workload)),
    ...readReleases(scope).flatMap(({ object }) =>
      object ? releaseNamespaces(object, scope) : [],
    ),
  ];
  return [...new Set(names)].filter((name) => !/[${}]/.test(name)).sort();
}

/** What an Argo CD application or a Flux release says about where its chart goes. */
function releaseNamespaces(object: KubernetesObject, scope: Scope): readonly string[] {
  const spec = object.view.get('spec');
  const isArgo = object.group === 'argoproj.io';
  const said = isArgo
    ? [
        spec.get('destination', 'namespace'),
        spec.get('template', 'spec', 'destination', 'namespace'),
      ]
    : [spec.get('targetNamespace')];
  const own = said.flatMap(({ text }) => text ?? []);
  return own.length > 0 || isArgo ? own : scope.namespacesOf(object);
}

/** Policies may come with what is installed, where nothing in these files shows what runs. */
export function withoutPolicy(scope: Scope): Answer | undefined {
  const optional = optionalObjects(['NetworkPolicy'], scope);
  if (optional !== undefined || whole(scope, WORKLOAD_KINDS).length > 0) return optional;
  return hiddenObjects('Policies', ['NetworkPolicy'], scope);
}
