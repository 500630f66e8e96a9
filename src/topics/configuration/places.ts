import type { Mark, View } from '../../core/yaml/view.ts';

interface Part {
  readonly start: number;
  readonly end: number;
}

/** The place of a part of a value, kept to one line: a finding never covers a block. */
export function placeOf(view: View, part: Part | undefined): Mark {
  const mark = part === undefined ? view.mark : view.part(part.start, part.end);
  return firstLine(mark);
}

/** The first line of a mark that holds text; block scalars begin at their `|`. */
export function firstLine(mark: Mark): Mark {
  const { document } = mark;
  const lines = document.text.slice(mark.start, mark.end).split('\n');
  const index = Math.max(
    0,
    lines.findIndex((line) => line.trim() !== '' && !/^[|>][-+\d]*\s*$/.test(line)),
  );
  const line = lines[index] ?? '';
  const before = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0);
  const start = mark.start + before + (line.length - line.trimStart().length);
  return { document, start, end: start + line.trim().length };
}

/** Whether a value is written in braces or brackets, where nothing can be put on lines of its own. */
export function isFlow(view: View | undefined): boolean {
  const node = view?.node;
  return node !== undefined && node.type !== 'scalar' && node.flow;
}
