/** Who runs the image that a Dockerfile makes, and how they get a setting that leaves it. */
import type { FileEdit } from '../../core/lint/fix.ts';
import { appendToSequence, insertAfterEntry } from '../../core/lint/fix.ts';
import { parseImage } from '../../core/kubernetes/images.ts';
import type { Container, KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { workloadOf } from '../../core/kubernetes/manifest.ts';
import { newObject } from '../../core/kubernetes/new-object.ts';
import { newManifest } from '../../core/lint/new-file.ts';
import { sharedDepth } from '../../core/workspace/nearest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { baseName, folderOf } from '../../core/files/source.ts';
import { isFlow } from './places.ts';
import { addKey } from './secret-store.ts';

/** Containers whose image is named like the folder of the Dockerfile, those nearest to it: copies of a stack have the same. */
export function usersOfImage(scope: Scope, dockerfile: string): readonly Container[] {
  const name = baseName(folderOf(dockerfile)).toLowerCase();
  if (name === '') return [];
  const found = scope
    .workloads(undefined, dockerfile)
    .filter((object) => scope.roleOf(object) === 'whole')
    .flatMap((object) => workloadOf(object)?.containers ?? [])
    .filter(({ view }) => parseImage(view.get('image').text ?? '')?.name === name);
  const depth = ({ workload }: Container): number => sharedDepth(workload.object.path, dockerfile);
  const deepest = Math.max(...found.map(depth));
  return found.filter((one) => depth(one) === deepest);
}

/** Sets a variable of containers from ConfigMaps of their workloads, each change once. */
export function setInConfigMaps(
  scope: Scope,
  users: readonly Container[],
  key: string,
  value: string,
): readonly FileEdit[] {
  const edits = users.flatMap((user) => setInConfigMap(scope, user, key, value));
  return [...new Map(edits.map((edit) => [JSON.stringify(edit), edit])).values()];
}

function setInConfigMap(
  scope: Scope,
  { workload: { object }, view }: Container,
  key: string,
  value: string,
): readonly FileEdit[] {
  const text = scope.file(object.path)?.text;
  const env = view.get('env');
  // What the workload sets itself wins over the image, and stays.
  if (text === undefined || isFlow(view) || env.items.some((item) => item.get('name').text === key))
    return [];
  const name = `${object.name ?? 'app'}-config`;
  const item = { name: key, valueFrom: { configMapKeyRef: { name, key } } };
  const edit = env.exists
    ? appendToSequence(text, env, item)
    : insertAfterEntry(text, view.get('image'), { env: [item] });
  if (edit === undefined) return [];
  return [{ path: object.path, edits: [edit] }, ...store(scope, object, name, { key, value })];
}

function store(
  scope: Scope,
  object: KubernetesObject,
  name: string,
  { key, value }: { readonly key: string; readonly value: string },
): readonly FileEdit[] {
  const known = scope.definitions('ConfigMap', name, object.path, scope.namespacesOf(object));
  const there = known.find(({ origin }) => origin === 'manifest')?.object;
  if (there?.keys?.includes(key) === true) return [];
  if (there !== undefined) return addKey(scope, there, key, value);
  const head = { apiVersion: 'v1', kind: 'ConfigMap', name, namespace: object.ownNamespace };
  const documents = [newObject(head, { data: { [key]: value } })];
  return newManifest(scope, object.path, { name, documents });
}
