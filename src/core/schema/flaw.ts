/** What of an object the API server cannot read, told from the shape of its kind. */
import type { View } from '../yaml/view.ts';
import type { Field, ObjectShape, Shape } from './shape.ts';

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
