import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';

/** Whether a kustomization gives a Service a selector that its own file does not show. */
export function getsSelectorElsewhere(service: KubernetesObject, scope: Scope): boolean {
  const { name = '', path } = service;
  const patched = scope
    .definitionsAnywhere('Service', name, path)
    .some(({ object }) => object !== undefined && scope.roleOf(object) === 'patch');
  if (patched) return true;
  return [...scope.structure.kustomizations.values()]
    .filter((kustomization) => scope.related(kustomization.path, path))
    .some(({ view }) => {
      if (view.has('commonLabels')) return true;
      if (view.get('labels').items.some((item) => item.get('includeSelectors').isTrue)) return true;
      return ['patches', 'patchesStrategicMerge', 'patchesJson6902']
        .flatMap((field) => view.get(field).items)
        .some(
          (item) =>
            item.get('target', 'kind').text === 'Service' ||
            /kind:\s*Service\b/.test(item.get('patch').text ?? item.text ?? ''),
        );
    });
}
