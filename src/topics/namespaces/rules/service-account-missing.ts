import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { existence } from '../../../core/existence/existence.ts';
import { referencesOf } from '../../../core/graph/references.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { newObject } from '../../../core/kubernetes/new-object.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Definition, Scope } from '../../../core/workspace/scope.ts';
import { addDocument, editFile, takesDocuments } from '../edits.ts';
import { quoted } from '../wording.ts';

export const serviceAccountMissing = defineRule({
  id: 'service-account-missing',
  severity: 'information',
  summary: 'A pod runs as a service account that is not in this workspace.',
  deck: ['S3.4'],
  docs: {
    why: 'Without its service account no pod is created: the Deployment stays at zero. Its condition `ReplicaFailure` and an event of its ReplicaSet say why.',
    fix: 'Correct the name, or add the ServiceAccount to the same namespace.',
    links: [
      {
        title: 'Service accounts',
        url: 'https://kubernetes.io/docs/concepts/security/service-accounts/',
      },
    ],
  },
  check: {
    *workload({ object }, scope) {
      // Both words together mean the same account; the table has the newer one first.
      const reference = referencesOf(object).find(
        ({ kind, field }) => kind === 'ServiceAccount' && /serviceAccount(?:Name)?$/.test(field),
      );
      if (reference === undefined) return;
      const found = existence(reference, scope);
      if (found.state === 'absent') yield problemOf(object, reference, found.elsewhere, scope);
    },
  },
});

function problemOf(
  object: KubernetesObject,
  { at, kind, name }: Reference,
  elsewhere: readonly Definition[],
  scope: Scope,
): Problem {
  const namespaces = scope.namespacesOf(object);
  const near = nearest(name, scope.names(kind, object.path, namespaces));
  const where = quoted(namespaces);
  const create = {
    title: `Add the ServiceAccount "${name}"`,
    edits: () =>
      addDocument(
        object,
        scope,
        newObject({ apiVersion: 'v1', kind, name, namespace: object.ownNamespace }),
      ),
  };
  const correct = (other: string) => ({
    title: `Write "${other}"`,
    edits: () => editFile(object, scope, () => [replaceValue(at, other)]),
  });
  const hint = near === undefined ? 'Add it, or correct the name.' : `Did you mean "${near}"?`;
  return {
    at,
    ...(near !== undefined && { severity: 'warning' as const }),
    message: `This workspace has no ServiceAccount "${name}" in ${where}, and without it no pod is created. ${hint}`,
    fixes: [
      ...(near === undefined ? [] : [correct(near)]),
      ...(takesDocuments(object) ? [create] : []),
    ],
    related: elsewhere.map((definition) => ({
      path: definition.path,
      at: definition.mark,
      message: `A ServiceAccount "${name}" is in ${quoted(definition.namespaces)}`,
    })),
  };
}
