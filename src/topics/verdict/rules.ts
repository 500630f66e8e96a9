import type { Rule } from '../../core/lint/rule.ts';
import { duplicateKey } from './rules/duplicate-key.ts';
import { duplicateObject } from './rules/duplicate-object.ts';
import { invalidValue } from './rules/invalid-value.ts';
import { missingField } from './rules/missing-field.ts';
import { unknownField } from './rules/unknown-field.ts';
import { unknownKind } from './rules/unknown-kind.ts';
import { wrongType } from './rules/wrong-type.ts';

/** What the API server says to an object, whatever it is about: no topic of the guide has them. */
export const verdictRules: readonly Rule[] = [
  unknownKind,
  unknownField,
  wrongType,
  missingField,
  invalidValue,
  duplicateKey,
  duplicateObject,
];
