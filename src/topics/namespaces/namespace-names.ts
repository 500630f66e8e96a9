import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';

/** The names that a `kind: Namespace` ends up with: kustomize's `namespace` renames it, too. */
export function namespaceNames(object: KubernetesObject, scope: Scope): readonly string[] {
  const overlays = scope.structure.overlays.get(object.path) ?? [];
  const own = object.name === undefined ? [] : [object.name];
  if (overlays.length === 0) return own;
  const names = overlays.flatMap(({ namespace, source }) =>
    namespace !== undefined && source.by === 'kustomization' ? [namespace] : own,
  );
  return [...new Set(names)];
}
