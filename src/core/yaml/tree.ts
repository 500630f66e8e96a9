/** The positioned tree that every YAML reader of ours gives, and what the readers share. */
import type { Span } from '../text/text.ts';

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

export interface YamlScalar extends Span {
  readonly type: 'scalar';
  /** The text without quotes, escapes resolved. The span leaves the quotes out. */
  readonly value: string;
  readonly style: ScalarStyle;
  readonly tag?: string;
}

export interface YamlPair {
  readonly key: YamlScalar;
  readonly value: YamlNode;
}

export interface YamlMap extends Span {
  readonly type: 'map';
  readonly pairs: readonly YamlPair[];
  readonly flow: boolean;
}

export interface YamlSequence extends Span {
  readonly type: 'sequence';
  readonly items: readonly YamlNode[];
  readonly flow: boolean;
}

export interface YamlAlias extends Span {
  readonly type: 'alias';
  readonly anchor: string;
  /** Undefined where nothing of this name is before it, or it stands inside of what it names. */
  readonly target: YamlContent | undefined;
}

export type YamlContent = YamlMap | YamlSequence | YamlScalar;
export type YamlNode = YamlContent | YamlAlias;

export interface YamlError extends Span {
  readonly message: string;
}

/** One parsed document; `root` is undefined where it holds nothing but comments. */
export interface YamlTree {
  readonly root: YamlNode | undefined;
  readonly anchors: ReadonlyMap<string, YamlContent>;
  readonly errors: readonly YamlError[];
}

/** How many levels a document may have: far more than anything that people or tools write. */
export const DEEPEST = 200;

export const TOO_DEEP = `Nested deeper than ${DEEPEST} levels`;

/** A document that is not read, with the one reason. */
export function unreadTree(message: string, span: Span): YamlTree {
  const error = { message, start: span.start, end: span.end };
  return { root: undefined, anchors: new Map(), errors: [error] };
}

/** A block scalar ends with its last line of text; the blank lines below belong to nobody. */
export function contentEndOf(text: string, style: ScalarStyle, start: number, end: number): number {
  if (style !== 'literal' && style !== 'folded') return end;
  return start + text.slice(start, end).trimEnd().length;
}

const isQuoted = (node: YamlNode): boolean =>
  node.type === 'scalar' && (node.style === 'single' || node.style === 'double');

/** Where a node starts with its opening quote, which its own span leaves out. */
export function outerStart(node: YamlNode): number {
  return isQuoted(node) ? node.start - 1 : node.start;
}

/**
 * Where a node ends with its closing quote: what is put behind a collection, or in its place, must
 * not split the quotes of its last value.
 */
export function outerEnd(text: string, node: YamlNode): number {
  return isQuoted(node) ? Math.min(node.end + 1, text.length) : node.end;
}

/** An empty value stands just behind the `:` or `-` that announces it. */
export function emptyPlace(text: string, last: number): number {
  const found = /^["']?[^\S\n]*[:\-,?]?/.exec(text.slice(last, last + 80));
  return last + (found?.[0].length ?? 0);
}

/** `{{ name }}`, and `{{{ name }}}`: no file of ours has a map, or a list, for a key. */
export function isTemplateKey(key: YamlNode): boolean {
  return (key.type === 'map' || key.type === 'sequence') && key.flow;
}

/** `[[ name ]]`: nothing but one word or expression, with the blanks that people put around it. */
export function isTemplateList(text: string, { flow, items, start, end }: YamlSequence): boolean {
  const [inner, ...others] = items;
  if (!flow || others.length > 0 || inner?.type !== 'sequence' || !inner.flow) return false;
  const [word, ...more] = inner.items;
  return (
    more.length === 0 &&
    word?.type === 'scalar' &&
    word.style === 'plain' &&
    /^\[\[-?\s+\.?[A-Za-z_$][\s\S]*\s-?\]\]$/.test(text.slice(start, end))
  );
}

/** Kubernetes, Compose and CI files have scalar keys; any other key gets an empty name. */
export function keyScalar(node: YamlNode): YamlScalar {
  return node.type === 'scalar'
    ? node
    : { type: 'scalar', value: '', style: 'plain', start: node.start, end: node.end };
}
