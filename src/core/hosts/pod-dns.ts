/** What name resolution needs to know of Services and pods, read from their manifests. */
import type { PodDns, ServiceFacts } from './dns.ts';
import { podOf } from '../kubernetes/manifest.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';

/**
 * A Service as its name resolves.
 * @param workloads those of its namespace, among which a StatefulSet may give it pod names
 */
export function serviceFactsOf(
  object: KubernetesObject,
  namespace: string,
  workloads: () => readonly KubernetesObject[],
): ServiceFacts | undefined {
  const { service } = object;
  if (service === undefined || object.name === undefined) return undefined;
  const stateful = (service.headless ? workloads() : []).filter(
    (workload) => workload.kind === 'StatefulSet' && workload.workload?.serviceName === object.name,
  );
  const podNames = stateful.flatMap(podNamesOf);
  return {
    name: object.name,
    namespace,
    type: serviceType(service.type),
    headless: service.headless,
    ports: service.ports.flatMap(({ name, port }) =>
      port === undefined ? [] : [{ port, ...(name !== undefined && { name }) }],
    ),
    ...(service.externalName !== undefined && { externalName: service.externalName }),
    ...(service.headless && { podNames: podNames.length > 0 ? podNames : ('unknown' as const) }),
  };
}

/** More pods of one set are not told apart. */
const MOST_PODS = 5000;

/** The names of a StatefulSet's pods, from its first ordinal on. */
function podNamesOf({ name = '', workload }: KubernetesObject): readonly string[] {
  const { replicas = 1, firstOrdinal = 0 } = workload ?? {};
  const length = Math.min(Math.max(0, replicas), MOST_PODS);
  return Array.from({ length }, (_, i) => `${name}-${String(firstOrdinal + i)}`);
}

/** How the pods of a workload look names up, in each of the namespaces that they run in. */
export function podDnsOf(
  object: KubernetesObject,
  namespaces: readonly string[],
): readonly PodDns[] {
  const spec = podOf(object)?.spec;
  if (spec === undefined) return [];
  const config = spec.get('dnsConfig');
  const policy = spec.get('dnsPolicy').text;
  const ndots = config.get('options').items.find((option) => option.get('name').text === 'ndots');
  const searches = config.get('searches').items.flatMap((item) => item.text ?? []);
  const aliases = spec
    .get('hostAliases')
    .items.flatMap((alias) => alias.get('hostnames').items.flatMap((item) => item.text ?? []));
  return namespaces.map((namespace) => ({
    namespace,
    hostNetwork: spec.get('hostNetwork').isTrue,
    ...(isDnsPolicy(policy) && { policy }),
    ...(searches.length > 0 && { searches }),
    ...(ndots !== undefined && { ndots: Number(ndots.get('value').text) }),
    ...(aliases.length > 0 && { hostAliases: aliases }),
  }));
}

function serviceType(type: string): ServiceFacts['type'] {
  return type === 'NodePort' || type === 'LoadBalancer' || type === 'ExternalName'
    ? type
    : 'ClusterIP';
}

function isDnsPolicy(policy: string | undefined): policy is NonNullable<PodDns['policy']> {
  return (
    policy === 'ClusterFirst' ||
    policy === 'ClusterFirstWithHostNet' ||
    policy === 'Default' ||
    policy === 'None'
  );
}
