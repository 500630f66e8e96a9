import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { newObject } from '../../core/kubernetes/new-object.ts';
import type { YamlFields } from '../../core/yaml/write.ts';

export interface ServiceParts {
  readonly name: string;
  readonly namespace: string | undefined;
  /** Numbers or names, as those who will use it ask for them. */
  readonly ports: readonly string[];
  /** The workload whose pods it shall lead to, where one is known. */
  readonly workload: KubernetesObject | undefined;
}

/** A Service whose selector is that of the workload, or `app` with the Service's name. */
export function newService({ name, namespace, ports, workload }: ServiceParts): YamlFields {
  const selector = podLabels(workload) ?? { app: name };
  const asked = ports.length === 0 ? ['80'] : ports;
  return newObject(
    { apiVersion: 'v1', kind: 'Service', name, namespace },
    { spec: { selector, ports: asked.map((port) => servicePort(port, workload)) } },
  );
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

function servicePort(port: string, workload: KubernetesObject | undefined): YamlFields {
  const target = workload?.workload?.ports[0];
  const isNumber = /^\d+$/.test(port);
  return {
    name: isNumber ? `http${port === '80' ? '' : `-${port}`}` : port,
    port: isNumber ? Number(port) : 80,
    targetPort: target?.name ?? target?.port,
  };
}
