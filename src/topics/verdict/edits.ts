/** Fixes of the server's verdicts. */
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { Fix, TextEdit } from '../../core/lint/fix.ts';
import { appendToMap, removeEntry } from '../../core/lint/fix.ts';
import { quoteValue, renameKey, replaceValue } from '../../core/yaml/rewrite.ts';
import type { YamlFields } from '../../core/yaml/write.ts';
import type { Scope } from '../../core/workspace/scope.ts';
import type { View } from '../../core/yaml/view.ts';

function fixOf(
  title: string,
  { path }: KubernetesObject,
  edits: () => readonly TextEdit[],
  preferred: boolean,
): Fix {
  return { title, edits: () => [{ path, edits: edits() }], preferred };
}

export function renameFix(object: KubernetesObject, at: View, key: string): Fix {
  return fixOf(`Change to "${key}"`, object, () => [renameKey(at, key)], true);
}

export function replaceFix(object: KubernetesObject, at: View, value: string): Fix {
  return fixOf(`Change to "${value}"`, object, () => [replaceValue(at, value)], true);
}

export function quoteFix(object: KubernetesObject, at: View): Fix {
  return fixOf('Put it in quotes', object, () => [quoteValue(at)], true);
}

/** Takes the quotes away from a value that is a number or a boolean inside of them. */
export function unquoteFix(object: KubernetesObject, at: View): Fix {
  const { start, end } = at.span;
  const edit = { span: { start: start - 1, end: end + 1 }, text: at.text ?? '' };
  return fixOf('Remove the quotes', object, () => [edit], true);
}

/** Removes a key with its value. */
export function removeFix(
  object: KubernetesObject,
  at: View,
  scope: Scope,
  { title, preferred }: { readonly title: string; readonly preferred: boolean },
): Fix {
  const text = (): string => scope.file(object.path)?.text ?? '';
  return fixOf(title, object, () => [removeEntry(text(), at)], preferred);
}

/** Adds lines to a map; none where it cannot be extended. */
export function appendFixes(
  object: KubernetesObject,
  map: View,
  scope: Scope,
  { title, fields }: { readonly title: string; readonly fields: YamlFields },
): readonly Fix[] {
  const edit = (): TextEdit | undefined =>
    appendToMap(scope.file(object.path)?.text ?? '', map, fields);
  if (edit() === undefined) return [];
  return [fixOf(title, object, () => [edit()].filter((one) => one !== undefined), true)];
}
