import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expandSnippet, loadSnippets } from '../../src/core/completion/snippet.ts';

describe('expandSnippet', () => {
  it.each([
    ['plain text', 'a: b', 'a: b'],
    ['an empty stop', 'a$1b${2}c', 'abc'],
    ['a default', 'name: ${1:web}', 'name: web'],
    ['an empty default', '["${1:}"]', '[""]'],
    ['a nested default', '${1:a ${2:b ${3:c}} d}', 'a b c d'],
    ['a mirror', '${1:web} $1 ${1}', 'web web web'],
    ['a mirror before its default', '$1 ${1:web}', 'web web'],
    ['a mirror inside a default', '${1:web} ${2:$1-config} $2', 'web web-config web-config'],
    ['the first of two defaults', '${1:a} ${1:b}', 'a a'],
    ['two-digit stops', '${1:a}${10:b}$10', 'abb'],
    ['a choice', '${1|Prefix,Exact|} $1', 'Prefix Prefix'],
    ['a choice with escapes', '${1|a\\,b\\|c\\\\d,e|}', 'a,b|c\\d'],
    ['an empty choice is text', '${1||}', '${1||}'],
    ['the final stop', 'a$0', 'a'],
    ['the final stop with text', 'a${0:b} $0', 'ab '],
    ['escapes', '\\$1 \\${2} {\\} \\\\ \\n', '$1 ${2} {} \\ \\n'],
    ['an escape inside a default', '${1:{a\\}b}', '{a}b'],
    ['an Actions expression', '\\${{ github.sha }}', '${{ github.sha }}'],
    ['an Actions expression without escape', '${{ github.sha }}', '${{ github.sha }}'],
    ['a lone dollar', 'a $ b $', 'a $ b $'],
    ['braces', '{a: {}} }', '{a: {}} }'],
    ['a variable with a default', '${TM_FILENAME_BASE:app}.yaml', 'app.yaml'],
    ['a variable with a stop', '${TM_FILENAME_BASE:${1:app}} $1', 'app app'],
    ['a known variable', 'a$TM_FILENAME_BASE${CURRENT_YEAR}b', 'ab'],
    ['an unknown variable', '$HOME ${APP_UID}', 'HOME APP_UID'],
    ['an unclosed default', '${1:web', '${1:web'],
    ['an unclosed default around a closed one', '${1:a ${2:b}', '${1:a b'],
    ['a default that names itself', '${1:a$1}', 'a'],
    ['two defaults that name each other', '${1:a$2}${2:b$1}', 'abba'],
    ['a transform stays', '${1/a/b/}', '${1/a/b/}'],
    ['lines', 'a:\n  ${1:b}\n$0', 'a:\n  b\n'],
  ])('%s', (_name, body, text) => {
    expect(expandSnippet(body)).toBe(text);
  });

  it('gives back any text once it is escaped', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(expandSnippet(text.replace(/[$}\\]/gu, '\\$&'))).toBe(text);
      }),
    );
  });

  it('takes any text', () => {
    const pieces = fc.constantFrom('${1:', '${2|a,', '|}', '}', '$1', '${A:', '\\', '$', 'x', '\n');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        expect(expandSnippet(parts.join(''))).toBeTypeOf('string');
      }),
    );
    expect(expandSnippet('${1:'.repeat(5000))).toBe('${1:'.repeat(5000));
  });
});

describe('loadSnippets', () => {
  it('joins lines, takes the first prefix and finds the kind of the first document', () => {
    const json = {
      Pair: {
        prefix: ['pair', 'two'],
        description: ['One.', 'Two.'],
        body: ['apiVersion: v1', 'kind: ${1:Service}', '---', 'kind: Secret'],
        fileName: 'pair.yaml',
      },
      Block: { prefix: 'block', body: 'kind: nothing\n---\napiVersion: v1\nkind: Pod' },
    };
    expect(loadSnippets(json, 'yaml')).toEqual([
      {
        name: 'Pair',
        prefix: 'pair',
        description: 'One.\nTwo.',
        body: 'apiVersion: v1\nkind: ${1:Service}\n---\nkind: Secret',
        language: 'yaml',
        fileName: 'pair.yaml',
        kind: 'Service',
      },
      {
        name: 'Block',
        prefix: 'block',
        description: '',
        body: 'kind: nothing\n---\napiVersion: v1\nkind: Pod',
        language: 'yaml',
      },
    ]);
  });

  it('leaves out what is no snippet', () => {
    const json = {
      a: null,
      b: [],
      c: { prefix: 'c' },
      d: { body: 'd' },
      e: { prefix: 1, body: 2 },
    };
    expect(loadSnippets(json, 'file')).toEqual([]);
    expect([null, undefined, 'text', 3, []].map((value) => loadSnippets(value, 'file'))).toEqual([
      [],
      [],
      [],
      [],
      [],
    ]);
  });
});
