import type { Fix } from '../../../core/lint/fix.ts';
import { insertDocument } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { referencesOf } from '../../../core/graph/references.ts';
import { existence } from '../../../core/existence/existence.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { newClaim } from '../claims.ts';

export const claimMissing = defineRule({
  id: 'claim-missing',
  severity: 'information',
  summary: 'A pod asks for a claim that is not in this workspace.',
  deck: ['S5.3'],
  docs: {
    why: 'A pod that names a PersistentVolumeClaim stays Pending until a claim of that name is in its namespace.',
    fix: 'Write the claim beside the workload, or correct the name.',
    links: [
      {
        title: 'Persistent Volumes',
        url: 'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#claims-as-volumes',
      },
    ],
  },
  check: {
    *workload({ object }, scope) {
      for (const reference of referencesOf(object)) {
        if (reference.kind !== 'PersistentVolumeClaim') continue;
        if (existence(reference, scope).state !== 'absent') continue;
        const { name, at } = reference;
        const who = object.name === undefined ? 'the pod' : `"${object.name}"`;
        const near = nearest(
          name,
          scope.names('PersistentVolumeClaim', object.path, scope.namespacesOf(object)),
        );
        yield {
          at,
          message:
            near === undefined
              ? `No claim "${name}" is in this workspace; without it ${who} stays Pending. Write the claim beside it.`
              : `No claim "${name}" is in this workspace; there is "${near}". Without it ${who} stays Pending.`,
          fixes: [...rename(reference, near), ...create(reference, scope)],
        };
      }
    },
  },
});

function rename({ at, from }: Reference, near: string | undefined): readonly Fix[] {
  if (near === undefined) return [];
  const edits = () => [{ path: from.path, edits: [replaceValue(at, near)] }];
  return [{ title: `Write "${near}"`, edits }];
}

function create({ name, from }: Reference, scope: Scope): readonly Fix[] {
  const text = scope.file(from.path)?.text;
  if (text === undefined || from.path.endsWith('.json')) return [];
  const claim = newClaim(name, from.ownNamespace);
  const edits = () => [{ path: from.path, edits: [insertDocument(text, from.document, claim)] }];
  return [{ title: `Write the claim "${name}"`, edits }];
}
