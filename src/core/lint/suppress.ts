/** Writes what silences a finding where it stands: a comment or an annotation. */
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import { lineBreak, lineStart } from '../text/text.ts';
import type { TextEdit } from './fix.ts';
import { appendToMap, insertAfterEntry } from './fix.ts';
import { ALLOW_ANNOTATION } from './silences.ts';

/** Stands where the person says why. */
export const REASON = 'reason';

/** A comment above the line that holds `offset`; the reason is left to be written. */
export function allowLine(text: string, offset: number, rule: string): TextEdit {
  const start = lineStart(text, offset);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const comment = `${indent}# next-steps: allow ${rule}: ${REASON}${lineBreak(text)}`;
  return { span: { start, end: start }, text: comment };
}

export function allowFile(text: string, rule: string): TextEdit {
  // Parser directives of a Dockerfile must stay on top.
  const at =
    /^(?:\ufeff|#\s*(?:syntax|escape|check)=.*(?:\r?\n|$)|#!.*(?:\r?\n|$))*/i.exec(text)?.[0]
      .length ?? 0;
  const comment = `# next-steps: allow-file ${rule}: ${REASON}${lineBreak(text)}`;
  return { span: { start: at, end: at }, text: comment };
}

/** An annotation on the object; undefined where its metadata is written in flow style. */
export function allowOnObject(
  text: string,
  object: KubernetesObject,
  rule: string,
): TextEdit | undefined {
  const metadata = object.view.get('metadata');
  const annotations = metadata.get('annotations');
  const allowed = { [`${ALLOW_ANNOTATION}${rule}`]: REASON };
  if (annotations.type === 'map') return appendToMap(text, annotations, allowed);
  if (annotations.exists || metadata.node?.type !== 'map' || metadata.node.flow) return undefined;
  const name = metadata.get('name');
  return name.exists ? insertAfterEntry(text, name, { annotations: allowed }) : undefined;
}
