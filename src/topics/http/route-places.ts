/** Where the kinds that route HTTP write their hosts and their paths. */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { View } from '../../core/yaml/view.ts';

/** A host or a path of a route, and where it stands. */
export interface RoutePlace {
  readonly object: KubernetesObject;
  readonly name: string;
  readonly at: View;
}

/** Host names that a route, or the Gateway in front of it, answers for. */
export function hostPlaces(object: KubernetesObject): readonly RoutePlace[] {
  if (object.kind === 'IngressRoute') return inMatches(object, /^Host(?:SNI|Regexp)?$/);
  const spec = object.view.get('spec');
  const views = [
    ...[...spec.get('rules').items.map((rule) => rule.get('host')), spec.get('host')],
    ...[...spec.get('hostnames').items, ...spec.get('hosts').items],
    ...spec.get('listeners').items.map((listener) => listener.get('hostname')),
    ...spec.get('servers').items.flatMap((server) => server.get('hosts').items),
    spec.get('virtualhost', 'fqdn'),
  ];
  return places(object, views).filter(({ name }) => name !== '*');
}

/** Paths that a route tells apart. */
export function pathPlaces(object: KubernetesObject): readonly RoutePlace[] {
  if (object.kind === 'IngressRoute') return inMatches(object, /^Path(?:Prefix|Regexp)?$/);
  const spec = object.view.get('spec');
  const rules = spec.get('rules').items;
  const matches = rules.flatMap((rule) => rule.get('matches').items);
  const uris = spec
    .get('http')
    .items.flatMap((rule) => rule.get('match').items)
    .flatMap((match) => ['exact', 'prefix', 'regex'].map((way) => match.get('uri', way)));
  const conditions = spec.get('routes').items.flatMap((route) => route.get('conditions').items);
  return places(object, [
    ...rules.flatMap((rule) => rule.get('http', 'paths').items.map((path) => path.get('path'))),
    ...matches.map((match) => match.get('path', 'value')),
    ...uris,
    ...conditions.flatMap((condition) => ['prefix', 'exact'].map((way) => condition.get(way))),
    spec.get('path'),
  ]);
}

function places(object: KubernetesObject, views: readonly View[]): readonly RoutePlace[] {
  return views.flatMap((at) => (at.text === undefined ? [] : [{ object, name: at.text, at }]));
}

/** Traefik's own language: Host(`a.example.com`) && PathPrefix(`/api`, `/v2`). */
function inMatches(object: KubernetesObject, matcher: RegExp): readonly RoutePlace[] {
  const routes = object.view.get('spec', 'routes').items;
  return routes.flatMap((route) => {
    const at = route.get('match');
    const calls = [...(at.text ?? '').matchAll(/(!?)\b([A-Z]\w+)\(([^()]*)\)/g)];
    return calls
      .filter(([, not, name = '']) => not === '' && matcher.test(name))
      .flatMap(([, , , written = '']) => [...written.matchAll(/[`"']([^`"']+)[`"']/g)])
      .map(([, name = '']) => ({ object, name, at }));
  });
}
