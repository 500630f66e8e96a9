import fc from 'fast-check';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { View } from '../../src/core/yaml/view.ts';
import {
  commented,
  inline,
  verbatim,
  yamlComment,
  yamlFlow,
  yamlString,
  yamlText,
} from '../../src/core/yaml/write.ts';
import type { YamlValue } from '../../src/core/yaml/write.ts';
import { parseYaml } from '../../src/core/yaml/yaml.ts';
import { NASTY_TEXTS } from '../support/nasty.ts';
import { readings } from '../support/yaml-readers.ts';

describe('a scalar', () => {
  it.each([
    ['redis.green', 'redis.green'],
    ['http://web:80/', 'http://web:80/'],
    ['../base', '../base'],
    ['10Gi', '10Gi'],
    ['192.0.2.1', '192.0.2.1'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['$(PASSWORD)', '$(PASSWORD)'],
    ['true', '"true"'],
    ['1.20', '"1.20"'],
    ['a: b', '"a: b"'],
    ['', '""'],
    ['- x', '"- x"'],
    ['.5', '".5"'],
    ['.inf', '".inf"'],
    ['*', '"*"'],
    ['a\u0085b\u202e', '"a\\u0085b\\u202e"'],
  ])('%j', (value, yaml) => {
    expect(yamlString(value)).toBe(yaml);
  });
});

describe('a text', () => {
  it('has the layout that people write', () => {
    const value = commented(
      {
        kind: 'Pod',
        none: undefined,
        empty: { map: {}, list: [] },
        list: [{ a: 1, b: ['x', ['z']] }, commented('z', { behind: 'why' })],
        modes: inline(['A', { b: 'c:d' }]),
        script: 'one\n\n  two\n',
        open: verbatim(''),
        noted: commented({ on: true }, { above: ['first', 'two\nlines'] }),
      },
      { above: ['head', '# of all'] },
    );
    expect(yamlText(value)).toBe(`# head
## of all
kind: Pod
empty:
  map: {}
  list: []
list:
  - a: 1
    b:
      - x
      - - z
  - z # why
modes: [A, { b: "c:d" }]
script: |
  one

    two
open:
# first
# two lines
noted:
  "on": true`);
  });

  it('of JSON is JSON', () => {
    const value = { a: ['b', 1, true], 'c\u0085': { d: '' } };
    expect(JSON.parse(yamlFlow(value, 'json'))).toEqual(value);
  });
});

const text = fc.oneof(fc.constantFrom(...NASTY_TEXTS), fc.string({ unit: 'grapheme' }));
const { tree } = fc.letrec<{ tree: YamlValue }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(text, tie('tree'), { maxKeys: 3, noNullPrototype: true }),
  ),
}));

describe('whatever is written', () => {
  it.each(NASTY_TEXTS)('%j reads back as the same text, key or value', (nasty) => {
    const value = { [nasty]: nasty, list: [nasty, { [nasty]: [nasty] }] };
    for (const written of [yamlText(value), yamlFlow(value, 'flow'), yamlFlow(value, 'tight')])
      for (const read of readings(written)) expect(read).toEqual(value);
    expect(JSON.parse(yamlFlow(value, 'json'))).toEqual(value);
  });

  it('reads back as it was meant', () => {
    fc.assert(
      fc.property(tree, (value) => {
        for (const written of [yamlText({ value }), yamlFlow({ value }, 'flow')])
          for (const read of readings(written)) expect(read).toEqual({ value });
      }),
      { numRuns: 500, seed: 1 },
    );
  });

  it('keeps a comment a comment', () => {
    fc.assert(
      fc.property(text, text, (one, other) => {
        const value = commented({ a: commented('b', { behind: one }) }, { above: [one, other] });
        for (const read of readings(yamlText(value))) expect(read).toEqual({ a: 'b' });
        expect(yamlComment(one)).toMatch(/^#.*$/);
      }),
      { seed: 1 },
    );
  });

  it('is what our own reader sees', () => {
    for (const nasty of NASTY_TEXTS) {
      const source = yamlText({ [nasty]: { a: nasty } });
      const view = View.of({ text: source, start: 0, tree: parseYaml(source) });
      expect([view.get(nasty, 'a').type, view.get(nasty, 'a').text]).toEqual(['string', nasty]);
    }
  });
});

it('the readers that judge are strict', () => {
  expect(parse('a: on', { version: '1.1' })).toEqual({ a: true });
  expect(load('a: 0o17')).toEqual({ a: 15 });
});
