import { startOfPart } from './scalar-places.ts';
import type { Span } from '../text/text.ts';
import { isNull, scalarType } from './scalar-type.ts';
import type { ScalarType } from './scalar-type.ts';
import { outerEnd, outerStart } from './tree.ts';
import type { YamlContent, YamlMap, YamlNode, YamlPair, YamlScalar, YamlTree } from './tree.ts';

/** A document as a view needs it: its text, where it stands in its file now, and its tree. */
export interface DocumentText {
  readonly text: string;
  readonly start: number;
  readonly tree: YamlTree;
}

/** A place in a document that stays right when the documents before it grow or shrink. */
export interface Mark {
  readonly document: DocumentText;
  /** Offsets from the start of the document. */
  readonly start: number;
  readonly end: number;
}

export type PathStep = string | number;

export type ValueType = 'missing' | ScalarType | 'map' | 'sequence';

/**
 * A read-only typed cursor over a YAML tree. Asking for what is not there gives a view of type
 * `missing`, so that a whole path can be asked for without a test at each step.
 */
export class View {
  readonly document: DocumentText;
  readonly parent: View | undefined;
  readonly #raw: YamlNode | undefined;
  readonly #at: YamlScalar | PathStep | undefined;

  /** @param at the key that leads here where the map has it, else the step that was asked for */
  private constructor(
    document: DocumentText,
    raw: YamlNode | undefined,
    parent?: View,
    at?: YamlScalar | PathStep,
  ) {
    this.document = document;
    this.#raw = raw;
    this.parent = parent;
    this.#at = at;
  }

  static of(document: DocumentText): View {
    return new View(document, document.tree.root);
  }

  get key(): PathStep | undefined {
    return typeof this.#at === 'object' ? this.#at.value : this.#at;
  }

  /** The node, aliases followed; undefined where nothing is or an alias leads nowhere. */
  get node(): YamlContent | undefined {
    return contentOf(this.#raw);
  }

  get exists(): boolean {
    return this.#raw !== undefined;
  }

  get type(): ValueType {
    const node = this.node;
    if (node === undefined) return 'missing';
    return node.type === 'scalar' ? scalarType(node) : node.type;
  }

  /** The text of any scalar, whatever its type; undefined for maps, sequences and null. */
  get text(): string | undefined {
    const node = this.node;
    return node?.type === 'scalar' && !isNull(node) ? node.value : undefined;
  }

  /** The value where it is a string to Kubernetes. */
  get string(): string | undefined {
    return this.type === 'string' ? this.text : undefined;
  }

  /** The value where it is a whole number. */
  get integer(): number | undefined {
    const text = this.type === 'number' ? this.text : undefined;
    return text !== undefined && /^[-+]?\d+$/.test(text) ? Number(text) : undefined;
  }

  get isTrue(): boolean {
    return this.type === 'boolean' && /^(true|yes|on|y)$/i.test(this.text ?? '');
  }

  /** The names that lead here from the root of the document. */
  get path(): readonly PathStep[] {
    const path: PathStep[] = [];
    for (let view = this as View | undefined; view?.key !== undefined; view = view.parent) {
      path.push(view.key);
    }
    return path.reverse();
  }

  /** The value's span in the file, without quotes; the key's where the value is missing. */
  get span(): Span {
    return absolute(this.mark);
  }

  /** The value's span in the file with its quotes. */
  get outerSpan(): Span {
    const node = this.#raw;
    if (node === undefined) return this.span;
    const { text, start } = this.document;
    return { start: start + outerStart(node), end: start + outerEnd(text, node) };
  }

  /** The span of the key that leads here; that of the value in sequences and at the root. */
  get keySpan(): Span {
    return absolute(this.keyMark);
  }

  get mark(): Mark {
    const node = this.#raw;
    if (node === undefined)
      return this.parent?.mark ?? { document: this.document, start: 0, end: 0 };
    return { document: this.document, start: node.start, end: node.end };
  }

  get keyMark(): Mark {
    const node = this.#at;
    if (typeof node !== 'object') return this.mark;
    return { document: this.document, start: node.start, end: node.end };
  }

  /** A part of a scalar by offsets into its value; the whole value where escapes move letters. */
  part(start: number, end: number): Mark {
    const node = this.node;
    const { document } = this;
    if (node?.type !== 'scalar') return this.mark;
    const at = startOfPart(node, document.text, start, end);
    return at === undefined
      ? { document, start: node.start, end: node.end }
      : { document, start: at, end: at + end - start };
  }

  get(...steps: readonly PathStep[]): View {
    let view = this as View;
    for (const step of steps) view = view.#child(step);
    return view;
  }

  #child(step: PathStep): View {
    const node = this.node;
    if (node?.type === 'sequence' && typeof step === 'number') {
      return new View(this.document, node.items[step], this, step);
    }
    const pair = node?.type === 'map' ? findPair(node, String(step)) : undefined;
    return new View(this.document, pair?.value, this, pair?.key ?? step);
  }

  /** The child that a walk over the tree itself has come to. */
  childAt(at: YamlScalar | number, raw: YamlNode): View {
    return new View(this.document, raw, this, at);
  }

  has(key: string): boolean {
    const node = this.node;
    return node?.type === 'map' && findPair(node, key) !== undefined;
  }

  /** The items of a sequence; empty for anything else. */
  get items(): readonly View[] {
    const node = this.node;
    if (node?.type !== 'sequence') return [];
    return node.items.map((item, key) => new View(this.document, item, this, key));
  }

  /** The values of a map in file order, merge keys followed; empty for anything else. */
  get entries(): readonly (View & { readonly key: string })[] {
    const node = this.node;
    if (node?.type !== 'map') return [];
    const views = pairsOf(node).map(({ key, value }) => new View(this.document, value, this, key));
    return views as (View & { readonly key: string })[];
  }

  get keys(): readonly string[] {
    return this.entries.map((entry) => entry.key);
  }

  /** A map of strings, such as labels; values that are no scalars are left out. */
  get strings(): Readonly<Record<string, string>> {
    const result: Record<string, string> = {};
    for (const entry of this.entries) {
      if (entry.text !== undefined) result[entry.key] = entry.text;
    }
    return result;
  }

  /** Keys that stand twice in this map: the second and later ones. */
  get duplicateKeys(): readonly Mark[] {
    return this.duplicates.map(({ keyMark }) => keyMark);
  }

  /** The values of keys that stand twice in this map: the second and later ones. */
  get duplicates(): readonly View[] {
    const node = this.node;
    if (node?.type !== 'map') return [];
    const seen = new Set<string>();
    return node.pairs
      .filter(({ key }) => seen.size === seen.add(key.value).size)
      .map(({ key, value }) => new View(this.document, value, this, key));
  }

  /** The innermost view whose key or value holds a file offset, and which of the two it was. */
  at(offset: number): { readonly view: View; readonly on: 'key' | 'value' } | undefined {
    const node = this.#raw;
    const local = offset - this.document.start;
    if (node?.type === 'map') {
      for (const { key, value } of node.pairs) {
        const child = new View(this.document, value, this, key);
        if (key.start <= local && local <= key.end) return { view: child, on: 'key' };
        if (value.start <= local && local <= value.end)
          return child.at(offset) ?? { view: child, on: 'value' };
      }
      return undefined;
    }
    if (node?.type === 'sequence') {
      for (const item of this.items) {
        const { start, end } = item.mark;
        if (start <= local && local <= end) return item.at(offset) ?? { view: item, on: 'value' };
      }
      return undefined;
    }
    return node !== undefined && node.start <= local && local <= node.end
      ? { view: this, on: 'value' }
      : undefined;
  }
}

/** Where a mark stands in its file now. */
export function absolute(mark: Mark): Span {
  return { start: mark.document.start + mark.start, end: mark.document.start + mark.end };
}

const isMerge = (pair: YamlPair): boolean => pair.key.value === '<<';

/** What a node stands for, an alias followed; undefined where it leads nowhere. */
export function contentOf(node: YamlNode | undefined): YamlContent | undefined {
  return node?.type === 'alias' ? node.target : node;
}

/** The pairs of a map that count, in file order: the first of each key, then what is merged in. */
export function pairsOf(map: YamlMap): readonly YamlPair[] {
  if (isPlain(map)) return map.pairs;
  const seen = new Set<string>();
  return allPairs(map).filter(({ key }) => seen.size < seen.add(key.value).size);
}

/** Whether no key of a map stands twice, and nothing is merged into it. */
function isPlain({ pairs }: YamlMap): boolean {
  if (pairs.some(isMerge)) return false;
  if (pairs.length > FEW_KEYS)
    return new Set(pairs.map(({ key }) => key.value)).size === pairs.length;
  for (let i = 1; i < pairs.length; i++)
    for (let j = 0; j < i; j++) if (pairs[i]?.key.value === pairs[j]?.key.value) return false;
  return true;
}

/** Maps with more keys than this are looked up by an index. */
const FEW_KEYS = 16;

const INDEXES = new WeakMap<YamlMap, ReadonlyMap<string, YamlPair>>();

/** The first of a map's own pairs with a key, else the first that is merged into it. */
export function findPair(map: YamlMap, key: string): YamlPair | undefined {
  if (map.pairs.length > FEW_KEYS) return indexOf(map).get(key);
  let merges = false;
  for (const pair of map.pairs) {
    if (pair.key.value === key) return pair;
    merges ||= isMerge(pair);
  }
  return merges ? allPairs(map).find((pair) => pair.key.value === key) : undefined;
}

function indexOf(map: YamlMap): ReadonlyMap<string, YamlPair> {
  const known = INDEXES.get(map);
  if (known !== undefined) return known;
  const index = new Map<string, YamlPair>();
  for (const pair of [...map.pairs, ...allPairs(map)]) {
    if (!index.has(pair.key.value)) index.set(pair.key.value, pair);
  }
  INDEXES.set(map, index);
  return index;
}

/** A map's own pairs and then those merged into it; each map is read once. */
function allPairs(map: YamlMap, seen = new Set<YamlMap>()): readonly YamlPair[] {
  if (seen.has(map)) return [];
  seen.add(map);
  if (!map.pairs.some(isMerge)) return map.pairs;
  const merged = map.pairs
    .filter(isMerge)
    .flatMap(({ value }) => (value.type === 'sequence' ? value.items : [value]))
    .map(contentOf)
    .flatMap((node) => (node?.type === 'map' ? allPairs(node, seen) : []));
  return [...map.pairs.filter((pair) => !isMerge(pair)), ...merged];
}
