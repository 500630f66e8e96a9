import { defineRule } from '../../../core/lint/rule.ts';
import { versionProblems } from '../api-advice.ts';

export const removedApi = defineRule({
  id: 'removed-api',
  severity: 'warning',
  summary: 'An object uses an API version that the chosen Kubernetes release no longer serves.',
  deck: ['S6.3'],
  docs: {
    why: 'Kubernetes retires old API versions. A cluster that is new enough refuses such a manifest with "no matches for kind". The Ingress of `extensions/v1beta1` and `networking.k8s.io/v1beta1` is the one most tutorials still show.',
    fix: 'Write the version that is served. The quick fix also changes the fields that have other names there; for an Ingress that is the whole backend, `pathType` and the class. The setting `nextSteps.kubernetesVersion` says which release to check against.',
    bad: 'apiVersion: networking.k8s.io/v1beta1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules:\n    - host: web.example.com\n      http:\n        paths:\n          - path: /\n            backend:\n              serviceName: web\n              servicePort: 80\n',
    good: 'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  rules:\n    - host: web.example.com\n      http:\n        paths:\n          - path: /\n            pathType: ImplementationSpecific\n            backend:\n              service:\n                name: web\n                port:\n                  number: 80\n',
    language: 'yaml',
    links: [
      {
        title: 'Deprecated API Migration Guide',
        url: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
      },
    ],
  },
  check: {
    object: (object, scope) => versionProblems(object, 'removed', scope),
  },
});
