import { apiStatus } from '../../core/kubernetes/api-versions.ts';
import type { HoverSource } from '../../core/hover/hover.ts';
import { advice, fate } from './api-advice.ts';
import { fieldName, inKind } from './field-name.ts';
import { ingressHover } from './ingress-hovers.ts';
import { serviceHover } from './service-hovers.ts';
import { stickyPlacesOf } from './stickiness.ts';

/** On an `apiVersion` that is removed or deprecated in the chosen release. */
const versionHover: HoverSource = (target, scope) => {
  if (target.in !== 'object' || fieldName(target.path) !== 'apiVersion') return undefined;
  const { apiVersion, kind } = target.object;
  const status = apiStatus(apiVersion, kind, scope.kubernetesMinor);
  if (status === undefined || status.state === 'served') return undefined;
  return {
    parts: [
      { text: `"${apiVersion}" of ${kind} ${fate(status)} ${advice(status)}` },
      {
        link: {
          title: 'Deprecated API Migration Guide',
          url: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
        },
      },
      ...(kind === 'Ingress' ? [{ slide: 'S6' }] : []),
    ],
  };
};

const STICKY =
  'Asks for sticky sessions: a cookie keeps a visitor with the same pod. Each controller has its own place for this: ingress-nginx reads an annotation on the Ingress, Traefik one on the Service.';

/** On an annotation that asks for sticky sessions. */
const stickyHover: HoverSource = (target, scope) => {
  const found = inKind(target, 'Ingress', 'Service');
  if (found === undefined || !fieldName(found.path).startsWith('metadata.annotations.'))
    return undefined;
  const place = stickyPlacesOf(found.object, scope).find(({ annotations }) =>
    annotations.some(({ key }) => key === found.view.key),
  );
  if (place === undefined) return undefined;
  const { misplaced } = place;
  return {
    parts: [
      { markdown: STICKY },
      ...(misplaced === undefined ? [] : [{ text: misplaced }]),
      { slide: 'S6' },
    ],
  };
};

export const hovers: readonly HoverSource[] = [
  versionHover,
  serviceHover,
  ingressHover,
  stickyHover,
];
