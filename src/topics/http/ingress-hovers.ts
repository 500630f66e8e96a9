/** Hovers on an Ingress: its kind, class, hosts, paths and backends. */
import type { HoverLine, HoverPart, HoverSource } from '../../core/hover/hover.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Reference } from '../../core/graph/references.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import type { ObjectTarget } from './field-name.ts';
import { fieldName, inKind } from './field-name.ts';
import { classOf, controllerOf } from './ingress-class.ts';
import { INGRESS_CLASS_ANNOTATION } from './ingress-rewrite.ts';
import { portText, portsOf } from './service-ports.ts';
import { targetLines } from './service-targets.ts';

type Parts = readonly HoverPart[];

export const ingressHover: HoverSource = (target, scope) => {
  const found = inKind(target, 'Ingress', 'HTTPRoute');
  if (found === undefined) return undefined;
  const parts = partsFor(found, scope);
  return parts.length === 0 ? undefined : { parts: [...parts, { slide: 'S6' }] };
};

function partsFor(target: ObjectTarget, scope: Scope): Parts {
  const { object, path, on, view } = target;
  const field = fieldName(path);
  if (field === 'kind' && on === 'value') return kindParts(object, scope);
  if (path.includes('backend') || path.includes('defaultBackend') || path.includes('backendRefs'))
    return backendParts(target, scope);
  if (field === `metadata.annotations.${INGRESS_CLASS_ANNOTATION}`)
    return [{ markdown: CLASS_ANNOTATION }, ...classParts(object, scope)];
  switch (field) {
    case 'spec.ingressClassName':
      return classParts(object, scope);
    case 'spec.rules[].host':
      return [{ markdown: HOST }, ...sameHost(object, view.text, scope)];
    case 'spec.rules[].http.paths[].path':
      return [{ markdown: PATH }, ...backendsBelow(view.parent, object, scope)];
    case 'spec.rules[].http.paths[].pathType':
      return [{ markdown: PATH_TYPES[view.text ?? ''] ?? PATH_TYPE }];
    case 'spec.tls':
    case 'spec.tls[].secretName':
      return [{ markdown: TLS }];
    default:
      return [];
  }
}

const INGRESS =
  'An Ingress is HTTP routing as data: hosts and paths that lead to Services of the same namespace. Nothing happens until a controller, such as Traefik, serves its class. The Ingress API is complete and frozen; new features go to the Gateway API.';

const HTTP_ROUTE =
  'An HTTPRoute is what the Gateway API has in place of an Ingress: hosts, paths, headers and weights that lead to Services, attached to a Gateway that somebody else may own.';

const CLASS =
  'Says which controller serves this Ingress. It names an IngressClass of the cluster; with a name that nobody serves, nothing happens and nothing complains.';

const CLASS_ANNOTATION =
  'The old way to say which controller serves this Ingress, deprecated since Kubernetes 1.18. The field `spec.ingressClassName` took its place; Kubernetes refuses to create an Ingress whose annotation and field name different classes. GKE still reads the annotation.';

const HOST =
  'A virtual host: many names can share one address, and this rule takes the requests for this one. Without a host, a rule takes the requests for every name.';

const PATH =
  'Requests for this path go to the backend below. The longest match wins; of two equally long paths, `Exact` beats `Prefix`.';

const PATH_TYPE =
  'Says how the path is compared. `networking.k8s.io/v1` wants one of `Prefix`, `Exact` and `ImplementationSpecific`.';

const PATH_TYPES: Readonly<Record<string, string>> = {
  Prefix:
    '`Prefix` compares whole parts of the path: `/shop` takes `/shop` and `/shop/cart`, but not `/shopping`. Traefik compares character by character unless its option `strictPrefixMatching` is on, so there `/shopping` matches, too.',
  Exact: '`Exact` takes this path and no other, with upper and lower case as written.',
  ImplementationSpecific:
    '`ImplementationSpecific` leaves the comparison to the controller, so another controller may route in another way. Kubernetes defines what `Prefix` and `Exact` match.',
};

const TLS =
  'The certificate comes from a Secret of type `kubernetes.io/tls` in the same namespace, often made by cert-manager.';

const BACKEND =
  'Where the requests go: a Service of the same namespace and one of its ports, by number or by name.';

const ROUTE_BACKEND =
  'Where the requests go: a Service and one of its ports, by number only. A Service in another namespace needs a ReferenceGrant there.';

function kindParts(object: KubernetesObject, scope: Scope): Parts {
  const lines = referencesOf(object)
    .filter(({ kind }) => kind === 'Service')
    .map((backend) => backendLine(backend, scope));
  return [
    { markdown: object.kind === 'Ingress' ? INGRESS : HTTP_ROUTE },
    ...(lines.length === 0 ? [] : [{ list: lines }]),
  ];
}

function backendLine(backend: Reference, scope: Scope): HoverLine {
  const route = routeOf(backend.at);
  const port = backend.key === undefined ? '' : `:${backend.key.name}`;
  const known = scope.resolve(backend).length > 0 ? '' : ' (not in this workspace)';
  return {
    text: `${route} to Service "${backend.name}"${port}${known}`,
    path: backend.from.path,
    at: backend.at,
  };
}

/** `shop.example.com/cart` for a name below a path; what it serves for a default backend. */
function routeOf(at: View): string {
  let path: string | undefined;
  for (let view: View | undefined = at; view !== undefined; view = view.parent) {
    if (view.has('http')) return `${view.get('host').text ?? '*'}${path ?? ''}`;
    path ??= view.get('path').text;
  }
  return 'Everything else';
}

function backendParts({ object, view }: ObjectTarget, scope: Scope): Parts {
  const holder = backendAround(view);
  return holder === undefined
    ? []
    : [
        { markdown: object.kind === 'HTTPRoute' ? ROUTE_BACKEND : BACKEND },
        ...backendsBelow(holder, object, scope),
      ];
}

/** The one backend that a view is in, itself included. */
function backendAround(view: View): View | undefined {
  for (let holder: View | undefined = view; holder !== undefined; holder = holder.parent) {
    const isOne = holder.key === 'backend' || holder.key === 'defaultBackend';
    if (isOne || holder.parent?.key === 'backendRefs') return holder;
  }
  return undefined;
}

function backendsIn(holder: View, object: KubernetesObject): readonly Reference[] {
  const { start, end } = holder.span;
  return referencesOf(object).filter(
    ({ kind, at }) => kind === 'Service' && start <= at.span.start && at.span.end <= end,
  );
}

function backendsBelow(holder: View | undefined, object: KubernetesObject, scope: Scope): Parts {
  if (holder === undefined) return [];
  return backendsIn(holder, object).flatMap((backend) => resolved(backend, scope));
}

/** The way of a request: Service and port, then container and port. */
function resolved(backend: Reference, scope: Scope): Parts {
  const [found] = scope.resolve(backend);
  const namespace = backend.namespace ?? scope.namespacesOf(backend.from)[0] ?? 'default';
  if (found?.object === undefined) {
    const text = `No Service "${backend.name}" in namespace "${namespace}" of this workspace.`;
    return [{ text }];
  }
  const service = found.object;
  const wanted = backend.key?.name;
  const port = portsOf(service).find(
    ({ name, port: number }) => name === wanted || String(number) === wanted,
  );
  const at = service.view.get('metadata', 'name');
  const ports = portsOf(service).map(portText).join(', ');
  const text =
    port === undefined
      ? `Service "${backend.name}" in namespace "${namespace}" offers ${ports === '' ? 'no port' : ports}.`
      : `Service "${backend.name}" in namespace "${namespace}", port ${portText(port)}`;
  const targets = port === undefined ? [] : targetLines(service, port, scope);
  return [{ list: [{ text, path: service.path, at }, ...targets] }];
}

function classParts(object: KubernetesObject, scope: Scope): Parts {
  const name = classOf(object)?.text;
  const lines = scope
    .objects('IngressClass', object.path)
    .filter((known) => known.name === name)
    .map((known) => ({
      text: `IngressClass "${known.name ?? ''}": ${known.view.get('spec', 'controller').text ?? ''}`,
      path: known.path,
      at: known.view.get('metadata', 'name'),
    }));
  const retired = controllerOf(object, scope) === 'ingress-nginx';
  return [
    { markdown: CLASS },
    ...(lines.length === 0 ? [] : [{ list: lines }]),
    ...(retired ? [{ markdown: RETIRED }] : []),
  ];
}

const RETIRED =
  'A class of this name usually belongs to ingress-nginx, which was retired in March 2026: it runs on, without releases and security fixes. F5 NGINX Ingress is another product.';

function sameHost(object: KubernetesObject, host: string | undefined, scope: Scope): Parts {
  const others = scope
    .objects('Ingress', object.path)
    .filter((other) => other !== object && scope.roleOf(other) === 'whole')
    .flatMap((other) =>
      other.view.get('spec', 'rules').items.flatMap((rule) => {
        const at = rule.get('host');
        if (host === undefined || at.text !== host) return [];
        return [{ text: `Ingress "${other.name ?? ''}"`, path: other.path, at }];
      }),
    );
  return others.length === 0 ? [] : [{ text: 'The same host in:' }, { list: others }];
}
