/** A few hundred bytes of aliases can stand for billions of values: one budget holds for every reader. */
import { describe, expect, it } from 'vitest';
import { guide } from '../../src/core/guide/guide.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { SourceDocument } from '../../src/core/files/source.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { allReferences } from '../../src/core/graph/graph.ts';
import { stackMap } from '../../src/core/map/map.ts';
import { parseTolerantly } from '../../src/core/yaml/tolerant.ts';
import { parseYaml } from '../../src/core/yaml/yaml.ts';
import { rules } from '../../src/topics/rules.ts';
import { topics } from '../../src/topics/deck.ts';
import { lintCase } from '../support/fixtures.ts';

const view = (text: string): SourceDocument['view'] => new SourceDocument(text, 0).view;

/** Levels of lists, or of maps, that repeat the one before them nine times. */
function bomb(levels: number, form: 'list' | 'map', seed: string): string {
  const nine = (name: string): string =>
    form === 'list'
      ? `[${`*${name}, `.repeat(9)}]`
      : `{${Array.from({ length: 9 }, (_, i) => `k${i}: *${name}`).join(', ')}}`;
  const lines = Array.from(
    { length: levels },
    (_, i) => `x${i + 1}: &x${i + 1} ${nine(`x${i}`)}\n`,
  );
  return `x0: &x0 ${seed}\n${lines.join('')}`;
}

describe.each([
  ['parseYaml', parseYaml],
  ['parseTolerantly', parseTolerantly],
])('%s', (_, parse) => {
  it.each(['list', 'map'] as const)('reads no document whose %ss grow without end', (form) => {
    const tree = parse(bomb(7, form, '[a]'));
    expect(tree.root).toBeUndefined();
    expect(tree.errors.map(({ message }) => message)).toEqual([
      'Aliases repeat more than 50,000 values',
    ]);
    expect(parse(bomb(3, form, '[a]')).errors).toEqual([]);
  });

  it('counts long texts for more than one value', () => {
    const text = (times: number): string =>
      `a: &a "${'x'.repeat(100_000)}"\nb: [${'*a, '.repeat(times)}]\n`;
    expect(parse(text(50)).errors).toHaveLength(1);
    expect(parse(text(20)).errors).toHaveLength(0);
  });

  it('reads no document that aliases nest too deep, and none that nests so itself', () => {
    const chain = (levels: number): string =>
      `x0: &x0 a\n${Array.from({ length: levels }, (__, i) => `x${i + 1}: &x${i + 1} [*x${i}]\n`).join('')}`;
    expect(parse(chain(150)).errors).toEqual([]);
    const deep = ['[', '{a: ', '- ', '? '].map((open) => open.repeat(3_000));
    for (const text of [chain(250), ...deep])
      expect(parse(text)).toMatchObject({
        root: undefined,
        errors: [{ message: 'Nested deeper than 200 levels' }],
      });
  });

  it('takes the last anchor before an alias, and none around it', () => {
    const tree = parse('a: &x 1\nb: *x\nc: &x 2\nd: *x\ne: &x [*x]\n');
    const root = tree.root?.type === 'map' ? tree.root.pairs.map(({ value }) => value) : [];
    expect([root[1], root[3]]).toMatchObject([
      { target: { value: '1' } },
      { target: { value: '2' } },
    ]);
    expect(root[4]).toMatchObject({ items: [{ type: 'alias', target: undefined }] });
  });
});

it('a view follows an anchor that is named anew', () => {
  const text = 'base: &b {image: one}\na: {<<: *b}\nother: &b {image: two}\nb: {<<: *b}\n';
  expect([view(text).get('a', 'image').text, view(text).get('b', 'image').text]).toEqual([
    ...['one', 'two'],
  ]);
});

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';

/** Every reader of YAML, each with aliases where it looks for values. */
const READERS: Readonly<Record<string, string>> = {
  '.gitlab-ci.yml': `${bomb(12, 'list', '[docker push a]')}a: {script: *x12, needs: *x12}\n`,
  '.github/workflows/a.yml': `${bomb(12, 'list', '[docker push a]')}jobs: {a: {steps: [{run: *x12}], needs: *x12}}\n`,
  'azure-pipelines.yml': `${bomb(12, 'map', '{steps: []}')}jobs: *x12\n`,
  'compose.yaml': `${bomb(12, 'map', '{a: b}')}services: {a: *x12, b: {environment: *x12, build: *x12}}\n`,
  'chart/values.yaml': bomb(12, 'map', '{password: hunter2-x}'),
  'chart/Chart.yaml': `name: c\n${bomb(12, 'list', '[a]')}dependencies: *x12\n`,
  'kustomization.yaml': `${bomb(12, 'list', '[pod.yaml]')}resources: *x12\npatches: *x12\nconfigMapGenerator: *x12\n`,
  'pod.yaml': `${POD}${bomb(12, 'list', '[a]')}spec: {containers: *x12, volumes: *x12}\n`,
  'custom.yaml': `${POD.replace('Pod', 'Foo')}${bomb(12, 'map', '{host: "http://redis.default:80"}')}spec: *x12\n`,
  '.next-steps.yaml': `${bomb(12, 'list', '[a]')}exclude: *x12\nowners: *x12\n`,
};

describe('a document of aliases without end', () => {
  it.each(Object.keys(READERS))('costs nothing as %s', (path) => {
    const files = {
      [path]: READERS[path] ?? '',
      'web.yaml': `${POD}spec: {containers: [{name: a, image: nginx}]}\n`,
    };
    const workspace = new Workspace();
    workspace.change(Object.entries(files).map(([name, text]) => ({ path: name, text })));
    guide(topics, new Scope(workspace));
    allReferences(workspace);
    deriveIsolation(workspace);
    stackMap(workspace);
    const found = lintCase(new Map(Object.entries(files)), rules);
    expect(found.filter((one) => one.path === 'web.yaml').map(({ rule }) => rule)).toEqual([
      'image-tag',
    ]);
    expect(found.filter((one) => one.path !== 'web.yaml').map(({ rule }) => rule)).toEqual(
      path === '.next-steps.yaml' ? ['project-file-invalid'] : [],
    );
  });
});
