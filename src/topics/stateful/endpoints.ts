/** Endpoints that somebody wrote by hand, as opposed to those that a selector makes (S4.4). */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import { newObject } from '../../core/kubernetes/new-object.ts';
import type { YamlFields, YamlValue } from '../../core/yaml/write.ts';
import type { AddressFamily } from './addresses.ts';

export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

/** Objects that supply the endpoints of a Service in one of its namespaces. */
export function suppliersOf(service: KubernetesObject, scope: Scope): readonly KubernetesObject[] {
  const { name, path } = service;
  if (name === undefined) return [];
  const namespaces = scope.namespacesOf(service);
  const endpoints = scope
    .definitions('Endpoints', name, path, namespaces)
    .flatMap(({ object }) => object ?? []);
  const slices = slicesIn(service, scope).filter(
    ({ labels }) => labels[SERVICE_NAME_LABEL] === name,
  );
  return [...endpoints, ...slices];
}

/** The EndpointSlices of the namespaces that a Service is in. */
export function slicesIn(service: KubernetesObject, scope: Scope): readonly KubernetesObject[] {
  const found = scope
    .namespacesOf(service)
    .flatMap((namespace) => scope.objectsIn('EndpointSlice', namespace, service.path));
  return [...new Set(found)];
}

/** The Service that hand-written endpoints belong to, where the workspace holds it. */
export function serviceOf(endpoints: KubernetesObject, scope: Scope): KubernetesObject | undefined {
  const name =
    endpoints.kind === 'Endpoints' ? endpoints.name : endpoints.labels[SERVICE_NAME_LABEL];
  if (name === undefined) return undefined;
  const found = scope.definitions('Service', name, endpoints.path, scope.namespacesOf(endpoints));
  return found.find(({ object }) => object?.service !== undefined)?.object;
}

/** Copies of what a controller made, as `kubectl get -o yaml` prints them. */
export function isRunTimeCopy(object: KubernetesObject): boolean {
  const { view } = object;
  const metadata = view.get('metadata');
  const set = (field: string): boolean => (metadata.get(field).text ?? '') !== '';
  return (
    ['uid', 'resourceVersion', 'creationTimestamp'].some(set) ||
    metadata.has('ownerReferences') ||
    Object.keys(object.labels).some((key) => key === 'endpointslice.kubernetes.io/managed-by') ||
    /targetRef["']?\s*:|control-plane\.alpha\.kubernetes\.io\/leader/.test(object.document.text)
  );
}

/** The `ports` items of Endpoints (all subsets together) or of an EndpointSlice. */
export function portsOf(endpoints: KubernetesObject): readonly View[] {
  const { view } = endpoints;
  if (endpoints.kind === 'EndpointSlice') return view.get('ports').items;
  return view.get('subsets').items.flatMap((subset) => subset.get('ports').items);
}

/** The scalars that hold the addresses. */
export function addressesOf(endpoints: KubernetesObject): readonly View[] {
  const { view } = endpoints;
  if (endpoints.kind === 'EndpointSlice') {
    return view.get('endpoints').items.flatMap((endpoint) => endpoint.get('addresses').items);
  }
  return view
    .get('subsets')
    .items.flatMap((subset) => [
      ...subset.get('addresses').items,
      ...subset.get('notReadyAddresses').items,
    ])
    .map((address) => address.get('ip'));
}

export interface SlicePort {
  readonly name?: string | undefined;
  readonly port: number;
  readonly protocol?: string | undefined;
}

export interface SliceParts {
  readonly service: string;
  readonly namespace: string | undefined;
  readonly family: AddressFamily;
  readonly address: YamlValue;
  readonly ports: readonly SlicePort[];
}

/** An EndpointSlice with one address. */
export function newEndpointSlice(parts: SliceParts): YamlFields {
  const { service, namespace, family, address, ports } = parts;
  return newObject(
    {
      ...{ apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice' },
      ...{ name: `${service}-1`, namespace, labels: { [SERVICE_NAME_LABEL]: service } },
    },
    {
      addressType: family,
      endpoints: [{ addresses: [address] }],
      ports: ports.map(({ name, port, protocol }) => ({
        ...{ name, port },
        protocol: protocol === 'TCP' ? undefined : protocol,
      })),
    },
  );
}

/** The ports that the endpoints of a Service have to offer: its target ports, by name. */
export function wantedPorts(service: KubernetesObject): readonly SlicePort[] {
  return service.view.get('spec', 'ports').items.flatMap((item) => {
    const port = item.get('targetPort').integer ?? item.get('port').integer;
    const name = item.get('name').text;
    const protocol = item.get('protocol').text;
    return port === undefined ? [] : [{ name, port, protocol }];
  });
}
