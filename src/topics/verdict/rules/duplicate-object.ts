import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';

export const duplicateObject = defineRule({
  id: 'duplicate-object',
  severity: 'warning',
  summary: 'A file has two objects of the same kind, namespace and name.',
  deck: [],
  docs: {
    why: 'Kind, namespace and name tell objects apart. Whoever applies the file writes the second object over the first, so what only the first one says is lost without a word. kustomize refuses such a file.',
    fix: 'Give one of them another name, or join the two.',
    links: [
      {
        title: 'Object names and IDs',
        url: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/names/',
      },
    ],
  },
  check: {
    *object(object, scope): Iterable<Problem> {
      const first = earlierTwin(object, scope);
      if (first === undefined) return;
      const name = `${object.kind} "${object.name ?? ''}"`;
      yield {
        at: object.nameMark,
        message: `${name} is in this file twice, so this one overwrites the other. Rename one of them, or join them.`,
        related: [
          { path: first.path, at: first.nameMark, message: `${name} is defined here first.` },
        ],
      };
    },
  },
});

/** The first object of the same file that is the same one to a cluster. */
function earlierTwin(object: KubernetesObject, scope: Scope): KubernetesObject | undefined {
  const { name, kind, path, group, ownNamespace } = object;
  if (name === undefined) return undefined;
  return scope
    .definitionsAnywhere(kind, name, path)
    .flatMap(({ object: one }) => one ?? [])
    .find(
      (one) =>
        one.path === path &&
        one.group === group &&
        one.name === name &&
        one.ownNamespace === ownNamespace &&
        scope.roleOf(one) === 'whole' &&
        isBefore(one, object),
    );
}

function isBefore(a: KubernetesObject, b: KubernetesObject): boolean {
  return (
    a.nameMark.document.start + a.nameMark.start < b.nameMark.document.start + b.nameMark.start
  );
}
