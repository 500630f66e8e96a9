/** A field: its sentence alone if it is a plain string, else the sentence and its type. */
export type FieldEntry = string | readonly [sentence: string, type: string];

/** An object type of the Kubernetes API; the sentence of a field may be empty. */
export interface FieldType {
  readonly name: string;
  readonly fields: Readonly<Record<string, FieldEntry>>;
}

/**
 * What Kubernetes says about its own fields, as generated into media/fields.json.
 * A type is `[]` for a list or `{}` for a map before `#` and an index in `types`, or before the
 * name of a scalar: `[]#12`, `{}string`, `integer`; `any` is open to every content.
 */
export interface FieldTable {
  /** The minor release, such as `1.36`. */
  readonly kubernetes: string;
  readonly source: string;
  readonly license: string;
  readonly notice: string;
  /** `apps/v1/Deployment` to an index in `types`. */
  readonly kinds: Readonly<Record<string, number>>;
  readonly types: readonly FieldType[];
}

export interface FieldSentence {
  readonly sentence: string;
  /** In words, such as `integer` or `list of Container`. */
  readonly type?: string;
}

type Path = readonly (string | number)[];

/** Where a path leads: the type there, and the last field on the way with its sentence. */
interface Step {
  readonly type: string;
  readonly sentence: string;
}

function objectType(table: FieldTable, type: string): FieldType | undefined {
  return type.startsWith('#') ? table.types[Number(type.slice(1))] : undefined;
}

function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function stepInto(table: FieldTable, from: Step, segment: string | number): Step | undefined {
  const { type, sentence } = from;
  if (type.startsWith('[]')) {
    return typeof segment === 'number' ? { type: type.slice(2), sentence } : undefined;
  }
  // The keys of a map are the user's own words, about which Kubernetes says nothing.
  if (type.startsWith('{}')) return { type: type.slice(2), sentence: '' };
  const entry = own(objectType(table, type)?.fields ?? {}, String(segment));
  if (entry === undefined) return undefined;
  return typeof entry === 'string'
    ? { type: 'string', sentence: entry }
    : { type: entry[1], sentence: entry[0] };
}

function follow(table: FieldTable, root: string, path: Path): Step | undefined {
  const index = own(table.kinds, root);
  let step: Step | undefined =
    index === undefined ? undefined : { type: `#${String(index)}`, sentence: '' };
  for (const segment of path) step = step && stepInto(table, step, segment);
  return step;
}

function inWords(table: FieldTable, type: string): string {
  if (type.startsWith('[]')) return `list of ${inWords(table, type.slice(2))}`;
  if (type.startsWith('{}')) return `map of ${inWords(table, type.slice(2))}`;
  return objectType(table, type)?.name ?? type;
}

/**
 * What Kubernetes says about the field at a path; an item of a list speaks for its list.
 * `undefined` for unknown kinds and fields, and for the free keys of maps such as labels.
 */
export function fieldSentence(
  table: FieldTable,
  apiVersion: string,
  kind: string,
  path: Path,
): FieldSentence | undefined {
  const step = follow(table, `${apiVersion}/${kind}`, path);
  if (step === undefined || step.sentence === '') return undefined;
  return { sentence: step.sentence, type: inWords(table, step.type) };
}

/**
 * The fields that an object at a path may have; `undefined` if the kind or path is unknown, or if
 * the place is no object with fixed names.
 */
export function fieldNames(
  table: FieldTable,
  apiVersion: string,
  kind: string,
  path: Path,
): readonly string[] | undefined {
  const step = follow(table, `${apiVersion}/${kind}`, path);
  const type = step && objectType(table, step.type);
  return type && Object.keys(type.fields);
}
