/** HTTPRoutes that do what the rules of an Ingress do. */
import { newObject } from '../../core/kubernetes/new-object.ts';
import { commented } from '../../core/yaml/write.ts';
import type { YamlDocument, YamlFields } from '../../core/yaml/write.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Reference } from '../../core/graph/references.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import { portsOf } from './service-ports.ts';

/** One HTTPRoute for each host; none where the Ingress leads nowhere. */
export function httpRoutes(ingress: KubernetesObject, scope: Scope): readonly YamlDocument[] {
  const spec = ingress.view.get('spec');
  const backends = referencesOf(ingress).filter(({ kind }) => kind === 'Service');
  const routes = spec.get('rules').items.flatMap((rule) => {
    const paths = rule.get('http', 'paths').items;
    const rules = paths.flatMap((path) => ruleOf(path, backends, scope));
    return rules.length === 0 ? [] : [{ host: rule.get('host').text, rules }];
  });
  const fallback = ['defaultBackend', 'backend'].flatMap((field) =>
    backendOf(spec.get(field), backends, scope),
  );
  if (fallback.length > 0) routes.push({ host: undefined, rules: [{ backendRefs: fallback }] });
  return routes.map(({ host, rules }, i) => route(ingress, nameOf(ingress, i), host, rules));
}

function nameOf({ name = 'web' }: KubernetesObject, i: number): string {
  return i === 0 ? name : `${name}-${String(i + 1)}`;
}

function route(
  { ownNamespace: namespace }: KubernetesObject,
  name: string,
  host: string | undefined,
  rules: readonly YamlFields[],
): YamlDocument {
  const hostnames = host === undefined ? undefined : [host];
  const object = newObject(
    { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', name, namespace },
    { spec: { parentRefs: [{ name: 'gateway' }], hostnames, rules } },
  );
  return commented(object, {
    above: [
      'Name your Gateway; it also holds TLS. What annotations did has to be written as filters.',
    ],
  });
}

function ruleOf(path: View, backends: readonly Reference[], scope: Scope): readonly YamlFields[] {
  const backendRefs = backendOf(path.get('backend'), backends, scope);
  if (backendRefs.length === 0) return [];
  const type = path.get('pathType').text === 'Exact' ? 'Exact' : 'PathPrefix';
  const value = path.get('path').text ?? '/';
  return [{ matches: [{ path: { type, value } }], backendRefs }];
}

function backendOf(
  holder: View,
  backends: readonly Reference[],
  scope: Scope,
): readonly YamlFields[] {
  if (!holder.exists) return [];
  const { start, end } = holder.span;
  const backend = backends.find(({ at }) => start <= at.span.start && at.span.end <= end);
  return backend === undefined ? [] : [{ name: backend.name, port: numberOf(backend, scope) }];
}

/** HTTPRoutes know ports by number alone. */
function numberOf(backend: Reference, scope: Scope): number {
  const wanted = backend.key?.name ?? '80';
  if (/^\d+$/.test(wanted)) return Number(wanted);
  const service = scope.resolve(backend)[0]?.object;
  const port = service && portsOf(service).find(({ name }) => name === wanted);
  return port?.port ?? 80;
}
