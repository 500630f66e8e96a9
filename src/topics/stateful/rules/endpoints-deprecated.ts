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
    bad: 'apiVersion: v1\nkind: Endpoints\nmetadata:\n  name: db\nsubsets:\n  - addresses:\n      - ip: 192.0.2.10\n    ports:\n      - port: 5432\n',
    good: 'apiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: db-1\n  labels:\n    kubernetes.io/service-name: db\naddressType: IPv4\nendpoints:\n  - addresses:\n      - 192.0.2.10\nports:\n  - port: 5432\n',
    language: 'yaml',
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
