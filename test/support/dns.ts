import { resolve } from '../../src/core/hosts/dns.ts';
import type { PodDns, Resolution, ServiceFacts } from '../../src/core/hosts/dns.ts';

export function service(
  name: string,
  namespace: string,
  more: Partial<ServiceFacts> = {},
): ServiceFacts {
  return { name, namespace, type: 'ClusterIP', headless: false, ports: [], ...more };
}

export function alias(name: string, namespace: string, externalName: string): ServiceFacts {
  return service(name, namespace, { type: 'ExternalName', externalName });
}

/** Looks a host up among these Services, as a pod of "blue" where nothing else is said. */
export function asker(services: readonly ServiceFacts[]) {
  const find = (name: string, namespace: string): ServiceFacts | undefined =>
    services.find((known) => known.name === name && known.namespace === namespace);
  return (host: string, from: PodDns = { namespace: 'blue' }): Resolution =>
    resolve(host, from, find);
}
