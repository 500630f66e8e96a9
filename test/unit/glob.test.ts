import { describe, expect, it } from 'vitest';
import { globMatcher } from '../../src/core/files/glob.ts';

describe('globs', () => {
  it.each([
    [['*.yaml'], 'a.yaml', true],
    [['*.yaml'], 'b/a.yaml', false],
    [['**/*.yaml'], 'a.yaml', true],
    [['**/*.yaml'], 'b/c/a.yaml', true],
    [['b'], 'b/c/a.yaml', true],
    [['b/'], 'b/c/a.yaml', true],
    [['./b/*'], 'b/a.yaml', true],
    [['{a,b/{c,d}}/*.y?ml'], 'b/d/x.yaml', true],
    [['{a,b/{c,d}}/*.y?ml'], 'b/x.yaml', false],
    [['{a'], '{a', true],
    [['#a'], '#a', true],
    [['b', '!b/keep.yaml'], 'b/keep.yaml', false],
    [['a\nb'], 'b', false],
    [[], 'a', false],
    [[''], 'a', false],
  ])('%j and %s: %s', (globs, path, matched) => {
    expect(globMatcher(globs)(path)).toBe(matched);
  });

  it('take no time, whatever they are', () => {
    const started = performance.now();
    const hostile = [
      '{a,b}'.repeat(60),
      '*a'.repeat(200) + 'b',
      `${'**/'.repeat(200)}x`,
      '{'.repeat(5_000),
    ];
    expect(globMatcher(hostile)('a'.repeat(500))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
