import type { PodDns } from '../../../core/hosts/dns.ts';
import { resolve } from '../../../core/hosts/dns.ts';
import type { Fix } from '../../../core/lint/fix.ts';
import { insertAfterEntry } from '../../../core/lint/fix.ts';
import { replaceMark } from '../../../core/yaml/rewrite.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { existence } from '../../../core/existence/existence.ts';
import { newObject } from '../../../core/kubernetes/new-object.ts';
import type { YamlFields } from '../../../core/yaml/write.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Definition, Scope } from '../../../core/workspace/scope.ts';
import { addDocument, editFile, takesDocuments } from '../edits.ts';
import type { HostLiteral } from '../../../core/graph/host-literals.ts';
import { named } from '../../../core/guide/evidence.ts';
import { quoted } from '../wording.ts';
import { asksCluster, hostLiterals, readersOf } from '../../../core/graph/host-literals.ts';

export const crossNamespaceHost = defineRule({
  id: 'cross-namespace-host',
  severity: 'warning',
  summary:
    'A short host name is looked up in the own namespace, but its Service is in another one.',
  deck: ['S2.5', 'S2.6'],
  docs: {
    why: 'A pod in `blue` completes the name `redis` to `redis.blue.svc.cluster.local`. If only `green` has a Service of that name, the lookup finds nothing.',
    fix: 'Add the namespace (`redis.green`), or give the own namespace an ExternalName Service of that name that points to the other one.',
    links: [
      {
        title: 'DNS for Services and Pods',
        url: 'https://kubernetes.io/docs/concepts/services-networking/dns-pod-service/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      for (const literal of hostLiterals(object)) {
        if (literal.mention.host.includes('.')) continue;
        const problem = strayHost(object, literal, scope);
        if (problem !== undefined) yield problem;
      }
    },
  },
});

/** A namespace that has the Service, with the place that says so. */
interface Home {
  readonly namespace: string;
  readonly definition: Definition;
}

function strayHost(
  object: KubernetesObject,
  literal: HostLiteral,
  scope: Scope,
): Problem | undefined {
  const host = literal.mention.host.toLowerCase();
  const own = scope.namespacesOf(object);
  if (scope.definitions('Service', host, object.path, own).some((one) => isHome(one, scope)))
    return undefined;
  const homes = homesOf(host, object, scope);
  if (homes.length === 0) return undefined;
  const wanted = { kind: 'Service', name: host, from: object };
  if (existence(wanted, scope).state === 'unknown') return undefined;
  const readers = readersOf(object, scope);
  const find = scope.serviceFinder(object.path);
  const isLost = (dns: PodDns): boolean =>
    asksCluster(dns) && resolve(host, dns, find).state === 'missing';
  const [from] = own;
  if (from === undefined || readers.length === 0 || !readers.every(isLost)) return undefined;
  return problemOf(object, literal, { from, homes }, scope);
}

function homesOf(host: string, object: KubernetesObject, scope: Scope): readonly Home[] {
  const homes = new Map<string, Home>();
  for (const definition of scope.definitionsAnywhere('Service', host, object.path)) {
    if (!isHome(definition, scope)) continue;
    for (const namespace of definition.namespaces)
      if (!homes.has(namespace)) homes.set(namespace, { namespace, definition });
  }
  return [...homes.values()].sort((a, b) => a.namespace.localeCompare(b.namespace));
}

function isHome({ object: service }: Definition, scope: Scope): boolean {
  return service !== undefined && scope.roleOf(service) === 'whole';
}

function problemOf(
  object: KubernetesObject,
  literal: HostLiteral,
  { from, homes }: { readonly from: string; readonly homes: readonly Home[] },
  scope: Scope,
): Problem {
  const { host } = literal.mention;
  const names = quoted(homes.map(({ namespace }) => namespace));
  const sure =
    isSure(object, scope) &&
    homes.every(({ definition }) => definition.object && isSure(definition.object, scope));
  return {
    at: literal.mark,
    ...(!sure && { severity: 'information' as const }),
    message: `From namespace "${from}", "${host}" means ${host}.${from}.svc.cluster.local, and no file in this workspace defines it. The Service "${host}" is in ${names}: add the namespace to the name.`,
    fixes: fixes(object, literal, homes, scope),
    related: homes.map(({ namespace, definition }) => ({
      path: definition.path,
      at: definition.mark,
      message: `Service "${host}" in namespace "${namespace}"`,
    })),
  };
}

/** Where nothing names the namespace, `kubectl -n` may put the object anywhere. */
function isSure(object: KubernetesObject, scope: Scope): boolean {
  return scope.placements(object).every(({ source }) => source.by !== 'default');
}

function fixes(
  object: KubernetesObject,
  { mark, mention: { host } }: HostLiteral,
  homes: readonly Home[],
  scope: Scope,
): readonly Fix[] {
  const qualify = homes.map(({ namespace }) => ({
    title: `Write "${host}.${namespace}"`,
    edits: () => editFile(object, scope, () => [replaceMark(mark, `${host}.${namespace}`)]),
  }));
  const aliases = homes.map(({ namespace }) => ({
    title: `Add a Service "${host}" here that points to "${namespace}"`,
    edits: () => addDocument(object, scope, aliasService(object, host, namespace)),
  }));
  const name = object.view.get('metadata', 'name');
  const mayMove = object.ownNamespace === undefined && !isSure(object, scope) && name.exists;
  const moves = homes.map(({ namespace }) => ({
    title: `Set the namespace of ${named(object)} to "${namespace}"`,
    edits: () => editFile(object, scope, (text) => [insertAfterEntry(text, name, { namespace })]),
  }));
  return [...qualify, ...(takesDocuments(object) ? aliases : []), ...(mayMove ? moves : [])];
}

function aliasService(object: KubernetesObject, host: string, namespace: string): YamlFields {
  const name = host.toLowerCase();
  return newObject(
    { apiVersion: 'v1', kind: 'Service', name, namespace: object.ownNamespace },
    { spec: { type: 'ExternalName', externalName: `${name}.${namespace}.svc.cluster.local` } },
  );
}
