/** Whether scalars can be read as what their place asks for. */
import type { ScalarType } from '../yaml/scalar-type.ts';
import { quantityOf, yamlNumber } from './numbers.ts';
import type { ScalarLimits, ScalarShape } from './shape.ts';

/** Whether the API server reads a scalar of a type where a shape stands. */
export function takes({ type: wanted }: ScalarShape, type: ScalarType, text: string): boolean {
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
export function malformed(shape: ScalarShape, isNumber: boolean, text: string): string | undefined {
  switch (shape.type) {
    case 'quantity':
      return quantityOf(text) === undefined ? 'it is no quantity such as 500m or 256Mi' : undefined;
    case 'time':
      return TIME.test(text) ? undefined : 'it is no time such as 2026-11-30T08:00:00Z';
    case 'bytes':
      return BASE64.test(text.replace(/[\r\n]/g, '')) ? undefined : 'it is not base64';
    case 'integer':
    case 'integer or string': {
      const isTooLarge = isNumber && Math.abs(yamlNumber(text)) > LARGEST_INT32;
      return isTooLarge ? 'the number is too large' : undefined;
    }
    default:
      return shape.limits && beyond(shape.limits, isNumber, text);
  }
}

/** Longer values are not matched: a pattern comes from a file, and must not keep us. */
const LONGEST_MATCHED = 128;

function beyond(limits: ScalarLimits, isNumber: boolean, text: string): string | undefined {
  const { minimum = -Infinity, maximum = Infinity, shortest = 0, longest = Infinity } = limits;
  if (isNumber) {
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
