/** Where a key or value stands in the text, quotes included. */
import { lineStart } from '../../core/text/text.ts';
import type { Span } from '../../core/text/text.ts';
import type { View } from '../../core/yaml/view.ts';

export function rawValue(text: string, view: View): string {
  const { start, end } = rawSpan(text, view);
  return text.slice(start, end);
}

/** The span of a scalar with its quotes. */
export function rawSpan(text: string, view: View): Span {
  const { start } = view.span;
  return { start: isQuotedValue(view) ? start - 1 : start, end: valueEnd(text, view) };
}

export function valueEnd(text: string, view: View): number {
  const { end } = view.span;
  return isQuotedValue(view) && /["']/.test(text[end] ?? '') ? end + 1 : end;
}

export function isQuotedKey(text: string, view: View): boolean {
  return /["']/.test(text[view.keySpan.start - 1] ?? '');
}

export function quoteStart(text: string, view: View): number {
  return view.keySpan.start - (isQuotedKey(text, view) ? 1 : 0);
}

export function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function isQuotedValue(view: View): boolean {
  return view.node?.type === 'scalar' && /single|double/.test(view.node.style);
}
