/** A stretch of text in UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place in a file: the path as the workspace names it, and a span of its text. */
export interface Place {
  readonly path: string;
  readonly span: Span;
}

/** A zero-based line and UTF-16 character, as VS Code and LSP count them. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export function contains(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}

/** Converts between offsets and lines; `\n`, `\r\n` and a lone `\r` end a line, as in VS Code. */
export class LineMap {
  readonly #starts: readonly number[];
  readonly #length: number;

  constructor(text: string) {
    this.#starts = lineStarts(text);
    this.#length = text.length;
  }

  position(offset: number): Position {
    const clamped = Math.max(0, Math.min(offset, this.#length));
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= clamped) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: clamped - (this.#starts[low] ?? 0) };
  }

  range(span: Span): Range {
    return { start: this.position(span.start), end: this.position(span.end) };
  }

  offset(position: Position): number {
    const start = this.#starts[position.line];
    if (start === undefined) return this.#length;
    const next = this.#starts[position.line + 1] ?? this.#length + 1;
    return Math.min(start + position.character, next - 1);
  }
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  // Nearly every file has `\n` alone, which is found much faster than it is counted.
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) starts.push(i + 1);
  }
  return starts;
}

/** The offset at which the line that holds `offset` starts. */
export function lineStart(text: string, offset: number): number {
  // A negative start would count as 0 and find a line break there.
  return offset <= 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset just past the line that holds `offset`, its line break included. */
export function lineEnd(text: string, offset: number): number {
  const next = text.indexOf('\n', offset);
  return next < 0 ? text.length : next + 1;
}

/** The line break that a text uses: that of its first line, `\n` where it has none. */
export function lineBreak(text: string): '\n' | '\r\n' {
  const first = text.indexOf('\n');
  return first > 0 && text.charCodeAt(first - 1) === 13 ? '\r\n' : '\n';
}

/**
 * Whether a `\r` ends a line by itself somewhere, as on the first Macs. YAML takes that, and edits
 * by lines would put things where they break the text.
 */
export function hasLoneReturn(text: string): boolean {
  return text.includes('\r') && /\r(?!\n)/.test(text);
}

/** Not by locale: the order is the same on every machine. */
export function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Where a text names a path, and not a longer one that holds it; -1 where it does not. */
export function indexOfPath(text: string, path: string): number {
  for (let start = text.indexOf(path); start >= 0; start = text.indexOf(path, start + 1)) {
    const before = text.charAt(start - 1);
    const after = text.slice(start + path.length);
    if (!PATH_PART.test(before) && !/^[\w/-]|^\.\w/.test(after)) return start;
  }
  return -1;
}

const PATH_PART = /[\w./-]/;
