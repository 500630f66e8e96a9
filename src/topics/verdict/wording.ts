import type { KubernetesObject } from '../../core/kubernetes/manifest.ts';
import { inWords } from '../../core/schema/shape.ts';
import type { Shape } from '../../core/schema/shape.ts';
import type { ValueType } from '../../core/yaml/view.ts';

/** How each of these rules ends its first sentence. */
export function refused({ kind }: KubernetesObject): string {
  return `the API server refuses this ${kind}`;
}

/** A clause as the beginning of a sentence. */
export function capital(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}

/** `Always, IfNotPresent or Never`. */
export function oneOf(values: readonly string[]): string {
  const last = values.at(-1) ?? '';
  return values.length < 2 ? last : `${values.slice(0, -1).join(', ')} or ${last}`;
}

const FOUND: Readonly<Record<ValueType, string>> = {
  missing: 'missing',
  null: 'empty',
  boolean: 'a boolean',
  number: 'a number',
  string: 'text',
  map: 'a map',
  sequence: 'a list',
};

/** What stands there, in words. */
export function found(type: ValueType): string {
  return FOUND[type];
}

/** What should stand there, in words: `a whole number`. */
export function wanted(shape: Shape): string {
  switch (shape.is) {
    case 'list':
      return 'a list';
    case 'map':
    case 'object':
      return 'a map';
    case 'any':
      return 'anything';
    case 'scalar':
      return SCALARS[shape.type] ?? inWords(shape);
  }
}

const SCALARS: Readonly<Record<string, string>> = {
  string: 'text',
  integer: 'a whole number',
  long: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  quantity: 'a quantity such as 500m or 256Mi',
  time: 'a time',
  bytes: 'base64 text',
  'integer or string': 'a whole number or text',
};
