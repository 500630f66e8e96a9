/** Where sticky sessions are asked for, and whether the controller reads them there (S6.6). */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { referencesOf } from '../../core/graph/references.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';
import type { Controller } from './ingress-class.ts';
import { controllerOf } from './ingress-class.ts';

/** The annotations by which one controller is asked for sticky sessions. */
interface Family {
  readonly owner: Controller;
  /** As people call the controller. */
  readonly title: string;
  readonly keys: RegExp;
  /** Where the value of a key says more than on or off. */
  readonly value?: RegExp;
  readonly on: readonly ('Ingress' | 'Service')[];
}

const FAMILIES: readonly Family[] = [
  {
    owner: 'ingress-nginx',
    title: 'ingress-nginx',
    keys: /^nginx\.ingress\.kubernetes\.io\/(?:affinity|affinity-mode|session-cookie-[\w-]+)$/,
    on: ['Ingress'],
  },
  {
    owner: 'traefik',
    title: 'Traefik',
    keys: /^traefik\.ingress\.kubernetes\.io\/(?:service\.sticky(?:\.[\w.]+)?|affinity|session-cookie-name)$/,
    on: ['Service'],
  },
  {
    owner: 'haproxy',
    title: 'HAProxy',
    keys: /^(?:haproxy\.org\/cookie-persistence|haproxy-ingress\.github\.io\/(?:affinity|session-cookie-[\w-]+))$/,
    on: ['Ingress', 'Service'],
  },
  {
    owner: 'aws',
    title: 'the AWS load balancer controller',
    keys: /^alb\.ingress\.kubernetes\.io\/target-group-attributes$/,
    value: /stickiness\.enabled=true/,
    on: ['Ingress', 'Service'],
  },
  {
    owner: 'azure',
    title: 'Application Gateway',
    keys: /^appgw\.ingress\.kubernetes\.io\/cookie-based-affinity$/,
    on: ['Ingress'],
  },
];

export interface StickyPlace {
  readonly object: KubernetesObject;
  readonly owner: Controller;
  /** The annotations of one family on this object, at least one. */
  readonly annotations: readonly (View & { readonly key: string })[];
  /** Why nobody reads it here; undefined where somebody does or may do so. */
  readonly misplaced: string | undefined;
  /** The controller that serves the traffic, where the workspace tells. */
  readonly controller: Controller | undefined;
}

/** What an Ingress or Service says about sticky sessions in its annotations. */
export function stickyPlacesOf(object: KubernetesObject, scope: Scope): readonly StickyPlace[] {
  const annotations = object.view.get('metadata', 'annotations').entries;
  return FAMILIES.flatMap((family) => {
    const own = annotations.filter((entry) => asks(family, entry));
    if (own.length === 0) return [];
    const controller = controllerFor(object, scope);
    const misplaced = reason(object, family, controller, scope);
    return [{ object, owner: family.owner, annotations: own, misplaced, controller }];
  });
}

function asks(family: Family, { key, text }: View & { readonly key: string }): boolean {
  return (
    family.keys.test(key) &&
    text !== undefined &&
    text !== 'false' &&
    family.value?.test(text) !== false
  );
}

function controllerFor(object: KubernetesObject, scope: Scope): Controller | undefined {
  if (object.kind === 'Ingress') return controllerOf(object, scope);
  const controllers = ingressesOf(object, scope).map((ingress) => controllerOf(ingress, scope));
  return new Set(controllers).size === 1 ? controllers[0] : undefined;
}

function reason(
  object: KubernetesObject,
  family: Family,
  controller: Controller | undefined,
  scope: Scope,
): string | undefined {
  const isIngress = object.kind === 'Ingress';
  const here = isIngress ? 'Ingress' : 'Service';
  const place = `${here} "${object.name ?? ''}"`;
  if (!family.on.includes(here)) {
    const right = isIngress ? 'the Service behind it' : 'the Ingress in front of it';
    return `${capital(family.title)} reads this annotation on ${right}, so on ${place} it does nothing.`;
  }
  if (controller === undefined || controller === 'other' || controller === family.owner)
    return undefined;
  // Traefik's own kinds may lead to a Service as well.
  if (!isIngress && scope.objects('IngressRoute', object.path).length > 0) return undefined;
  if (isSatisfied(object, controller, scope)) return undefined;
  const serving = FAMILIES.find(({ owner }) => owner === controller)?.title ?? controller;
  return `This annotation is for ${family.title}, but ${serving} serves ${place}, so sessions are not sticky.`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Whether the serving controller is asked as well, where it reads it. */
function isSatisfied(object: KubernetesObject, controller: Controller, scope: Scope): boolean {
  const family = FAMILIES.find(({ owner }) => owner === controller);
  if (family === undefined) return false;
  const around = object.kind === 'Ingress' ? servicesOf(object, scope) : ingressesOf(object, scope);
  return [object, ...around].some(
    (place) =>
      family.on.some((kind) => kind === place.kind) &&
      place.view.get('metadata', 'annotations').entries.some((entry) => asks(family, entry)),
  );
}

/** The Services that an Ingress leads to, as far as they are in the workspace. */
export function servicesOf(ingress: KubernetesObject, scope: Scope): readonly KubernetesObject[] {
  const found = referencesOf(ingress)
    .filter(({ kind }) => kind === 'Service')
    .flatMap((backend) => scope.resolve(backend))
    .flatMap(({ object }) => object ?? []);
  return [...new Set(found)];
}

/** The Ingresses that lead to a Service. */
export function ingressesOf(service: KubernetesObject, scope: Scope): readonly KubernetesObject[] {
  return scope
    .objects('Ingress', service.path)
    .filter((ingress) => scope.roleOf(ingress) === 'whole')
    .filter((ingress) =>
      referencesOf(ingress).some(
        (backend) =>
          backend.kind === 'Service' &&
          backend.name === service.name &&
          scope.resolve(backend).some(({ object }) => object === service),
      ),
    );
}

/** Every place of the workspace that asks for sticky sessions, `sessionAffinity` included. */
export function stickyPlaces(
  scope: Scope,
): readonly { object: KubernetesObject; at: View; misplaced: string | undefined }[] {
  const objects = [...scope.objects('Ingress'), ...scope.objects('Service')].filter(
    (object) => scope.roleOf(object) === 'whole',
  );
  return objects.flatMap((object) => {
    const annotated = stickyPlacesOf(object, scope).flatMap(({ annotations, misplaced }) => {
      const [at] = annotations;
      return at === undefined ? [] : [{ object, at, misplaced }];
    });
    const affinity = object.view.get('spec', 'sessionAffinity');
    const byAddress = affinity.text === 'ClientIP' ? [{ object, at: affinity }] : [];
    return [...annotated, ...byAddress.map((place) => ({ ...place, misplaced: undefined }))];
  });
}
