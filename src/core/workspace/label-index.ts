/** Finds things by their labels, over lists that are asked again and again. */
import { matches } from '../kubernetes/labels.ts';
import type { Labels, LabelSelector } from '../kubernetes/labels.ts';

type ByLabel<Item> = Map<string, Item[]>;

/**
 * What a selector picks from a list, in the order of the list. An index over the list is made once
 * and lives as long as the list does, so the list must not change.
 * @param labelsOf the same function for all questions of one sort
 */
export function labelFinder<Item extends object>(
  labelsOf: (item: Item) => Labels,
): (selector: LabelSelector, items: readonly Item[]) => readonly Item[] {
  const indexes = new WeakMap<readonly Item[], ByLabel<Item>>();
  return (selector, items) => {
    const [pair] = Object.entries(selector.matchLabels ?? {});
    if (pair === undefined) return items.filter((item) => matches(selector, labelsOf(item)));
    const index = indexes.get(items) ?? indexOf(items, labelsOf);
    indexes.set(items, index);
    const found = index.get(pair.join('\0')) ?? [];
    return found.filter((item) => matches(selector, labelsOf(item)));
  };
}

function indexOf<Item>(items: readonly Item[], labelsOf: (item: Item) => Labels): ByLabel<Item> {
  const index: ByLabel<Item> = new Map();
  for (const item of items) {
    for (const pair of Object.entries(labelsOf(item))) {
      const id = pair.join('\0');
      const known = index.get(id);
      if (known === undefined) index.set(id, [item]);
      else known.push(item);
    }
  }
  return index;
}
