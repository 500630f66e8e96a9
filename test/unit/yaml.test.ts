import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTolerantly } from '../../src/core/yaml/tolerant.ts';
import { parseYaml, splitDocuments } from '../../src/core/yaml/yaml.ts';
import type { YamlNode } from '../../src/core/yaml/yaml.ts';

const slices = (text: string): readonly string[] =>
  splitDocuments(text).map(({ start, end }) => text.slice(start, end));

describe('splitDocuments', () => {
  it('splits at --- in column 0 and nowhere else', () => {
    expect(slices('a: 1\n---\nb: "---"\nc: ---x\n --- \n--- # note\nd: 1\n')).toEqual([
      'a: 1\n',
      '---\nb: "---"\nc: ---x\n --- \n',
      '--- # note\nd: 1\n',
    ]);
  });

  it('leaves out documents that hold only comments, markers and directives', () => {
    expect(slices('# licence\n---\n%YAML 1.2\n---\na: 1\n...\n---\n\n# end\n')).toEqual([
      '---\na: 1\n...\n',
    ]);
  });

  it('splits a block scalar, as YAML 1.2 does', () => {
    expect(slices('a: |\n  x\n---\nb: 1')).toEqual(['a: |\n  x\n', '---\nb: 1']);
  });

  it('knows a byte order mark and CRLF', () => {
    expect(slices('\ufeff---\r\na: 1\r\n---\r\nb: 2\r\n')).toEqual([
      '---\r\na: 1\r\n',
      '---\r\nb: 2\r\n',
    ]);
  });
});

/** A tree as text: scalars by value and the source under their span. */
function outline(node: YamlNode | undefined, text: string): unknown {
  if (node === undefined) return undefined;
  const source = text.slice(node.start, node.end);
  if (node.type === 'scalar') return node.value === source ? source : [node.value, source];
  if (node.type === 'alias') return `*${node.anchor}`;
  if (node.type === 'sequence') return node.items.map((item) => outline(item, text));
  return Object.fromEntries(node.pairs.map(({ key, value }) => [key.value, outline(value, text)]));
}

const SAMPLE = `kind: "Service" # note
list: [a, 'b''c', {d: 1}]
empty:
text: |
  one
    two
anchor: &x
  y: 1
alias: *x
`;

/** The source of the value of "a". */
const sourceOf = (text: string, read: typeof parseYaml): string | undefined => {
  const { root } = read(text);
  const value = root?.type === 'map' ? root.pairs[0]?.value : undefined;
  return value && text.slice(value.start, value.end);
};

describe.each([
  ['parseYaml', parseYaml],
  ['parseTolerantly', parseTolerantly],
])('%s: where a collection ends', (_, read) => {
  it.each([
    ['a:\n  b: "c"\n', 'b: "c"'],
    ["a:\n  - 'b' # note\n", "- 'b'"],
    ['a:\n  - b: ["c"]\n    d:\n      e: "f"\ng: h\n', '- b: ["c"]\n    d:\n      e: "f"'],
    ['a: {b: "}"}\n', '{b: "}"}'],
    ['a: [b, # ] is a comment\n  c]\n', '[b, # ] is a comment\n  c]'],
    ['a: {b: c#}\n', '{b: c#}'],
    ['a: {b: }\n', '{b: }'],
    ['a: &x {b: !!str , }\n', '{b: !!str , }'],
  ])('%j', (text, source) => {
    expect(sourceOf(text, read)).toBe(source);
  });
});

describe.each([
  ['parseYaml', parseYaml],
  ['parseTolerantly', parseTolerantly],
])('%s', (_, parse) => {
  it('gives values with the source they stand in, quotes left out', () => {
    const tree = parse(SAMPLE);
    expect(tree.errors).toEqual([]);
    expect(outline(tree.root, SAMPLE)).toMatchObject({
      kind: 'Service',
      list: ['a', ["b'c", "b''c"], { d: '1' }],
      empty: '',
      anchor: { y: '1' },
      alias: '*x',
    });
    expect(tree.anchors.get('x')?.type).toBe('map');
  });
});

describe('parseYaml', () => {
  it('puts an empty value behind its colon', () => {
    const text = 'metadata:\n  name:\n';
    const root = parseYaml(text).root;
    const metadata = root?.type === 'map' ? root.pairs[0]?.value : undefined;
    const name = metadata?.type === 'map' ? metadata.pairs[0]?.value : undefined;
    expect(name).toMatchObject({ value: '', start: 17, end: 17 });
  });

  it('gives what it can read of a broken document, and the errors', () => {
    const tree = parseYaml('kind: Pod\nmetadata:\n  name: web\n bad: [1\n');
    expect(tree.errors.length).toBeGreaterThan(0);
    expect(outline(tree.root, 'kind: Pod\nmetadata:\n  name: web\n bad: [1\n')).toMatchObject({
      kind: 'Pod',
    });
  });

  it('answers any text within the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const tree = parseYaml(text);
        for (const error of tree.errors) expect(error.start).toBeLessThanOrEqual(text.length + 1);
      }),
      { numRuns: 500 },
    );
  });

  it('agrees with the tolerant reader on the shapes that manifests use', () => {
    const scalar = fc.constantFrom('a', '"b"', "'c d'", '1', 'true', '~', '');
    const { value } = fc.letrec<{ value: string[] }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        scalar.map((text) => [text]),
        fc
          .array(tie('value'), { minLength: 1, maxLength: 3 })
          .map((items) =>
            items.flatMap(([first = '', ...rest]) => [
              `- ${first}`,
              ...rest.map((line) => `  ${line}`),
            ]),
          ),
        fc
          .array(tie('value'), { minLength: 1, maxLength: 3 })
          .map((items) =>
            items.flatMap((lines, i) =>
              lines.length === 1 && !/^[-k]/.test(lines[0] ?? '')
                ? [`k${i}: ${lines[0] ?? ''}`]
                : [`k${i}:`, ...lines.map((line) => `  ${line}`)],
            ),
          ),
      ),
    }));
    fc.assert(
      fc.property(value, (lines) => {
        const text = `${lines.join('\n')}\n`;
        const [a, b] = [parseYaml(text), parseTolerantly(text)];
        fc.pre(a.errors.length === 0 && b.errors.length === 0);
        expect(outline(a.root, text)).toEqual(outline(b.root, text));
      }),
    );
  });

  it('reads 20,000 keys and deep nesting without trouble', () => {
    const wide = Array.from({ length: 20_000 }, (_, i) => `k${i}: v`).join('\n');
    const root = parseYaml(wide).root;
    expect(root?.type === 'map' ? root.pairs.length : 0).toBe(20_000);
    expect(() => parseYaml('['.repeat(5000))).not.toThrow();
    expect(() => parseYaml('- '.repeat(5000))).not.toThrow();
  });
});
