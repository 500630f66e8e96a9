/** Edits that put annotations on an object or take them away. */
import { appendToMap, insertAfterEntry, removeEntry } from '../../core/lint/fix.ts';
import type { TextEdit } from '../../core/lint/fix.ts';
import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import type { View } from '../../core/yaml/view.ts';

/** Adds annotations; undefined where the metadata is written in a way that has no room. */
export function addAnnotations(
  text: string,
  object: KubernetesObject,
  annotations: Readonly<Record<string, string>>,
): TextEdit | undefined {
  const metadata = object.view.get('metadata');
  const own = metadata.get('annotations');
  if (own.type === 'map') return appendToMap(text, own, annotations);
  const name = metadata.get('name');
  const flow = metadata.node?.type !== 'map' || metadata.node.flow;
  if (own.exists || flow || !name.exists) return undefined;
  return insertAfterEntry(text, name, { annotations });
}

/** Takes annotations of one object away, and `annotations` itself where nothing is left of it. */
export function removeAnnotations(text: string, annotations: readonly View[]): readonly TextEdit[] {
  const all = annotations[0]?.parent;
  if (all === undefined) return [];
  if (all.entries.length > annotations.length)
    return annotations.map((entry) => removeEntry(text, entry));
  // A comment that stands there stays.
  return betweenEntries(text, all).includes('#')
    ? annotations.map((entry) => removeEntry(text, entry))
    : [removeEntry(text, all)];
}

/** What a map holds beside its keys and values. */
function betweenEntries(text: string, map: View): string {
  let between = '';
  let at = map.keySpan.end;
  for (const entry of map.entries) {
    between +=
      text.slice(at, entry.keySpan.start) + text.slice(entry.keySpan.end, entry.span.start);
    at = entry.outerSpan.end;
  }
  return between + text.slice(at, map.span.end);
}
