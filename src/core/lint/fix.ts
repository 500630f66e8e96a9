/** Fixes as plain text edits: what is not touched keeps its comments, order, quotes and layout. */
import type { Span } from '../text/text.ts';
import { lineBreak, lineEnd, lineStart } from '../text/text.ts';
import { inlineOf, isAlias, placeOf } from '../yaml/rewrite.ts';
import type { DocumentText, View } from '../yaml/view.ts';
import { yamlFlow, yamlPairs, yamlText } from '../yaml/write.ts';
import type { YamlDocument, YamlFields, YamlValue } from '../yaml/write.ts';

export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}

export type FileEdit =
  | { readonly path: string; readonly edits: readonly TextEdit[] }
  /** A new file; where one of that name is there already, the text is put behind its last line. */
  | { readonly path: string; readonly create: string; readonly part?: CreatedPart };

/** What one fix adds to a new file that several fixes share, such as a key of a Secret. */
export interface CreatedPart {
  /** Two parts of one id hold the same text, or their fixes cannot both be made. */
  readonly id: string;
  readonly text: string;
}

/** The text of a new file as one fix alone makes it. */
export function createdText({ create, part }: Extract<FileEdit, { create: string }>): string {
  return create + (part?.text ?? '');
}

/** A change that finishes the job. `edits` is asked only when the fix is used. */
export interface Fix {
  /** An order, such as `Write "redis.green"`. */
  readonly title: string;
  readonly edits: () => readonly FileEdit[];
  /** The one fix that is safe to apply unseen. */
  readonly preferred?: boolean;
  /** True where its texts hold a value that may be secret: it may go into files, never a report. */
  readonly confidential?: boolean;
  /** Words in what it writes that are the person's to replace; they are selected once it is made. */
  readonly placeholder?: string;
  /** What only a person can do besides, in one or two sentences; said once it is made. */
  readonly afterwards?: string;
}

/** The text after edits that do not overlap; of two that do, the earlier one stands. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let at = 0;
  for (const { span, text: replacement } of ordered) {
    if (span.start < at) continue;
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return result + text.slice(at);
}

/**
 * Takes a key with its value out of a block map, with its line's comment. In a flow map, or where
 * other text shares the line, only the pair itself goes.
 */
export function removeEntry(text: string, view: View): TextEdit {
  const start = lineStart(text, view.keySpan.start);
  const end = lineEnd(text, Math.max(view.keySpan.end, view.outerSpan.end));
  const before = text.slice(start, quoteStart(text, view.keySpan.start));
  if (before.trim() === '') return { span: { start, end }, text: '' };
  if (/^\s*-\s+$/.test(before)) return removeFirstOfItem(text, view, end);
  return removeFromFlow(text, view);
}

/** The first key of a list item: the next key moves up behind the dash. */
function removeFirstOfItem(text: string, view: View, end: number): TextEdit {
  const next = /^[ \t]*/.exec(text.slice(end))?.[0].length ?? 0;
  return { span: { start: quoteStart(text, view.keySpan.start), end: end + next }, text: '' };
}

function removeFromFlow(text: string, view: View): TextEdit {
  const start = quoteStart(text, view.keySpan.start);
  const end = view.outerSpan.end;
  const comma = /^\s*,\s*/.exec(text.slice(end))?.[0].length;
  if (comma !== undefined) return { span: { start, end: end + comma }, text: '' };
  const lead = /,\s*$/.exec(text.slice(0, start))?.[0].length ?? 0;
  return { span: { start: start - lead, end }, text: '' };
}

function quoteStart(text: string, start: number): number {
  return text[start - 1] === '"' || text[start - 1] === "'" ? start - 1 : start;
}

/** The column of a map's keys: that of its first one. */
export function indentOf(text: string, view: View): string {
  const { start } = view.span;
  return ' '.repeat(columnOf(text, start));
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

/** Adds entries to a map, behind its last one; undefined where the value is no map. */
export function appendToMap(text: string, map: View, fields: YamlFields): TextEdit | undefined {
  const node = map.node;
  const last = map.lastEntry;
  if (node?.type !== 'map' || isAlias(map)) return undefined;
  if (node.flow) return appendToFlow(text, { holder: map, last }, yamlPairs(fields, inlineOf(map)));
  if (last === undefined) return undefined;
  const at = endOfBlock(text, map);
  return insertLines(text, at, indentLines(yamlText(fields), indentOf(text, map)));
}

/** Adds an item to a sequence, behind its last one; undefined where the value is none. */
export function appendToSequence(text: string, list: View, item: YamlValue): TextEdit | undefined {
  const node = list.node;
  const last = list.items.at(-1);
  if (node?.type !== 'sequence' || isAlias(list)) return undefined;
  if (node.flow) return appendToFlow(text, { holder: list, last }, yamlFlow(item, inlineOf(list)));
  if (last === undefined) return undefined;
  const lines = indentLines(yamlText([item]), indentOf(text, list));
  return insertLines(text, endOfBlock(text, list), lines);
}

/** Between the brackets: below the last one where that has a line of its own. */
function appendToFlow(
  text: string,
  { holder, last }: { readonly holder: View; readonly last: View | undefined },
  added: string,
): TextEdit {
  if (last === undefined) {
    const at = holder.span.start + 1;
    return { span: { start: at, end: at }, text: added };
  }
  return insertInFlow(text, last, added);
}

function insertInFlow(text: string, after: View, added: string): TextEdit {
  const end = Math.max(after.keySpan.end, after.outerSpan.end);
  const start = lineStart(text, after.keySpan.start);
  const before = text.slice(start, quoteStart(text, after.keySpan.start));
  const gap = before.trim() === '' ? lineBreak(text) + before : ' ';
  return { span: { start: end, end }, text: `,${gap}${added}` };
}

/** Adds entries right behind the one that a view is the value of. */
export function insertAfterEntry(text: string, entry: View, fields: YamlFields): TextEdit {
  const place = placeOf(entry.parent);
  if (place !== 'block') return insertInFlow(text, entry, yamlPairs(fields, place));
  const column = columnOf(text, quoteStart(text, entry.keySpan.start));
  const at = endOfBlock(text, entry);
  return insertLines(text, at, indentLines(yamlText(fields), ' '.repeat(column)));
}

/** Adds entries right before the one that a view is the value of. */
export function insertBeforeEntry(text: string, entry: View, fields: YamlFields): TextEdit {
  const place = placeOf(entry.parent);
  const start = quoteStart(text, entry.keySpan.start);
  const span = { start, end: start };
  if (place !== 'block') return { span, text: `${yamlPairs(fields, place)}, ` };
  const indent = ' '.repeat(columnOf(text, start));
  const lines = indentLines(yamlText(fields), indent).slice(indent.length);
  return { span, text: `${lines}\n${indent}`.replaceAll('\n', lineBreak(text)) };
}

/** The offset behind the last line of a block value. */
function endOfBlock(text: string, view: View): number {
  const end = Math.max(view.keySpan.end, view.outerSpan.end);
  return lineEnd(text, end);
}

function insertLines(text: string, at: number, lines: string): TextEdit {
  const eol = lineBreak(text);
  const body = lines.replaceAll('\n', eol);
  const open = at > 0 && text.charCodeAt(at - 1) !== 10;
  return { span: { start: at, end: at }, text: open ? `${eol}${body}` : `${body}${eol}` };
}

export function indentLines(lines: string, indent: string): string {
  return lines
    .split('\n')
    .map((line) => (line === '' ? line : indent + line))
    .join('\n');
}

/** Documents behind the last one of a file. */
export function appendDocument(text: string, ...documents: readonly YamlDocument[]): TextEdit {
  return documentsAt(text, text.length, documents);
}

/** Documents right behind another one of the same file. */
export function insertDocument(
  text: string,
  before: DocumentText,
  ...documents: readonly YamlDocument[]
): TextEdit {
  return documentsAt(text, before.start + before.text.length, documents);
}

function documentsAt(text: string, at: number, documents: readonly YamlDocument[]): TextEdit {
  const eol = lineBreak(text);
  const open = at === 0 || text.charCodeAt(at - 1) === 10 ? '' : eol;
  const body = documents.map((document) => `---\n${yamlText(document)}\n`).join('');
  return { span: { start: at, end: at }, text: open + body.replaceAll('\n', eol) };
}

/** Puts other entries in place of a key with its value; the comment behind them stays. */
export function replaceEntry(text: string, entry: View, fields: YamlFields): TextEdit {
  const start = quoteStart(text, entry.keySpan.start);
  const span = { start, end: Math.max(entry.keySpan.end, entry.outerSpan.end) };
  const place = placeOf(entry.parent);
  if (place !== 'block') return { span, text: yamlPairs(fields, place) };
  const column = ' '.repeat(columnOf(text, start));
  const lines = indentLines(yamlText(fields), column).slice(column.length);
  return { span, text: lines.replaceAll('\n', lineBreak(text)) };
}

/** Takes an item with its lines out of a block sequence; undefined where it shares its line. */
export function removeItem(text: string, item: View): TextEdit | undefined {
  const start = lineStart(text, item.span.start);
  if (!/^\s*-\s+["']?$/.test(text.slice(start, item.span.start))) return undefined;
  return { span: { start, end: endOfBlock(text, item) }, text: '' };
}
