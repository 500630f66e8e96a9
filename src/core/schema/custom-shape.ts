/** The shape of a custom kind, as its CRD writes it. */
import type { SourceDocument } from '../files/source.ts';
import type { KubernetesObject } from '../kubernetes/manifest.ts';
import type { View } from '../yaml/view.ts';
import type { Schema } from './schema.ts';
import type { Field, ObjectShape, ScalarLimits, ScalarShape, ScalarType, Shape } from './shape.ts';

/** Deeper, or behind so many parts, everything is allowed. */
const DEEPEST = 60;
const MOST_PARTS = 50_000;

/** The entry of a version in a CRD; undefined where it has none that is served. */
export function versionOf(definition: KubernetesObject, version: string): View | undefined {
  return definition.view
    .get('spec', 'versions')
    .items.find((one) => one.get('name').text === version && !isOff(one.get('served')));
}

const isOff = (view: View): boolean => view.type === 'boolean' && !view.isTrue;

/** A document of another text is another document, so that what was read stays true. */
const KNOWN = new WeakMap<SourceDocument, Map<string, ObjectShape | undefined>>();

/**
 * The shape of the objects of a version; undefined where the CRD says nothing of them.
 * @param version an entry of `spec.versions`
 * @param schema Kubernetes' own kinds, for what all objects have
 */
export function customShape(
  { document }: KubernetesObject,
  version: View,
  schema: Schema,
): ObjectShape | undefined {
  const shapes = KNOWN.get(document) ?? new Map<string, ObjectShape | undefined>();
  KNOWN.set(document, shapes);
  const key = version.path.join('/');
  if (!shapes.has(key)) shapes.set(key, readShape(version, schema));
  return shapes.get(key);
}

function readShape(version: View, schema: Schema): ObjectShape | undefined {
  const root = version.get('schema', 'openAPIV3Schema');
  if (root.type !== 'map') return undefined;
  const shape = new Reader(schema).shape(root, 0);
  return shape.is === 'object' ? withOwnFields(shape, schema) : undefined;
}

/** What every object has, whatever its schema says. */
function withOwnFields(shape: ObjectShape, schema: Schema): ObjectShape {
  const own = schema.shapeOf('v1', 'ConfigMap')?.fields;
  const fields = new Map(shape.fields);
  for (const name of ['apiVersion', 'kind', 'metadata']) {
    const field = own?.get(name);
    if (field !== undefined) fields.set(name, field);
  }
  return { ...shape, fields };
}

const SCALARS: Readonly<Record<string, ScalarType>> = {
  string: 'string',
  integer: 'long',
  number: 'number',
  boolean: 'boolean',
};

class Reader {
  readonly #schema: Schema;
  #parts = 0;

  constructor(schema: Schema) {
    this.#schema = schema;
  }

  shape(view: View, depth: number): Shape {
    if (depth > DEEPEST || this.#parts++ > MOST_PARTS) return { is: 'any' };
    if (view.get('x-kubernetes-int-or-string').isTrue)
      return { is: 'scalar', type: 'integer or string' };
    const type = view.get('type').text ?? '';
    if (type === 'object') return this.#object(view, depth);
    if (type === 'array') {
      const item = this.shape(view.get('items'), depth + 1);
      const [fewest, most] = [view.get('minItems').integer, view.get('maxItems').integer];
      return {
        ...{ is: 'list', item },
        ...(fewest !== undefined && { fewest }),
        ...(most !== undefined && { most }),
      };
    }
    const scalar = Object.hasOwn(SCALARS, type) ? SCALARS[type] : undefined;
    return scalar === undefined ? { is: 'any' } : scalarShape(view, scalar);
  }

  #object(view: View, depth: number): Shape {
    const open = view.get('x-kubernetes-preserve-unknown-fields').isTrue;
    const properties = view.get('properties');
    const more = view.get('additionalProperties');
    if (properties.type !== 'map' && more.type === 'map')
      return { is: 'map', value: this.shape(more, depth + 1) };
    const required = new Set(view.get('required').items.flatMap(({ text }) => text ?? []));
    const fields = properties.entries.map((entry): [string, Field] => [
      entry.key,
      this.#field(entry, required.has(entry.key), depth),
    ]);
    const shape: ObjectShape = {
      ...{ is: 'object', name: '', sentence: sentenceOf(view), fields: new Map(fields) },
      open: open || more.exists,
    };
    const embedded = view.get('x-kubernetes-embedded-resource').isTrue;
    return embedded ? withOwnFields(shape, this.#schema) : shape;
  }

  #field(view: View & { readonly key: string }, required: boolean, depth: number): Field {
    const byDefault = view.get('default');
    return {
      ...{ name: view.key, sentence: sentenceOf(view), required },
      shape: this.shape(view, depth + 1),
      // Whatever it is, it is there.
      ...(byDefault.exists && { default: byDefault.text ?? {} }),
    };
  }
}

function sentenceOf(view: View): string {
  const text = (view.get('description').text ?? '').replace(/\s+/g, ' ').trim();
  return /^.*?[.!?](?= [A-Z]|$)/.exec(text.slice(0, 400))?.[0] ?? text.slice(0, 200);
}

function scalarShape(view: View, type: ScalarType): ScalarShape {
  const values = view.get('enum').items.flatMap(({ text }) => text ?? []);
  const limits: { -readonly [Name in keyof ScalarLimits]: ScalarLimits[Name] } = {};
  const numbers = [
    ['minimum', 'minimum'],
    ['maximum', 'maximum'],
    ['minLength', 'shortest'],
    ['maxLength', 'longest'],
  ] as const;
  for (const [name, limit] of numbers) {
    const number = view.get(name).integer;
    if (number !== undefined) limits[limit] = number;
  }
  const pattern = view.get('pattern').text;
  if (pattern !== undefined && isQuick(pattern)) limits.pattern = pattern;
  return {
    ...{ is: 'scalar', type, limits },
    ...(values.length > 0 && { values: new Map(values.map((value) => [value, ''])) }),
  };
}

/** A pattern of the workspace must not keep us: nothing is repeated that repeats, and we know all of it. */
function isQuick(pattern: string): boolean {
  const repeats = pattern.match(/[*+}]/g)?.length ?? 0;
  const isForeign = /\)[*+?{]|\(\?|\\[zAQpP]|\[\[:/.test(pattern);
  return pattern.length <= 300 && repeats <= 3 && !isForeign && compiles(pattern);
}

function compiles(pattern: string): boolean {
  try {
    // eslint-disable-next-line no-restricted-syntax -- three repeats at most, and none inside of another
    new RegExp(pattern, 'u');
    return true;
  } catch {
    // Go reads patterns that we do not.
    return false;
  }
}
