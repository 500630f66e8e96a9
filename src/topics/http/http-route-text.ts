/** HTTPRoutes that do what the rules of an Ingress do. */
import { yamlString } from '../../core/lint/fix.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Reference } from '../../core/graph/references.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import { portsOf } from './service-ports.ts';

/** One HTTPRoute for each host, as YAML documents; undefined where the Ingress leads nowhere. */
export function httpRouteText(ingress: KubernetesObject, scope: Scope): string | undefined {
  const spec = ingress.view.get('spec');
  const backends = referencesOf(ingress).filter(({ kind }) => kind === 'Service');
  const routes = spec.get('rules').items.flatMap((rule) => {
    const paths = rule.get('http', 'paths').items;
    const lines = paths.flatMap((path) => pathLines(path, backends, scope));
    return lines.length === 0 ? [] : [{ host: rule.get('host').text, lines }];
  });
  const fallback = ['defaultBackend', 'backend'].flatMap((field) =>
    backendLines(spec.get(field), backends, scope),
  );
  if (fallback.length > 0)
    routes.push({ host: undefined, lines: ['    - backendRefs:', ...fallback] });
  if (routes.length === 0) return undefined;
  return routes
    .map(({ host, lines }, i) => routeText(nameOf(ingress, i), ingress, host, lines))
    .join('\n---\n');
}

function nameOf({ name = 'web' }: KubernetesObject, i: number): string {
  return i === 0 ? name : `${name}-${String(i + 1)}`;
}

function routeText(
  name: string,
  { ownNamespace }: KubernetesObject,
  host: string | undefined,
  rules: readonly string[],
): string {
  return [
    '# Name your Gateway; it also holds TLS. What annotations did has to be written as filters.',
    'apiVersion: gateway.networking.k8s.io/v1',
    'kind: HTTPRoute',
    'metadata:',
    `  name: ${yamlString(name)}`,
    ...(ownNamespace === undefined ? [] : [`  namespace: ${yamlString(ownNamespace)}`]),
    'spec:',
    '  parentRefs:',
    '    - name: gateway',
    ...(host === undefined ? [] : ['  hostnames:', `    - ${yamlString(host)}`]),
    '  rules:',
    ...rules,
  ].join('\n');
}

function pathLines(path: View, backends: readonly Reference[], scope: Scope): readonly string[] {
  const lines = backendLines(path.get('backend'), backends, scope);
  if (lines.length === 0) return [];
  const type = path.get('pathType').text === 'Exact' ? 'Exact' : 'PathPrefix';
  return [
    '    - matches:',
    '        - path:',
    `            type: ${type}`,
    `            value: ${yamlString(path.get('path').text ?? '/')}`,
    '      backendRefs:',
    ...lines,
  ];
}

function backendLines(
  holder: View,
  backends: readonly Reference[],
  scope: Scope,
): readonly string[] {
  if (!holder.exists) return [];
  const { start, end } = holder.span;
  const backend = backends.find(({ at }) => start <= at.span.start && at.span.end <= end);
  if (backend === undefined) return [];
  return [
    `        - name: ${yamlString(backend.name)}`,
    `          port: ${String(numberOf(backend, scope))}`,
  ];
}

/** HTTPRoutes know ports by number alone. */
function numberOf(backend: Reference, scope: Scope): number {
  const wanted = backend.key?.name ?? '80';
  if (/^\d+$/.test(wanted)) return Number(wanted);
  const service = scope.resolve(backend)[0]?.object;
  const port = service && portsOf(service).find(({ name }) => name === wanted);
  return port?.port ?? 80;
}
