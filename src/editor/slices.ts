import { LENGTH, slicesOf } from '../core/slices.ts';

/** Lets the host answer. */
export const pause = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
  });

/** What comes of each item of a list, gathered without holding the host up. */
export async function inSlices<Item, Result>(
  items: readonly Item[],
  resultsOf: (item: Item) => readonly Result[],
  isOver: () => boolean = () => false,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const slice of slicesOf(items)) {
    for (const item of slice) results.push(...resultsOf(item));
    await pause();
    if (isOver()) break;
  }
  return results;
}

/**
 * Goes through steps without holding the host up.
 * @returns what the steps come to; undefined where it was over before
 */
export async function inTurns<Result>(
  steps: Generator<unknown, Result>,
  isOver: () => boolean,
): Promise<Result | undefined> {
  while (!isOver()) {
    for (const end = performance.now() + LENGTH; performance.now() < end;) {
      const step = steps.next();
      if (step.done === true) return step.value;
    }
    await pause();
  }
  return undefined;
}
