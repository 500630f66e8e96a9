import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { existence } from '../../../core/existence/existence.ts';
import { referencesOf } from '../../../core/graph/references.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { newObject } from '../../../core/kubernetes/new-object.ts';
import { commented } from '../../../core/yaml/write.ts';
import type { YamlFields } from '../../../core/yaml/write.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Definition, Scope } from '../../../core/workspace/scope.ts';
import { addDocument, editFile, takesDocuments } from '../edits.ts';
import { quoted } from '../wording.ts';

export const roleMissing = defineRule({
  id: 'role-missing',
  severity: 'information',
  summary: 'A binding hands out a role that is not in this workspace.',
  deck: ['S3.3'],
  kinds: ['RoleBinding', 'ClusterRoleBinding'],
  docs: {
    why: 'The API server takes a binding to a role that does not exist, and the binding then gives nothing: the application is refused at run time.',
    fix: 'Correct the name, or add the role. A Role has to be in the namespace of its binding.',
    links: [
      {
        title: 'Using RBAC Authorization',
        url: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/',
      },
    ],
  },
  check: {
    *object(object, scope) {
      const reference = referencesOf(object).find(({ field }) => field === 'roleRef.name');
      if (reference === undefined) return;
      const found = existence(reference, scope);
      if (found.state === 'absent') yield problemOf(object, reference, found.elsewhere, scope);
    },
  },
});

function problemOf(
  object: KubernetesObject,
  reference: Reference,
  elsewhere: readonly Definition[],
  scope: Scope,
): Problem {
  const { at, kind, name } = reference;
  const namespaces = scope.namespacesOf(object);
  const near = nearest(name, scope.names(kind, object.path, namespaces));
  const where = kind === 'Role' ? ` in ${quoted(namespaces)}` : '';
  const correct = (other: string) => ({
    title: `Write "${other}"`,
    edits: () => editFile(object, scope, () => [replaceValue(at, other)]),
  });
  const create = {
    title: `Add the ${kind} "${name}"`,
    edits: () => addDocument(object, scope, emptyRole(object, kind, name)),
  };
  const hint = near === undefined ? 'Add it, or correct the name.' : `Did you mean "${near}"?`;
  return {
    at,
    message: `This workspace has no ${kind} "${name}"${where}; a binding to a role that is missing gives nothing. ${hint}`,
    fixes: [
      ...(near === undefined ? [] : [correct(near)]),
      ...(takesDocuments(object) ? [create] : []),
    ],
    related: elsewhere.map((definition) => ({
      path: definition.path,
      at: definition.mark,
      message: `A ${kind} "${name}" is in ${quoted(definition.namespaces)}`,
    })),
  };
}

function emptyRole(object: KubernetesObject, kind: string, name: string): YamlFields {
  const namespace = kind === 'Role' ? object.ownNamespace : undefined;
  return newObject(
    { apiVersion: 'rbac.authorization.k8s.io/v1', kind, name, namespace },
    { rules: commented([], { above: ['Nothing is allowed yet: list what is needed.'] }) },
  );
}
