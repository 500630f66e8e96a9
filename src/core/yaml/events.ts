/** Well-formed YAML to a tree, from js-yaml's event stream: many times faster than an AST. */
import { EVENT_ID, getScalarValue, parseEvents } from 'js-yaml';
import type { Event } from 'js-yaml';
import { Anchors } from './anchors.ts';
import {
  DEEPEST,
  contentEndOf,
  emptyPlace,
  isTemplateKey,
  isTemplateList,
  keyScalar,
  outerEnd,
} from './tree.ts';
import type {
  ScalarStyle,
  YamlMap,
  YamlNode,
  YamlPair,
  YamlScalar,
  YamlSequence,
  YamlTree,
} from './tree.ts';

/** A collection whose end has not come yet. */
interface Open {
  readonly map: boolean;
  readonly start: number;
  readonly flow: boolean;
  readonly anchor: string | undefined;
  readonly weight: number;
  readonly children: YamlNode[];
}

/** What is known while the events go by. */
interface Building {
  readonly text: string;
  readonly anchors: Anchors;
  readonly stack: Open[];
  readonly roots: YamlNode[];
  /** Where the next node goes: the children of the innermost open collection. */
  siblings: YamlNode[];
  /** The end of the last node, from which an empty value is placed. */
  last: number;
}

/** The values of a document are filled in later: `host: {{ host }}` is a map whose key is a map. */
export class TemplateError extends Error {
  /** Where the first such value starts. */
  readonly at: number;

  constructor(at: number) {
    super('The values of this document are filled in later');
    this.at = at;
  }
}

/**
 * @param source what is parsed, of the same length as `text`, whose values the tree gets
 * @throws YAMLException where js-yaml refuses the document, TemplateError where it is a template
 */
export function parseWithEvents(source: string, text = source): YamlTree {
  const roots: YamlNode[] = [];
  const building: Building = {
    ...{ text, anchors: new Anchors(), stack: [], roots },
    ...{ siblings: roots, last: 0 },
  };
  for (const event of parseEvents(source, { maxDepth: DEEPEST })) take(building, event);
  return building.anchors.tree(roots[0], []);
}

function take(building: Building, event: Event): void {
  const { text } = building;
  switch (event.type) {
    case EVENT_ID.MAPPING:
    case EVENT_ID.SEQUENCE:
      open(building, event);
      break;
    case EVENT_ID.SCALAR: {
      const node = scalarOfEvent(text, event, building.last);
      const anchor = slice(text, event.anchorStart, event.anchorEnd);
      building.last = node.end;
      building.anchors.close(anchor, node, building.anchors.open(anchor));
      building.siblings.push(node);
      break;
    }
    case EVENT_ID.ALIAS: {
      const { anchorStart, anchorEnd } = event;
      building.last = anchorEnd;
      const span = { start: anchorStart - 1, end: anchorEnd };
      building.siblings.push(building.anchors.alias(text.slice(anchorStart, anchorEnd), span));
      break;
    }
    case EVENT_ID.POP:
      close(building);
      break;
    default:
      break;
  }
}

function open(
  building: Building,
  event: Extract<Event, { type: typeof EVENT_ID.MAPPING | typeof EVENT_ID.SEQUENCE }>,
): void {
  const children: YamlNode[] = [];
  const anchor = slice(building.text, event.anchorStart, event.anchorEnd);
  building.siblings = children;
  building.stack.push({
    map: event.type === EVENT_ID.MAPPING,
    start: event.start,
    flow: event.style === 2,
    anchor,
    weight: building.anchors.open(anchor),
    children,
  });
  building.last = Math.max(building.last, event.start);
}

function close(building: Building): void {
  const closed = building.stack.pop();
  if (closed === undefined) return; // the document itself
  building.siblings = building.stack.at(-1)?.children ?? building.roots;
  const node = collection(building.text, closed);
  building.last = Math.max(building.last, node.end);
  building.anchors.close(closed.anchor, node, closed.weight);
  building.siblings.push(node);
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
  const start = event.valueStart;
  const end = contentEndOf(text, style, start, event.valueEnd);
  // Spelled out, as nearly every node is a scalar without a tag.
  return tag === undefined || tag === ''
    ? { type: 'scalar', value, style, start, end }
    : { type: 'scalar', value, style, start, end, tag };
}

function slice(text: string, start: number, end: number): string | undefined {
  return start < 0 ? undefined : text.slice(start, end);
}

function collection(text: string, open: Open): YamlMap | YamlSequence {
  const { children, start, flow } = open;
  const last = children.at(-1);
  const inner = last === undefined ? start + (flow ? 1 : 0) : outerEnd(text, last);
  const end = flow ? closing(text, inner, open.map ? '}' : ']') : inner;
  // Copies: an array that has grown keeps room for many more items, in every node of every file.
  if (!open.map) {
    const list: YamlSequence = { type: 'sequence', items: children.slice(), flow, start, end };
    if (isTemplateList(text, list)) throw new TemplateError(start);
    return list;
  }
  const pairs: YamlPair[] = [];
  for (let i = 0; i + 1 < children.length; i += 2) {
    const key = children[i];
    const value = children[i + 1];
    if (key === undefined || value === undefined) continue;
    if (isTemplateKey(key)) throw new TemplateError(start);
    pairs.push({ key: keyScalar(key), value });
  }
  return { type: 'map', pairs: pairs.slice(), flow, start, end };
}

/** Behind the bracket that closes a flow collection; a comment before it may hold brackets, too. */
function closing(text: string, from: number, bracket: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === bracket) return at + 1;
    if (text[at] !== '#' || !/\s/.test(text[at - 1] ?? '')) continue;
    const lineEnd = text.indexOf('\n', at);
    if (lineEnd < 0) break;
    at = lineEnd;
  }
  return from;
}
