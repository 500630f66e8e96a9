/** Long work in parts, so that an editor can answer between them. */

/** A part ends after this, in milliseconds; with its last step it stays below 10. */
export const LENGTH = 4;

/**
 * Parts of a list: at least one item each, and as many as are worked through in `LENGTH`
 * milliseconds. A part must be walked to its end before the next one is asked for.
 */
export function* slicesOf<Item>(
  items: readonly Item[],
  now: () => number = () => performance.now(),
): Iterable<Iterable<Item>> {
  for (let next = 0; next < items.length;) {
    const end = now() + LENGTH;
    yield (function* () {
      do yield items[next++] as Item;
      while (next < items.length && now() < end);
    })();
  }
}
