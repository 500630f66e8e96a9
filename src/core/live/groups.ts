/** Items with something in common; there is always a first one. */
export interface Group<Item> {
  readonly key: string;
  readonly first: Item;
  readonly all: readonly Item[];
}

/** In the order in which the first of each group comes. */
export function groupsOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): readonly Group<Item>[] {
  const groups = new Map<string, Group<Item> & { readonly all: Item[] }>();
  for (const item of items) {
    const key = keyOf(item);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { key, first: item, all: [item] });
    else known.all.push(item);
  }
  return [...groups.values()];
}
