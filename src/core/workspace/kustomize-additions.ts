/** What kustomize adds to the objects of a file that no manifest holds. */
import type { Labels } from '../kubernetes/labels.ts';
import { REMOTE } from '../kustomize/kustomization.ts';
import { onceFor } from './per-scope.ts';
import type { Scope } from './scope.ts';
import type { Kustomization } from './structure.ts';

/** Labels that these kustomizations put on pod templates; every object around them asks. */
export const templateLabels = onceFor(readTemplateLabels);

function readTemplateLabels(kustomizations: readonly Kustomization[]): Labels {
  const added: Record<string, string> = {};
  for (const { view } of kustomizations) {
    Object.assign(added, view.get('commonLabels').strings);
    for (const entry of view.get('labels').items) {
      const reaches = entry.get('includeSelectors').isTrue || entry.get('includeTemplates').isTrue;
      if (reaches) Object.assign(added, entry.get('pairs').strings);
    }
  }
  return added;
}

/** Whether a kustomization brings in objects from outside: remote bases or Helm charts. */
export const bringsObjects = onceFor(
  ({ view, hasPlugins }: Kustomization): boolean =>
    view.get('helmCharts').items.length > 0 ||
    view.get('helmChartInflationGenerator').items.length > 0 ||
    hasPlugins ||
    ['resources', 'bases', 'components'].some((field) =>
      view.get(field).items.some((item) => REMOTE.test(item.text ?? '')),
    ),
);

/** The kustomization around a file that brings in objects which these files do not hold. */
export function broughtFromOutside(from: string, scope: Scope): string | undefined {
  return scope.ofStack(from, 'brought from outside', () => {
    const isHere = (path: string): boolean =>
      scope.hasFile(path) ||
      scope.structure.kustomizations.has(path) ||
      scope.filesBelow(path).length > 0;
    return scope
      .kustomizationsAround(from)
      .find((one) => bringsObjects(one) || !one.resources.every(isHere))?.path;
  });
}
