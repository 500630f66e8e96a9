/** Variables in the values of a Compose file, filled in as Compose does it. */
import type { Span } from '../text/text.ts';
import type { Variables } from './env-file.ts';

/** A value with its variables filled in, as far as the files know them. */
export interface Filled {
  readonly text: string;
  /** Variables without a known value, by their names; they still stand in the text. */
  readonly unknown: readonly string[];
  /** Where a part of the text is written; the whole expression for what comes from elsewhere. */
  readonly written: (part: Span) => Span;
}

interface Piece {
  readonly text: string;
  readonly span: Span;
  /** True where the text stands in the file as it is. */
  readonly literal: boolean;
}

/** `$$`, `$X`, `${X}`, and `${X` with an operator before what may hold other variables. */
const START = /\$(?:(\$)|([A-Za-z_]\w*)|\{([A-Za-z_]\w*)(:?[-?+])?)/g;

/** Deeper nesting is left as it is. */
const DEEPEST = 10;

/** docs.docker.com/reference/compose-file/interpolation */
export function fillIn(value: string, variables: Variables): Filled {
  const unknown: string[] = [];
  const pieces = value.includes('$')
    ? piecesOf(value, { variables, unknown, depth: 0 }, 0)
    : [{ text: value, span: { start: 0, end: value.length }, literal: true }];
  return {
    text: pieces.map(({ text }) => text).join(''),
    unknown,
    written: (part) => writtenAt(pieces, part),
  };
}

interface Filling {
  readonly variables: Variables;
  readonly unknown: string[];
  readonly depth: number;
}

function piecesOf(value: string, filling: Filling, offset: number): readonly Piece[] {
  const pieces: Piece[] = [];
  const take = (start: number, end: number): void => {
    const span = { start: offset + start, end: offset + end };
    if (end > start) pieces.push({ text: value.slice(start, end), span, literal: true });
  };
  let last = 0;
  const ends = bracePairs(value);
  for (const match of value.matchAll(START)) {
    const { index } = match;
    if (index < last) continue;
    const found = expression(match, ends);
    if (found === undefined) continue;
    take(last, index);
    last = found.end;
    const span = { start: offset + index, end: offset + found.end };
    if (found.name === undefined) pieces.push({ text: '$', span, literal: false });
    else pieces.push(...filled(found, { value, span, offset }, filling));
  }
  take(last, value.length);
  return pieces;
}

interface Expression {
  /** Undefined for `$$`. */
  readonly name: string | undefined;
  readonly operator: string | undefined;
  /** What stands behind the operator. */
  readonly operand: Span;
  readonly end: number;
}

function expression(
  match: RegExpExecArray,
  ends: ReadonlyMap<number, number>,
): Expression | undefined {
  const [all, dollar, bare, braced, operator] = match;
  const start = match.index + all.length;
  const none = { operator: undefined, operand: { start, end: start }, end: start };
  if (dollar !== undefined) return { ...none, name: undefined };
  if (bare !== undefined) return { ...none, name: bare };
  const end = ends.get(match.index + '${'.length);
  if (end === undefined || (operator === undefined && end !== start)) return undefined;
  return { name: braced, operator, operand: { start, end }, end: end + 1 };
}

/** Where each `${` ends, found in one walk: by the offset behind its brace, the offset of the other. */
function bracePairs(value: string): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  const open: number[] = [];
  for (const { 0: brace, index } of value.matchAll(/\$\{|\}/g)) {
    const start = brace === '}' ? open.pop() : undefined;
    if (start !== undefined) pairs.set(start, index);
    if (brace !== '}') open.push(index + brace.length);
  }
  return pairs;
}

interface Written {
  readonly value: string;
  /** The whole expression. */
  readonly span: Span;
  readonly offset: number;
}

function filled(
  { name = '', operator = '', operand }: Expression,
  { value, span, offset }: Written,
  filling: Filling,
): readonly Piece[] {
  const known = filling.variables.get(name);
  const isSet = filling.variables.has(name) && !(operator.startsWith(':') && known === '');
  const rest = (): readonly Piece[] => {
    const text = value.slice(operand.start, operand.end);
    const at = offset + operand.start;
    return filling.depth >= DEEPEST
      ? [{ text, span, literal: false }]
      : piecesOf(text, { ...filling, depth: filling.depth + 1 }, at);
  };
  if (operator.endsWith('+')) return isSet ? rest() : [];
  if (isSet && known !== undefined) return [{ text: known, span, literal: false }];
  if (operator.endsWith('-') && !isSet) return rest();
  filling.unknown.push(name);
  return [{ text: value.slice(span.start - offset, span.end - offset), span, literal: false }];
}

function writtenAt(pieces: readonly Piece[], part: Span): Span {
  let at = 0;
  let start: number | undefined;
  let end: number | undefined;
  for (const { text, span, literal } of pieces) {
    const next = at + text.length;
    if (next > part.start && at < part.end) {
      start ??= literal ? span.start + Math.max(0, part.start - at) : span.start;
      end = literal && part.end <= next ? span.start + part.end - at : span.end;
    }
    at = next;
  }
  return { start: start ?? 0, end: end ?? 0 };
}
