import { documentAround, isBlank } from './place.ts';
import { lineEnd, lineStart } from '../text/text.ts';
import type { Span } from '../text/text.ts';

/** How a whole manifest goes into a text. */
export interface Insertion {
  /** What it replaces: blanks only. */
  readonly span: Span;
  /** What stands before it, so that it begins a document of its own. */
  readonly before: string;
}

/** The place for a manifest at or next to an offset: an empty document, or behind the one there. */
export function insertionAt(text: string, offset: number): Insertion {
  const document = documentAround(text, offset) ?? documentAround(text, lineEnd(text, offset));
  // The text ends in a `---` without a line break.
  if (document === undefined)
    return { span: { start: text.length, end: text.length }, before: '\n' };
  const content = text.slice(document.start, document.end);
  if (!isBlank(content)) {
    const start = document.start + content.trimEnd().length;
    return { span: { start, end: document.end }, before: '\n---\n' };
  }
  const at = Math.max(offset, document.start);
  const line = { start: lineStart(text, at), end: lineEnd(text, at) };
  const written = text.slice(line.start, line.end).trimEnd();
  const end = line.start + written.length;
  return { span: { start: end, end }, before: written === '' ? '' : '\n' };
}
