import { defineRule } from '../../../core/lint/rule.ts';
import { toEndpointSlices } from '../endpoint-slice-conversion.ts';

/** The release that began to warn (kubernetes.io/blog/2025/04/24/endpoints-deprecation). */
const DEPRECATED_SINCE = 33;

export const endpointsDeprecated = defineRule({
  id: 'endpoints-deprecated',
  severity: 'information',
  summary: 'Endpoints are deprecated since Kubernetes 1.33, and EndpointSlices take their place.',
  deck: ['S4.4'],
  kinds: ['Endpoints'],
  docs: {
    why: 'The Endpoints API still works, but every use of it gives a warning since Kubernetes 1.33. It knows neither dual-stack nor topology, and the cluster copies hand-written Endpoints into EndpointSlices anyway.',
    fix: 'Write an EndpointSlice that carries the label `kubernetes.io/service-name`.',
    links: [
      {
        title: 'Endpoints deprecation',
        url: 'https://kubernetes.io/blog/2025/04/24/endpoints-deprecation/',
      },
      {
        title: 'EndpointSlices',
        url: 'https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.apiVersion !== 'v1' || scope.kubernetesMinor < DEPRECATED_SINCE) return;
      yield {
        at: object.view.get('kind'),
        message: `Endpoints are deprecated since Kubernetes 1.33. Write "${object.name ?? '?'}" as an EndpointSlice.`,
        fixes: toEndpointSlices(object, scope.file(object.path)?.text),
      };
    },
  },
});
