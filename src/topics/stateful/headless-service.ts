import { yamlString } from '../../core/lint/fix.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';

export interface NamedPort {
  readonly name?: string;
  readonly port: number;
}

/**
 * A headless Service for the pods of a workload, as YAML; undefined where its labels do not tell
 * how to select them.
 * @param fallback the port to name where the containers list none
 */
export function headlessService(
  workload: KubernetesObject,
  name: string,
  fallback: readonly NamedPort[] = [],
): string | undefined {
  const spec = workload.workload;
  const chosen = spec?.selector?.matchLabels ?? {};
  const labels = Object.entries(Object.keys(chosen).length > 0 ? chosen : (spec?.podLabels ?? {}));
  if (spec === undefined || labels.length === 0) return undefined;
  const listed = spec.ports.flatMap(({ name: port, port: number }) =>
    number === undefined ? [] : [{ port: number, ...(port !== undefined && { name: port }) }],
  );
  const ports = listed.length > 0 ? listed : fallback;
  return [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    `  name: ${name}`,
    ...(workload.ownNamespace === undefined ? [] : [`  namespace: ${workload.ownNamespace}`]),
    'spec:',
    '  clusterIP: None',
    '  selector:',
    ...labels.map(([key, value]) => `    ${key}: ${yamlString(value)}`),
    ...(ports.length === 0
      ? []
      : ['  ports:', ...ports.flatMap((p) => portLines(p, ports.length))]),
  ].join('\n');
}

/** A Service with several ports must name each of them. */
function portLines({ name, port }: NamedPort, count: number): readonly string[] {
  const label = name ?? (count > 1 ? `port-${String(port)}` : undefined);
  return label === undefined
    ? [`    - port: ${String(port)}`]
    : [`    - name: ${label}`, `      port: ${String(port)}`];
}
