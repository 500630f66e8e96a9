import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/lint/fix.ts';
import { insertionAt } from '../../src/core/completion/manifest-insertion.ts';

/** The text after `new` and a line break are inserted at the `|`. */
function inserted(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { span, before } = insertionAt(text, offset);
  return applyEdits(text, [{ span, text: `${before}new\n` }]);
}

describe('a manifest goes', () => {
  it.each([
    ['into an empty file', '|', 'new\n'],
    ['below a comment', '# web|\n', '# web\nnew\n\n'],
    ['into an empty document', 'a: 1\n---\n|', 'a: 1\n---\nnew\n'],
    ['behind a manifest, cursor at the end', 'a: 1\n|', 'a: 1\n---\nnew\n'],
    ['behind a manifest, cursor inside', 'a: |1\nb: 2', 'a: 1\nb: 2\n---\nnew\n'],
    ['between two manifests', 'a: |1\n\n---\nb: 2\n', 'a: 1\n---\nnew\n---\nb: 2\n'],
    ['below the separator of the cursor', 'a: 1\n--|-\n', 'a: 1\n---\nnew\n'],
    ['below a last separator', 'a: 1\n---|', 'a: 1\n---\nnew\n'],
    ['into the document before its separator', '|\n---\nb: 2\n', 'new\n\n---\nb: 2\n'],
    ['behind Windows lines', 'a: 1\r\n|', 'a: 1\n---\nnew\n'],
  ])('%s', (_where, text, expected) => {
    expect(inserted(text)).toBe(expected);
  });
});
