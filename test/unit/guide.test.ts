import { describe, expect, it } from 'vitest';
import { guide } from '../../src/core/guide/guide.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import type { Topic } from '../../src/core/guide/topic.ts';
import { parseSlides } from '../../src/core/guide/slides.ts';
import { workspaceOf } from '../support/ask.ts';

/** The lines of evidence that the guide shows for an item with so many. */
function shownOf(count: number): readonly string[] {
  const evidence = Array.from({ length: count }, (_, index) => ({
    text: `Line ${String(index)}.`,
  }));
  const topic: Topic = {
    ...{ id: 'logs', title: 'Logs', rules: [], hovers: [], snippets: [] },
    slides: parseSlides('## Logs <!-- S7 -->\n\n- Read them <!-- S7.1 -->\n'),
    checks: [{ item: 'S7.1', answer: () => ({ state: 'done', evidence }) }],
  };
  const [shown] = guide([topic], new Scope(workspaceOf({}), { path: '' }));
  return shown?.slides[0]?.items[0]?.evidence.map(({ text }) => text) ?? [];
}

describe('the evidence of an item', () => {
  it('is whole as long as somebody would read it', () => {
    expect(shownOf(12)).toHaveLength(12);
    expect(shownOf(12).at(-1)).toBe('Line 11.');
  });

  it('is cut and counted where it is longer', () => {
    expect(shownOf(14)).toHaveLength(13);
    expect(shownOf(14).slice(-2)).toEqual(['Line 11.', 'And 2 more.']);
  });
});
