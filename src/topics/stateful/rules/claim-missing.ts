import type { Fix } from '../../../core/lint/fix.ts';
import { insertDocument } from '../../../core/lint/fix.ts';
import { replaceValue } from '../../../core/yaml/rewrite.ts';
import { nearest } from '../../../core/kubernetes/labels.ts';
import { isTakenAway } from '../../../core/graph/reference-absence.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { referencesOf } from '../../../core/graph/references.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import { isTemplated } from '../addresses.ts';
import { newClaim, isMadeBySet } from '../claims.ts';

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
        if (reference.kind !== 'PersistentVolumeClaim' || isFound(reference, scope)) continue;
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

function isFound(reference: Reference, scope: Scope): boolean {
  const { name, from } = reference;
  if (isTemplated(name) || scope.resolve(reference).length > 0) return true;
  if (isTakenAway(name, from.path, scope)) return true;
  if (isOwnTemplate(reference) || isMadeBySet(name, from, scope)) return true;
  // KubeVirt's importer makes a claim of the same name.
  return scope.objects('DataVolume', from.path).some((object) => object.name === name);
}

/** A StatefulSet puts its own claim in the place of a volume of the same name. */
function isOwnTemplate({ at, from }: Reference): boolean {
  const volume = at.parent?.parent?.get('name').text;
  const templates = from.view.get('spec', 'volumeClaimTemplates').items;
  return templates.some((claim) => claim.get('metadata', 'name').text === volume);
}

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
