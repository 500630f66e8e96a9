import type { View } from '../../../core/yaml/view.ts';
import { invalid, missing } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { labelKey, labelled, labelValue, named } from './names.ts';

/** A LabelSelector. */
export function* labelSelector(selector: View): Iterable<Refusal> {
  yield* labelled(selector.get('matchLabels'));
  for (const expression of selector.get('matchExpressions').items) {
    yield* expressionValues(expression, ['Exists', 'DoesNotExist'], ['In', 'NotIn']);
    yield* named(expression.get('key'), 'key of a label', labelKey);
    for (const value of expression.get('values').items)
      yield* named(value, 'value of a label', labelValue);
  }
}

/** The terms of a node affinity, one of which has to hold. */
export function* nodeSelector(view: View): Iterable<Refusal> {
  const terms = view.get('nodeSelectorTerms');
  if (terms.type === 'sequence' && terms.items.length === 0)
    yield missing(terms, '"nodeSelectorTerms" needs a term');
}

/** One requirement of the term of a node affinity. */
export function* nodeRequirement(expression: View): Iterable<Refusal> {
  yield* expressionValues(expression, ['Exists', 'DoesNotExist'], ['In', 'NotIn']);
  const operator = expression.get('operator').text ?? '';
  const values = expression.get('values');
  if (/^[GL]t$/.test(operator) && values.items.length !== 1)
    yield missing(expression, `"${operator}" needs exactly one item in "values"`);
}

const OPERATORS = /^(?:In|NotIn|Exists|DoesNotExist|Gt|Lt)$/;

function* expressionValues(
  expression: View,
  without: readonly string[],
  needing: readonly string[],
): Iterable<Refusal> {
  const operator = expression.get('operator');
  const name = operator.text ?? '';
  const values = expression.get('values');
  if (needing.includes(name) && values.items.length === 0)
    yield missing(expression, `"${name}" needs "values"`);
  if (without.includes(name) && values.items.length > 0)
    yield invalid(values.keyMark, `"${name}" can have no "values"`);
  if (operator.type === 'string' && !OPERATORS.test(name) && name !== '' && !name.includes('{{'))
    yield invalid(operator, `"${name}" is no operator: In, NotIn, Exists or DoesNotExist is`);
}
