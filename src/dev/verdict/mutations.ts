/** Objects that are accepted, each with one mistake put into it. */
import type { SentObject } from '../control-plane/sent-objects.ts';
import { parse } from 'yaml';

type Json = null | boolean | number | string | readonly Json[] | JsonMap;
interface JsonMap {
  readonly [key: string]: Json;
}

type Path = readonly (string | number)[];

/** One changed object. */
export interface Mutation {
  /** What was done to it, such as `rename spec.replicas`. */
  readonly what: string;
  readonly sent: SentObject;
}

interface Change {
  readonly name: string;
  /** The value in place of another; undefined where the change does not apply to it. */
  readonly apply: (parent: Json, key: string | number) => Json | undefined;
}

const withoutKey = (map: JsonMap, key: string): JsonMap =>
  Object.fromEntries(Object.entries(map).filter(([one]) => one !== key));

const isMap = (value: Json | undefined): value is JsonMap =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const mapIn = ([first]: readonly Json[]): Json | undefined => (isMap(first) ? first : undefined);

/** Changes the value below a key of a map or list. */
const valueChange = (name: string, change: (value: Json) => Json | undefined): Change => ({
  name,
  apply: (parent, key) => {
    if (Array.isArray(parent) && typeof key === 'number') {
      const value = change((parent as readonly Json[])[key] ?? null);
      return value === undefined ? undefined : (parent as readonly Json[]).with(key, value);
    }
    if (!isMap(parent)) return undefined;
    const value = change(parent[key] ?? null);
    return value === undefined ? undefined : { ...parent, [key]: value };
  },
});

const CHANGES: readonly Change[] = [
  {
    name: 'rename',
    apply: (parent, key) =>
      isMap(parent)
        ? { ...withoutKey(parent, String(key)), [`${String(key)}x`]: parent[key] ?? null }
        : undefined,
  },
  {
    name: 'remove',
    apply: (parent, key) =>
      Array.isArray(parent)
        ? (parent as readonly Json[]).filter((_, i) => i !== key)
        : isMap(parent)
          ? withoutKey(parent, String(key))
          : undefined,
  },
  {
    name: 'repeat',
    apply: (parent, key) => {
      if (!Array.isArray(parent) || typeof key !== 'number') return undefined;
      const list = parent as readonly Json[];
      return [...list, list[key] ?? null];
    },
  },
  valueChange('make text of', (value) =>
    typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined,
  ),
  valueChange('make a number of', (value) => (typeof value === 'string' ? 7 : undefined)),
  valueChange('make a boolean of', (value) =>
    typeof value === 'string' || typeof value === 'number' ? true : undefined,
  ),
  valueChange('make a list of', (value) => (isMap(value) ? [value] : undefined)),
  valueChange('make a map of', (value) =>
    Array.isArray(value) ? mapIn(value as readonly Json[]) : undefined,
  ),
  valueChange('misspell', (value) => (typeof value === 'string' ? `${value}_X` : undefined)),
  valueChange('negate', (value) => (typeof value === 'number' ? -1 - value : undefined)),
  valueChange('empty', (value) => (typeof value === 'string' && value !== '' ? '' : undefined)),
];

/** Every single mistake that can be made in an object; those in free text and in lists are not all. */
export function* mutationsOf(sent: SentObject): Iterable<Mutation> {
  const root = parse(sent.text, { version: '1.1' }) as Json;
  for (const path of pathsIn(root)) {
    for (const { name, apply } of CHANGES) {
      const changed = changeAt(root, path, apply);
      if (changed === undefined) continue;
      const what = `${name} ${path.map((step) => (typeof step === 'number' ? '[]' : step)).join('.')}`;
      yield { what, sent: { ...sent, text: JSON.stringify(changed, undefined, 2) } };
    }
  }
}

/** The first two items of lists stand for all. */
function* pathsIn(value: Json, path: Path = []): Iterable<Path> {
  const entries: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? (value as readonly Json[]).slice(0, 2).map((item, i) => [i, item] as const)
    : isMap(value)
      ? Object.entries(value)
      : [];
  for (const [key, child] of entries) {
    // What it is, the request has to say, too.
    if (path.length === 0 && (key === 'apiVersion' || key === 'kind')) continue;
    yield [...path, key];
    yield* pathsIn(child, [...path, key]);
  }
}

function changeAt(value: Json, path: Path, apply: Change['apply']): Json | undefined {
  const [key, ...rest] = path;
  if (key === undefined) return undefined;
  if (rest.length === 0) return apply(value, key);
  const child = isMap(value) ? value[key] : (value as readonly Json[])[Number(key)];
  const changed = child === undefined ? undefined : changeAt(child, rest, apply);
  if (changed === undefined) return undefined;
  return isMap(value)
    ? { ...value, [key]: changed }
    : (value as readonly Json[]).with(Number(key), changed);
}
