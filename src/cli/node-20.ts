/**
 * The editor's host runs Node 22 or later; only the command line also runs on Node 20, which lacks
 * these functions. Imported first.
 */
type Key<Item, K> = (item: Item, index: number) => K;

function groupToMap<K, Item>(items: Iterable<Item>, keyOf: Key<Item, K>): Map<K, Item[]> {
  const groups = new Map<K, Item[]>();
  let index = 0;
  for (const item of items) {
    const key = keyOf(item, index++);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [item]);
    else group.push(item);
  }
  return groups;
}

function groupToObject<K extends PropertyKey, Item>(
  items: Iterable<Item>,
  keyOf: Key<Item, K>,
): object {
  return Object.assign(Object.create(null) as object, Object.fromEntries(groupToMap(items, keyOf)));
}

function addMissing(to: object, name: string, value: unknown): void {
  if (!(name in to)) Object.defineProperty(to, name, { value, writable: true, configurable: true });
}

addMissing(Map, 'groupBy', groupToMap);
addMissing(Object, 'groupBy', groupToObject);
