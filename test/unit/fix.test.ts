import { describe, expect, it } from 'vitest';
import {
  appendDocument,
  appendToMap,
  appendToSequence,
  applyEdits,
  insertAfterEntry,
  removeEntry,
} from '../../src/core/lint/fix.ts';
import { quoteValue, renameKey, replaceValue } from '../../src/core/yaml/rewrite.ts';
import { yamlString } from '../../src/core/yaml/write.ts';
import type { TextEdit } from '../../src/core/lint/fix.ts';
import { View } from '../../src/core/yaml/view.ts';
import { parseYaml } from '../../src/core/yaml/yaml.ts';

const root = (text: string): View => View.of({ text, start: 0, tree: parseYaml(text) });
const edit = (text: string, make: (view: View) => TextEdit | undefined): string => {
  const made = make(root(text));
  return made === undefined ? 'no edit' : applyEdits(text, [made]);
};

describe('replaceValue', () => {
  it.each([
    ['a: b # why\n', 'a: c # why\n'],
    ["a: 'b'\n", "a: 'c'\n"],
    ['a: "b"\r\n', 'a: "c"\r\n'],
    ['a:\n', 'a: c\n'],
    ['{a: b}', '{a: c}'],
    ['{"a": b}', '{"a": "c"}'],
    ['a: |\n  b\nc: d\n', 'a: c\nc: d\n'],
    ['a: &x b\nc: *x\n', 'a: &x c\nc: *x\n'],
  ])('keeps quotes and comments: %j', (before, after) => {
    expect(edit(before, (view) => replaceValue(view.get('a'), 'c'))).toBe(after);
  });

  it('quotes what would not read back as the same string', () => {
    expect(edit('a: b\n', (view) => replaceValue(view.get('a'), 'yes'))).toBe('a: "yes"\n');
  });
});

describe('yamlString', () => {
  it.each([
    ['redis.green', 'redis.green'],
    ['http://web:80/', 'http://web:80/'],
    ['true', '"true"'],
    ['1.20', '"1.20"'],
    ['a: b', '"a: b"'],
    ['', '""'],
    ['- x', '"- x"'],
    ['.5', '".5"'],
    ['.inf', '".inf"'],
    ['*', '"*"'],
  ])('%j', (value, yaml) => {
    expect(yamlString(value)).toBe(yaml);
  });
});

describe('removeEntry', () => {
  it.each([
    ['a: 1\nb: 2 # gone\nc: 3\n', 'a: 1\nc: 3\n'],
    ['a: 1\nb:\n  x: |\n    text\n\nc: 3\n', 'a: 1\n\nc: 3\n'],
    ['a: 1\r\nb: 2\r\n', 'a: 1\r\n'],
    ['{a: 1, b: 2, c: 3}\n', '{a: 1, c: 3}\n'],
    ['{a: 1, b: "2"}\n', '{a: 1}\n'],
    ['a: 1\n"b": "2"\n', 'a: 1\n'],
    ['a: 1\nb: 2', 'a: 1\n'],
  ])('%j', (before, after) => {
    expect(edit(before, (view) => removeEntry(before, view.get('b')))).toBe(after);
  });

  it('moves the next key of a list item behind the dash', () => {
    const text = '- b: 1\n  c: 2\n';
    expect(edit(text, (view) => removeEntry(text, view.get(0, 'b')))).toBe('- c: 2\n');
  });
});

describe('additions', () => {
  it('appends to a map with its indentation and line breaks', () => {
    const text = 'spec:\r\n    a: 1\r\nother: 2\r\n';
    expect(edit(text, (view) => appendToMap(text, view.get('spec'), { b: { c: 2 } }))).toBe(
      'spec:\r\n    a: 1\r\n    b:\r\n      c: 2\r\nother: 2\r\n',
    );
  });

  it('appends behind a block scalar and at the end of a file without line break', () => {
    const text = 'data:\n  a: |\n    one\n    two\n';
    expect(edit(text, (view) => appendToMap(text, view.get('data'), { b: '1' }))).toBe(
      'data:\n  a: |\n    one\n    two\n  b: "1"\n',
    );
    expect(
      edit('data:\n  a: 1', (view) => appendToMap('data:\n  a: 1', view.get('data'), { b: 2 })),
    ).toBe('data:\n  a: 1\n  b: 2');
  });

  it.each([
    ['a: {b: 1}\n', 'a: {b: 1, c: "x: y"}\n'],
    ['a: {}\n', 'a: {c: "x: y"}\n'],
    ['{"a": {"b": "1"}}', '{"a": {"b": "1", "c": "x: y"}}'],
    ['{\n  "a": {\n    "b": 1\n  }\n}\n', '{\n  "a": {\n    "b": 1,\n    "c": "x: y"\n  }\n}\n'],
  ])('appends to a map in braces: %j', (before, after) => {
    expect(edit(before, (view) => appendToMap(before, view.get('a'), { c: 'x: y' }))).toBe(after);
  });

  it.each([
    ['a: [b]\n', 'a: [b, "yes"]\n'],
    ['a: []\n', 'a: ["yes"]\n'],
    ["a: ['b']\n", 'a: [\'b\', "yes"]\n'],
    ['{"a": ["b"]}', '{"a": ["b", "yes"]}'],
  ])('appends to a list in brackets: %j', (before, after) => {
    expect(edit(before, (view) => appendToSequence(before, view.get('a'), 'yes'))).toBe(after);
  });

  it('appends an item to a list, in either indentation', () => {
    const flat = 'items:\n- a: 1\n  b: 2\nend: 3\n';
    expect(edit(flat, (view) => appendToSequence(flat, view.get('items'), { a: 5, b: 6 }))).toBe(
      'items:\n- a: 1\n  b: 2\n- a: 5\n  b: 6\nend: 3\n',
    );
  });

  it('inserts a sibling below an entry', () => {
    const text = 'metadata:\n  name: web\n  labels: {}\n';
    expect(
      edit(text, (view) =>
        insertAfterEntry(text, view.get('metadata', 'name'), { namespace: 'blue' }),
      ),
    ).toBe('metadata:\n  name: web\n  namespace: blue\n  labels: {}\n');
  });

  it('appends a document', () => {
    expect(applyEdits('a: 1', [appendDocument('a: 1', { b: 2 })])).toBe('a: 1\n---\nb: 2\n');
  });
});

describe('others', () => {
  it('renames keys and quotes values', () => {
    expect(edit('"old": 1\n', (view) => renameKey(view.get('old'), 'new'))).toBe('"new": 1\n');
    expect(edit('on: yes\n', (view) => quoteValue(view.get('on')))).toBe('on: "yes"\n');
  });

  it('applies edits in any order, the earlier of two that overlap', () => {
    const edits = [
      { span: { start: 3, end: 4 }, text: 'X' },
      { span: { start: 0, end: 2 }, text: 'Y' },
      { span: { start: 1, end: 3 }, text: 'Z' },
    ];
    expect(applyEdits('abcdef', edits)).toBe('YcXef');
  });
});
