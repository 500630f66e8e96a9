/** Which pods of the workspace a Service picks. */
import { templateLabels } from '../../core/workspace/kustomize-additions.ts';
import type { Labels } from '../../core/kubernetes/labels.ts';
import { matches } from '../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Kustomization } from '../../core/workspace/structure.ts';

/** The labels that the pods of a workload will have: its template's and those kustomize adds. */
export function podLabels(workload: KubernetesObject, scope: Scope): Labels {
  const added = templateLabels(scope.kustomizationsAround(workload.path));
  const own = workload.workload?.podLabels ?? {};
  return Object.keys(added).length === 0 ? own : { ...own, ...added };
}

/** The workloads of the stack to whose pods kustomize adds labels. */
export function relabelledPods(scope: Scope, from: string): readonly KubernetesObject[] {
  const workloads = scope.workloads(undefined, from);
  const found =
    RELABELLED.get(workloads) ??
    workloads.filter(({ path }) => addsLabels(scope.kustomizationsAround(path)));
  RELABELLED.set(workloads, found);
  return found;
}

const addsLabels = (kustomizations: readonly Kustomization[]): boolean =>
  Object.keys(templateLabels(kustomizations)).length > 0;

/** By the list that a Scope gives, which lives until a file changes. */
const RELABELLED = new WeakMap<readonly KubernetesObject[], readonly KubernetesObject[]>();

export function selects(matchLabels: Labels, workload: KubernetesObject, scope: Scope): boolean {
  const own = workload.workload?.podLabels ?? {};
  return matches({ matchLabels }, own) || matches({ matchLabels }, podLabels(workload, scope));
}

/** The workloads, in the Service's own namespaces, whose pods it sends traffic to. */
export function selectedWorkloads(
  service: KubernetesObject,
  scope: Scope,
): readonly KubernetesObject[] {
  const matchLabels = service.service?.selector;
  if (matchLabels === undefined) return [];
  const found = scope
    .namespacesOf(service)
    .flatMap((namespace) => scope.selected({ matchLabels }, namespace, service.path));
  if (found.length > 0) return [...new Set(found)];
  const added = templateLabels(scope.kustomizationsAround(service.path));
  if (Object.keys(added).length === 0) return [];
  return neighbours(service, scope).filter((workload) => selects(matchLabels, workload, scope));
}

/** The workloads of the stack in the namespaces that an object ends up in. */
export function neighbours(object: KubernetesObject, scope: Scope): readonly KubernetesObject[] {
  const all = scope
    .namespacesOf(object)
    .flatMap((namespace) => scope.workloads(namespace, object.path));
  return [...new Set(all)];
}
