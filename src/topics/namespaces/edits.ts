/** The edits that the fixes of this topic share. */
import { appendDocument } from '../../core/lint/fix.ts';
import type { FileEdit, TextEdit } from '../../core/lint/fix.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import { baseName } from '../../core/files/source.ts';
import type { YamlDocument } from '../../core/yaml/write.ts';

/** Text edits of the file that an object is in. */
export function editFile(
  object: { readonly path: string },
  scope: Scope,
  edits: (text: string) => readonly (TextEdit | undefined)[],
): readonly FileEdit[] {
  const text = scope.file(object.path)?.text;
  if (text === undefined) return [];
  const known = edits(text).flatMap((edit) => edit ?? []);
  return known.length === 0 ? [] : [{ path: object.path, edits: known }];
}

/** A new object behind the last one of the file that an object is in. */
export function addDocument(
  object: KubernetesObject,
  scope: Scope,
  document: YamlDocument,
): readonly FileEdit[] {
  return editFile(object, scope, (text) => [appendDocument(text, document)]);
}

/** Documents can be added to YAML files only. */
export function takesDocuments(object: KubernetesObject): boolean {
  return !/\.json$/i.test(baseName(object.path));
}
