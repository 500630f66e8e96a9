import { defineRule } from '../../../core/lint/rule.ts';
import { versionProblems } from '../api-advice.ts';

export const deprecatedApi = defineRule({
  id: 'deprecated-api',
  severity: 'information',
  summary: 'An object uses an API version that is served now and goes away in a later release.',
  deck: [],
  docs: {
    why: 'A deprecated version works until the release that stops serving it; after that upgrade the manifest is refused. Changing it is easy now, while both versions are served.',
    fix: 'Write the newer version, which serves the same objects.',
    links: [
      {
        title: 'Deprecated API Migration Guide',
        url: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
      },
      {
        title: 'Kubernetes Deprecation Policy',
        url: 'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
      },
    ],
  },
  check: {
    object: (object, scope) => versionProblems(object, 'deprecated', scope),
  },
});
