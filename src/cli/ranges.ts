import { LineMap } from '../core/text/text.ts';
import type { Range, Span } from '../core/text/text.ts';

/** Converts spans of a text; its lines are counted only when the first span comes. */
export function rangesIn(text: string): (span: Span) => Range {
  let lines: LineMap | undefined;
  return (span) => {
    lines ??= new LineMap(text);
    return lines.range(span);
  };
}
