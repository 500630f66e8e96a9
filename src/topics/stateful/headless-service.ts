import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { newObject } from '../../core/kubernetes/new-object.ts';
import type { YamlFields } from '../../core/yaml/write.ts';

export interface NamedPort {
  readonly name?: string;
  readonly port: number;
}

/**
 * A headless Service for the pods of a workload; undefined where its labels do not tell
 * how to select them.
 * @param fallback the port to name where the containers list none
 */
export function headlessService(
  workload: KubernetesObject,
  name: string,
  fallback: readonly NamedPort[] = [],
): YamlFields | undefined {
  const spec = workload.workload;
  const chosen = spec?.selector?.matchLabels ?? {};
  const labels = Object.keys(chosen).length > 0 ? chosen : (spec?.podLabels ?? {});
  if (spec === undefined || Object.keys(labels).length === 0) return undefined;
  const listed = spec.ports.flatMap(({ name: port, port: number }) =>
    number === undefined ? [] : [{ port: number, ...(port !== undefined && { name: port }) }],
  );
  const ports = listed.length > 0 ? listed : fallback;
  return newObject(
    { apiVersion: 'v1', kind: 'Service', name, namespace: workload.ownNamespace },
    {
      spec: {
        ...{ clusterIP: 'None', selector: labels },
        ...(ports.length > 0 && { ports: ports.map((port) => servicePort(port, ports.length)) }),
      },
    },
  );
}

/** A Service with several ports must name each of them. */
function servicePort({ name, port }: NamedPort, count: number): YamlFields {
  return { name: name ?? (count > 1 ? `port-${String(port)}` : undefined), port };
}
