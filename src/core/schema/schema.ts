import type { Field, ObjectShape, ScalarType, Shape } from './shape.ts';

/** What a field's entry holds beside its sentence and type. */
export interface FieldExtras {
  /** 1 where it is required. */
  readonly r?: 1;
  /** Its default. */
  readonly d?: unknown;
  /** The values that are allowed, with a word on each. */
  readonly e?: Readonly<Record<string, string>>;
  /** The fields that tell the items of its list apart; empty for a list of scalars. */
  readonly k?: readonly string[];
}

/** A sentence alone is that of a field of type `string`. */
export type FieldEntry =
  | string
  | readonly [sentence: string, type: string]
  | readonly [sentence: string, type: string, extras: FieldExtras];

/**
 * media/schema.json: what the API server says of its own kinds, generated from its `/openapi/v3`.
 * A type is `[]` for a list or `{}` for a map before `#` and an index in `types`, or before the name
 * of a scalar: `[]#12`, `{}string`; `any` is open to every content.
 */
export interface SchemaFile {
  /** The release that the fields are from, such as `1.37.2`. */
  readonly kubernetes: string;
  readonly license: string;
  readonly notice: string;
  /** `apps/v1/Deployment` to an index in `types`, and the minors that serve it unasked. */
  readonly kinds: Readonly<Record<string, readonly [type: number, minors: readonly number[]]>>;
  readonly types: readonly (readonly [
    name: string,
    sentence: string,
    fields: Readonly<Record<string, FieldEntry>>,
  ])[];
}

/** The shape of every built-in kind, read from the file one type at a time. */
export class Schema {
  readonly kubernetes: string;
  /** The minors of which it is known what they serve. */
  readonly minors: ReadonlySet<number>;
  readonly #file: SchemaFile;
  readonly #types = new Map<number, ObjectShape>();
  readonly #versions = new Map<string, string[]>();
  readonly #groups = new Set<string>();

  constructor(file: SchemaFile) {
    this.#file = file;
    this.kubernetes = file.kubernetes;
    this.minors = new Set(Object.values(file.kinds).flatMap(([, minors]) => minors));
    for (const key of Object.keys(file.kinds)) {
      const at = key.lastIndexOf('/');
      const [apiVersion, kind] = [key.slice(0, at), key.slice(at + 1)];
      this.#groups.add(groupOf(apiVersion));
      const known = this.#versions.get(kind);
      if (known === undefined) this.#versions.set(kind, [apiVersion]);
      else known.push(apiVersion);
    }
  }

  /** The shape of a kind; undefined where Kubernetes has no such kind in this version. */
  shapeOf(apiVersion: string, kind: string): ObjectShape | undefined {
    const entry = this.#entry(apiVersion, kind);
    return entry && this.#object(entry[0]);
  }

  /** Whether Kubernetes 1.`minor` serves a kind unless somebody has turned it off. */
  serves(apiVersion: string, kind: string, minor: number): boolean {
    return this.#entry(apiVersion, kind)?.[1].includes(minor) === true;
  }

  #entry(apiVersion: string, kind: string): SchemaFile['kinds'][string] | undefined {
    const key = `${apiVersion}/${kind}`;
    return Object.hasOwn(this.#file.kinds, key) ? this.#file.kinds[key] : undefined;
  }

  /** The versions that have a kind of this name. */
  versionsOf(kind: string): readonly string[] {
    return this.#versions.get(kind) ?? [];
  }

  /** The names of all kinds. */
  get kinds(): Iterable<string> {
    return this.#versions.keys();
  }

  /** The names of the kinds of a version. */
  kindsIn(apiVersion: string): readonly string[] {
    return [...this.#versions].flatMap(([kind, versions]) =>
      versions.includes(apiVersion) ? [kind] : [],
    );
  }

  /** The API groups, '' for that of Pods. */
  get groups(): ReadonlySet<string> {
    return this.#groups;
  }

  #object(index: number): ObjectShape {
    const known = this.#types.get(index);
    if (known !== undefined) return known;
    const [name, sentence, entries] = this.#file.types[index] ?? ['', '', {}];
    const read = (): ReadonlyMap<string, Field> => this.#fields(entries);
    let fields: ReadonlyMap<string, Field> | undefined;
    const shape: ObjectShape = {
      ...{ is: 'object', name, sentence, open: false },
      // A type can hold itself.
      get fields() {
        return (fields ??= read());
      },
    };
    this.#types.set(index, shape);
    return shape;
  }

  #fields(entries: Readonly<Record<string, FieldEntry>>): ReadonlyMap<string, Field> {
    return new Map(
      Object.entries(entries).map(([name, entry]) => {
        const [sentence, type, extras = {}] =
          typeof entry === 'string' ? [entry, 'string'] : [entry[0], entry[1], entry[2]];
        const field: Field = {
          ...{ name, sentence, shape: this.#shape(type, extras), required: extras.r === 1 },
          ...('d' in extras && { default: extras.d }),
        };
        return [name, field];
      }),
    );
  }

  #shape(type: string, extras: FieldExtras): Shape {
    if (type.startsWith('[]')) {
      const item = this.#shape(type.slice(2), extras.e === undefined ? {} : { e: extras.e });
      return { is: 'list', item, ...(extras.k && { keys: extras.k }) };
    }
    if (type.startsWith('{}')) return { is: 'map', value: this.#shape(type.slice(2), {}) };
    if (type.startsWith('#')) return this.#object(Number(type.slice(1)));
    if (type === 'any') return { is: 'any' };
    const values = extras.e && new Map(Object.entries(extras.e));
    return { is: 'scalar', type: type as ScalarType, ...(values && { values }) };
  }
}

/** `apps` of `apps/v1`; '' of `v1`. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : '';
}
