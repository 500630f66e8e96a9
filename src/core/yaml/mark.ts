import { View } from './view.ts';
import type { Mark } from './view.ts';

/** The mark of what was found: a view means its value. */
export function markOf(at: View | Mark): Mark {
  return at instanceof View ? at.mark : at;
}
