import { describe, expect, it } from 'vitest';
import { slicesOf } from '../../src/core/reading.ts';
import type { FileChange } from '../../src/core/workspace.ts';

const file = (path: string, length: number) => ({ path, text: 'x'.repeat(length) });
const paths = (sizes: readonly number[]): readonly (readonly string[])[] =>
  [...slicesOf(sizes.map((size, i) => file(String(i), size)))].map((slice) =>
    slice.map(({ path }) => path),
  );

describe('what is taken in at once', () => {
  it('is a part of many small files, in order', () => {
    expect(paths([40_000, 30_000, 1, 63_999, 5])).toEqual([['0', '1'], ['2', '3'], ['4']]);
  });

  it('is one large file alone', () => {
    expect(paths([900_000, 900_000])).toEqual([['0'], ['1']]);
  });

  it('is nothing where nothing was read, and counts files that are gone as empty', () => {
    expect(paths([])).toEqual([]);
    const gone: readonly FileChange[] = [{ path: 'a' }, { path: 'b' }];
    expect([...slicesOf(gone)]).toEqual([gone]);
  });
});
