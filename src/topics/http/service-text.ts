/** The text of a new Service. */
import { yamlString } from '../../core/lint/fix.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';

export interface NewService {
  readonly name: string;
  readonly namespace: string | undefined;
  /** Numbers or names, as those who will use it ask for them. */
  readonly ports: readonly string[];
  /** The workload whose pods it shall lead to, where one is known. */
  readonly workload: KubernetesObject | undefined;
}

/** A Service as YAML lines; the selector is that of the workload, or `app` with the Service's name. */
export function serviceText({ name, namespace, ports, workload }: NewService): string {
  const selector = Object.entries(podLabels(workload) ?? { app: name });
  const asked = ports.length === 0 ? ['80'] : ports;
  return [
    'apiVersion: v1',
    'kind: Service',
    'metadata:',
    `  name: ${yamlString(name)}`,
    ...(namespace === undefined ? [] : [`  namespace: ${yamlString(namespace)}`]),
    'spec:',
    '  selector:',
    ...selector.map(([key, value]) => `    ${key}: ${yamlString(value)}`),
    '  ports:',
    ...asked.flatMap((port) => portLines(port, workload)),
  ].join('\n');
}

/** The labels that a workload picks its own pods by, else all of them. */
function podLabels(
  workload: KubernetesObject | undefined,
): Readonly<Record<string, string>> | undefined {
  const wanted = workload?.workload?.selector?.matchLabels;
  const labels =
    wanted !== undefined && Object.keys(wanted).length > 0 ? wanted : workload?.workload?.podLabels;
  return labels !== undefined && Object.keys(labels).length > 0 ? labels : undefined;
}

function portLines(port: string, workload: KubernetesObject | undefined): readonly string[] {
  const target = workload?.workload?.ports[0];
  const to = target?.name ?? target?.port;
  const isNumber = /^\d+$/.test(port);
  return [
    `    - name: ${isNumber ? `http${port === '80' ? '' : `-${port}`}` : yamlString(port)}`,
    `      port: ${isNumber ? port : '80'}`,
    ...(to === undefined ? [] : [`      targetPort: ${String(to)}`]),
  ];
}
