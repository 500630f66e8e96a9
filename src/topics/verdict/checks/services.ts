/** What the API server asks of Services and routes. */
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { isPlaceholder } from '../../../core/schema/placeholders.ts';
import type { View } from '../../../core/yaml/view.ts';
import { invalid, missing } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import {
  between,
  dnsLabel,
  dnsName,
  isGiven,
  labelled,
  named,
  portOrName,
  PORTS,
  twice,
} from './names.ts';

const ON_NODES = ['NodePort', 'LoadBalancer'];

export function* service({ view }: KubernetesObject): Iterable<Refusal> {
  const spec = view.get('spec');
  const ports = spec.get('ports').items;
  const type = spec.get('type').text ?? 'ClusterIP';
  const ip = spec.get('clusterIP');
  const isHeadless = ip.text === 'None';
  // Without a selector it may be laid over another one.
  const needsPorts = spec.has('selector') && type !== 'ExternalName' && !isHeadless;
  if (needsPorts && ports.length === 0 && /missing|null|sequence/.test(spec.get('ports').type))
    yield missing(spec, 'this Service has no "ports"');
  if (isHeadless && ON_NODES.includes(type))
    yield invalid(ip, `a Service of type ${type} cannot be headless`);
  yield* labelled(spec.get('selector'));
  const policy = spec.get('externalTrafficPolicy');
  if (isGiven(policy) && !ON_NODES.includes(type) && spec.get('externalIPs').items.length === 0)
    yield invalid(policy.keyMark, `a Service of type ${type} can have no "externalTrafficPolicy"`);
  for (const port of ports) yield* servicePort(port, ports.length > 1, type);
  yield* twice(
    ports.map((port) => port.get('name')),
    ({ text }) => text,
    (text) => `two ports are called "${text}"`,
  );
  yield* twice(
    ports.map((port) => port.get('port')),
    (port) => port.text && `${port.text} ${port.parent?.get('protocol').text ?? 'TCP'}`,
    (text) => `port ${text.split(' ')[0] ?? ''} is there twice`,
  );
}

export function* endpointSlice({ view }: KubernetesObject): Iterable<Refusal> {
  const names = view.get('ports').items.map((port) => port.get('name'));
  for (const name of names) yield* named(name, 'name of a port', dnsLabel);
  yield* twice(
    names,
    ({ text }) => text,
    (text) => `two ports are called "${text}"`,
  );
}

function* servicePort(port: View, named_: boolean, type: string): Iterable<Refusal> {
  yield* between(port.get('port'), PORTS);
  yield* portOrName(port.get('targetPort'));
  yield* named(port.get('name'), 'name of a port', dnsLabel);
  if (named_ && !isGiven(port.get('name')) && !isPlaceholder(port.get('name').text))
    yield missing(port, 'each port needs a "name" where a Service has more than one');
  const node = port.get('nodePort');
  if (node.type === 'number' && node.integer !== 0 && !ON_NODES.includes(type))
    yield invalid(node.keyMark, `a Service of type ${type} can have no "nodePort"`, {
      todo: 'Make it a NodePort, or remove the field.',
    });
}

export function* ingress({ view, apiVersion }: KubernetesObject): Iterable<Refusal> {
  if (apiVersion !== 'networking.k8s.io/v1') return;
  const spec = view.get('spec');
  const rules = spec.get('rules').items;
  // What is called "backend" here is said by ingress-v1-shape.
  if (rules.length === 0 && !spec.has('defaultBackend') && !spec.has('backend'))
    yield missing(
      spec.exists ? spec : view.get('metadata'),
      'this Ingress has neither "rules" nor a "defaultBackend"',
    );
  yield* backend(spec.get('defaultBackend'));
  for (const rule of rules) yield* ingressRule(rule);
  yield* named(spec.get('ingressClassName'), 'name of an IngressClass', dnsName);
}

function* ingressRule(rule: View): Iterable<Refusal> {
  const host = rule.get('host');
  const text = host.text ?? '';
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(text))
    yield invalid(host, 'a host has to be a DNS name, and not an IP address');
  else yield* named(host, 'host', (name) => dnsName(name.replace(/^\*\./, '')));
  for (const path of rule.get('http', 'paths').items) {
    const type = path.get('pathType').text ?? '';
    const at = path.get('path');
    if (
      /^(?:Exact|Prefix)$/.test(type) &&
      !(at.text ?? '').startsWith('/') &&
      !isPlaceholder(at.text)
    )
      yield at.exists
        ? invalid(at, 'a path has to begin with "/"')
        : missing(path, `a path of type ${type} needs "path"`);
    yield* backend(path.get('backend'));
  }
}

function* backend(view: View): Iterable<Refusal> {
  if (view.type !== 'map') return;
  const [service, resource] = [view.get('service'), view.get('resource')];
  const isOld = view.has('serviceName') || view.has('servicePort');
  if (!service.exists && !resource.exists && !isOld)
    yield missing(view, 'this backend names neither a Service nor a resource');
  if (service.type === 'map' && resource.type === 'map')
    yield invalid(resource.keyMark, 'a backend is a Service or a resource, and cannot be both');
  const port = service.get('port');
  const [name, number] = [port.get('name'), port.get('number')];
  if (service.type === 'map' && !name.exists && !number.exists && port.type !== 'number')
    yield missing(
      port.exists ? port : service,
      'this backend has no port: it needs a "name" or a "number"',
    );
  if (isGiven(name) && number.type === 'number' && number.integer !== 0)
    yield invalid(number.keyMark, 'a port has a "name" or a "number", and cannot have both');
  yield* named(service.get('name'), 'name of a Service', dnsLabel);
  if (number.integer !== 0) yield* between(number, PORTS);
}

/** One port of a NetworkPolicy. */
export function* policyPort(view: View): Iterable<Refusal> {
  yield* portOrName(view.get('port'));
  const [port, end] = [view.get('port'), view.get('endPort')];
  if (end.integer === undefined) return;
  if (port.integer === undefined)
    yield invalid(end.keyMark, '"endPort" needs a "port" that is a number');
  else if (end.integer < port.integer) yield invalid(end, '"endPort" cannot be less than "port"');
}

/** Who may come or be asked, by a NetworkPolicy. */
export function* policyPeer(view: View): Iterable<Refusal> {
  const block = view.get('ipBlock');
  const selectors = ['podSelector', 'namespaceSelector'].filter((key) => view.has(key));
  if (!block.exists && selectors.length === 0) yield missing(view, 'this entry says nobody');
  if (block.type === 'map' && selectors.length > 0)
    yield invalid(
      view.get(selectors[0] ?? '').keyMark,
      'an entry with "ipBlock" can have no selectors',
    );
  yield* addressBlock(block.get('cidr'));
}

const BLOCK =
  /^(?:(?:\d{1,3}\.){3}\d{1,3}\/(?:[12]?\d|3[0-2])|[\da-fA-F:.]*:[\da-fA-F:.]*\/\d{1,3})$/;

function* addressBlock(view: View): Iterable<Refusal> {
  if (isGiven(view) && !BLOCK.test(view.text ?? ''))
    yield invalid(view, `"${view.text ?? ''}" is no block of addresses such as 10.0.0.0/8`);
}
