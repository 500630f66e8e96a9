import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterEdits, edits } from '../support/edit-sequences.ts';

describe('any sequence of edits', () => {
  it('gives exactly what a fresh start gives: findings, graph, guide, map and policies', () => {
    fc.assert(
      fc.property(edits, (sequence) => {
        const { edited, started } = afterEdits(sequence);
        expect(edited).toEqual(started);
      }),
      // The same ones each time: npm run fuzz draws others.
      { numRuns: 2_000, seed: 8 },
    );
  }, 300_000);
});
