/**
 * media/schema.json from what API servers publish of themselves: the fields from the newest one,
 * the kinds from each minor.
 */
import type { FieldEntry, FieldExtras, SchemaFile } from '../core/schema/schema.ts';

/** A schema as `/openapi/v3` has it, as far as it is read here. */
export interface OpenApiSchema {
  readonly description?: string;
  readonly type?: string;
  readonly format?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly items?: OpenApiSchema;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly allOf?: readonly OpenApiSchema[];
  readonly oneOf?: readonly OpenApiSchema[];
  readonly $ref?: string;
  readonly 'x-kubernetes-list-type'?: string;
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-group-version-kind'?: readonly GroupVersionKind[];
}

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** What a server of one minor publishes. */
export interface Published {
  readonly minor: number;
  /** Of `apps/v1`, the kinds that can be created. */
  readonly kinds: ReadonlyMap<string, readonly string[]>;
  readonly schemas: Readonly<Record<string, OpenApiSchema>>;
}

const LONGEST_SENTENCE = 220;

/** The first sentence of a description, shortened at a word where it is too long. */
export function firstSentence(description = ''): string {
  const text = description
    .replace(/\n\nPossible enum values:[^]*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
  const hidden = text.replace(/\b(?:e\.g|i\.e|etc|vs|eg|ex)\./gi, (short) =>
    short.replaceAll('.', '\u0001'),
  );
  // A lone "Required." says too little, so the sentence behind it comes along.
  const end = /(?<!^\w+)[.!?](?=\s+[A-Z"'`(]|$)/.exec(hidden);
  const sentence = text.slice(0, end ? end.index + 1 : undefined);
  if (sentence.length <= LONGEST_SENTENCE) return sentence;
  return `${sentence.slice(0, LONGEST_SENTENCE - 1).replace(/\s\S*$/, '')}…`;
}

/** What a description says of each allowed value, behind "Possible enum values". */
function valuesOf({ enum: values, description = '' }: OpenApiSchema): FieldExtras['e'] {
  if (values === undefined) return undefined;
  return Object.fromEntries(
    values
      .filter((value) => value !== '')
      .map((value) => {
        const head = ` - \`"${value}"\` `;
        const at = description.indexOf(head);
        const line = at < 0 ? '' : (description.slice(at + head.length).split('\n')[0] ?? '');
        return [value, firstSentence(line)];
      }),
  );
}

const SCALARS: Readonly<Record<string, string>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'quantity',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'integer or string',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 'time',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'time',
};

const FORMATS: Readonly<Record<string, string>> = {
  int32: 'integer',
  int64: 'long',
  byte: 'bytes',
  'date-time': 'time',
};

/** Collects types as they are first met, so that the same schemas always give the same table. */
class TypeCollector {
  readonly types: SchemaFile['types'][number][] = [];
  readonly #indexes = new Map<string, number>();
  readonly #schemas: Published['schemas'];

  constructor(schemas: Published['schemas']) {
    this.#schemas = schemas;
  }

  /** The index of a type, which is read first if it is new, with all that it refers to. */
  add(id: string): number {
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    const index = this.types.length;
    this.#indexes.set(id, index);
    const fields: Record<string, FieldEntry> = {};
    const schema = this.#schemas[id] ?? {};
    this.types.push([id.split('.').at(-1) ?? '', firstSentence(schema.description), fields]);
    for (const [name, property] of Object.entries(schema.properties ?? {}))
      fields[name] = this.#field(property, schema.required?.includes(name) === true);
    return index;
  }

  #field(property: OpenApiSchema, required: boolean): FieldEntry {
    const type = this.#type(property);
    const sentence = firstSentence(property.description) || this.#ownSentence(property);
    const extras = extrasOf(property, required);
    if (Object.keys(extras).length > 0) return [sentence, type, extras];
    return type === 'string' ? sentence : [sentence, type];
  }

  /** For a field without a sentence: what its type says of itself. */
  #ownSentence(property: OpenApiSchema): string {
    const id = refOf(property);
    return id === undefined ? '' : firstSentence(this.#schemas[id]?.description);
  }

  #type(schema: OpenApiSchema): string {
    const id = refOf(schema);
    if (id !== undefined) return this.#named(id);
    if (schema.items !== undefined) return `[]${this.#type(schema.items)}`;
    if (typeof schema.additionalProperties === 'object')
      return `{}${this.#type(schema.additionalProperties)}`;
    if (schema.oneOf !== undefined || schema.type === 'object') return 'any';
    return FORMATS[schema.format ?? ''] ?? schema.type ?? 'any';
  }

  #named(id: string): string {
    const scalar = SCALARS[id];
    if (scalar !== undefined) return scalar;
    // Such as JSON or RawExtension: open to every content.
    if (this.#schemas[id]?.properties === undefined) return 'any';
    return `#${String(this.add(id))}`;
  }
}

function refOf({ $ref, allOf = [] }: OpenApiSchema): string | undefined {
  const ref = $ref ?? allOf.find((one) => one.$ref !== undefined)?.$ref;
  return ref?.slice(ref.lastIndexOf('/') + 1);
}

function extrasOf(schema: OpenApiSchema, required: boolean): FieldExtras {
  const values = valuesOf(schema.items ?? schema) ?? valuesOf(schema);
  const byDefault = schema.default;
  // 0, '' and {} are what Go has where nothing stands.
  const isSaid = byDefault !== undefined && byDefault !== 0 && byDefault !== '';
  const listType = schema['x-kubernetes-list-type'];
  const keys = listType === 'set' ? [] : listType === 'map' && schema['x-kubernetes-list-map-keys'];
  return {
    ...(required && { r: 1 as const }),
    ...(isSaid && typeof byDefault !== 'object' && { d: byDefault }),
    ...(values && { e: values }),
    ...(keys && { k: keys }),
  };
}

/**
 * The text of media/schema.json, one type a line.
 * @param minors what each supported minor publishes, oldest first
 */
export function schemaText(minors: readonly Published[], release: string): string {
  const newest = minors.at(-1);
  if (newest === undefined) throw new Error('No server was asked.');
  const collector = new TypeCollector(newest.schemas);
  const ids = idsByKind(newest.schemas);
  const served = new Map<string, number[]>();
  for (const { minor, kinds } of minors) {
    for (const [apiVersion, names] of kinds)
      for (const kind of names) push(served, `${apiVersion}/${kind}`, minor);
  }
  const kinds: Record<string, readonly [number, readonly number[]]> = {};
  for (const key of [...served.keys()].sort()) {
    const id = ids.get(key);
    if (id === undefined) throw new Error(`The newest server has no schema of ${key}.`);
    kinds[key] = [collector.add(id), served.get(key) ?? []];
  }
  const head: Omit<SchemaFile, 'types'> = {
    kubernetes: release,
    license: 'Apache-2.0',
    notice:
      'Field descriptions of the Kubernetes API, copyright The Kubernetes Authors, licensed under the Apache License 2.0. Changed: cut to their first sentence.',
    kinds,
  };
  const types = collector.types.map((type) => JSON.stringify(type)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},\n"types":[\n${types}\n]}\n`;
}

function push(lists: Map<string, number[]>, key: string, value: number): void {
  const known = lists.get(key);
  if (known === undefined) lists.set(key, [value]);
  else known.push(value);
}

/** `apps/v1/Deployment` to the name of its schema. */
function idsByKind(schemas: Published['schemas']): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(schemas).flatMap(([id, schema]) => {
      const [only, ...others] = schema['x-kubernetes-group-version-kind'] ?? [];
      // What belongs to many groups, such as DeleteOptions, is no kind of its own.
      if (only === undefined || others.length > 0) return [];
      const { group, version, kind } = only;
      return [[`${group === '' ? '' : `${group}/`}${version}/${kind}`, id] as const];
    }),
  );
}
