/** Where the traffic of a Service ends up: workload, container, port. */
import type { HoverLine } from '../../core/hover/hover.ts';
import type { Container, KubernetesObject, ServicePort } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { protocolOf } from '../../core/traffic/ports.ts';
import type { View } from '../../core/yaml/view.ts';
import { selectedWorkloads } from './selection.ts';
import { targetOf } from './service-ports.ts';

/** `Deployment "web"`, with the place of its name. */
export function workloadLine(workload: KubernetesObject): HoverLine {
  return {
    text: `${workload.kind} "${workload.name ?? ''}"`,
    path: workload.path,
    at: workload.view.get('metadata', 'name'),
  };
}

/** One line for each container port behind a port of a Service. */
export function targetLines(
  service: KubernetesObject,
  port: ServicePort,
  scope: Scope,
): readonly HoverLine[] {
  const target = targetOf(port);
  if (target === undefined) return [];
  return selectedWorkloads(service, scope).map((workload) => {
    const line = workloadLine(workload);
    const found = containerPort(workload, target);
    if (found === undefined) {
      const named = typeof target === 'string' && !/^\d+$/.test(target);
      const lack = named
        ? `no container has a port named "${target}"`
        : `port ${String(target)}, which no container lists`;
      return { ...line, text: `${line.text}: ${lack}` };
    }
    const { container, port: view } = found;
    const number = view.get('containerPort');
    return {
      text: `${line.text}, container "${container.name ?? ''}", port ${number.text ?? '?'}`,
      path: workload.path,
      at: number.exists ? number : view,
    };
  });
}

/** The containers that run while a pod serves: those that run once at the start are over by then. */
export function serving(workload: KubernetesObject): readonly Container[] {
  const containers = workloadOf(workload)?.containers ?? [];
  return containers.filter(({ role }) => role === 'main' || role === 'sidecar');
}

/** The entry of `ports` of a container that a target port, a name or a number, means. */
export function containerPort(
  workload: KubernetesObject,
  target: string | number,
  protocol?: string,
): { readonly container: Container; readonly port: View } | undefined {
  const wanted = String(target);
  const field = /^\d+$/.test(wanted) ? 'containerPort' : 'name';
  for (const container of serving(workload)) {
    const port = container.view
      .get('ports')
      .items.find(
        (item) =>
          item.get(field).text === wanted &&
          (protocol === undefined || protocolOf(item) === protocol),
      );
    if (port !== undefined) return { container, port };
  }
  return undefined;
}
