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
