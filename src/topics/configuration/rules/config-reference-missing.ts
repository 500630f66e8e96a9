import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import type { YamlFields } from '../../../core/yaml/write.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import { newObject } from '../../../core/kubernetes/new-object.ts';
import { newManifest } from '../../../core/lint/new-file.ts';
import { existence } from '../../../core/existence/existence.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Definition, Scope } from '../../../core/workspace/scope.ts';
import { configReferences, consequence } from '../references.ts';

export const configReferenceMissing = defineRule({
  id: 'config-reference-missing',
  severity: 'hint',
  summary: 'A ConfigMap or Secret that is named here is not in this workspace.',
  deck: ['S8.1', 'S8.2'],
  docs: {
    why: 'A container whose ConfigMap or Secret is missing does not start: it waits in `CreateContainerConfigError`, or in `ContainerCreating` for a volume. The object must be in the namespace of the pod. It may well be made elsewhere, by hand or by an operator; then this is only a reminder.',
    fix: 'Correct the name, add the object, or mark the reference as `optional: true` if the application can live without it.',
    links: [
      {
        title: 'Configure a Pod to use a ConfigMap',
        url: 'https://kubernetes.io/docs/tasks/configure-pod-container/configure-pod-configmap/',
      },
      { title: 'Secrets', url: 'https://kubernetes.io/docs/concepts/configuration/secret/' },
    ],
  },
  check: {
    *object(object, scope) {
      const seen = new Set<string>();
      for (const reference of configReferences(object)) {
        const id = `${reference.kind}/${reference.name}`;
        if (seen.has(id)) continue;
        const found = existence(reference, scope);
        if (found.state !== 'absent') continue;
        seen.add(id);
        yield missing(reference, found.elsewhere[0], scope);
      }
    },
  },
});

function missing(reference: Reference, other: Definition | undefined, scope: Scope): Problem {
  const { kind, name, from } = reference;
  const namespaces = scope.namespacesOf(from);
  if (other !== undefined) return inOtherNamespace(reference, other, scope);
  const near = nearest(name, scope.names(kind, from.path, namespaces));
  const create = createFix(reference, scope);
  if (near === undefined) {
    return {
      at: reference.at,
      message: `No ${kind} "${name}" in this workspace: unless something else makes it, ${consequence(reference)}. Add it if it belongs here.`,
      fixes: [create],
    };
  }
  return {
    at: reference.at,
    severity: 'warning',
    message: `No ${kind} "${name}" in this workspace, but there is "${near}". Without it ${consequence(reference)}; correct the name.`,
    fixes: [renameFix(reference, near), create],
    related: scope
      .definitions(kind, near, from.path, namespaces)
      .map(({ path, mark }) => ({ path, at: mark, message: `${kind} "${near}"` })),
  };
}

function inOtherNamespace(reference: Reference, other: Definition, scope: Scope): Problem {
  const { kind, name, from } = reference;
  const here = scope.namespacesOf(from).join('" and "');
  const there = other.namespaces.join('", "');
  return {
    at: reference.at,
    message: `${kind} "${name}" is in namespace "${there}", and a pod in "${here}" cannot see it there: ${consequence(reference)}. Add one to "${here}".`,
    fixes: [createFix(reference, scope)],
    related: [{ path: other.path, at: other.mark, message: `${kind} "${name}" in "${there}"` }],
  };
}

/** Corrects the name everywhere in the object. */
function renameFix({ from, kind, name: wrong }: Reference, name: string): Fix {
  const edits = (): readonly TextEdit[] => {
    const uses = configReferences(from).filter((use) => use.kind === kind && use.name === wrong);
    return [...new Map(uses.map(({ at }) => [at.span.start, replaceValue(at, name)])).values()];
  };
  return { title: `Write "${name}"`, edits: () => [{ path: from.path, edits: edits() }] };
}

/** A skeleton with the keys that the stack asks for, in a file beside. */
function createFix(reference: Reference, scope: Scope): Fix {
  const { kind, name, from } = reference;
  const edits = (): ReturnType<Fix['edits']> => {
    const documents = [skeleton(reference, keysAskedFor(reference, scope))];
    return newManifest(scope, from.path, { name, documents });
  };
  return { title: `Create ${kind} "${name}"`, edits };
}

function skeleton({ kind, name, from }: Reference, keys: readonly string[]): YamlFields {
  const head = { apiVersion: 'v1', kind, name, namespace: from.ownNamespace };
  const entries = Object.fromEntries(keys.map((key) => [key, '']));
  return newObject(head, { [kind === 'Secret' ? 'stringData' : 'data']: entries });
}

function keysAskedFor({ kind, name, from }: Reference, scope: Scope): readonly string[] {
  const others = scope
    .namespacesOf(from)
    .flatMap((namespace) => scope.workloads(namespace, from.path));
  const keys = [from, ...others]
    .flatMap(configReferences)
    .filter((other) => other.kind === kind && other.name === name)
    .flatMap(({ key }) => key?.name ?? []);
  return [...new Set(keys)];
}
