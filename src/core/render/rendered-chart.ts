/** The output of `helm template`, and the way back from its lines to those of the templates. */
import { isChartTemplate } from '../files/chart-templates.ts';
import { alignLines } from '../text/line-alignment.ts';
import type { Chart } from './target.ts';
import type { Locate, RenderedFiles } from './rendered.ts';
import { isWithin, joinPath, SourceDocument } from '../files/source.ts';
import { lineStart } from '../text/text.ts';
import type { Span } from '../text/text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { splitDocuments } from '../yaml/yaml.ts';

const SOURCE = /^# Source: (.+?)\r?$/m;

/** Helm names the template of each document in a comment at its head. */
export function readChartOutput(
  output: string,
  { folder, namespace }: Chart,
  workspace: Workspace,
): RenderedFiles {
  const byPath = new Map<string, string>();
  for (const { start, end } of splitDocuments(output)) {
    const text = withoutNamespace(output.slice(start, end), namespace);
    const named = SOURCE.exec(text)?.[1];
    // The first part is the name of the chart, whatever its folder is called.
    const inside = named?.slice(named.indexOf('/') + 1) ?? 'rendered.yaml';
    const path = joinPath(folder, inside);
    byPath.set(path, `${byPath.get(path) ?? ''}${withBreak(text)}`);
  }
  const { charts } = workspace.structure;
  return {
    files: [...byPath].map(([path, text]) => ({ path, text, kind: 'yaml' })),
    replaces: (path) => isWithin(path, folder) && isChartTemplate(path, charts),
  };
}

/**
 * Blanks the namespace of the release out: where a chart is installed is no decision of its
 * templates, and an object that names none is taken to be in the same place.
 */
function withoutNamespace(text: string, namespace: string): string {
  const at = new SourceDocument(text, 0).view.get('metadata', 'namespace');
  if (at.text !== namespace) return text;
  const { start, end } = at.span;
  // A scalar's span leaves its quotes out.
  const quote = /["']/.test(text.charAt(start - 1)) ? 1 : 0;
  const blank = ' '.repeat(end - start + 2 * quote);
  return `${text.slice(0, start - quote)}${blank}${text.slice(end + quote)}`;
}

const withBreak = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);

/** @param after holds what was rendered under the paths of the templates */
export function locateInChart(after: Workspace, workspace: Workspace): Locate {
  const alignments = new Map<string, readonly (number | undefined)[]>();
  return (path, span) => {
    const rendered = after.file(path);
    const document = rendered?.documents.findLast(({ start }) => start <= span.start);
    if (rendered === undefined || document === undefined || !workspace.paths.has(path))
      return undefined;
    const template = workspace.file(path)?.text ?? '';
    const id = `${String(document.start)} ${path}`;
    const known = alignments.get(id);
    const aligned = known ?? alignLines(document.text.split('\n'), template.split('\n'));
    alignments.set(id, aligned);
    const local = { start: span.start - document.start, end: span.end - document.start };
    return { path, span: spanInTemplate(document.text, template, { local, aligned }) };
  };
}

interface Alignment {
  readonly local: Span;
  readonly aligned: readonly (number | undefined)[];
}

function spanInTemplate(text: string, template: string, { local, aligned }: Alignment): Span {
  const lines = text.split('\n');
  const line = text.slice(0, local.start).split('\n').length - 1;
  const from = nearestAligned(lines, line, aligned);
  const there = from === undefined ? undefined : aligned[from];
  const at = offsetOfLine(template, there ?? firstContent(template));
  const source = lineAt(template, at);
  if (from !== line || there === undefined) return trimmed(at, source);
  const begin = lineStart(text, local.start);
  if (source.trimEnd() === (lines[line] ?? '').trimEnd()) {
    const end = Math.min(local.end - begin, source.trimEnd().length);
    return { start: at + local.start - begin, end: at + Math.max(end, local.start - begin) };
  }
  return valueSpan(at, source, local.start - begin);
}

/** The line itself, or else the one that its block begins with, such as `env:` above a `toYaml`. */
function nearestAligned(
  lines: readonly string[],
  line: number,
  aligned: readonly (number | undefined)[],
): number | undefined {
  let depth = Infinity;
  for (let at = line; at >= 0; at--) {
    const text = lines[at] ?? '';
    const indent = text.length - text.trimStart().length;
    const isOpen = text.trim() !== '' && (at === line || indent < depth);
    if (isOpen && aligned[at] !== undefined) return at;
    if (isOpen) depth = indent;
  }
  return undefined;
}

/** The first line that is neither a comment nor an action of the template. */
function firstContent(template: string): number {
  const first = template.split('\n').findIndex((line) => /^\s*(?!#|\{\{|---)\S/.test(line));
  return Math.max(0, first);
}

function offsetOfLine(text: string, line: number): number {
  let at = 0;
  for (let i = 0; i < line; i++) at = text.indexOf('\n', at) + 1;
  return at;
}

function lineAt(text: string, at: number): string {
  const end = text.indexOf('\n', at);
  return text.slice(at, end < 0 ? text.length : end);
}

function trimmed(at: number, line: string): Span {
  const start = at + line.length - line.trimStart().length;
  return { start, end: Math.max(start, at + line.trimEnd().length) };
}

const KEY = /^\s*(?:- )*["']?[\w./-]+["']?:(?=\s|$)/;

/** What the template writes behind a key, or the key where the finding is about that. */
function valueSpan(at: number, line: string, column: number): Span {
  const key = KEY.exec(line)?.[0] ?? '';
  const all = trimmed(at, line);
  const value = line.slice(key.length);
  if (key === '' || value.trim() === '') return all;
  if (column < key.length - 1) return { start: all.start, end: at + key.length - 1 };
  const start = at + key.length + value.length - value.trimStart().length;
  const quote = /^(["']).*\1$/.test(value.trim()) ? 1 : 0;
  return { start: start + quote, end: all.end - quote };
}
