import type { Span } from '../text/text.ts';

/** A piece of a Dockerfile: the text as Docker reads it, and where it stands in the file. */
export interface Word {
  readonly text: string;
  readonly span: Span;
}

/** The character that escapes and continues lines, chosen by the `# escape=` directive. */
export type Escape = '\\' | '`';

/**
 * Part of an instruction with its continued lines joined; each segment says that the text from
 * `at` on was read from the file's offset `from` on.
 */
export interface LogicalLine {
  readonly text: string;
  readonly segments: readonly { readonly at: number; readonly from: number }[];
}

/** A word of a logical line, as offsets into its text. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** A builder flag such as `--from=build`; `name` is lower-case and without the dashes. */
export interface Flag {
  readonly name: string;
  readonly value: Word | undefined;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}

/** Removes the escape character that continues a line; `undefined` if the line ends here. */
export function withoutContinuation(line: string, escape: Escape): string | undefined {
  let end = line.length;
  while (isBlank(line[end - 1])) end -= 1;
  // Two escape characters in a row are an escaped escape character, not a continuation.
  const continues = line[end - 1] === escape && line[end - 2] !== escape;
  return continues ? line.slice(0, end - 1) : undefined;
}

/** Joins the physical lines of `span`; between them Docker drops comments and empty lines. */
export function logicalLine(source: string, span: Span, escape: Escape): LogicalLine {
  const segments: { at: number; from: number }[] = [];
  let text = '';
  for (let from = span.start; from < span.end;) {
    const newline = source.indexOf('\n', from);
    const next = newline === -1 || newline >= span.end ? span.end : newline + 1;
    const line = source.slice(from, next).replace(/\r?\n$/, '');
    if (from === span.start || !/^\s*(?:#|$)/.test(line)) {
      segments.push({ at: text.length, from });
      text += withoutContinuation(line, escape) ?? line;
    }
    from = next;
  }
  return { text, segments };
}

function sourceOffset(line: LogicalLine, index: number): number {
  const { segments } = line;
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.at ?? 0) <= index) low = middle + 1;
    else high = middle;
  }
  // The last one that begins at or before the place.
  const segment = segments[low - 1];
  return segment === undefined ? 0 : segment.from + index - segment.at;
}

/** Where a piece stands in the file; it may reach over several physical lines. */
export function spanOf(line: LogicalLine, { start, end }: Piece): Span {
  const from = sourceOffset(line, start);
  return { start: from, end: end > start ? sourceOffset(line, end - 1) + 1 : from };
}

/** The piece without the white space around it; `undefined` if nothing else is there. */
export function trimmed(line: LogicalLine, { start, end }: Piece): Piece | undefined {
  const text = line.text.slice(start, end);
  const from = start + text.length - text.trimStart().length;
  const length = text.trim().length;
  return length === 0 ? undefined : { start: from, end: from + length };
}

/** Takes quotes and escapes away; variables stay as they are written. */
export function unquote(raw: string, escape: Escape): string {
  let text = '';
  let quote = '';
  for (let index = 0; index < raw.length; index += 1) {
    const character = raw[index] ?? '';
    const next = raw[index + 1] ?? '';
    if (character === escape && quote !== "'") {
      const escapes = quote === '' || next === '"' || next === '$' || next === escape;
      text += escapes ? next : character;
      if (escapes) index += 1;
    } else if (character === quote) {
      quote = '';
    } else if (quote === '' && (character === '"' || character === "'")) {
      quote = character;
    } else {
      text += character;
    }
  }
  return text;
}

/** A piece with its quotes and escapes taken away. */
export function wordOf(line: LogicalLine, piece: Piece, escape: Escape): Word {
  const raw = line.text.slice(piece.start, piece.end);
  return { text: unquote(raw, escape), span: spanOf(line, piece) };
}

/** Words between white space; quotes do not hold them together, as in COPY, FROM and EXPOSE. */
export function plainPieces(line: LogicalLine, { start, end }: Piece): Piece[] {
  return [...line.text.slice(start, end).matchAll(/\S+/g)].map((match) => ({
    start: start + match.index,
    end: start + match.index + match[0].length,
  }));
}

/** The end of the word that starts at `start`, and whether its last quote was closed. */
function quotedEnd(text: string, start: number, escape: Escape): { end: number; closed: boolean } {
  let quote = '';
  for (let index = start; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (character === escape && quote !== "'") index += 1;
    else if (character === quote) quote = '';
    else if (quote === '' && (character === '"' || character === "'")) quote = character;
    else if (quote === '' && /\s/.test(character)) return { end: index, closed: true };
  }
  return { end: text.length, closed: quote === '' };
}

/** Words where quotes and escapes hold white space together, as in ENV, ARG and flags. */
export function quotedPieces(line: LogicalLine, range: Piece, escape: Escape): Piece[] {
  const text = line.text.slice(0, range.end);
  const pieces: Piece[] = [];
  for (let start = range.start; start < text.length; start += 1) {
    if (/\s/.test(text[start] ?? '')) continue;
    const { end } = quotedEnd(text, start, escape);
    pieces.push({ start, end });
    start = end;
  }
  return pieces;
}

/** The flags an argument starts with, and what follows them. */
export function splitFlags(
  line: LogicalLine,
  range: Piece,
  escape: Escape,
): { flags: Flag[]; rest: Piece } {
  const flags: Flag[] = [];
  for (const piece of quotedPieces(line, range, escape)) {
    const raw = line.text.slice(piece.start, piece.end);
    if (!raw.startsWith('--')) return { flags, rest: { start: piece.start, end: range.end } };
    if (raw === '--') return { flags, rest: { start: piece.end, end: range.end } };
    const equals = raw.indexOf('=');
    const name = raw.slice(2, equals === -1 ? undefined : equals).toLowerCase();
    const valuePiece = { start: piece.start + equals + 1, end: piece.end };
    const value = equals === -1 ? undefined : wordOf(line, valuePiece, escape);
    flags.push({ name, value });
  }
  return { flags, rest: { start: range.end, end: range.end } };
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Docker reads an array that is not JSON as plain words, so this is no error here.
    return undefined;
  }
}

/** The strings of the exec form `["a", "b"]`, spans inside the quotes; `undefined` if it is none. */
export function jsonWords(line: LogicalLine, { start, end }: Piece): Word[] | undefined {
  const text = line.text.slice(start, end);
  const values = text.trimStart().startsWith('[') ? parsedJson(text) : undefined;
  if (!Array.isArray(values)) return undefined;
  if (!values.every((value): value is string => typeof value === 'string')) return undefined;
  const strings = [...text.matchAll(/"(?:[^"\\]|\\.)*"/g)];
  return values.map((value, index) => {
    const string = strings[index];
    const from = start + (string?.index ?? 0) + 1;
    const to = from + (string?.[0].length ?? 2) - 2;
    return { text: value, span: spanOf(line, { start: from, end: to }) };
  });
}

/** A here-document that a line opens; with `tabs` its end may be indented by tabs. */
export interface Heredoc {
  readonly name: string;
  readonly tabs: boolean;
}

const HEREDOC = /^\d*<<(-?)\s*([^<\s][^<]*)$/;

/** Whether a word opens a here-document instead of naming a file. */
export function isHeredoc(word: string): boolean {
  return HEREDOC.test(word);
}

/** The here-documents of a line, in order; a line with an open quote has none, as in BuildKit. */
export function heredocsOf(line: LogicalLine, range: Piece): Heredoc[] {
  const text = line.text.slice(0, range.end).replace(/<<(-?)[ \t]+/g, '<<$1');
  if (!text.includes('<<') || jsonWords(line, range) !== undefined) return [];
  const heredocs: Heredoc[] = [];
  for (let start = range.start; start < text.length; start += 1) {
    if (/\s/.test(text[start] ?? '')) continue;
    const { end, closed } = quotedEnd(text, start, '\\');
    if (!closed) return [];
    const match = HEREDOC.exec(text.slice(start, end));
    if (match) heredocs.push({ name: unquote(match[2] ?? '', '\\'), tabs: match[1] === '-' });
    start = end;
  }
  return heredocs;
}
