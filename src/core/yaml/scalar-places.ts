/** Where the letters of a scalar's value stand in its source, worked out once for each scalar. */
import type { YamlScalar } from './tree.ts';

/** How offsets into the value become offsets into the document; undefined where escapes move them. */
type Places = ((start: number, end: number) => number | undefined) | undefined;

const KNOWN = new WeakMap<YamlScalar, { readonly text: string; readonly places: Places }>();

/**
 * @param text that of the document
 * @returns the offset in the document of a part of the value; undefined where it has no one place
 */
export function startOfPart(
  node: YamlScalar,
  text: string,
  start: number,
  end: number,
): number | undefined {
  let known = KNOWN.get(node);
  if (known?.text !== text) {
    known = { text, places: placesOf(node, text) };
    KNOWN.set(node, known);
  }
  return known.places?.(start, end);
}

function placesOf(node: YamlScalar, text: string): Places {
  if (text.slice(node.start, node.end) === node.value) return (start) => node.start + start;
  return node.style === 'literal' ? placesInBlock(node, text) : undefined;
}

/** In a literal block each line of the value stands in the source behind the block's indentation. */
function placesInBlock(node: YamlScalar, text: string): Places {
  const hasHeader = /^[|>]/.test(text.charAt(node.start));
  const first = hasHeader ? text.indexOf('\n', node.start) + 1 : node.start;
  const source = text.slice(first, node.end).split('\n');
  const lines = node.value.split('\n');
  const full = lines.findIndex((line) => line.trim() !== '');
  const indent = leadingSpaces(source[full]) - leadingSpaces(lines[full]);
  const sourceStarts = startsOf(source);
  const valueStarts = startsOf(lines);
  return (start, end) => {
    const wanted = node.value.slice(start, end);
    if (wanted.includes('\n')) return undefined;
    const line = lineOf(valueStarts, start);
    const column = start - (valueStarts[line] ?? 0);
    const at = first + (sourceStarts[line] ?? 0) + indent + column;
    return text.startsWith(wanted, at) ? at : undefined;
  };
}

function startsOf(lines: readonly string[]): readonly number[] {
  let at = 0;
  return lines.map((line) => {
    const start = at;
    at += line.length + 1;
    return start;
  });
}

/** The last line that starts at an offset or before it. */
function lineOf(starts: readonly number[], offset: number): number {
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const leadingSpaces = (line = ''): number => line.length - line.trimStart().length;
