/** Where a key or value stands in the text, quotes included. */
import { lineStart } from '../../core/text/text.ts';
import type { View } from '../../core/yaml/view.ts';

export function rawValue(text: string, view: View): string {
  const { start, end } = view.outerSpan;
  return text.slice(start, end);
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
