/** The addresses that people write down for Services without a selector. */
import { matches } from '../graph/references.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { Scope } from '../workspace/scope.ts';
import { distinctPorts, protocolOf } from './ports.ts';
import type { TrafficPort } from './traffic.ts';
import type { View } from '../yaml/view.ts';

/** One machine behind a Service; no ports mean all. */
export interface SuppliedBlock {
  readonly cidr: string;
  readonly ports: readonly TrafficPort[];
}

export function supplied(
  service: KubernetesObject,
  namespace: string,
  scope: Scope,
): readonly SuppliedBlock[] {
  const subsets = scope
    .objectsIn('Endpoints', namespace, service.path)
    .filter(({ name }) => name === service.name)
    .flatMap(({ view }) => view.get('subsets').items);
  const slices = scope
    .objectsIn('EndpointSlice', namespace, service.path)
    .filter(({ labels }) => labels['kubernetes.io/service-name'] === service.name)
    .map(({ view }) => view);
  return [
    ...subsets.flatMap((subset) => blocks(subset, 'addresses.*.ip')),
    ...slices.flatMap((slice) => blocks(slice, 'endpoints.*.addresses.*')),
  ];
}

function blocks(holder: View, path: string): readonly SuppliedBlock[] {
  const ports = distinctPorts(
    holder.get('ports').items.flatMap((item) => {
      const port = item.get('port').integer;
      return port === undefined ? [] : [{ protocol: protocolOf(item), port }];
    }),
  );
  return matches(holder, path).flatMap(({ text = '' }) => {
    const cidr = cidrOf(text);
    return cidr === undefined ? [] : [{ cidr, ports }];
  });
}

function cidrOf(address: string): string | undefined {
  const parts = address.split('.');
  const isV4 = parts.length === 4 && parts.every((part) => /^(?:0|[1-9]\d{0,2})$/.test(part));
  if (isV4) return parts.every((part) => Number(part) <= 255) ? `${address}/32` : undefined;
  const isV6 = /^(?:[\da-f]{1,4}:){7}[\da-f]{1,4}$/i.test(address) || isShortV6(address);
  return isV6 ? `${address.toLowerCase()}/128` : undefined;
}

/** With `::` once in place of at least one group of zeros. */
function isShortV6(address: string): boolean {
  const halves = address.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  return (
    halves.length === 2 &&
    groups.length <= 6 &&
    groups.every((group) => /^[\da-f]{1,4}$/i.test(group))
  );
}
