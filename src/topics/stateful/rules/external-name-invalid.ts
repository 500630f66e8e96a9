import type { Fix } from '../../../core/lint/fix.ts';
import { insertDocument, removeEntry, replaceEntry } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { referencesOf } from '../../../core/graph/references.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { addressFamily, isDnsName, isTemplated } from '../addresses.ts';
import type { AddressFamily } from '../addresses.ts';
import { newEndpointSlice, wantedPorts } from '../endpoints.ts';
import { acceptsExternalName } from '../ingress-controllers.ts';

export const externalNameInvalid = defineRule({
  id: 'external-name-invalid',
  severity: 'error',
  summary: 'An ExternalName Service holds something that can be no DNS alias.',
  deck: ['S4.3'],
  kinds: ['Service', 'Ingress', 'HTTPRoute'],
  docs: {
    why: 'An `ExternalName` Service is one DNS record: a `CNAME` to another name. It has no proxy behind it, so it can neither lead to an IP address nor to a port, and what stands after `https://` or `:` makes the API server refuse it. The name is looked up exactly as written, without the search list of a pod.',
    fix: 'Write the bare, full DNS name. For an IP address, write a Service without selector and an EndpointSlice with the address.',
    links: [
      {
        title: 'ExternalName',
        url: 'https://kubernetes.io/docs/concepts/services-networking/service/#externalname',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.service?.type === 'ExternalName') yield* inService(object, scope);
      else if (object.kind !== 'Service') yield* inRoute(object, scope);
    },
  },
});

/** What an `externalName` really holds. */
interface Target {
  readonly host: string;
  readonly port: number | undefined;
  readonly family: AddressFamily | undefined;
  /** What stands around the host and has to go. */
  readonly extra: readonly string[];
}

function readTarget(value: string): Target {
  const scheme = /^[a-z][a-z\d+.-]*:\/\//i.exec(value)?.[0];
  const [authority = '', ...path] = value.slice(scheme?.length ?? 0).split(/[/?#]/);
  const login = authority.includes('@');
  const address = authority.slice(authority.lastIndexOf('@') + 1);
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(address);
  const withPort = /^([^:]*):(\d+)$/.exec(address);
  const host = bracketed?.[1] ?? withPort?.[1] ?? address;
  const port = bracketed?.[2] ?? withPort?.[2];
  const extra = [
    ...(scheme === undefined ? [] : ['the scheme']),
    ...(login ? ['the login'] : []),
    ...(port === undefined ? [] : ['the port']),
    ...(path.length > 0 ? ['the path'] : []),
  ];
  const number = port === undefined ? undefined : Number(port);
  return { host, port: number, family: addressFamily(host), extra };
}

function* inService(object: KubernetesObject, scope: Scope): Iterable<Problem> {
  const spec = object.view.get('spec');
  const at = spec.get('externalName');
  const value = at.text ?? '';
  const name = object.name ?? '?';
  if (value === '') {
    yield {
      at: spec.get('type'),
      message: `"${name}" has the type ExternalName and no "externalName", so the API server refuses it. Write the DNS name that it stands for.`,
    };
    return;
  }
  if (isTemplated(value)) return;
  const target = readTarget(value);
  const bare = target.host.replace(/\.$/, '');
  if (target.family !== undefined) {
    yield {
      at,
      message: `"${target.host}" is an IP address, and "externalName" takes a DNS name: "${name}" never resolves. Use a Service without selector and an EndpointSlice with this address.`,
      fixes: toEndpointSlice(object, target, target.family, scope),
    };
  } else if (isDnsName(bare) && target.extra.length > 0) {
    yield {
      at,
      message: `"externalName" takes a DNS name and nothing else; ${target.extra.join(' and ')} must go, or the API server refuses "${name}". Write "${target.host}".`,
      fixes: [write(object, target.host)],
    };
  } else if (isDnsName(bare)) {
    yield* inName(object, bare, scope);
  } else {
    const lower = bare.toLowerCase();
    yield {
      at,
      message: `This is no DNS name that the API server takes: lower-case letters, digits, "-" and dots only. Write the name that "${name}" stands for.`,
      ...(isDnsName(lower) && { fixes: [write(object, lower)] }),
    };
  }
}

function write(object: KubernetesObject, host: string): Fix {
  const at = object.view.get('spec', 'externalName');
  return {
    title: `Write "${host}"`,
    edits: () => [{ path: object.path, edits: [replaceValue(at, host)] }],
    preferred: true,
  };
}

/** Names that are DNS names and still lead nowhere. */
function* inName(object: KubernetesObject, host: string, scope: Scope): Iterable<Problem> {
  const at = object.view.get('spec', 'externalName');
  const name = object.name ?? '?';
  const severity = 'warning' as const;
  const full = clusterName(object, host, scope);
  if (host === 'localhost' || host.endsWith('.localhost')) {
    yield {
      at,
      severity,
      message: `"${host}" is whichever pod asks, not one machine: "${name}" leads every client back to itself. Name the host that really answers.`,
    };
  } else if (isItself(object, host, full, scope)) {
    yield {
      at,
      severity,
      message: `"${name}" is an alias for itself, so looking it up goes round in a circle. Name the Service or host that really answers.`,
    };
  } else if (full !== undefined) {
    yield {
      at,
      severity,
      message: `An alias is looked up without the search list of a pod, so "${host}" is not found. Write the full name "${full}".`,
      fixes: [write(object, full)],
    };
  }
}

function isItself(
  object: KubernetesObject,
  host: string,
  full: string | undefined,
  scope: Scope,
): boolean {
  return scope
    .placements(object)
    .map(({ name = '', namespace }) => `${name}.${namespace}.svc.cluster.local`)
    .some((own) => own === host || own === full);
}

/** The full name of a Service that is named short; undefined where none is meant. */
function clusterName(object: KubernetesObject, host: string, scope: Scope): string | undefined {
  const [name = '', namespace = scope.namespacesOf(object)[0] ?? '', svc, ...rest] =
    host.split('.');
  if (rest.length > 0 || (svc !== undefined && svc !== 'svc')) return undefined;
  const known = scope.definitions('Service', name, object.path, [namespace]).length > 0;
  return known || svc === 'svc' ? `${name}.${namespace}.svc.cluster.local` : undefined;
}

/**
 * Without ports of its own the Service becomes headless: the name then leads to the address on any
 * port, which is what an alias would have done.
 */
function toEndpointSlice(
  object: KubernetesObject,
  { host, port }: Target,
  family: AddressFamily,
  scope: Scope,
): readonly Fix[] {
  const text = scope.file(object.path)?.text;
  const spec = object.view.get('spec');
  const node = spec.node;
  if (text === undefined || object.name === undefined || node?.type !== 'map' || node.flow)
    return [];
  const service = object.name;
  const listed = wantedPorts(object);
  const ports = listed.length > 0 || port === undefined ? listed : [{ port }];
  const external = spec.get('externalName');
  const instead =
    listed.length > 0
      ? removeEntry(text, external)
      : replaceEntry(
          text,
          external,
          port === undefined ? { clusterIP: 'None' } : { ports: [{ port }] },
        );
  const slice = newEndpointSlice({
    ...{ service, namespace: object.ownNamespace, family, address: host },
    ports,
  });
  const edits = () => [
    {
      path: object.path,
      edits: [
        removeEntry(text, spec.get('type')),
        instead,
        insertDocument(text, object.document, slice),
      ],
    },
  ];
  return [{ title: 'Convert to a Service with an EndpointSlice', edits }];
}

function* inRoute(object: KubernetesObject, scope: Scope): Iterable<Problem> {
  const seen = new Set<string>();
  for (const reference of referencesOf(object)) {
    if (reference.kind !== 'Service' || seen.has(reference.name)) continue;
    const [found] = scope.resolve(reference);
    if (found?.object?.service?.type !== 'ExternalName') continue;
    seen.add(reference.name);
    const accepts = object.kind === 'Ingress' && acceptsExternalName(object, scope);
    if (accepts === true) continue;
    const refuses = accepts === false;
    yield {
      at: reference.at,
      severity: refuses ? 'warning' : 'information',
      message:
        object.kind === 'HTTPRoute'
          ? `"${reference.name}" is an ExternalName Service, which Gateway API implementations should not support as a backend. Give it an EndpointSlice instead.`
          : `"${reference.name}" is an ExternalName Service: many ingress controllers refuse one as a backend. Give it an EndpointSlice instead.`,
      related: [
        {
          path: found.path,
          at: found.object.view.get('spec', 'externalName'),
          message: `"${reference.name}" is only an alias for this name.`,
        },
      ],
    };
  }
}
