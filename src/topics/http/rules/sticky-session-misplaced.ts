import { replaceValue } from '../../../core/yaml/rewrite.ts';
import type { FileEdit, Fix } from '../../../core/lint/fix.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { addAnnotations, removeAnnotations } from '../annotations.ts';
import type { Controller } from '../ingress-class.ts';
import { controllerOf } from '../ingress-class.ts';
import type { StickyPlace } from '../stickiness.ts';
import { ingressesOf, servicesOf, stickyPlacesOf } from '../stickiness.ts';

export const stickySessionMisplaced = defineRule({
  id: 'sticky-session-misplaced',
  severity: 'warning',
  summary: 'Sticky sessions are asked for where the controller does not look for them.',
  deck: ['S6.6'],
  kinds: ['Ingress', 'Service'],
  docs: {
    why: 'Every controller has its own place for sticky sessions: ingress-nginx reads an annotation on the Ingress, Traefik one on the Service. In the wrong place it is ignored without a word, and visitors lose their session as soon as there is a second pod. `sessionAffinity: ClientIP` of a Service works at layer 4, and most Ingress controllers go past it.',
    fix: 'Move the annotation to the object where the controller that serves this Ingress reads it, under its own name.',
    links: [
      {
        title: 'Traefik: Kubernetes Ingress',
        url: 'https://doc.traefik.io/traefik/reference/routing-configuration/kubernetes/ingress/',
      },
      {
        title: 'ingress-nginx: sticky sessions',
        url: 'https://kubernetes.github.io/ingress-nginx/examples/affinity/cookie/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      for (const place of stickyPlacesOf(object, scope)) yield* annotationProblem(place, scope);
      if (object.service !== undefined) yield* addressProblem(object, scope);
    },
  },
});

function* annotationProblem(place: StickyPlace, scope: Scope): Iterable<Problem> {
  const { annotations, misplaced, object } = place;
  const [first] = annotations;
  if (misplaced === undefined || first === undefined) return;
  const around = object.kind === 'Ingress' ? servicesOf(object, scope) : ingressesOf(object, scope);
  yield {
    at: first.keyMark,
    message: `${misplaced} Move it.`,
    fixes: move(place, scope),
    related: around.map((other) => ({
      path: other.path,
      at: other.view.get('metadata', 'name'),
      message: `${other.kind} "${other.name ?? ''}"`,
    })),
  };
}

/** Layer 4 stickiness of a Service that visitors reach through an Ingress. */
function* addressProblem(service: KubernetesObject, scope: Scope): Iterable<Problem> {
  const affinity = service.view.get('spec', 'sessionAffinity');
  if (affinity.text !== 'ClientIP') return;
  if (stickyPlacesOf(service, scope).length > 0) return;
  const ingresses = ingressesOf(service, scope);
  const [ingress] = ingresses;
  if (ingress === undefined) return;
  if (ingresses.some((one) => stickyPlacesOf(one, scope).length > 0)) return;
  const controller = controllerOf(ingress, scope);
  const wish = controller && WISHES[controller];
  const target = wish?.on === 'Ingress' ? ingress : service;
  yield {
    at: affinity,
    severity: 'hint',
    message: `This works at layer 4 and not for the requests that come through Ingress "${ingress.name ?? ''}": its controller picks the pod itself. For these, ask the controller for a sticky cookie.`,
    fixes:
      wish === undefined
        ? []
        : fixOf(`Ask for a sticky cookie on ${target.kind} "${target.name ?? ''}"`, () => {
            const added = addTo([target], wish.annotations(undefined), scope);
            const text = replaceValue(affinity, 'None');
            return added && [...added, { path: service.path, edits: [text] }];
          }),
    related: [
      {
        path: ingress.path,
        at: ingress.view.get('metadata', 'name'),
        message: `Ingress "${ingress.name ?? ''}" leads to this Service.`,
      },
    ],
  };
}

interface Wish {
  readonly on: 'Ingress' | 'Service';
  readonly annotations: (cookie: string | undefined) => Readonly<Record<string, string>>;
}

/** How these controllers are asked for a sticky cookie. */
const WISHES: Readonly<Partial<Record<Controller, Wish>>> = {
  'ingress-nginx': {
    on: 'Ingress',
    annotations: (cookie) => ({
      'nginx.ingress.kubernetes.io/affinity': 'cookie',
      ...(cookie !== undefined && { 'nginx.ingress.kubernetes.io/session-cookie-name': cookie }),
    }),
  },
  traefik: {
    on: 'Service',
    annotations: (cookie) => ({
      'traefik.ingress.kubernetes.io/service.sticky.cookie': 'true',
      ...(cookie !== undefined && {
        'traefik.ingress.kubernetes.io/service.sticky.cookie.name': cookie,
      }),
    }),
  },
};

/** Asks the serving controller in its own words, and takes the old annotations away. */
function move(place: StickyPlace, scope: Scope): readonly Fix[] {
  const { object, annotations, owner } = place;
  const serving = place.controller ?? owner;
  const wish = WISHES[serving];
  if (wish === undefined) return [];
  const around = object.kind === 'Ingress' ? servicesOf(object, scope) : ingressesOf(object, scope);
  const targets = wish.on === object.kind ? [object] : around;
  if (targets.length === 0) return [];
  const wanted = serving === owner ? sameWords(place) : wish.annotations(cookieOf(place));
  const names = targets.map((target) => `"${target.name ?? ''}"`).join(', ');
  return fixOf(`Move the sticky sessions to ${wish.on} ${names}`, () => {
    const added = addTo(targets, wanted, scope);
    const text = scope.file(object.path)?.text ?? '';
    return added && [...added, { path: object.path, edits: removeAnnotations(text, annotations) }];
  });
}

function sameWords({ annotations }: StickyPlace): Readonly<Record<string, string>> {
  return Object.fromEntries(annotations.map(({ key, text }) => [key, text ?? '']));
}

function cookieOf({ annotations }: StickyPlace): string | undefined {
  return annotations.find(({ key }) => /cookie[-.]name$/.test(key))?.text;
}

function addTo(
  targets: readonly KubernetesObject[],
  annotations: Readonly<Record<string, string>>,
  scope: Scope,
): readonly FileEdit[] | undefined {
  const edits = targets.map((target) => {
    const edit = addAnnotations(scope.file(target.path)?.text ?? '', target, annotations);
    return edit && { path: target.path, edits: [edit] };
  });
  return edits.includes(undefined) ? undefined : edits.filter((edit) => edit !== undefined);
}

function fixOf(title: string, edits: () => readonly FileEdit[] | undefined): readonly Fix[] {
  return edits() === undefined ? [] : [{ title, edits: () => edits() ?? [] }];
}
