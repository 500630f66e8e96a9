/**
 * Silencing a finding where it stands: a comment above its line, a comment for the file, or an
 * annotation on the object.
 */
import type { KubernetesObject } from './manifest.ts';
import { lineBreak, lineStart } from './text.ts';
import type { TextEdit } from './fix.ts';
import { appendToMap, insertAfterEntry } from './fix.ts';

/** `allow.next-steps/<rule>: "<reason>"` on an object silences the rule for it. */
export const ALLOW_ANNOTATION = 'allow.next-steps/';

const LINE = /^\s*(?:#|\/\/)\s*next-steps:\s*allow\s+([\w-]+(?:\s*,\s*[\w-]+)*)/;
const FILE = /^\s*(?:#|\/\/)\s*next-steps:\s*allow-file\s+([\w-]+(?:\s*,\s*[\w-]+)*)/gm;

/** Whether the comment lines right above `offset`, or at the end of its line, allow a rule. */
export function allowedAt(text: string, offset: number, rule: string): boolean {
  let start = lineStart(text, offset);
  const line = text.slice(start, lineEndOf(text, start));
  const trailing = /\s(#\s*next-steps:.*)$/.exec(line)?.[1];
  if (trailing !== undefined && allows(trailing, rule)) return true;
  while (start > 0) {
    start = lineStart(text, start - 1);
    const above = text.slice(start, lineEndOf(text, start));
    if (!/^\s*(?:#|\/\/)/.test(above)) return false;
    if (allows(above, rule)) return true;
  }
  return false;
}

function lineEndOf(text: string, start: number): number {
  const end = text.indexOf('\n', start);
  return end < 0 ? text.length : end;
}

function allows(comment: string, rule: string): boolean {
  return named(LINE.exec(comment)?.[1], rule);
}

const named = (list: string | undefined, rule: string): boolean =>
  list?.split(',').some((name) => name.trim() === rule) === true;

/** The rules that comments allow for a whole file. */
export function allowedInFile(text: string): ReadonlySet<string> {
  if (!text.includes('next-steps:')) return new Set();
  const names = [...text.matchAll(FILE)].flatMap((match) => (match[1] ?? '').split(','));
  return new Set(names.map((name) => name.trim()));
}

export function allowedOnObject(object: KubernetesObject, rule: string): boolean {
  if (!object.document.text.includes(ALLOW_ANNOTATION)) return false;
  return object.view.get('metadata', 'annotations').has(ALLOW_ANNOTATION + rule);
}

/** A comment above the line that holds `offset`; the reason is left to be written. */
export function allowLine(text: string, offset: number, rule: string): TextEdit {
  const start = lineStart(text, offset);
  const indent = /^[ \t]*/.exec(text.slice(start))?.[0] ?? '';
  const comment = `${indent}# next-steps: allow ${rule}: reason${lineBreak(text)}`;
  return { span: { start, end: start }, text: comment };
}

export function allowFile(text: string, rule: string): TextEdit {
  // Parser directives of a Dockerfile must stay on top.
  const at =
    /^(?:\ufeff|#\s*(?:syntax|escape|check)=.*(?:\r?\n|$)|#!.*(?:\r?\n|$))*/i.exec(text)?.[0]
      .length ?? 0;
  const comment = `# next-steps: allow-file ${rule}: reason${lineBreak(text)}`;
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
  const line = `${ALLOW_ANNOTATION}${rule}: reason`;
  if (annotations.type === 'map') return appendToMap(text, annotations, line);
  if (annotations.exists || metadata.node?.type !== 'map' || metadata.node.flow) return undefined;
  const name = metadata.get('name');
  return name.exists ? insertAfterEntry(text, name, `annotations:\n  ${line}`) : undefined;
}
