import { renameKey, replaceValue } from '../../../core/yaml/rewrite.ts';
import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import type { KubernetesObject, ServicePort } from '../../../core/kubernetes/manifest.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { referencesOf } from '../../../core/graph/references.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import { offers, portText, portsOf, targetOf } from '../service-ports.ts';

export const ingressBackendPort = defineRule({
  id: 'ingress-backend-port',
  severity: 'warning',
  summary: 'An Ingress or HTTPRoute asks a Service for a port that this Service does not have.',
  deck: ['S6.3', 'S6.7'],
  kinds: ['Ingress', 'HTTPRoute'],
  docs: {
    why: 'The port of a backend is a port of the Service, by its number or its name (in an HTTPRoute by its number only); it is not the port of the container. With another one the controller finds no endpoints and answers with an error.',
    fix: 'Write one of the ports in `spec.ports` of the Service.',
    links: [
      {
        title: 'Ingress',
        url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
      },
      {
        title: 'Services: port definitions',
        url: 'https://kubernetes.io/docs/concepts/services-networking/service/#field-spec-ports',
      },
    ],
  },
  check: {
    *object(object, scope) {
      for (const backend of referencesOf(object)) {
        const { key } = backend;
        if (backend.kind !== 'Service' || key === undefined || key.name === 'use-annotation')
          continue;
        const services = scope.resolve(backend).flatMap(({ object: service }) => service ?? []);
        const [service] = services;
        if (service === undefined || services.some((known) => isOpen(known))) continue;
        if (services.some((known) => offers(known, key.name))) continue;
        yield wrongPort(backend, key, service);
      }
    },
  },
});

/** Names of outside hosts, and Services whose ports are not all in the text. */
function isOpen(service: KubernetesObject): boolean {
  const ports = portsOf(service);
  return (
    service.service?.type === 'ExternalName' ||
    service.role !== 'whole' ||
    ports.length === 0 ||
    ports.some(({ port }) => port === undefined)
  );
}

function wrongPort(
  { from, name }: Reference,
  key: NonNullable<Reference['key']>,
  service: KubernetesObject,
): Problem {
  const ports = [...portsOf(service)].sort(
    (a, b) => Number(leadsTo(b, key.name)) - Number(leadsTo(a, key.name)),
  );
  const container = ports.some((port) => leadsTo(port, key.name));
  const what = container
    ? `Port ${key.name} is the container's; Service "${name}" itself`
    : `Service "${name}" has no port ${/^\d+$/.test(key.name) ? key.name : `"${key.name}"`}: it`;
  const choice = ports.length === 1 ? 'Write that one.' : 'Write one of them.';
  const fixes = ports.flatMap((port) => pick(from.path, key.at, port));
  return {
    at: key.at,
    message: `${what} offers ${ports.map(portText).join(', ')}. ${choice}`,
    fixes: fixes.map((fix) => ({ ...fix, preferred: fixes.length === 1 })),
    related: [
      {
        path: service.path,
        at: service.view.get('spec', 'ports').keyMark,
        message: `The ports of Service "${name}".`,
      },
    ],
  };
}

function leadsTo(port: ServicePort, wanted: string): boolean {
  return String(targetOf(port)) === wanted;
}

/** Writes a port of the Service: its name where a name was asked for and it has one. */
function pick(path: string, at: Reference['at'], port: ServicePort): readonly Fix[] {
  const { name, port: number } = port;
  if (number === undefined) return [];
  const asksName = at.key === 'name' || (at.key === 'servicePort' && at.integer === undefined);
  const value = asksName && name !== undefined ? name : number;
  const asNumber = at.key === 'name' && name === undefined;
  const edits = (): readonly TextEdit[] => [
    ...(asNumber ? [renameKey(at, 'number')] : []),
    replaceValue(at, value),
  ];
  return [
    {
      title: asNumber ? `Write "number: ${String(value)}"` : `Write "${String(value)}"`,
      edits: () => [{ path, edits: edits() }],
    },
  ];
}
