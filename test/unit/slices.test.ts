import { describe, expect, it } from 'vitest';
import { slicesOf } from '../../src/core/slices.ts';

/** The parts of a list whose items take some milliseconds each. */
function parts(items: readonly number[]): readonly (readonly number[])[] {
  let time = 1000;
  const found: number[][] = [];
  for (const slice of slicesOf(items, () => time)) {
    const part: number[] = [];
    for (const milliseconds of slice) {
      part.push(milliseconds);
      time += milliseconds;
    }
    found.push(part);
  }
  return found;
}

describe('long work in slices', () => {
  it('ends a slice after four milliseconds of work', () => {
    expect(parts([1, 2, 1, 3, 3, 3.9, 0, 0.1, 9])).toEqual([[1, 2, 1], [3, 3], [3.9, 0, 0.1], [9]]);
  });

  it('takes at least one item, however long it lasts', () => {
    expect(parts([50, 50])).toEqual([[50], [50]]);
  });

  it('is nothing where there is nothing to do', () => {
    expect(parts([])).toEqual([]);
  });

  it('counts the time of the real clock', () => {
    const sizes: number[] = [];
    for (const slice of slicesOf([1, 2, 3])) {
      let size = 0;
      for (const one of slice) {
        size += Math.sign(one);
        for (const begun = performance.now(); performance.now() - begun < 5;);
      }
      sizes.push(size);
    }
    expect(sizes).toEqual([1, 1, 1]);
  });
});
