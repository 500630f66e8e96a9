/** ServiceMonitors and PodMonitors of the Prometheus operator, and what they would scrape (S7.2). */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { labelSelector } from '../../core/kubernetes/manifest.ts';
import type { LabelSelector } from '../../core/kubernetes/labels.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';

type MonitorKind = 'ServiceMonitor' | 'PodMonitor';

export interface Monitor {
  readonly kind: MonitorKind;
  readonly object: KubernetesObject;
  readonly selector: LabelSelector;
  /** Undefined stands for every namespace. */
  readonly namespaces: readonly string[] | undefined;
  /** The items of `endpoints` or `podMetricsEndpoints`. */
  readonly endpoints: readonly View[];
}

/** Undefined for other kinds, and where the selector is missing. */
export function monitorOf(object: KubernetesObject, scope: Scope): Monitor | undefined {
  const { kind, group, view } = object;
  if (group !== 'monitoring.coreos.com' || (kind !== 'ServiceMonitor' && kind !== 'PodMonitor'))
    return undefined;
  const spec = view.get('spec');
  const selector = labelSelector(spec.get('selector'));
  if (selector === undefined) return undefined;
  const chosen = spec.get('namespaceSelector');
  const named = chosen.get('matchNames').items.flatMap((item) => item.text ?? []);
  const own = named.length > 0 ? named : scope.namespacesOf(object);
  return {
    kind,
    object,
    selector,
    namespaces: chosen.get('any').isTrue ? undefined : own,
    endpoints: spec.get(kind === 'PodMonitor' ? 'podMetricsEndpoints' : 'endpoints').items,
  };
}

/** The Services or workloads that a monitor would scrape, as far as the workspace knows. */
export function targetsOf(monitor: Monitor, scope: Scope): readonly KubernetesObject[] {
  const { object, selector, kind } = monitor;
  const found = (monitor.namespaces ?? [undefined]).flatMap((namespace) =>
    kind === 'PodMonitor'
      ? scope.selected(selector, namespace, object.path)
      : scope.labelledServices(selector, namespace, object.path),
  );
  return [...new Set(found)];
}

/** The same in every namespace, whichever the monitor looks at. */
export function targetsAnywhere(
  { object, selector, kind }: Monitor,
  scope: Scope,
): readonly KubernetesObject[] {
  return kind === 'PodMonitor'
    ? scope.selected(selector, undefined, object.path)
    : scope.labelledServices(selector, undefined, object.path);
}

/** The names that a target's ports go by. */
export function portNames(target: KubernetesObject): readonly string[] {
  const ports = target.service?.ports ?? target.workload?.ports ?? [];
  return ports.flatMap(({ name }) => name ?? []);
}
