import { describe, expect, it } from 'vitest';
import { indexOfPath, LineMap, lineBreak, lineEnd, lineStart } from '../../src/core/text/text.ts';

describe('LineMap', () => {
  const text = 'a\r\nbc\n\rd';

  it.each([
    [0, 0, 0],
    [3, 1, 0],
    [5, 1, 2],
    [6, 2, 0],
    [7, 3, 0],
    [8, 3, 1],
    [99, 3, 1],
  ])('puts offset %i on line %i, character %i', (offset, line, character) => {
    expect(new LineMap(text).position(offset)).toEqual({ line, character });
  });

  it('finds the way back and stays inside the line', () => {
    const lines = new LineMap(text);
    for (const offset of [0, 1, 3, 4, 5, 6, 7, 8]) {
      expect(lines.offset(lines.position(offset))).toBe(offset);
    }
    expect(lines.offset({ line: 1, character: 50 })).toBe(5);
    expect(lines.offset({ line: 50, character: 0 })).toBe(text.length);
  });
});

describe('lines', () => {
  it('start and end around an offset', () => {
    expect([lineStart('\nab', 0), lineStart('\nab', 2), lineStart('ab', 1)]).toEqual([0, 1, 0]);
    expect([lineEnd('a\nb', 0), lineEnd('a\nb', 2)]).toEqual([2, 3]);
  });

  it('break as the first one does', () => {
    expect([lineBreak('a\r\nb\n'), lineBreak('a\nb\r\n'), lineBreak('a')]).toEqual([
      '\r\n',
      '\n',
      '\n',
    ]);
  });
});

describe('indexOfPath', () => {
  it.each([
    ['"web/Dockerfile" says so', 'web/Dockerfile', 1],
    ['from web/Dockerfile.', 'web/Dockerfile', 5],
    ['"api/web/Dockerfile" says so', 'web/Dockerfile', -1],
    ['"web/Dockerfile.dev" says so', 'web/Dockerfile', -1],
    ['data.yaml, then a.yaml', 'a.yaml', 16],
    ['nothing of it', 'a.yaml', -1],
  ])('%s: %s', (text, path, index) => {
    expect(indexOfPath(text, path)).toBe(index);
  });
});
