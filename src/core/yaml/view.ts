import { startOfPart } from './scalar-places.ts';
import type { Span } from '../text/text.ts';
import { isNull, scalarType } from './scalar-type.ts';
import type { ScalarType } from './scalar-type.ts';
import { outerEnd, outerStart } from './tree.ts';
import { contentOf, findPair, pairsOf } from './pairs.ts';
import type { YamlContent, YamlNode, YamlPair, YamlScalar, YamlTree } from './tree.ts';

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

  /** The last of a map's entries; undefined where there is none. */
  get lastEntry(): (View & { readonly key: string }) | undefined {
    const node = this.node;
    const last = node?.type === 'map' ? pairsOf(node).at(-1) : undefined;
    if (last === undefined) return undefined;
    return new View(this.document, last.value, this, last.key) as View & { readonly key: string };
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
      const pair = firstAround(node.pairs, local, ({ key }) => key.start, endOfPair);
      if (pair === undefined) return undefined;
      const { key, value } = pair;
      const child = new View(this.document, value, this, key);
      if (local <= key.end) return { view: child, on: 'key' };
      if (local < value.start) return undefined;
      return child.at(offset) ?? { view: child, on: 'value' };
    }
    if (node?.type === 'sequence') {
      const start = (item: YamlNode): number => item.start;
      const item = firstAround(node.items, local, start, ({ end }) => end);
      if (item === undefined) return undefined;
      const child = new View(this.document, item, this, node.items.indexOf(item));
      return child.at(offset) ?? { view: child, on: 'value' };
    }
    return node !== undefined && node.start <= local && local <= node.end
      ? { view: this, on: 'value' }
      : undefined;
  }
}

const endOfPair = ({ key, value }: YamlPair): number => Math.max(key.end, value.end);

/** The first part of a map or a sequence around an offset; the parts stand in the order of the text. */
function firstAround<Part>(
  parts: readonly Part[],
  offset: number,
  start: (part: Part) => number,
  end: (part: Part) => number,
): Part | undefined {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const part = parts[middle];
    if (part !== undefined && end(part) < offset) low = middle + 1;
    else high = middle;
  }
  const found = parts[low];
  return found !== undefined && start(found) <= offset ? found : undefined;
}

/** Where a mark stands in its file now. */
export function absolute(mark: Mark): Span {
  return { start: mark.document.start + mark.start, end: mark.document.start + mark.end };
}
