import type { Fix } from '../../../core/lint/fix.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import type { PathType } from '../ingress-rewrite.ts';
import { pathsOf, shapeEdits } from '../ingress-rewrite.ts';

export const ingressV1Shape = defineRule({
  id: 'ingress-v1-shape',
  severity: 'error',
  summary: 'An Ingress says networking.k8s.io/v1 and is written in the shape of v1beta1.',
  deck: ['S6.3'],
  kinds: ['Ingress'],
  docs: {
    why: 'In `networking.k8s.io/v1` a backend is `service.name` with `service.port`, the backend for everything else is `defaultBackend`, and every path says its `pathType`. The API server refuses an Ingress that changed its `apiVersion` alone.',
    fix: 'Let the quick fix rewrite the fields. `ImplementationSpecific` keeps what v1beta1 did without a `pathType`; `Prefix` compares whole parts of the path, as Kubernetes defines it; Traefik does so only with `strictPrefixMatching`.',
    links: [
      {
        title: 'Ingress of v1.22 in the Deprecated API Migration Guide',
        url: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/#ingress-v122',
      },
      {
        title: 'Ingress',
        url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#path-types',
      },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.apiVersion !== 'networking.k8s.io/v1') return;
      const problems = [...shapeProblems(object.view)];
      if (problems.length === 0) return;
      const untyped = pathsOf(object.view).some((path) => path.get('pathType').text === undefined);
      const types: readonly PathType[] = untyped
        ? ['ImplementationSpecific', 'Prefix']
        : ['ImplementationSpecific'];
      const fixes = types.flatMap((type) => rewrite(object, scope, type, untyped));
      for (const problem of problems) yield { ...problem, fixes };
    },
  },
});

function* shapeProblems(ingress: View): Iterable<Problem> {
  const fallback = ingress.get('spec', 'backend');
  if (fallback.exists) {
    yield {
      at: fallback.keyMark,
      message:
        'networking.k8s.io/v1 has no "backend" here, so the API server refuses this Ingress. The field is called "defaultBackend" now.',
    };
    yield* oldBackend(fallback);
  }
  for (const path of pathsOf(ingress)) {
    if (path.get('pathType').text === undefined) {
      const at = ['pathType', 'path', 'backend'].map((key) => path.get(key)).find((v) => v.exists);
      yield {
        at: at?.keyMark ?? path,
        message:
          'networking.k8s.io/v1 refuses a path without "pathType". Add "pathType: Prefix", or "ImplementationSpecific" to leave it to the controller as before.',
      };
    }
    yield* oldBackend(path.get('backend'));
  }
}

function* oldBackend(backend: View): Iterable<Problem> {
  const port = backend.get('servicePort');
  const portField = /^\d+$/.test(port.text ?? '') ? 'service.port.number' : 'service.port.name';
  for (const [old, now] of [
    [backend.get('serviceName'), 'service.name'],
    [port, portField],
  ] as const) {
    if (!old.exists) continue;
    yield {
      at: old.keyMark,
      message: `networking.k8s.io/v1 does not know "${String(old.key)}" and refuses this Ingress. Write "${now}" instead.`,
    };
  }
}

function rewrite(
  object: KubernetesObject,
  scope: Scope,
  type: PathType,
  untyped: boolean,
): readonly Fix[] {
  const edits = (): ReturnType<typeof shapeEdits> =>
    shapeEdits(scope.file(object.path)?.text ?? '', object.view, type);
  if (edits() === undefined) return [];
  return [
    {
      title: untyped ? `Rewrite for v1, with "pathType: ${type}"` : 'Rewrite for v1',
      edits: () => [{ path: object.path, edits: edits() ?? [] }],
      preferred: !untyped,
    },
  ];
}
