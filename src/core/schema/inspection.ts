/** One walk over an object with the shape of its kind: what does not fit, and the parts that it has. */
import { scalarType } from '../yaml/scalar-type.ts';
import type { YamlContent, YamlMap, YamlNode, YamlScalar, YamlSequence } from '../yaml/tree.ts';
import { contentOf, findPair, pairsOf } from '../yaml/pairs.ts';
import type { View } from '../yaml/view.ts';
import type { Flaw } from './flaw.ts';
import { isEnforced } from './leniency.ts';
import { isPlaceholder } from './placeholders.ts';
import { malformed, takes } from './scalars.ts';
import type { Field, ListShape, MapShape, ObjectShape, ScalarShape, Shape } from './shape.ts';

/** What one walk has found. */
export interface Inspection {
  /** Everything that does not fit, in no promised order. */
  readonly flaws: readonly Flaw[];
  /** Every map that has a type of the schema, the object itself first; none of half an object. */
  readonly parts: readonly Part[];
}

/** A map with the name of its type, such as `Container`. */
export interface Part {
  readonly type: string;
  readonly view: View;
}

/** @param partial true for patches: what they leave out is not missing */
export function inspect(view: View, shape: ObjectShape, partial: boolean): Inspection {
  const inspector = new Inspector(view.document.tree.anchors.size > 0);
  const { node } = view;
  if (node?.type === 'map') inspector.object(node, shape, new Spot(node, partial, view));
  return inspector;
}

/**
 * A value on the way down. Nearly all of them are right, so that its view is made only where
 * somebody asks for it.
 */
class Spot implements Part {
  readonly raw: YamlNode;
  /** True where only a part of the object is written, or what is written is thrown away. */
  readonly partial: boolean;
  readonly #from: View | Spot;
  readonly #at: YamlScalar | number;
  #view: View | undefined;
  type = '';

  /** @param from the view of this value, or the spot above it, with the step that leads here */
  constructor(raw: YamlNode, partial: boolean, from: View | Spot, at: YamlScalar | number = -1) {
    this.raw = raw;
    this.partial = partial;
    this.#from = from;
    this.#at = at;
  }

  get isItem(): boolean {
    return typeof this.#at === 'number' && this.#at >= 0;
  }

  get isRoot(): boolean {
    return this.#at === -1;
  }

  get view(): View {
    this.#view ??=
      this.#from instanceof Spot ? this.#from.view.childAt(this.#at, this.raw) : this.#from;
    return this.#view;
  }
}

/** Any content: only its keys are looked at. */
const ANY: Shape = { is: 'any' };

class Inspector implements Inspection {
  readonly flaws: Flaw[] = [];
  readonly parts: Spot[] = [];
  /** What aliases have led to already, by the shape it was looked at with. */
  readonly #seen: Map<YamlContent, Set<Shape>> | undefined;

  constructor(hasAliases: boolean) {
    this.#seen = hasAliases ? new Map<YamlContent, Set<Shape>>() : undefined;
  }

  object(map: YamlMap, shape: ObjectShape, spot: Spot): void {
    if (!spot.partial && shape.name !== '') {
      spot.type = shape.name;
      this.parts.push(spot);
    }
    const pairs = this.#pairs(map, spot);
    for (const { key, value } of pairs) this.#field(key, value, shape, spot);
    if (spot.partial) return;
    for (const field of requiredOf(shape)) {
      if (isEmpty(contentOf(findPair(map, field.name)?.value), field.shape))
        this.flaws.push({ is: 'missing field', at: spot.view, field });
    }
  }

  #field(key: YamlScalar, value: YamlNode, shape: ObjectShape, spot: Spot): void {
    const field = shape.fields.get(key.value);
    // What a status says is thrown away, if only it can be read.
    const partial = spot.partial || (spot.isRoot && key.value === 'status');
    const below = new Spot(value, partial, spot, key);
    if (field !== undefined) this.#value(field.shape, below);
    else if (shape.open) this.#value(ANY, below);
    else if (!isDirective(key.value, spot))
      this.flaws.push({ is: 'unknown field', at: below.view, owner: shape });
  }

  #value(shape: Shape, spot: Spot): void {
    const node = contentOf(spot.raw);
    if (node === undefined || this.#wasSeen(node, shape)) return;
    if (shape.is === 'any') this.#any(node, spot);
    else if (node.type === 'scalar') this.#scalar(node, shape, spot);
    else if (node.type === 'sequence' && shape.is === 'list') this.#list(node, shape, spot);
    else if (node.type === 'map' && shape.is === 'map') this.#map(node, shape, spot);
    else if (node.type === 'map' && shape.is === 'object') this.object(node, shape, spot);
    else this.#wrongType(shape, spot);
  }

  /** An anchor that holds others many times over is looked at once, not as often as it is written. */
  #wasSeen(node: YamlContent, shape: Shape): boolean {
    if (this.#seen === undefined) return false;
    const shapes = this.#seen.get(node) ?? new Set();
    if (shapes.has(shape)) return true;
    this.#seen.set(node, shapes.add(shape));
    return false;
  }

  #map(map: YamlMap, { value: shape }: MapShape, spot: Spot): void {
    for (const { key, value } of this.#pairs(map, spot))
      if (!isDirective(key.value, spot))
        this.#value(shape, new Spot(value, spot.partial, spot, key));
  }

  #list(list: YamlSequence, { item, fewest = 0, most = Infinity }: ListShape, spot: Spot): void {
    const { length } = list.items;
    if (length > most || (length < fewest && !spot.partial)) {
      const why =
        length > most ? `at most ${most} items are allowed` : `at least ${fewest} are needed`;
      this.flaws.push({ is: 'malformed', at: spot.view, why });
    }
    this.#items(list, item, spot);
  }

  #items(list: YamlSequence, shape: Shape, spot: Spot): void {
    for (const [index, one] of list.items.entries())
      this.#value(shape, new Spot(one, spot.partial, spot, index));
  }

  #any(node: YamlContent, spot: Spot): void {
    if (node.type === 'sequence') this.#items(node, ANY, spot);
    if (node.type !== 'map') return;
    for (const { key, value } of this.#pairs(node, spot))
      this.#value(ANY, new Spot(value, spot.partial, spot, key));
  }

  /** The pairs of a map that count; those that do not are duplicates. */
  #pairs(map: YamlMap, spot: Spot): ReturnType<typeof pairsOf> {
    const pairs = pairsOf(map);
    if (pairs !== map.pairs)
      for (const at of spot.view.duplicates)
        if (at.key !== '<<') this.flaws.push({ is: 'duplicate key', at });
    return pairs;
  }

  #scalar(node: YamlScalar, shape: Exclude<Shape, { is: 'any' }>, spot: Spot): void {
    const type = scalarType(node);
    if (type === 'null') return;
    if (shape.is !== 'scalar' || !takes(shape, type, node.value)) this.#wrongType(shape, spot);
    else this.#content(node.value, shape, spot, type === 'number');
  }

  #content(text: string, shape: ScalarShape, spot: Spot, isNumber: boolean): void {
    const { values } = shape;
    // An empty field is one that is not set; an empty item of a list is one.
    const isSaid = text !== '' || spot.isItem;
    const isUnknown = values !== undefined && isSaid && !values.has(text);
    const why = isUnknown ? '' : malformed(shape, isNumber, text);
    if (why === undefined || isPlaceholder(text)) return;
    const at = spot.view;
    this.flaws.push(isUnknown ? { is: 'unknown value', at, values } : { is: 'malformed', at, why });
  }

  #wrongType(wanted: Shape, spot: Spot): void {
    const at = spot.view;
    if (isPlaceholder(at.text) || isUnquotedAction(at) || isBeingTyped(at)) return;
    this.flaws.push({ is: 'wrong type', at, wanted });
  }
}

const REQUIRED = new WeakMap<ObjectShape, readonly Field[]>();

/** The fields that the server misses; worked out once for each type. */
function requiredOf(shape: ObjectShape): readonly Field[] {
  const known = REQUIRED.get(shape);
  if (known !== undefined) return known;
  const isMissed = (field: Field): boolean =>
    field.required && field.default === undefined && isEnforced(shape, field);
  const required = [...shape.fields.values()].filter(isMissed);
  REQUIRED.set(shape, required);
  return required;
}

/** An empty text or list is to the server what is not there. */
function isEmpty(node: YamlContent | undefined, shape: Shape): boolean {
  if (node === undefined) return true;
  if (node.type === 'sequence')
    return shape.is === 'list' && shape.fewest === undefined && node.items.length === 0;
  if (node.type === 'map') return false;
  if (scalarType(node) === 'null') return true;
  return node.value === '' && shape.is === 'scalar' && shape.limits === undefined;
}

/** `$patch: delete` and the like speak to the one who applies a patch. */
function isDirective(key: string, { partial }: Spot): boolean {
  return (partial && key.startsWith('$')) || isPlaceholder(key) || key === '<<';
}

/** `{{ replicas }}` without quotes is a map to YAML. */
function isUnquotedAction({ document, mark: { start } }: View): boolean {
  return document.text.startsWith('{{', start);
}

/**
 * A lone word at the end of the document is a key whose colon is still to come; `n` there, a boolean
 * to YAML, is the beginning of a longer word.
 */
function isBeingTyped({ node, document }: View): boolean {
  if (node?.type !== 'scalar' || node.style !== 'plain') return false;
  if (document.text.slice(node.end).trim() !== '') return false;
  const before = document.text.slice(0, node.start);
  const isAlone = /\n[ \t]*(?:- )*$/.test(before) && /^[\w-]*$/.test(node.value);
  return isAlone || /^(?:[yn]|no|on)$/i.test(node.value);
}
