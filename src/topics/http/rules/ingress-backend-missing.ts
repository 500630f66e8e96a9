import { appendDocument } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import type { Fix } from '../../../core/lint/fix.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { existence } from '../../../core/existence/existence.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { referencesOf } from '../../../core/graph/references.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Definition, Scope } from '../../../core/workspace/scope.ts';
import { newService } from '../new-service.ts';

export const ingressBackendMissing = defineRule({
  id: 'ingress-backend-missing',
  severity: 'information',
  summary: 'An Ingress or HTTPRoute sends traffic to a Service that is not in this workspace.',
  deck: ['S6.3', 'S6.7'],
  kinds: ['Ingress', 'HTTPRoute'],
  docs: {
    why: 'An Ingress finds its Services by name, in its own namespace only. Without the Service, visitors get an error page from the controller, mostly 503 or 404. `kubectl describe ingress` shows the backend as not found; an HTTPRoute reports `ResolvedRefs: False` with the reason `BackendNotFound`.',
    fix: 'Correct the name, or add the Service. If it is made elsewhere, by a chart or an operator, allow the finding with that reason.',
    links: [
      {
        title: 'Ingress',
        url: 'https://kubernetes.io/docs/concepts/services-networking/ingress/#the-ingress-resource',
      },
    ],
  },
  check: {
    *object(object, scope) {
      const backends = referencesOf(object).filter(({ kind }) => kind === 'Service');
      for (const backend of backends) {
        const found = existence(backend, scope);
        if (found.state === 'absent') yield missing(backend, found.elsewhere, scope);
      }
    },
  },
});

function missing(backend: Reference, elsewhere: readonly Definition[], scope: Scope): Problem {
  const { at, name, from } = backend;
  const namespaces = namespacesFor(backend, scope);
  const near = nearest(name, scope.names('Service', from.path, namespaces));
  const where = `namespace "${namespaces[0] ?? 'default'}"`;
  const [other] = elsewhere;
  const next =
    other === undefined
      ? near === undefined
        ? 'Correct the name, or add the Service.'
        : `Did you mean "${near}"?`
      : `There is one in namespace "${other.namespaces[0] ?? ''}", out of reach from here.`;
  return {
    at,
    message: `In this workspace, ${where} has no Service "${name}", so requests for it fail. ${next}`,
    fixes: [...correction(backend, near), ...creation(backend, scope, namespaces)],
    related: elsewhere.map(({ path, mark, namespaces: own }) => ({
      ...{ path, at: mark },
      message: `Service "${name}" in namespace "${own[0] ?? ''}".`,
    })),
  };
}

function namespacesFor(backend: Reference, scope: Scope): readonly string[] {
  return backend.namespace === undefined ? scope.namespacesOf(backend.from) : [backend.namespace];
}

function correction({ at, from }: Reference, near: string | undefined): readonly Fix[] {
  if (near === undefined) return [];
  const edits = (): ReturnType<Fix['edits']> => [
    { path: from.path, edits: [replaceValue(at, near)] },
  ];
  return [{ title: `Write "${near}"`, edits }];
}

function creation(backend: Reference, scope: Scope, namespaces: readonly string[]): readonly Fix[] {
  const { from, name } = backend;
  if (backend.namespace !== undefined || scope.file(from.path)?.kind !== 'yaml') return [];
  const workload = namespaces
    .flatMap((namespace) => scope.workloads(namespace, from.path))
    .find((candidate) => candidate.name === name);
  const ports = portsAskedFor(from, name);
  const service = newService({ name, namespace: from.ownNamespace, ports, workload });
  return [
    {
      title: `Add a Service "${name}" to this file`,
      edits: () => {
        const text = scope.file(from.path)?.text ?? '';
        return [{ path: from.path, edits: [appendDocument(text, service)] }];
      },
    },
  ];
}

/** Every port that the object wants of a Service, so that one new Service answers all. */
function portsAskedFor(from: KubernetesObject, name: string): readonly string[] {
  const asked = referencesOf(from)
    .filter((reference) => reference.kind === 'Service' && reference.name === name)
    .flatMap(({ key }) => key?.name ?? []);
  return [...new Set(asked)];
}
