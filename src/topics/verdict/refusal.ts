import type { YamlFields } from '../../core/yaml/write.ts';
import type { Mark, View } from '../../core/yaml/view.ts';

/** What the API server's own code finds in an object that has the right shape. */
export interface Refusal {
  /** `missing` where something has to be added, `invalid` where something there is wrong. */
  readonly is: 'missing' | 'invalid';
  readonly at: View | Mark;
  /** A clause that begins a sentence and says what is wrong. */
  readonly why: string;
  /** A sentence on what to do, where the clause does not say it. */
  readonly todo?: string;
  /** The one value that is right. */
  readonly value?: string;
  /** Lines that are missing in a map, where there is one right answer. */
  readonly add?: { readonly to: View; readonly title: string; readonly fields: YamlFields };
}

export function invalid(at: View | Mark, why: string, rest: Partial<Refusal> = {}): Refusal {
  return { ...rest, is: 'invalid', at, why };
}

/** @param owner the map that lacks a key */
export function missing(owner: View, why: string, rest: Partial<Refusal> = {}): Refusal {
  return { ...rest, is: 'missing', at: placeOf(owner), why };
}

/** Where it is said that a map lacks something: the key that leads to it, or its own first one. */
export function placeOf(owner: View): View | Mark {
  if (typeof owner.key === 'string') return owner.keyMark;
  return owner.entries[0]?.keyMark ?? owner;
}
