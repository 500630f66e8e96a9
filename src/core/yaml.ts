/**
 * YAML text to a small positioned tree. The only importer of YAML parsers.
 *
 * js-yaml's event stream reads what is well formed, many times faster than `yaml`; `yaml` reads
 * what js-yaml refuses (half-typed and broken documents), with its errors. Offsets in a tree count
 * from the start of its own document, so that a tree survives edits in the documents around it.
 */
import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import type { Event } from 'js-yaml';
import { isAlias, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Document, Node as YamlLibraryNode, Pair as YamlLibraryPair } from 'yaml';
import type { Span } from './text.ts';

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
}

export type YamlNode = YamlMap | YamlSequence | YamlScalar | YamlAlias;

export interface YamlError extends Span {
  readonly message: string;
}

/** One parsed document; `root` is undefined where it holds nothing but comments. */
export interface YamlTree {
  readonly root: YamlNode | undefined;
  readonly anchors: ReadonlyMap<string, YamlNode>;
  readonly errors: readonly YamlError[];
}

/**
 * Where the documents of a file start. A `---` in column 0 ends a document everywhere in YAML 1.2,
 * block scalars included (c-forbidden, section 9.1.2), so no parse is needed.
 */
export function splitDocuments(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (let at = text.indexOf('---'); at >= 0; at = text.indexOf('---', at + 3)) {
    const lineStarts =
      at === 0 || isBreak(text.charCodeAt(at - 1)) || text.charCodeAt(at - 1) === 0xfeff;
    const after = text.charCodeAt(at + 3);
    if (!lineStarts || !(Number.isNaN(after) || isBreak(after) || after === 32 || after === 9))
      continue;
    if (at > start && holdsContent(text, start, at)) spans.push({ start, end: at });
    start = at;
  }
  if (holdsContent(text, start, text.length)) spans.push({ start, end: text.length });
  return spans;
}

const isBreak = (code: number): boolean => code === 10 || code === 13;

/** Each alternative starts with another letter, so that no text makes the search go back. */
const NOTHING = /^(?:[\s\ufeff]|---(?=\s|$)|\.\.\.(?=\s|$)|[%#][^\n]*(?:\n|$))*$/;

function holdsContent(text: string, start: number, end: number): boolean {
  return end - start > 400 || !NOTHING.test(text.slice(start, end));
}

/** Parses the text of one document. Never throws; what cannot be read is in `errors`. */
export function parseYaml(text: string): YamlTree {
  try {
    return treeOfEvents(text, parseEvents(text, {}));
  } catch {
    // js-yaml refuses the document: `yaml` gives a tree of what can be read, and the errors.
    return parseTemplate(text) ?? parseTolerantly(text);
  }
}

const ACTION = /\{\{[\s\S]*?\}\}/g;

/**
 * Parses what is YAML around the actions of a template (`{{ ... }}`), whose text stays in the
 * values. That it is a template is its one error; undefined where it holds no action, or more is
 * wrong with it.
 */
function parseTemplate(text: string): YamlTree | undefined {
  const first = text.indexOf('{{');
  if (first < 0) return undefined;
  try {
    const tree = treeOfEvents(text, parseEvents(withoutActions(text), {}));
    const message = 'A template is no YAML before it is filled in';
    return { ...tree, errors: [{ message, start: first, end: first + 2 }] };
  } catch {
    return undefined;
  }
}

/** The same text with a word in place of each action, or blanks where it has lines of its own. */
function withoutActions(text: string): string {
  return text.replace(ACTION, (action, at: number) => {
    const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
    const end = at + action.length;
    const next = text.indexOf('\n', end);
    const alone = `${before}${text.slice(end, next < 0 ? text.length : next)}`.trim() === '';
    return action.replace(/[^\r\n]/g, alone ? ' ' : 'x');
  });
}

/** Parses with `yaml` alone; exported so that a test can hold that both readers agree. */
export function parseTolerantly(text: string): YamlTree {
  try {
    const document = parseDocument(text, {
      prettyErrors: false,
      // The default check is quadratic in the keys of a map.
      uniqueKeys: false,
      logLevel: 'silent',
    });
    return treeOfLibrary(document, text);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      root: undefined,
      anchors: new Map(),
      errors: [{ message, start: 0, end: text.length }],
    };
  }
}

interface Open {
  readonly map: boolean;
  readonly start: number;
  readonly flow: boolean;
  readonly anchor: string | undefined;
  readonly children: YamlNode[];
}

function treeOfEvents(text: string, events: readonly Event[]): YamlTree {
  const anchors = new Map<string, YamlNode>();
  const stack: Open[] = [];
  const roots: YamlNode[] = [];
  let last = 0;
  const add = (node: YamlNode, anchor: string | undefined): void => {
    if (anchor !== undefined) anchors.set(anchor, node);
    (stack.at(-1)?.children ?? roots).push(node);
  };
  for (const event of events) {
    switch (event.type) {
      case EVENT_ID.MAPPING:
      case EVENT_ID.SEQUENCE:
        stack.push({
          map: event.type === EVENT_ID.MAPPING,
          start: event.start,
          flow: event.style === 2,
          anchor: slice(text, event.anchorStart, event.anchorEnd),
          children: [],
        });
        last = Math.max(last, event.start);
        break;
      case EVENT_ID.SCALAR: {
        const node = scalarOfEvent(text, event, last);
        last = node.end;
        add(node, slice(text, event.anchorStart, event.anchorEnd));
        break;
      }
      case EVENT_ID.ALIAS:
        last = event.anchorEnd;
        add(
          {
            type: 'alias',
            anchor: text.slice(event.anchorStart, event.anchorEnd),
            start: event.anchorStart - 1,
            end: event.anchorEnd,
          },
          undefined,
        );
        break;
      case EVENT_ID.POP: {
        const open = stack.pop();
        if (open === undefined) break; // the document itself
        const node = collection(text, open);
        last = Math.max(last, node.end);
        add(node, open.anchor);
        break;
      }
      default:
        break;
    }
  }
  return { root: roots[0], anchors, errors: [] };
}

const STYLES: readonly ScalarStyle[] = ['plain', 'plain', 'single', 'double', 'literal', 'folded'];

function scalarOfEvent(
  text: string,
  event: Extract<Event, { type: typeof EVENT_ID.SCALAR }>,
  last: number,
): YamlScalar {
  const tag = slice(text, event.tagStart, event.tagEnd);
  const style = STYLES[event.style] ?? 'plain';
  if (event.valueStart < 0) {
    const at = emptyPlace(text, last);
    return { type: 'scalar', value: '', style, start: at, end: at, ...(tag && { tag }) };
  }
  const value = event.fast
    ? text.slice(event.valueStart, event.valueEnd)
    : getScalarValue(text, event);
  return {
    type: 'scalar',
    value,
    style,
    start: event.valueStart,
    end: contentEndOf(text, style, event.valueStart, event.valueEnd),
    ...(tag && { tag }),
  };
}

/** A block scalar ends with its last line of text; the blank lines below belong to nobody. */
function contentEndOf(text: string, style: ScalarStyle, start: number, end: number): number {
  if (style !== 'literal' && style !== 'folded') return end;
  return start + text.slice(start, end).trimEnd().length;
}

/** An empty value stands just behind the `:` or `-` that announces it. */
function emptyPlace(text: string, last: number): number {
  const found = /^["']?[^\S\n]*[:\-,?]?/.exec(text.slice(last, last + 80));
  return last + (found?.[0].length ?? 0);
}

function slice(text: string, start: number, end: number): string | undefined {
  return start < 0 ? undefined : text.slice(start, end);
}

function collection(text: string, open: Open): YamlMap | YamlSequence {
  const { children, start, flow } = open;
  const inner = children.at(-1)?.end ?? start + (flow ? 1 : 0);
  const end = flow ? closing(text, inner, open.map ? '}' : ']') : inner;
  if (!open.map) return { type: 'sequence', items: children, flow, start, end };
  const pairs: YamlPair[] = [];
  for (let i = 0; i + 1 < children.length; i += 2) {
    const key = children[i];
    const value = children[i + 1];
    if (key !== undefined && value !== undefined) pairs.push({ key: keyScalar(key), value });
  }
  return { type: 'map', pairs, flow, start, end };
}

function closing(text: string, from: number, bracket: string): number {
  const at = text.indexOf(bracket, from);
  return at < 0 ? from : at + 1;
}

/** Kubernetes, Compose and CI files have scalar keys; any other key gets an empty name. */
function keyScalar(node: YamlNode): YamlScalar {
  return node.type === 'scalar'
    ? node
    : { type: 'scalar', value: '', style: 'plain', start: node.start, end: node.end };
}

function treeOfLibrary(document: Document.Parsed, text: string): YamlTree {
  const anchors = new Map<string, YamlNode>();
  const errors = document.errors.map((error) => ({
    message: error.message,
    start: error.pos[0],
    end: Math.max(error.pos[1], error.pos[0] + 1),
  }));
  const convert = (node: YamlLibraryNode | null, at: number): YamlNode => {
    const made = convertNode(node, at);
    if (node !== null && !isAlias(node) && node.anchor !== undefined)
      anchors.set(node.anchor, made);
    return made;
  };
  const convertNode = (node: YamlLibraryNode | null, at: number): YamlNode => {
    const [start, end] = node?.range ?? [at, at];
    if (isMap(node)) {
      const pairs = (node.items as YamlLibraryPair<YamlLibraryNode, YamlLibraryNode | null>[]).map(
        (pair) => {
          const key = convert(pair.key, start);
          return { key: keyScalar(key), value: convert(pair.value, emptyPlace(text, key.end)) };
        },
      );
      return {
        type: 'map',
        pairs,
        flow: node.flow === true,
        start,
        end: contentEnd(pairs, node.flow, end),
      };
    }
    if (isSeq(node)) {
      const items = (node.items as (YamlLibraryNode | null)[]).map((item) => convert(item, start));
      const last = node.flow === true ? end : (items.at(-1)?.end ?? end);
      return { type: 'sequence', items, flow: node.flow === true, start, end: last };
    }
    if (isAlias(node)) return { type: 'alias', anchor: node.source, start, end };
    if (isScalar(node)) return scalarOfLibrary(node, text, start, end);
    return { type: 'scalar', value: '', style: 'plain', start, end: start };
  };
  const root = document.contents === null ? undefined : convert(document.contents, 0);
  return { root, anchors, errors };
}

function contentEnd(pairs: readonly YamlPair[], flow: boolean | undefined, end: number): number {
  return flow === true ? end : (pairs.at(-1)?.value.end ?? end);
}

const LIBRARY_STYLES: Readonly<Record<string, ScalarStyle>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

function scalarOfLibrary(
  node: {
    source?: string | undefined;
    value: unknown;
    type?: string | undefined;
    tag?: string | undefined;
  },
  text: string,
  start: number,
  end: number,
): YamlScalar {
  const style = LIBRARY_STYLES[node.type ?? 'PLAIN'] ?? 'plain';
  const quoted = style === 'single' || style === 'double' ? 1 : 0;
  const value = node.source ?? (typeof node.value === 'string' ? node.value : '');
  return {
    type: 'scalar',
    value,
    style,
    start: start + quoted,
    end: Math.max(start + quoted, contentEndOf(text, style, start, end) - quoted),
  };
}
