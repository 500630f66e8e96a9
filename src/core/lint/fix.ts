/** Fixes as plain text edits: what is not touched keeps its comments, order, quotes and layout. */
import type { Span } from '../text/text.ts';
import { lineBreak, lineEnd, lineStart } from '../text/text.ts';
import type { DocumentText, Mark, View } from '../yaml/view.ts';
import { absolute } from '../yaml/view.ts';

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

/** A scalar as YAML: plain where that reads back as the same string, else in quotes. */
export function yamlString(value: string): string {
  const plain = /^[A-Za-z_/][\w./-]*$/.test(value) || /^[A-Za-z_][\w./:-]*[\w/]$/.test(value);
  const special =
    /^(?:~|null|true|false|yes|no|on|off|y|n)$/i.test(value) || /:(?:\s|$)/.test(value);
  if (plain && !special) return value;
  return JSON.stringify(value);
}

/** Puts a value in place of a scalar, keeping the quotes it has. */
export function replaceValue(view: View, value: string): TextEdit {
  const node = view.node;
  const span = view.span;
  if (node?.type !== 'scalar' || node.style === 'plain') {
    const empty = span.start === span.end ? ' ' : '';
    return { span, text: empty + yamlString(value) };
  }
  if (node.style === 'double') return { span, text: JSON.stringify(value).slice(1, -1) };
  if (node.style === 'single') return { span, text: value.replaceAll("'", "''") };
  return { span, text: value };
}

/** Puts a number in place of a scalar and its quotes: in quotes it would be a string. */
export function replaceByNumber(view: View, value: number): TextEdit {
  const { start, end } = view.outerSpan;
  return { span: { start, end }, text: `${start === end ? ' ' : ''}${String(value)}` };
}

/** Puts a bare text in place of a mark. */
export function replaceMark(mark: Mark, text: string): TextEdit {
  return { span: absolute(mark), text };
}

/** Puts quotes around a plain scalar. */
export function quoteValue(view: View): TextEdit {
  return { span: view.span, text: JSON.stringify(view.text ?? '') };
}

/** Renames the key that leads to a view. */
export function renameKey(view: View, key: string): TextEdit {
  return { span: view.keySpan, text: key };
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
  return ' '.repeat(start - lineStart(text, start));
}

/**
 * Adds lines to a block map, behind its last entry. `yaml` is written without indentation and gets
 * that of the map; its line breaks become the file's.
 * @returns undefined where the value is no block map
 */
export function appendToMap(text: string, map: View, yaml: string): TextEdit | undefined {
  const node = map.node;
  if (node?.type !== 'map' || node.flow || node.pairs.length === 0) return undefined;
  const at = endOfBlock(text, map);
  return insertLines(text, at, indentLines(yaml, indentOf(text, map)));
}

/** Adds an item to a block sequence, behind its last one. */
export function appendToSequence(text: string, list: View, yaml: string): TextEdit | undefined {
  const node = list.node;
  if (node?.type !== 'sequence' || node.flow || node.items.length === 0) return undefined;
  const [first = '', ...rest] = yaml.split('\n');
  const item = [`- ${first}`, ...rest.map((line) => (line === '' ? line : `  ${line}`))].join('\n');
  return insertLines(text, endOfBlock(text, list), indentLines(item, indentOf(text, list)));
}

/** Adds lines as siblings right below the entry that a view is the value of. */
export function insertAfterEntry(text: string, entry: View, yaml: string): TextEdit {
  const { start } = entry.keySpan;
  const column = quoteStart(text, start) - lineStart(text, start);
  const at = endOfBlock(text, entry);
  return insertLines(text, at, indentLines(yaml, ' '.repeat(column)));
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

/** A new document behind the last one of a file. */
export function appendDocument(text: string, yaml: string): TextEdit {
  const eol = lineBreak(text);
  const open = text === '' || text.endsWith('\n') ? '' : eol;
  const body = `${open}---\n${yaml.trimEnd()}\n`.replaceAll('\n', eol);
  return { span: { start: text.length, end: text.length }, text: body };
}

/** A new document right behind another one of the same file. */
export function insertDocument(text: string, before: DocumentText, yaml: string): TextEdit {
  const eol = lineBreak(text);
  const at = before.start + before.text.length;
  const open = at === 0 || text.charCodeAt(at - 1) === 10 ? '' : eol;
  const body = `${open}---\n${yaml.trimEnd()}\n`.replaceAll('\n', eol);
  return { span: { start: at, end: at }, text: body };
}

/** Puts other lines in place of a key with its value; the comment behind them stays. */
export function replaceEntry(text: string, entry: View, yaml: string): TextEdit {
  const start = quoteStart(text, entry.keySpan.start);
  const column = ' '.repeat(start - lineStart(text, start));
  const [first = '', ...rest] = yaml.split('\n');
  const lines = [first, ...rest.map((line) => (line === '' ? line : column + line))];
  return {
    span: { start, end: Math.max(entry.keySpan.end, entry.outerSpan.end) },
    text: lines.join(lineBreak(text)),
  };
}

/** Takes an item with its lines out of a block sequence; undefined where it shares its line. */
export function removeItem(text: string, item: View): TextEdit | undefined {
  const start = lineStart(text, item.span.start);
  if (!/^\s*-\s+["']?$/.test(text.slice(start, item.span.start))) return undefined;
  return { span: { start, end: endOfBlock(text, item) }, text: '' };
}
