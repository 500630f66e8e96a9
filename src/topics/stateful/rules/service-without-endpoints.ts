import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import {
  appendToMap,
  insertAfterEntry,
  insertBeforeEntry,
  insertDocument,
  removeEntry,
} from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { commented } from '../../../core/yaml/write.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import { addressFamily, isTemplated, refusedAddress } from '../addresses.ts';
import {
  addressesOf,
  newEndpointSlice,
  isRunTimeCopy,
  portsOf,
  SERVICE_NAME_LABEL,
  serviceOf,
  slicesIn,
  suppliersOf,
  wantedPorts,
} from '../endpoints.ts';
import { getsSelectorElsewhere } from '../service-selectors.ts';

export const serviceWithoutEndpoints = defineRule({
  id: 'service-without-endpoints',
  severity: 'information',
  summary: 'A Service without selector has no endpoints that could answer for it.',
  deck: ['S4.4'],
  kinds: ['Service', 'Endpoints', 'EndpointSlice'],
  docs: {
    why: 'A Service without selector finds no pods by itself: somebody has to write down the addresses behind it, in an EndpointSlice with the label `kubernetes.io/service-name`. Until then connections are refused. The names of the ports must be the same on both sides, and the addresses must be ones that other machines can reach.',
    fix: 'Write the EndpointSlice, or give the Service the selector that it lacks.',
    links: [
      {
        title: 'Services without selectors',
        url: 'https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (isRunTimeCopy(object)) return;
      if (object.kind === 'Service') yield* inService(object, scope);
      else yield* inEndpoints(object, scope);
    },
  },
});

/** Names and labels of Services whose endpoints a program keeps, not a person. */
const KEPT_BY_PROGRAM = /(?:^|-)(?:leader|election|lock)(?:-|$)/;
const GLOBAL = ['service.cilium.io/global', 'io.cilium/global-service'];

function* inService(object: KubernetesObject, scope: Scope): Iterable<Problem> {
  const { service, name } = object;
  if (service === undefined || name === undefined) return;
  if (service.selector !== undefined || service.headless || service.type === 'ExternalName') return;
  if (service.ports.length === 0 || isKeptByProgram(object)) return;
  if (getsSelectorElsewhere(object, scope)) return;
  if (suppliersOf(object, scope).length > 0) return;
  yield (
    unlabelledSlice(object, scope) ?? {
      at: object.view.get('metadata', 'name'),
      message: `"${name}" has no selector, and nothing in this workspace supplies its endpoints: connections to it are refused. Write an EndpointSlice with the addresses, or a selector.`,
      fixes: [...selectorFix(object, scope), ...sliceFix(object, scope)],
    }
  );
}

function isKeptByProgram(object: KubernetesObject): boolean {
  const name = object.name ?? '';
  const annotations = object.view.get('metadata', 'annotations').strings;
  const manager = object.labels['app.kubernetes.io/managed-by'];
  return (
    (name === 'kubernetes' && (object.ownNamespace ?? 'default') === 'default') ||
    KEPT_BY_PROGRAM.test(name) ||
    (manager !== undefined && !/^(?:helm|kustomize)$/i.test(manager)) ||
    GLOBAL.some((key) => annotations[key] === 'true')
  );
}

/** A slice that is named like the Service, but lacks the label that ties it to it. */
function unlabelledSlice(object: KubernetesObject, scope: Scope): Problem | undefined {
  const name = object.name ?? '';
  const slice = slicesIn(object, scope).find(
    (candidate) =>
      (candidate.name === name || candidate.name?.startsWith(`${name}-`) === true) &&
      candidate.labels[SERVICE_NAME_LABEL] === undefined,
  );
  if (slice === undefined) return undefined;
  const text = scope.file(slice.path)?.text ?? '';
  const label = `${SERVICE_NAME_LABEL}: ${name}`;
  const labels = { [SERVICE_NAME_LABEL]: name };
  const metadata = slice.view.get('metadata');
  const edit =
    appendToMap(text, metadata.get('labels'), labels) ??
    insertAfterEntry(text, metadata.get('name'), { labels });
  const at = slice.view.get('metadata', 'name');
  return {
    at: object.view.get('metadata', 'name'),
    severity: 'warning',
    message: `The EndpointSlice "${slice.name ?? '?'}" does not say that it belongs to "${name}", so "${name}" has no endpoints. Give it the label "${label}".`,
    fixes: [
      { title: `Add the label "${label}"`, edits: () => [{ path: slice.path, edits: [edit] }] },
    ],
    related: [{ path: slice.path, at, message: 'This slice belongs to no Service.' }],
  };
}

/** Offered where a workload of the same name shows that only the selector was forgotten. */
function selectorFix(object: KubernetesObject, scope: Scope): readonly Fix[] {
  const [namespace = ''] = scope.namespacesOf(object);
  const workload = scope
    .workloads(namespace, object.path)
    .find((candidate) => candidate.name === object.name);
  const labels = Object.entries(workload?.workload?.selector?.matchLabels ?? {});
  const text = scope.file(object.path)?.text ?? '';
  if (workload === undefined || labels.length === 0) return [];
  const selector = Object.fromEntries(labels);
  const edit = appendToMap(text, object.view.get('spec'), { selector });
  if (edit === undefined) return [];
  return [
    {
      title: `Select the pods of "${workload.name ?? ''}"`,
      edits: () => [{ path: object.path, edits: [edit] }],
    },
  ];
}

/** From the range that is kept free for examples (RFC 5737): to be replaced by the real address. */
const EXAMPLE_ADDRESS = '192.0.2.1';

function sliceFix(object: KubernetesObject, scope: Scope): readonly Fix[] {
  const text = scope.file(object.path)?.text;
  if (text === undefined || object.name === undefined || object.path.endsWith('.json')) return [];
  const slice = newEndpointSlice({
    ...{ service: object.name, namespace: object.ownNamespace, family: 'IPv4' },
    address: commented(EXAMPLE_ADDRESS, { behind: 'the address of the real server' }),
    ports: wantedPorts(object),
  });
  return [
    {
      title: `Write an EndpointSlice for "${object.name}"`,
      edits: () => [{ path: object.path, edits: [insertDocument(text, object.document, slice)] }],
    },
  ];
}

function* inEndpoints(object: KubernetesObject, scope: Scope): Iterable<Problem> {
  for (const address of addressesOf(object)) yield* inAddress(object, address);
  const service = serviceOf(object, scope);
  if (service?.service === undefined) return;
  if (service.service.selector !== undefined && object.kind === 'Endpoints') {
    yield {
      at: object.view.get('metadata', 'name'),
      severity: 'warning',
      message: `The Service "${service.name ?? '?'}" has a selector, so the cluster writes its endpoints itself and overwrites these. Remove the selector or these Endpoints.`,
      related: [
        {
          path: service.path,
          at: service.view.get('spec', 'selector'),
          message: 'The pods that this selects become the endpoints.',
        },
      ],
    };
  } else if (service.service.selector === undefined && !service.service.headless) {
    yield* inPorts(object, service, scope);
  }
}

function* inAddress(object: KubernetesObject, at: View): Iterable<Problem> {
  const ip = at.text;
  if (ip === undefined || isTemplated(ip)) return;
  const type = object.view.get('addressType').text;
  if (type === 'FQDN') return;
  const family = addressFamily(ip);
  const reason =
    family === undefined
      ? 'is no IP address'
      : object.kind === 'EndpointSlice' && (type === 'IPv4' || type === 'IPv6') && type !== family
        ? `is no ${type} address`
        : refusedAddress(ip) && `is ${refusedAddress(ip) ?? ''}`;
  if (reason === undefined) return;
  yield {
    at,
    severity: 'warning',
    message: `"${ip}" ${reason}, and the API server refuses it as an endpoint. Write an address that the nodes can reach.`,
  };
}

/** Ports belong together by name; an unnamed one belongs to an unnamed one. */
function* inPorts(
  object: KubernetesObject,
  service: KubernetesObject,
  scope: Scope,
): Iterable<Problem> {
  const offered = portsOf(object);
  const wanted = service.view.get('spec', 'ports').items;
  const name = (port: View): string => port.get('name').text ?? '';
  const names = new Set(wanted.map(name));
  const unmatched = offered.filter((port) => !names.has(name(port)));
  const unserved = wanted.filter((port) => !offered.some((o) => name(o) === name(port)));
  const [port] = unserved;
  const stray = unmatched.find((o) => portNumber(port, 'targetPort') === o.get('port').integer);
  const [only] = unmatched;
  const wrong = stray ?? only;
  if (port === undefined || wrong === undefined) return;
  const right = name(port);
  yield {
    at: wrong.has('name') ? wrong.get('name') : wrong.get('port'),
    severity: 'warning',
    message:
      right === ''
        ? `The port of the Service "${service.name ?? '?'}" has no name and this one has, so they do not belong together and nothing answers. Remove the name.`
        : `The Service "${service.name ?? '?'}" calls its port "${right}", and no port here has that name, so nothing answers. Name this one "${right}".`,
    fixes: nameFix(object, wrong, right, scope),
    related: [
      {
        path: service.path,
        at: port.has('name') ? port.get('name') : port.get('port'),
        message: 'The port of the Service.',
      },
    ],
  };
}

function portNumber(port: View | undefined, field: string): number | undefined {
  return port?.get(field).integer ?? port?.get('port').integer;
}

function nameFix(object: KubernetesObject, port: View, name: string, scope: Scope): readonly Fix[] {
  const given = port.get('name');
  const at = port.get('port');
  const text = scope.file(object.path)?.text ?? '';
  const fix = (title: string, edit: TextEdit): readonly Fix[] => [
    { title, edits: () => [{ path: object.path, edits: [edit] }] },
  ];
  if (name === '') return fix('Remove the name of the port', removeEntry(text, given));
  const title = `Name the port "${name}"`;
  if (given.exists) return fix(title, replaceValue(given, name));
  return at.exists ? fix(title, insertBeforeEntry(text, at, { name })) : [];
}
