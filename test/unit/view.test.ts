import { describe, expect, it } from 'vitest';
import { absolute, View } from '../../src/core/yaml/view.ts';
import { parseYaml } from '../../src/core/yaml/yaml.ts';

const view = (text: string, start = 0): View => View.of({ text, start, tree: parseYaml(text) });

const TEXT = `base: &base
  image: nginx
  tag: 1.2
service:
  <<: *base
  tag: "2"
  ports: [80, "81"]
  on: yes
script: |
  #!/bin/sh
    echo redis
`;

describe('View', () => {
  it('walks maps, lists and merge keys; what is missing stays askable', () => {
    const service = view(TEXT).get('service');
    expect(service.get('image').text).toBe('nginx');
    expect(service.get('tag').text).toBe('2');
    expect(service.get('ports', 1).text).toBe('81');
    expect(service.get('no', 'such', 0).type).toBe('missing');
    expect(service.keys).toEqual(['tag', 'ports', 'on', 'image']);
  });

  it.each([
    ['yes', 'boolean'],
    ['"yes"', 'string'],
    ['0600', 'number'],
    ['1e3', 'number'],
    ['1.2.3', 'string'],
    ['~', 'null'],
    ['', 'null'],
    ['0x1F', 'number'],
    ['!!str 5', 'string'],
    ['10.0.0.1', 'string'],
    ['[1]', 'sequence'],
    ['-', 'sequence'],
  ])('reads %s as %s, as the API server does', (source, type) => {
    expect(view(`a: ${source}\n`.replace('a: -', 'a:\n-')).get('a').type).toBe(type);
  });

  it('gives spans in the file, without quotes', () => {
    const tag = view(TEXT, 100).get('service', 'tag');
    expect(TEXT.slice(tag.span.start - 100, tag.span.end - 100)).toBe('2');
    expect(TEXT.slice(tag.keySpan.start - 100, tag.keySpan.end - 100)).toBe('tag');
  });

  it('finds a part of a block scalar in the source', () => {
    const script = view(TEXT).get('script');
    const at = (script.text ?? '').indexOf('redis');
    const { start, end } = absolute(script.part(at, at + 5));
    expect(start).toBe(TEXT.indexOf('redis'));
    expect(end - start).toBe(5);
  });

  it('finds what stands at an offset, with its path', () => {
    const hit = view(TEXT).at(TEXT.indexOf('81'));
    expect(hit?.view.path).toEqual(['service', 'ports', 1]);
    expect(hit?.on).toBe('value');
    expect(view(TEXT).at(TEXT.indexOf('ports'))).toMatchObject({ on: 'key' });
  });

  it('names keys that stand twice', () => {
    const text = 'a: 1\nb: 2\na: 3\n';
    expect(view(text).duplicateKeys.map(absolute)).toEqual([{ start: 10, end: 11 }]);
  });

  it('does not follow aliases in circles', () => {
    const circle = view('a: &a\n  b: *a\n');
    expect(circle.get('a', 'b').type).toBe('missing');
    expect(view('a: &a\n  <<: *a\n  c: 1\n').get('a').keys).toEqual(['c']);
  });
});

it('a merge key in quotes is a key like any other', () => {
  const text = 'base: &b {image: one}\na: {"<<": *b}\n';
  expect(view(text).get('a').keys).toEqual(['<<']);
});

it('finds what stands around an offset, and nothing between two values', () => {
  const text = 'a: [one, two,  three]\nb: {c: d,   e: f}\n';
  const at = (offset: number): string | undefined => {
    const found = view(text).at(offset);
    return found && `${found.on} ${found.view.path.join('.')}`;
  };
  const around = [0, 4, 7, 8, 13, 14, 21, 22, 26, 30, 31, 34].map(at);
  expect(around).toEqual([
    ...['key a', 'value a.0', 'value a.0', 'value a', 'value a', 'value a'],
    ...['value a', 'key b', 'key b.c', 'value b.c', 'value b', 'key b.e'],
  ]);
});
