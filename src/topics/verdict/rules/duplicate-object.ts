import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import { compareText } from '../../../core/text/text.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { deployedTogether } from '../deployed-together.ts';
import type { Together } from '../deployed-together.ts';

export const duplicateObject = defineRule({
  id: 'duplicate-object',
  severity: 'warning',
  summary: 'Two objects of one deployment have the same kind, namespace and name.',
  deck: [],
  docs: {
    why: 'Kind, namespace and name tell objects apart. Whoever applies a file that has two of a name writes the second one over the first, so what only the first one says is lost without a word. kustomize refuses to build files with two of a name together, and Helm refuses to install them.',
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
      const twin = earlierTwin(object, scope);
      if (twin === undefined) return;
      const { first, together } = twin;
      const name = `${object.kind} "${object.name ?? ''}"`;
      const related = [
        { path: first.path, at: first.nameMark, message: `${name} is defined here first.` },
      ];
      yield together === undefined
        ? {
            at: object.nameMark,
            message: `${name} is in this file twice, so this one overwrites the other. Rename one of them, or join them.`,
            related,
          }
        : {
            at: object.nameMark,
            message: `${name} is in ${first.path}, too, so ${refusedBy(together)}. Rename one of them, or remove it.`,
            severity: 'error' as const,
            related,
          };
    },
  },
});

function refusedBy({ by, folder }: Together): string {
  return by === 'chart'
    ? `Helm refuses to install the chart "${folder}"`
    : `kustomize refuses to build "${folder === '' ? '.' : folder}"`;
}

interface Twin {
  readonly first: KubernetesObject;
  /** Set where the two are in different files. */
  readonly together?: Together;
}

/** The first object that is the same one to a cluster, in the same file or deployed with it. */
function earlierTwin(object: KubernetesObject, scope: Scope): Twin | undefined {
  const { name, kind, path } = object;
  if (name === undefined) return undefined;
  const others = scope
    .definitionsAnywhere(kind, name, path)
    .flatMap(({ object: one }) => one ?? [])
    .filter((one) => isSameObject(one, object) && scope.roleOf(one) === 'whole');
  const here = others.find((one) => one.path === path && isBefore(one, object));
  if (here !== undefined) return { first: here };
  for (const first of others.filter((one) => compareText(one.path, path) < 0)) {
    const isSameVersion = first.apiVersion === object.apiVersion;
    const together = isSameVersion && deployedTogether(first.path, path, scope.structure);
    if (together) return { first, together };
  }
  return undefined;
}

function isSameObject(a: KubernetesObject, b: KubernetesObject): boolean {
  const [one, other] = [a, b].map(({ ownNamespace = 'default' }) => ownNamespace);
  return a.group === b.group && a.name === b.name && one === other;
}

function isBefore(a: KubernetesObject, b: KubernetesObject): boolean {
  return (
    a.nameMark.document.start + a.nameMark.start < b.nameMark.document.start + b.nameMark.start
  );
}
