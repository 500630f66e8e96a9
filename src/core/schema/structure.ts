/** What of an object the API server cannot read, told from the shape of its kind. */
import type { ValueType, View } from '../yaml/view.ts';
import { isEnforced } from './leniency.ts';
import { quantityOf, yamlNumber } from './numbers.ts';
import { isPlaceholder } from './placeholders.ts';
import type {
  Field,
  ListShape,
  MapShape,
  ObjectShape,
  ScalarLimits,
  ScalarShape,
  Shape,
} from './shape.ts';

export type Flaw =
  | { readonly is: 'unknown field'; readonly at: View; readonly owner: ObjectShape }
  | { readonly is: 'wrong type'; readonly at: View; readonly wanted: Shape }
  | { readonly is: 'missing field'; readonly at: View; readonly field: Field }
  | {
      readonly is: 'unknown value';
      readonly at: View;
      readonly values: ReadonlyMap<string, string>;
    }
  | { readonly is: 'malformed'; readonly at: View; readonly why: string }
  /** `at` is the second value of its key. */
  | { readonly is: 'duplicate key'; readonly at: View };

interface Walk {
  readonly root: View;
  /** True where only a part of the object is written: nothing is missed there. */
  readonly partial: boolean;
  /** What aliases have led to already, by the shape it was looked at with. */
  readonly seen: Map<unknown, Set<Shape>>;
  readonly hasAliases: boolean;
}

/**
 * Everything in an object that does not fit its shape, in no promised order.
 * @param partial true for patches: what they leave out is not missing
 */
export function* flawsOf(view: View, shape: ObjectShape, partial: boolean): Iterable<Flaw> {
  const hasAliases = view.document.tree.anchors.size > 0;
  const walk = { root: view, partial, seen: new Map<unknown, Set<Shape>>(), hasAliases };
  yield* inObject(view, shape, walk);
}

function* flaws(view: View, shape: Shape, walk: Walk): Iterable<Flaw> {
  const { type } = view;
  if (type === 'null' || type === 'missing' || wasSeen(view, shape, walk)) return;
  switch (shape.is) {
    case 'object':
      if (type === 'map') yield* inObject(view, shape, walk);
      else yield* wrongType(view, shape);
      break;
    case 'map':
      if (type === 'map') yield* inMap(view, shape, walk);
      else yield* wrongType(view, shape);
      break;
    case 'list':
      if (type === 'sequence') yield* inList(view, shape, walk);
      else yield* wrongType(view, shape);
      break;
    case 'scalar':
      yield* inScalar(view, shape, type);
      break;
    case 'any':
      yield* duplicatesWithin(view, walk);
  }
}

/** An anchor that holds others many times over is looked at once, not as often as it is written. */
function wasSeen(view: View, shape: Shape, { seen, hasAliases }: Walk): boolean {
  if (!hasAliases) return false;
  const shapes = seen.get(view.node) ?? new Set();
  if (shapes.has(shape)) return true;
  seen.set(view.node, shapes.add(shape));
  return false;
}

function* wrongType(view: View, wanted: Shape): Iterable<Flaw> {
  if (isPlaceholder(view.text) || isUnquotedAction(view) || isBeingTyped(view)) return;
  yield { is: 'wrong type', at: view, wanted };
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

function* inObject(view: View, shape: ObjectShape, walk: Walk): Iterable<Flaw> {
  const { entries } = view;
  yield* duplicates(view, entries.length);
  for (const entry of entries) {
    const field = shape.fields.get(entry.key);
    if (field !== undefined) yield* flaws(entry, field.shape, inside(walk, view, field));
    else if (shape.open) yield* duplicatesWithin(entry, walk);
    else if (!isDirective(entry.key, walk)) yield { is: 'unknown field', at: entry, owner: shape };
  }
  if (walk.partial) return;
  for (const field of shape.fields.values()) {
    if (!field.required || field.default !== undefined || !isEnforced(shape, field)) continue;
    if (isEmpty(view.get(field.name), field.shape)) yield { is: 'missing field', at: view, field };
  }
}

/** An empty text or list is to the server what is not there. */
function isEmpty(view: View, shape: Shape): boolean {
  switch (view.type) {
    case 'missing':
    case 'null':
      return true;
    case 'string':
      return view.text === '' && shape.is === 'scalar' && shape.limits === undefined;
    case 'sequence':
      return shape.is === 'list' && shape.fewest === undefined && view.items.length === 0;
    default:
      return false;
  }
}

/** What a status says is thrown away, if only it can be read. */
function inside(walk: Walk, view: View, { name }: Field): Walk {
  return name === 'status' && view === walk.root ? { ...walk, partial: true } : walk;
}

/** `$patch: delete` and the like speak to the one who applies a patch. */
function isDirective(key: string, { partial }: Walk): boolean {
  return (partial && key.startsWith('$')) || isPlaceholder(key) || key === '<<';
}

function* inMap(view: View, { value }: MapShape, walk: Walk): Iterable<Flaw> {
  const { entries } = view;
  yield* duplicates(view, entries.length);
  for (const entry of entries) {
    if (!isDirective(entry.key, walk)) yield* flaws(entry, value, walk);
  }
}

function* inList(view: View, { item, fewest = 0, most }: ListShape, walk: Walk): Iterable<Flaw> {
  const { length } = view.items;
  const isTooLong = most !== undefined && length > most;
  if (isTooLong || (length < fewest && !walk.partial)) {
    const why = isTooLong ? `at most ${most} items are allowed` : `at least ${fewest} are needed`;
    yield { is: 'malformed', at: view, why };
  }
  for (const one of view.items) yield* flaws(one, item, walk);
}

/** @param different how many different keys the map has */
function* duplicates(view: View, different: number): Iterable<Flaw> {
  if (view.node?.type !== 'map' || view.node.pairs.length === different) return;
  for (const at of view.duplicates) if (at.key !== '<<') yield { is: 'duplicate key', at };
}

function* duplicatesWithin(view: View, walk: Walk): Iterable<Flaw> {
  const { entries } = view;
  yield* duplicates(view, entries.length);
  const any: Shape = ANY;
  for (const child of [...entries, ...view.items]) {
    if (!wasSeen(child, any, walk)) yield* duplicatesWithin(child, walk);
  }
}

const ANY: Shape = { is: 'any' };

function* inScalar(view: View, shape: ScalarShape, type: ValueType): Iterable<Flaw> {
  const text = view.text ?? '';
  if (isPlaceholder(text)) return;
  if (!takes(shape, type, text)) {
    yield* wrongType(view, shape);
    return;
  }
  if (shape.values !== undefined && text !== '' && !shape.values.has(text)) {
    yield { is: 'unknown value', at: view, values: shape.values };
    return;
  }
  const why = malformed(shape, type, text);
  if (why !== undefined) yield { is: 'malformed', at: view, why };
}

function takes({ type: wanted }: ScalarShape, type: ValueType, text: string): boolean {
  switch (wanted) {
    case 'integer':
    case 'long':
      return type === 'number' && Number.isInteger(yamlNumber(text));
    case 'number':
      return type === 'number';
    case 'boolean':
      return type === 'boolean';
    case 'quantity':
      return type === 'number' || type === 'string';
    case 'integer or string':
      return type === 'string' || (type === 'number' && Number.isInteger(yamlNumber(text)));
    default:
      return type === 'string';
  }
}

const TIME =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const BASE64 = /^(?:[A-Za-z\d+/]{4})*(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/;
const LARGEST_INT32 = 2 ** 31 - 1;

/** Why a value of the right type cannot be read, or is not allowed by a CRD; a clause of a sentence. */
function malformed(shape: ScalarShape, type: ValueType, text: string): string | undefined {
  switch (shape.type) {
    case 'quantity':
      return quantityOf(text) === undefined ? 'it is no quantity such as 500m or 256Mi' : undefined;
    case 'time':
      return TIME.test(text) ? undefined : 'it is no time such as 2026-11-30T08:00:00Z';
    case 'bytes':
      return BASE64.test(text.replace(/[\r\n]/g, '')) ? undefined : 'it is not base64';
    case 'integer':
    case 'integer or string': {
      const isTooLarge = type === 'number' && Math.abs(yamlNumber(text)) > LARGEST_INT32;
      return isTooLarge ? 'the number is too large' : undefined;
    }
    default:
      return shape.limits && beyond(shape.limits, type, text);
  }
}

/** Longer values are not matched: a pattern comes from a file, and must not keep us. */
const LONGEST_MATCHED = 128;

function beyond(limits: ScalarLimits, type: ValueType, text: string): string | undefined {
  const { minimum = -Infinity, maximum = Infinity, shortest = 0, longest = Infinity } = limits;
  if (type === 'number') {
    const value = yamlNumber(text);
    if (value < minimum) return `it is less than ${minimum}`;
    return value > maximum ? `it is more than ${maximum}` : undefined;
  }
  const { length } = Array.from(text);
  if (length < shortest) return `it is shorter than ${shortest} characters`;
  if (length > longest) return `it is longer than ${longest} characters`;
  const { pattern } = limits;
  const isMatched = pattern === undefined || text.length > LONGEST_MATCHED;
  // eslint-disable-next-line no-restricted-syntax -- three repeats at most (custom-shape.ts), and a short text
  return isMatched || new RegExp(pattern, 'u').test(text)
    ? undefined
    : `it does not match ${pattern}`;
}
