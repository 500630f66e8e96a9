/** Which Services of a cluster have somebody to answer. */
import { listOf, recordOf, textOf } from './json.ts';
import type { Live, LiveCluster } from './live-cluster.ts';

export interface Ready {
  readonly ready: number;
  readonly all: number;
}

/** The endpoints of a Service by its EndpointSlices; undefined where these are not known. */
export function endpointsOf(service: Live, cluster: LiveCluster): Ready | undefined {
  const slices = cluster
    .objects('EndpointSlice')
    .filter(
      ({ namespace, labels }) =>
        namespace === service.namespace && labels['kubernetes.io/service-name'] === service.name,
    );
  if (!cluster.knows('EndpointSlice', service.namespace)) return undefined;
  const endpoints = slices.flatMap(({ body }) => listOf(body['endpoints'])).map(recordOf);
  // Kubernetes takes an unknown condition for ready.
  const ready = endpoints.filter(({ conditions }) => recordOf(conditions)['ready'] !== false);
  return { ready: ready.length, all: endpoints.length };
}

/** `10.0.0.1` or a host, as a load balancer has given it. */
export function balancerAddress(status: unknown): string | undefined {
  const [first] = listOf(recordOf(recordOf(status)['loadBalancer'])['ingress']).map(recordOf);
  return first && (textOf(first['ip']) ?? textOf(first['hostname']));
}
