import type { FileEdit, Fix, TextEdit } from '../../../core/lint/fix.ts';
import { appendToSequence, removeEntry } from '../../../core/lint/fix.ts';
import { renameKey, replaceValue } from '../../../core/yaml/rewrite.ts';
import type { KubernetesObject } from '../../../core/kubernetes/manifest.ts';
import { referencesOf } from '../../../core/graph/references.ts';
import type { Reference } from '../../../core/graph/references.ts';
import { defineRule } from '../../../core/lint/rule.ts';
import type { Scope } from '../../../core/workspace/scope.ts';
import type { View } from '../../../core/yaml/view.ts';
import { placeOf } from '../places.ts';
import { afterMove, storeFor } from '../secret-store.ts';
import { secretInEntry } from '../settings-file.ts';
import { describeSecret } from '../wording.ts';

export const secretInConfigMap = defineRule({
  id: 'secret-in-config-map',
  severity: 'warning',
  summary: 'A password, key or token stands in a ConfigMap instead of a Secret.',
  deck: ['S8.1', 'S8.5'],
  kinds: ['ConfigMap'],
  patches: true,
  docs: {
    why: 'ConfigMaps are made to be read: by every pod and every person with the usual read access to the namespace. Secrets have permissions of their own, can be encrypted at rest, and are left out of most listings and logs.',
    fix: 'Move the key to a Secret, and change `configMapKeyRef` to `secretKeyRef` or add a `secretRef` where it is used.',
    links: [
      { title: 'ConfigMaps', url: 'https://kubernetes.io/docs/concepts/configuration/configmap/' },
      { title: 'Secrets', url: 'https://kubernetes.io/docs/concepts/configuration/secret/' },
    ],
  },
  check: {
    *object(object, scope) {
      if (object.group !== '') return;
      for (const entry of object.view.get('data').entries) {
        const value = entry.text;
        const secret = value === undefined ? undefined : secretInEntry(entry.key, value);
        if (value === undefined || secret === undefined) continue;
        if (scope.definitionsAnywhere('Secret', value, object.path).length > 0) continue;
        yield {
          at: placeOf(entry, secret.span),
          message: `${describeSecret(secret.name, secret.reason)}, and a ConfigMap is no place for it: many can read it. Move it to a Secret.`,
          fixes: fixes(object, entry, value, scope),
        };
      }
    },
  },
});

function fixes(
  object: KubernetesObject,
  entry: View & { readonly key: string },
  value: string,
  scope: Scope,
): readonly Fix[] {
  if (scope.roleOf(object) === 'patch') return [];
  const stored = storeFor(scope, object, entry.key, value);
  if (stored === undefined || usersOf(object, entry.key, scope) === undefined) return [];
  const edits = (): readonly FileEdit[] => {
    const text = scope.file(object.path)?.text;
    if (text === undefined) return [];
    const users = usersOf(object, entry.key, scope) ?? [];
    return [
      { path: object.path, edits: [removeEntry(text, entry)] },
      ...users.flatMap((user) => moveUse(user, stored.name, scope)),
      ...stored.edits(),
    ];
  };
  const title = `Move "${entry.key}" to Secret "${stored.name}"`;
  return [{ title, edits, ...afterMove(object, value) }];
}

/** Where the key is read as a variable; undefined where it is read in a way that cannot be moved. */
function usersOf(
  object: KubernetesObject,
  key: string,
  scope: Scope,
): readonly Reference[] | undefined {
  const references = scope
    .namespacesOf(object)
    .flatMap((namespace) => scope.workloads(namespace, object.path))
    .flatMap(referencesOf)
    .filter(({ kind, name }) => kind === 'ConfigMap' && name === object.name)
    .filter((reference) => reference.key === undefined || reference.key.name === key);
  return references.some(({ field }) => field.includes('volumes')) ? undefined : references;
}

/** The same use, of the Secret. */
function moveUse(use: Reference, secret: string, scope: Scope): readonly FileEdit[] {
  const { path } = use.from;
  const text = scope.file(path)?.text;
  const source = use.at.parent;
  if (text === undefined || source === undefined) return [];
  if (use.key !== undefined)
    return [{ path, edits: [renameKey(source, 'secretKeyRef'), replaceValue(use.at, secret)] }];
  const item = source.parent;
  const added = item && addToEnvFrom(text, item, secret);
  return added === undefined ? [] : [{ path, edits: [added] }];
}

function addToEnvFrom(text: string, item: View, secret: string): TextEdit | undefined {
  const list = item.parent;
  if (list === undefined) return undefined;
  if (list.items.some((one) => one.get('secretRef', 'name').text === secret)) return undefined;
  const prefix = item.get('prefix').text;
  return appendToSequence(text, list, { prefix, secretRef: { name: secret } });
}
