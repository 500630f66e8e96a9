import type { Fix, TextEdit } from '../../../core/lint/fix.ts';
import { removeEntry } from '../../../core/lint/fix.ts';
import { renameKey, replaceValue } from '../../../core/yaml/rewrite.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Problem } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { Kustomization } from '../../../core/workspace/structure.ts';
import { editFile } from '../edits.ts';
import { brokenHosts } from '../renamed-services.ts';
import type { BrokenHost } from '../renamed-services.ts';

export const prefixBreaksHost = defineRule({
  id: 'prefix-breaks-host',
  severity: 'warning',
  summary: 'A kustomization renames a Service whose old name is still used as a host.',
  deck: ['S2.1'],
  docs: {
    why: 'With `namePrefix`, kustomize renames objects and the references between them. A host name in a variable or a ConfigMap is only text to it, so it keeps the old name and leads nowhere.',
    fix: 'Give each copy of the stack its namespace instead: there all names stay as they are. If the prefix has to stay, copy the name with `replacements`.',
    links: [
      {
        title: 'Declarative management with Kustomize',
        url: 'https://kubernetes.io/docs/tasks/manage-kubernetes-objects/kustomization/',
      },
    ],
  },
  check: {
    *kustomization(kustomization, scope) {
      const [at] = namingFields(kustomization);
      if (at === undefined) return;
      const broken = brokenHosts(kustomization, scope);
      const [first] = broken;
      if (first !== undefined) yield problemOf(kustomization, { first, broken }, scope);
    },
  },
});

function namingFields({ view }: Kustomization) {
  return ['namePrefix', 'nameSuffix']
    .map((field) => view.get(field))
    .filter(({ text }) => text !== undefined && text !== '');
}

function problemOf(
  kustomization: Kustomization,
  { first, broken }: { readonly first: BrokenHost; readonly broken: readonly BrokenHost[] },
  scope: Scope,
): Problem {
  const [at] = namingFields(kustomization);
  const who = first.name === undefined ? 'a host name' : `"${first.name}"`;
  return {
    at: at ?? kustomization.view,
    message: `This renames the Service "${first.service}" to "${first.renamed}", but ${who} still says "${first.service}". A namespace of its own keeps all names as they are.`,
    fixes: fixes(kustomization, scope),
    related: broken.map(({ path, mark, service }) => ({
      path,
      at: mark,
      message: `Still says "${service}"`,
    })),
  };
}

function fixes(kustomization: Kustomization, scope: Scope): readonly Fix[] {
  const [first, ...rest] = namingFields(kustomization);
  if (first === undefined) return [];
  const remove = (text: string): readonly TextEdit[] =>
    [first, ...rest].map((view) => removeEntry(text, view));
  if (kustomization.namespace !== undefined) {
    const title = `Remove ${String(first.key)}: the namespace keeps the copies apart`;
    return [{ title, edits: () => editFile(kustomization, scope, remove) }];
  }
  const namespace = (first.text ?? '').replace(/^[-.]+|[-.]+$/g, '');
  if (!/^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace)) return [];
  const edits = (text: string): readonly TextEdit[] => [
    renameKey(first, 'namespace'),
    replaceValue(first, namespace),
    ...rest.map((view) => removeEntry(text, view)),
  ];
  return [
    {
      title: `Write "namespace: ${namespace}" instead`,
      edits: () => editFile(kustomization, scope, edits),
    },
  ];
}
