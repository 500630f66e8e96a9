/** Where a value that leaves a file goes: into a key of a Secret beside it. */
import type { FileEdit, Fix } from '../../core/lint/fix.ts';
import { appendToMap, insertAfterEntry } from '../../core/lint/fix.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { newObject } from '../../core/kubernetes/new-object.ts';
import { addToIgnoreFile, manifestPath, newManifest } from '../../core/lint/new-file.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { isFlow } from './places.ts';

/** A key of a Secret with the edits that put the value there. */
export interface Stored {
  readonly name: string;
  readonly key: string;
  readonly edits: () => readonly FileEdit[];
  /** The file that is made for it; undefined where the Secret is there already. */
  readonly file: string | undefined;
}

/** What a fix that moves a value out of a file leaves to the person. */
export function afterMove(
  { path }: KubernetesObject,
  value: string,
): Pick<Fix, 'placeholder' | 'afterwards' | 'confidential'> {
  return {
    confidential: true,
    // The value that everyone with the repository could read should be replaced by a new one.
    placeholder: value.split('\n', 1)[0] ?? '',
    afterwards: `If "${path}" was ever committed, the value is still in git's history. Rotate it: a new value belongs in the Secret.`,
  };
}

/** The name of the Secret that takes the values of an object. */
export function secretNameFor(object: KubernetesObject): string {
  const name = object.name ?? 'app';
  return /secrets?$/.test(name) ? name : `${name}-secrets`;
}

/**
 * Finds room for a value in the Secret of an object's values.
 * @returns undefined where the key is taken
 */
export function storeFor(
  scope: Scope,
  object: KubernetesObject,
  key: string,
  value: string,
): Stored | undefined {
  const name = secretNameFor(object);
  const known = existing(scope, object, name);
  if (known === undefined) {
    const file = manifestPath(object.path, name);
    // Several values of one object make one Secret, with a key for each, in the clear form: the
    // API server does the base64.
    const namespace = object.ownNamespace;
    const documents = [newObject({ apiVersion: 'v1', kind: 'Secret', name, namespace })];
    const manifest = { name, documents, part: { map: 'stringData', key, value } };
    return { name, key, file, edits: () => newManifest(scope, object.path, manifest) };
  }
  const taken = known.keys?.includes(key) === true;
  if (taken && known.view.get('stringData', key).text !== value) return undefined;
  const edits = (): readonly FileEdit[] => (taken ? [] : addKey(scope, known, key, value));
  return { name, key, file: undefined, edits };
}

function existing(
  scope: Scope,
  object: KubernetesObject,
  name: string,
): KubernetesObject | undefined {
  return scope
    .definitions('Secret', name, object.path, scope.namespacesOf(object))
    .find(({ object: found }) => found?.kind === 'Secret' && scope.roleOf(found) === 'whole')
    ?.object;
}

/** Adds a key to a ConfigMap's data or a Secret's stringData. */
export function addKey(
  scope: Scope,
  object: KubernetesObject,
  key: string,
  value: string,
): readonly FileEdit[] {
  const text = scope.file(object.path)?.text;
  if (text === undefined || isFlow(object.view)) return [];
  const field = object.kind === 'Secret' ? 'stringData' : 'data';
  const added = { [key]: value };
  const map = object.view.get(field);
  const beside = ['data', 'binaryData', 'type', 'metadata']
    .map((name) => object.view.get(name))
    .find((view) => view.exists);
  const edit =
    map.lastEntry !== undefined
      ? appendToMap(text, map, added)
      : map.exists || beside === undefined
        ? undefined
        : insertAfterEntry(text, beside, { [field]: added });
  return edit === undefined ? [] : [{ path: object.path, edits: [edit] }];
}

/** Keeps a file out of version control. */
export function keepOutOfGit(scope: Scope, file: string): FileEdit {
  return addToIgnoreFile(scope, '.gitignore', [`/${file}`]);
}
