/** Edits that put annotations on an object or take them away. */
import { appendToMap, insertAfterEntry, removeEntry, yamlString } from '../../core/lint/fix.ts';
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
  const lines = Object.entries(annotations).map(([key, value]) => `${key}: ${yamlString(value)}`);
  if (own.type === 'map') return appendToMap(text, own, lines.join('\n'));
  const name = metadata.get('name');
  const flow = metadata.node?.type !== 'map' || metadata.node.flow;
  if (own.exists || flow || !name.exists) return undefined;
  const yaml = ['annotations:', ...lines.map((line) => `  ${line}`)].join('\n');
  return insertAfterEntry(text, name, yaml);
}

/** Takes annotations of one object away, and `annotations` itself where nothing is left of it. */
export function removeAnnotations(text: string, annotations: readonly View[]): readonly TextEdit[] {
  const all = annotations[0]?.parent;
  if (all === undefined) return [];
  if (all.entries.length > annotations.length)
    return annotations.map((entry) => removeEntry(text, entry));
  const whole = text.slice(all.keySpan.end, all.span.end);
  // A comment that stands there stays.
  return whole.includes('#')
    ? annotations.map((entry) => removeEntry(text, entry))
    : [removeEntry(text, all)];
}
