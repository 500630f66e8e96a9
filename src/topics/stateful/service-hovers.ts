/** Hovers on what stands for a service outside the cluster: aliases and hand-written endpoints. */
import { publicAddress } from '../../core/text/public-address.ts';
import type { HoverLine, HoverPart, HoverSource, HoverTarget } from '../../core/hover/hover.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { addressesOf, portsOf, SERVICE_NAME_LABEL, serviceOf, suppliersOf } from './endpoints.ts';

type ObjectTarget = Extract<HoverTarget, { in: 'object' }>;

const SERVICES_WITHOUT_SELECTORS = {
  title: 'Services without selectors',
  url: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors',
};

/** On the key `externalName`, and on the type of that name. Where the name leads, its own hover says. */
export const externalNameHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || target.object.service?.type !== 'ExternalName') return undefined;
  const field = target.path.join('.');
  const onKey = field === 'spec.externalName' && target.on === 'key';
  if (!onKey && field !== 'spec.type') return undefined;
  return {
    parts: [
      {
        markdown:
          'An alias in DNS: a look-up of this Service gives a `CNAME` to the other name, and the client goes there by itself. No port is mapped, an IP address does not work, and a server that checks the host name (TLS, HTTP) sees the one that the client used.',
      },
      { list: aliasLines(target.object, scope) },
      {
        markdown:
          'An IP address or another port needs a Service without selector and an EndpointSlice; credentials or TLS on the way need an ambassador, a proxy of your own.',
      },
      { slide: 'S4' },
    ],
  };
};

function aliasLines(object: KubernetesObject, scope: Scope): readonly HoverLine[] {
  const { path } = object;
  const at = object.view.get('spec', 'externalName');
  return scope.placements(object).map(({ name = '', namespace }) => ({
    text: `${name}.${namespace}.svc.cluster.local → ${publicAddress(at.text ?? '?')}`,
    ...{ path, at },
  }));
}

/** On the kind of Endpoints and EndpointSlices, and on the label that ties a slice to a Service. */
export const endpointsHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || !isEndpoints(target.object)) return undefined;
  const last = target.path.at(-1);
  const onKind = target.path.join('.') === 'kind' && target.on === 'value';
  if (target.path.join('.') === 'addressType')
    return { parts: [{ markdown: ADDRESS_TYPE }, { slide: 'S4' }] };
  if (!onKind && last !== SERVICE_NAME_LABEL) return undefined;
  const { object } = target;
  const old =
    object.kind === 'Endpoints'
      ? ' Endpoints still work, but are deprecated since Kubernetes 1.33: write an `EndpointSlice`.'
      : '';
  return {
    parts: [
      {
        markdown: `The addresses behind a Service that has no selector, written by hand. Its pods reach them under the name of the Service, and the names of the ports must be the same on both sides.${old}`,
      },
      { list: [serviceLine(object, scope), ...addressLines(object)] },
      { slide: 'S4' },
      { link: SERVICES_WITHOUT_SELECTORS },
    ],
  };
};

const ADDRESS_TYPE =
  'What the addresses are: `IPv4` or `IPv6`. The field is required and immutable: another type needs another slice. `FQDN` is deprecated; for a host name use a Service of type `ExternalName`.';

function isEndpoints({ kind, group }: KubernetesObject): boolean {
  return (
    (kind === 'Endpoints' && group === '') ||
    (kind === 'EndpointSlice' && group === 'discovery.k8s.io')
  );
}

function serviceLine(object: KubernetesObject, scope: Scope): HoverLine {
  const service = serviceOf(object, scope);
  if (service === undefined) {
    const name = object.kind === 'Endpoints' ? object.name : object.labels[SERVICE_NAME_LABEL];
    return {
      text:
        name === undefined
          ? 'Belongs to no Service: the label is missing.'
          : `Service ${name}: not in this workspace.`,
    };
  }
  const at = service.view.get('metadata', 'name');
  return { text: `Service ${service.name ?? '?'}`, path: service.path, at };
}

function addressLines(object: KubernetesObject): readonly HoverLine[] {
  const ports = portsOf(object).flatMap((port) => port.get('port').text ?? []);
  const behind = ports.length === 0 ? '' : `:${[...new Set(ports)].join(',')}`;
  return addressesOf(object).flatMap((at) =>
    at.text === undefined ? [] : [{ text: `${at.text}${behind}`, path: object.path, at }],
  );
}

/** On the kind of a Service that selects no pods: who answers for it instead. */
export const selectorlessHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || target.path.join('.') !== 'kind') return undefined;
  const { service } = target.object;
  if (service === undefined || service.selector !== undefined) return undefined;
  if (service.type === 'ExternalName') return undefined;
  return { parts: selectorlessParts(target, scope) };
};

function selectorlessParts({ object }: ObjectTarget, scope: Scope): readonly HoverPart[] {
  const lines = suppliersOf(object, scope).map((supplier) => ({
    text: supplier.title,
    path: supplier.path,
    at: supplier.view.get('metadata', 'name'),
  }));
  const here =
    lines.length === 0
      ? [{ markdown: 'Nothing in this workspace supplies them yet.' }]
      : [{ list: lines }];
  return [
    {
      markdown:
        'This Service has no selector, so its endpoints are written by hand, for instance to reach a database outside the cluster.',
    },
    ...here,
    { slide: 'S4' },
    { link: SERVICES_WITHOUT_SELECTORS },
  ];
}
