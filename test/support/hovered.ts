import type { HoverPart, HoverSource } from '../../src/core/hover/hover.ts';
import { hoverAt } from '../../src/core/hover/hover.ts';
import { loadCase } from './fixtures.ts';

/** The hover where `¦` stands in one of the files, as the lines a reader sees. */
export function hovered(
  sources: readonly HoverSource[],
  files: Readonly<Record<string, string>>,
): {
  readonly word: string;
  readonly lines: readonly string[];
} {
  const [path = '', marked = ''] =
    Object.entries(files).find(([, text]) => text.includes('¦')) ?? [];
  const offset = marked.indexOf('¦');
  const texts = new Map(Object.entries(files).map(([p, text]) => [p, text.replace('¦', '')]));
  const found = hoverAt(loadCase(texts), sources, { path, offset });
  if (found === undefined) return { word: '', lines: [] };
  const word = (texts.get(path) ?? '').slice(found.span.start, found.span.end);
  return { word, lines: found.parts.flatMap(linesOf) };
}

function linesOf(part: HoverPart): readonly string[] {
  if ('markdown' in part) return [part.markdown];
  if ('text' in part) return [part.text];
  if ('list' in part) {
    return part.list.map(({ text, path }) => (path === undefined ? text : `${text} @${path}`));
  }
  return 'slide' in part ? [`slide ${part.slide}`] : [];
}
