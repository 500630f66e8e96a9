/** Traffic by host name: what the pods of a workload talk to, as their values say. */
import { hostsIn, isPutTogether } from './asked-hosts.ts';
import type { AskedHost } from './asked-hosts.ts';
import { resolve } from '../hosts/dns.ts';
import type { PodDns, Resolution } from '../hosts/dns.ts';
import { placeAt } from '../graph/model.ts';
import { managedHost } from '../hosts/hosts.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { toApiServer } from './api-server.ts';
import { supplied } from './endpoints.ts';
import type { ReachedServices } from './named-services.ts';
import { arrivalsAt, podsBehind } from './ports.ts';
import { between, joinTraffic, OUTSIDE } from './traffic.ts';
import type { AddressBlock, Flow, Note, Traffic, TrafficContext, TrafficPort } from './traffic.ts';
import type { Pods } from './pods.ts';
import { valuesOf } from './values.ts';
import { perScope } from '../workspace/per-scope.ts';
import type { Scope } from '../workspace/scope.ts';

export function hostTraffic(pods: Pods, context: TrafficContext): Traffic {
  if (pods.onNode) return { flows: [], notes: [] };
  const { values, notes } = valuesOf(pods, context.scope);
  const said: Note[] = [...notes];
  const services = reachedServices(pods, context);
  const found = values.map((value) => {
    const hosts = hostsIn(value, services);
    if (isPutTogether(value, hosts)) {
      const text = `${value.label} is put together from values that are not known here`;
      said.push({ text, at: placeAt(value.path, value.view) });
    }
    return joinTraffic(hosts.map((asked) => askedTraffic(asked, pods, context)));
  });
  const about = said.map(({ text, ...at }) => noteOf(pods, text, at));
  return joinTraffic([...found, { flows: [], notes: about }]);
}

/** The Services that pods reach by name; each host is looked up once. */
function reachedServices(pods: Pods, { scope }: TrafficContext): ReachedServices {
  const { isName } = serviceNames(scope);
  const from = dnsOf(pods, scope);
  const find = scope.serviceFinder(pods.object.path);
  const known = new Map<string, readonly number[] | undefined>();
  const portsOf = (host: string): readonly number[] | undefined => {
    if (!known.has(host)) {
      const { service } = resolve(host, from, find).answer ?? {};
      known.set(
        host,
        service?.ports.map(({ port }) => port),
      );
    }
    return known.get(host);
  };
  return { isName, portsOf };
}

const serviceNames = perScope((scope) => {
  const names = new Set(
    scope.namespaces.flatMap((namespace) =>
      [...scope.objectsIn('Service', namespace)].flatMap((object) =>
        scope.placements(object).flatMap(({ name }) => name ?? []),
      ),
    ),
  );
  return { isName: (label: string): boolean => names.has(label) };
});

function dnsOf(pods: Pods, scope: Scope): PodDns {
  const dns = scope.podDns(pods.object).find(({ namespace }) => namespace === pods.namespace);
  return dns ?? { namespace: pods.namespace };
}

function noteOf({ title, namespace }: Pods, text: string, at: Pick<Note, 'at'>) {
  return { ...at, text: `${title}: ${text}`, namespace };
}

interface Asking {
  readonly asked: AskedHost;
  readonly pods: Pods;
  readonly context: TrafficContext;
}

function askedTraffic(asked: AskedHost, pods: Pods, context: TrafficContext): Traffic {
  const asking = { asked, pods, context };
  if (asked.kind === 'address') return toAddress(asking, `${asked.host}/32`);
  const from = dnsOf(pods, context.scope);
  const found = resolve(asked.host, from, context.scope.serviceFinder(pods.object.path));
  return follow(asking, found);
}

function follow(asking: Asking, { answer, state }: Resolution): Traffic {
  const { asked } = asking;
  const service = answer?.service;
  if (asked.kind === 'perhaps') return service === undefined ? NOTHING : perhaps(asking, service);
  if (service !== undefined && answer?.outcome !== 'external-name')
    return toService(asking, service);
  if (asked.kind === 'guess') return NOTHING;
  if (service !== undefined) return followAlias(asking, answer?.cname?.at(-1) ?? '');
  if (answer?.outcome === 'host-alias') {
    return note(asking, 'an address that hostAliases sets: it needs a rule of its own');
  }
  if (state === 'external' && !leadsInside(asking)) return toOutside(asking, asked.host);
  return note(
    asking,
    state === 'unknown'
      ? 'which only the cluster can resolve: no rule'
      : 'which no Service of these files answers for: no rule',
  );
}

/** `redis.green` without such a Service is a mistake, or made elsewhere, rather than the internet's. */
function leadsInside({ asked: { host }, context }: Asking): boolean {
  const [, namespace, ...more] = host.toLowerCase().replace(/\.$/, '').split('.');
  return (
    namespace !== undefined && more.length === 0 && context.scope.namespaces.includes(namespace)
  );
}

/** An ExternalName Service leads to another one of the cluster, or out of it. */
function followAlias(asking: Asking, end: string): Traffic {
  const [name = '', namespace = '', svc] = end.split('.');
  if (svc === 'svc') return toService(asking, { name, namespace });
  return end.includes('.')
    ? toOutside(asking, end)
    : note(asking, 'an alias that leads nowhere: no rule');
}

interface ServiceName {
  readonly name: string;
  readonly namespace: string;
}

function toService(asking: Asking, { name, namespace }: ServiceName): Traffic {
  const { asked, pods, context } = asking;
  const { scope } = context;
  const services = scope
    .definitions('Service', name, pods.object.path, [namespace])
    .flatMap(({ object }) => object ?? [])
    .filter((object) => object.service !== undefined && scope.roleOf(object) === 'whole');
  if (services.length === 0) {
    if (name === 'kubernetes' && namespace === 'default') return toApiServer(pods, reason(asking));
    return note(asking, 'a Service that is not a whole object of these files: no rule');
  }
  const found = services.map((service) => toPodsOf(service, namespace, asking));
  const { flows, notes } = joinTraffic(found);
  // A guess that no port confirms may still be a call.
  if (asked.kind === 'guess' && flows.length === 0) return perhaps(asking, { name, namespace });
  return { flows, notes: asked.kind === 'guess' ? [] : notes };
}

const NOTHING: Traffic = { flows: [], notes: [] };

/** No rule, but a comment: the value may mean something else. The own Service is no neighbour. */
function perhaps(asking: Asking, { name, namespace }: ServiceName): Traffic {
  const { asked, pods, context } = asking;
  const to = context.scope
    .definitions('Service', name, pods.object.path, [namespace])
    .flatMap(({ object }) => object ?? [])
    .filter((object) => object.service !== undefined)
    .flatMap((object) => podsBehind(object, namespace, context));
  if (to.includes(pods)) return NOTHING;
  const { value } = asked;
  const what = value.secret
    ? 'the name of a Service'
    : `"${asked.host}", the name of Service/${name}`;
  const text = `${pods.title}: ${value.label} holds ${what}`;
  return { ...NOTHING, perhaps: [{ pods, to, note: { text, at: place(asking) } }] };
}

function toPodsOf(service: KubernetesObject, namespace: string, asking: Asking): Traffic {
  const { pods, context } = asking;
  const port = portFor(service, asking.asked);
  if (service.service?.selector === undefined) return toEndpoints(service, namespace, asking);
  const found = arrivalsAt(service, namespace, port, context);
  if ('problem' in found) return note(asking, `but ${found.problem}: no rule`);
  return joinTraffic(
    found.arrivals.map(({ pods: to, ports }) =>
      between(pods, to, { ports, reason: reason(asking) }),
    ),
  );
}

/** The usual port of a scheme counts only where the Service has it. */
function portFor({ service }: KubernetesObject, asked: AskedHost): string | undefined {
  if (asked.port === undefined) return undefined;
  const has = service?.ports.some(({ port }) => port === asked.port) === true;
  return asked.portWritten || has ? String(asked.port) : undefined;
}

function toEndpoints(service: KubernetesObject, namespace: string, asking: Asking): Traffic {
  const blocks = supplied(service, namespace, asking.context.scope);
  if (blocks.length === 0) return note(asking, 'whose endpoints are in no file: no rule');
  return joinTraffic(
    blocks.map(({ cidr, ports }) => egress(asking, { cidr, except: [] }, ports, {})),
  );
}

function toAddress(asking: Asking, cidr: string): Traffic {
  return egress(asking, { cidr, except: [] }, portsOf(asking.asked), {});
}

function toOutside(asking: Asking, host: string): Traffic {
  const provider = managedHost(host);
  const choice =
    provider === undefined
      ? undefined
      : `CHOOSE: hosts of ${provider} often have private addresses; if this one does, put its network in place of the block`;
  return egress(asking, OUTSIDE, portsOf(asking.asked), {
    ...(choice !== undefined && { choice }),
  });
}

function portsOf({ port, protocol }: AskedHost): readonly TrafficPort[] {
  return port === undefined ? [] : [{ port, protocol }];
}

function egress(
  asking: Asking,
  block: AddressBlock,
  ports: readonly TrafficPort[],
  choice: Pick<Flow, 'choice'>,
): Traffic {
  const { pods } = asking;
  const flow: Flow = {
    ...{ direction: 'egress', pods, ports, reason: reason(asking), ...choice },
    peer: { is: 'addresses', block },
  };
  return { flows: [flow], notes: [] };
}

function reason(asking: Asking): Note {
  return { text: `${asking.pods.title}: ${names(asking)}`, at: place(asking) };
}

/** The text of a Secret is never repeated, not even its hosts. */
function names({ asked: { value, host, port, portWritten } }: Asking): string {
  if (value.secret) return `${value.label} names a host`;
  const at = portWritten && port !== undefined ? `, port ${port}` : '';
  return `${value.label} names "${host}"${at}`;
}

function place({ asked: { value, mark } }: Asking): NonNullable<Note['at']> {
  return { path: value.path, mark };
}

function note(asking: Asking, text: string): Traffic {
  const said = noteOf(asking.pods, `${names(asking)}, ${text}`, { at: place(asking) });
  return { flows: [], notes: [said] };
}
