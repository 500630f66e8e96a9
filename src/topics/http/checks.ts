/** What the workspace says about HTTP traffic (S6). */
import { apiStatus } from '../../core/kubernetes/api-versions.ts';
import { doesNotApply, isAside, isFact, isOpen, named } from '../../core/guide/evidence.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { Answer, Check, Evidence } from '../../core/guide/topic.ts';
import type { View } from '../../core/yaml/view.ts';
import { guideObjects, hiddenObjects } from '../../core/guide/objects.ts';
import { exposesHttp, isHttpPort } from './exposure.ts';
import { portsOf } from './service-ports.ts';
import { hostPlaces, pathPlaces } from './route-places.ts';
import { stickyPlaces } from './stickiness.ts';

/** Kinds that route HTTP: Kubernetes' own two, and those of Traefik, Istio, Contour and OpenShift. */
const ROUTES = [
  ...['Ingress', 'HTTPRoute', 'GRPCRoute', 'IngressRoute', 'VirtualService', 'HTTPProxy', 'Route'],
  ...['MultiClusterIngress', 'ApisixRoute', 'Mapping'],
];

function whole(kind: string, scope: Scope): readonly KubernetesObject[] {
  return guideObjects(kind, scope).filter(({ path }) => !isAside(path));
}

function routes(scope: Scope): readonly KubernetesObject[] {
  return ROUTES.flatMap((kind) => whole(kind, scope)).filter(
    (object) => !isInsideMesh(object) && !isOtherRoute(object),
  );
}

/** Other operators have a kind called Route, too. */
function isOtherRoute({ kind, group }: KubernetesObject): boolean {
  return kind === 'Route' && group !== 'route.openshift.io';
}

/** A VirtualService of no gateway steers what pods of a mesh say to each other; no visitor meets it. */
function isInsideMesh({ kind, view }: KubernetesObject): boolean {
  if (kind !== 'VirtualService') return false;
  return view.get('spec', 'gateways').items.every(({ text }) => text === 'mesh');
}

function services(scope: Scope): readonly KubernetesObject[] {
  return whole('Service', scope).filter(({ service }) => service !== undefined);
}

function evidence(object: KubernetesObject, text: string, at?: View): Evidence {
  const namespace = object.ownNamespace;
  return {
    text,
    path: object.path,
    at: at ?? object.view.get('metadata', 'name'),
    object: {
      apiVersion: object.apiVersion,
      kind: object.kind,
      name: object.name ?? '',
      ...(namespace !== undefined && { namespace }),
    },
  };
}

/** Without any Service or route there is no HTTP traffic to judge. */
function noTraffic(scope: Scope): Answer {
  return (
    hiddenObjects('Services', ['Service'], scope) ??
    doesNotApply('The workspace has no Service and no Ingress to tell by.')
  );
}

function noRoute(scope: Scope): Answer {
  return (
    hiddenObjects('Routes', ROUTES, scope) ??
    doesNotApply('The workspace has no Ingress and no HTTPRoute to tell by.')
  );
}

/** Services that bring HTTP in from outside by themselves. */
function openServices(scope: Scope): readonly Evidence[] {
  return services(scope)
    .filter((object) => exposesHttp(object, scope))
    .map((object) =>
      evidence(
        object,
        `${named(object)} brings HTTP in at layer 4, as ${object.service?.type ?? ''}.`,
        object.view.get('spec', 'type'),
      ),
    );
}

/** That Services work at layer 4 is a fact; what uses it for HTTP stands beside it. */
function layer4(scope: Scope): Answer {
  return isFact(openServices(scope));
}

function ingress(scope: Scope): Answer {
  const found = routes(scope);
  if (found.length === 0) return withoutRoutes(scope);
  const gone = found.filter((object) => isRemoved(object, scope));
  return {
    state: gone.length === 0 ? 'done' : gone.length < found.length ? 'partly' : 'open',
    evidence: [
      ...gone.map((object) =>
        evidence(
          object,
          `${named(object)} is in a version that clusters no longer serve.`,
          object.view.get('apiVersion'),
        ),
      ),
      ...found
        .filter((object) => !gone.includes(object))
        .map((object) => evidence(object, `${named(object)} routes HTTP.`)),
    ],
    ...(gone.length > 0 && { next: 'Rewrite the old Ingress with the quick fix of removed-api.' }),
  };
}

function withoutRoutes(scope: Scope): Answer {
  const open = openServices(scope);
  const hidden = hiddenObjects('Routes', ROUTES, scope);
  if (open.length > 0 && hidden === undefined) {
    return isOpen(open, 'Make these Services ClusterIP and put an Ingress in front.');
  }
  if (services(scope).length === 0) return noTraffic(scope);
  if (hidden !== undefined) return hidden;
  return isOpen(
    'The workspace has Services, but no Ingress and no HTTPRoute.',
    services(scope).some((object) => portsOf(object).some(isHttpPort))
      ? 'Add an Ingress for the Service that visitors use: snippet k8s-ingress.'
      : undefined,
  );
}

function isRemoved({ apiVersion, kind }: KubernetesObject, scope: Scope): boolean {
  return apiStatus(apiVersion, kind, scope.kubernetesMinor)?.state === 'removed';
}

/** Host names with the route that answers for them. */
function hosts(scope: Scope): Answer {
  const found = [...routes(scope), ...whole('Gateway', scope)].flatMap(hostPlaces);
  const names = new Set(found.map(({ name }) => name));
  if (found.length === 0) return unused(scope, 'No Ingress or HTTPRoute names a host.', 'a host');
  return {
    state: 'done',
    evidence: found.map(({ object, at, name }) =>
      evidence(object, `${named(object)}: "${name}".`, at),
    ),
    ...(names.size === 1 && { next: 'A second host can share the same address: add a rule.' }),
  };
}

function sticky(scope: Scope): Answer {
  const found = stickyPlaces(scope);
  if (found.length === 0) {
    return unused(
      scope,
      'No manifest asks for sticky sessions; stateless pods need none.',
      undefined,
    );
  }
  const good = found.filter(({ misplaced }) => misplaced === undefined);
  return {
    state: good.length === found.length ? 'done' : good.length > 0 ? 'partly' : 'open',
    evidence: found.map(({ object, at, misplaced }) =>
      evidence(object, misplaced ?? `${named(object)} asks for sticky sessions.`, at),
    ),
    ...(good.length < found.length && {
      next: 'Write the stickiness where the controller reads it.',
    }),
  };
}

function paths(scope: Scope): Answer {
  const mapped = routes(scope)
    .flatMap(pathPlaces)
    .filter(({ name }) => !EVERY_PATH.test(name));
  if (mapped.length === 0)
    return unused(scope, 'Every route sends all of its paths to one Service.', undefined);
  return {
    state: 'done',
    evidence: mapped.map(({ object, at, name }) =>
      evidence(object, `${named(object)} maps "${name}".`, at),
    ),
  };
}

/** Ways to write that all paths are meant. */
const EVERY_PATH = /^\^?\/?(?:\*|\.\*|\(\.\*\)|\(\/\|\$\)\(\.\*\)|\?\(\.\*\))?\$?$/;

/** Something that one may use or not: its absence is no gap. */
function unused(scope: Scope, text: string, wanted: string | undefined): Answer {
  const found = routes(scope);
  if (found.length === 0) return noRoute(scope);
  return wanted === undefined
    ? doesNotApply(text)
    : {
        state: 'open',
        evidence: [
          { text },
          ...found.map((object) => evidence(object, `${named(object)} takes every host.`)),
        ],
        next: `Give the routes ${wanted}, so that several applications can share one address.`,
      };
}

export const checks: readonly Check[] = [
  { item: 'S6.1', answer: layer4 },
  { item: 'S6.3', answer: ingress },
  { item: 'S6.5', answer: hosts },
  { item: 'S6.6', answer: sticky },
  { item: 'S6.7', answer: paths },
];
