import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CheckReport } from '../../src/cli/check.ts';
import type { GuideReport } from '../../src/cli/guide.ts';
import { ROOT } from '../../src/dev/project.ts';
import { topics } from '../../src/topics/deck.ts';
import { buildCommandLine, call } from '../support/command-line.ts';
import { folderWith } from '../support/folders.ts';
import type { CallOptions } from '../support/command-line.ts';

vi.setConfig({ testTimeout: 60_000 });
beforeAll(buildCommandLine, 60_000);

const CONFIG =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: shop\ndata:\n';
const NUMBER = `${CONFIG}  PORT: 8080\n`;
const TEXT = `${CONFIG}  PORT: "8080"\n`;
const ONLY = ['--rule', 'config-value-type'];

async function json(typed: readonly string[], options: CallOptions): Promise<CheckReport> {
  const { out, err } = await call(['check', '--format', 'json', ...typed], options);
  expect(err).toBe('');
  return JSON.parse(out) as CheckReport;
}

describe('check --format json', () => {
  it('prints findings with their exact range, object and fixes', async () => {
    const folder = folderWith({ 'deploy/web.yaml': `# first\n---\n${NUMBER}` });
    const report = await json([...ONLY, '.'], { folder });
    const [finding] = report.findings;
    expect(report).toEqual({
      findings: [
        {
          rule: 'config-value-type',
          severity: 'error',
          message: finding?.message,
          file: 'deploy/web.yaml',
          range: { start: { line: 8, character: 8 }, end: { line: 8, character: 12 } },
          object: { apiVersion: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'web' },
          fixes: finding?.fixes,
        },
      ],
      files: 1,
      errors: [],
    });
    expect(finding?.message).toContain('"PORT"');
    expect(finding?.fixes.length).toBeGreaterThan(0);
  });

  it('names a Dockerfile by its path and a Compose service by its name', async () => {
    const folder = folderWith({
      'web/Dockerfile': 'FROM nginx\n',
      'compose.yaml': 'services:\n  db:\n    image: redis\n',
    });
    const { findings } = await json(['--rule', 'image-tag', '.'], { folder });
    expect(findings.map(({ file, object }) => ({ file, object }))).toEqual([
      { file: 'compose.yaml', object: { kind: 'ComposeService', name: 'db' } },
      { file: 'web/Dockerfile', object: { kind: 'Dockerfile', name: 'web/Dockerfile' } },
    ]);
    const inside = await json(['--rule', 'image-tag', 'Dockerfile'], {
      folder: path.join(folder, 'web'),
    });
    expect(inside.findings.map(({ object }) => object?.name)).toEqual(['Dockerfile']);
    const above = await json(['--rule', 'image-tag', '../web'], {
      folder: path.join(folder, 'web'),
    });
    expect(above.findings.map(({ object }) => object?.name)).toEqual(['Dockerfile']);
  });

  it('lists broken documents with their range, and checks the others of the file', async () => {
    const folder = folderWith({ 'a.yaml': `kind: Pod\nmetadata: [\n---\n${NUMBER}` });
    const { out, code } = await call(['check', '--format', 'json', ...ONLY, 'a.yaml'], { folder });
    const report = JSON.parse(out) as CheckReport;
    expect(report.errors).toEqual([
      {
        file: 'a.yaml',
        message: expect.stringMatching(/^Not checked: /) as string,
        range: { start: { line: 2, character: 0 }, end: { line: 2, character: 1 } },
      },
    ]);
    expect(report.findings.map(({ range }) => range.start)).toEqual([{ line: 9, character: 8 }]);
    expect(code).toBe(1);
  });
});

describe('check in text', () => {
  it('is one line where all is well', async () => {
    const folder = folderWith({ 'web.yaml': TEXT });
    expect(await call(['check', ...ONLY, '.'], { folder })).toEqual({
      code: 0,
      out: 'No findings in 1 file.\n',
      err: '',
    });
  });

  it('counts lines and columns from 1, without colours in a pipe', async () => {
    const folder = folderWith({ 'web.yaml': NUMBER });
    const { code, out, err } = await call(['check', ...ONLY, 'web.yaml'], { folder });
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(
      /^web\.yaml\n {2}7:9 {2}error {8}\S.* {2}config-value-type\n\n1 finding \(1 error\) in 1 of 1 file\.\n$/,
    );
  });

  it('notes a broken document on standard error, and still ends with 0', async () => {
    const folder = folderWith({ 'a.yaml': 'kind: [\n', 'b.yaml': TEXT });
    const { code, out, err } = await call(['check', ...ONLY, '.'], { folder });
    expect([code, out]).toEqual([0, 'No findings in 2 files.\n']);
    expect(err).toMatch(/^a\.yaml:\d+:\d+: Not checked: [^\n]+\.\n$/);
  });

  it('is silent about templates', async () => {
    const folder = folderWith({
      'chart/Chart.yaml': 'apiVersion: v2\nname: a\n',
      'chart/templates/a.yaml':
        '{{- if .Values.a }}\nkind: Pod\nname: {{ .x | default "y" }}\n{{ end }}\n',
    });
    expect(await call(['check', '.'], { folder })).toMatchObject({ code: 0, err: '' });
  });

  it('comes in the same order every time', async () => {
    const shop = path.join(ROOT, 'test/workspaces/shop');
    const first = await call(['check', '.'], { folder: shop });
    const second = await call(['check', '.'], { folder: shop });
    expect(second.out).toBe(first.out);
    const { findings } = await json(['.'], { folder: shop });
    const places = findings.map(({ file, range }) => [file, range.start.line] as const);
    const sorted = places.toSorted((a, b) => (a[0] === b[0] ? a[1] - b[1] : a[0] < b[0] ? -1 : 1));
    expect(places.length).toBeGreaterThan(10);
    expect(places).toEqual(sorted);
  });
});

describe('exit codes', () => {
  it.each([
    [[], 1],
    [['--fail-on', 'error'], 1],
    [['--fail-on', 'never'], 0],
    [['--rule', 'image-tag', '--fail-on', 'hint'], 0],
  ] as const)('of an error with %j: %i', async (options, code) => {
    const folder = folderWith({ 'web.yaml': NUMBER });
    const rules = options.includes('--rule' as never) ? [] : ONLY;
    expect((await call(['check', ...options, ...rules, '.'], { folder })).code).toBe(code);
  });

  it.each([
    [['check', 'gone.yaml'], '"gone.yaml" cannot be read: there is no such file or folder.'],
    [['check'], 'Say which files or folders to look at, such as "." for this folder.'],
    [
      ['check', '--rule', 'image-tgas', '.'],
      'There is no rule "image-tgas". Did you mean "image-tag"?',
    ],
    [['explain', 'image-tgas'], 'There is no rule "image-tgas". Did you mean "image-tag"?'],
    [['guide', '/gone'], '"/gone" cannot be read: there is no such file or folder.'],
  ])('%j is 2 and one sentence', async (typed, sentence) => {
    const folder = folderWith({ 'web.yaml': TEXT });
    expect(await call(typed, { folder })).toEqual({
      code: 2,
      out: '',
      err: `next-steps: ${sentence}\n`,
    });
  });
});

describe('silence', () => {
  const silenced = NUMBER.replace(
    '  PORT',
    '  # next-steps: allow config-value-type: known\n  PORT',
  );

  it('is kept, and lifted by --no-silence', async () => {
    const folder = folderWith({ 'web.yaml': silenced });
    expect((await call(['check', ...ONLY, '.'], { folder })).code).toBe(0);
    expect((await call(['check', ...ONLY, '--no-silence', '.'], { folder })).code).toBe(1);
  });
});

describe('where paths count from', () => {
  const npm = { npm_lifecycle_event: 'cli', npm_package_name: 'next-steps-kubernetes' };

  it('is where the person stood when npm runs our own script', async () => {
    const folder = folderWith({ 'a/web.yaml': NUMBER });
    const environment = { ...npm, INIT_CWD: folder };
    const { findings } = await json([...ONLY, 'a'], { folder: ROOT, environment });
    expect(findings.map(({ file }) => file)).toEqual(['a/web.yaml']);
  });

  it('is the current folder in any other script', async () => {
    const folder = folderWith({ 'a/web.yaml': NUMBER });
    const environment = { ...npm, npm_package_name: 'theirs', INIT_CWD: ROOT };
    const { findings } = await json([...ONLY, 'a'], { folder, environment });
    expect(findings.map(({ file }) => file)).toEqual(['a/web.yaml']);
  });

  it('does not matter for names across several paths: they are one workspace', async () => {
    const pod = (from: string): string =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: shop}\nspec:\n  containers:\n    - name: a\n      image: a:1\n      envFrom: [{configMapRef: {name: ${from}}}]\n`;
    const folder = folderWith({ 'x/pod.yaml': pod('web'), 'y/web.yaml': TEXT });
    const rule = ['--rule', 'config-reference-missing'];
    const apart = await json([...rule, 'x'], { folder });
    const together = await json([...rule, 'x/pod.yaml', 'y'], { folder });
    expect([apart.findings.length, apart.files]).toEqual([1, 1]);
    expect([together.findings.length, together.files]).toEqual([0, 2]);
  });
});

describe('guide', () => {
  it('prints every topic, slide and item of the deck with a state as JSON', async () => {
    const shop = path.join(ROOT, 'test/workspaces/shop');
    const { code, out, err } = await call(['guide', '--format', 'json', '.'], { folder: shop });
    expect([code, err]).toEqual([0, '']);
    const report = JSON.parse(out) as GuideReport;
    const ids = (from: readonly { readonly id: string }[]): readonly string[] =>
      from.map(({ id }) => id);
    expect(ids(report.topics)).toEqual(ids(topics));
    const items = report.topics.flatMap((topic) => topic.slides.flatMap(({ items: own }) => own));
    expect(ids(items)).toEqual(
      ids(topics.flatMap((topic) => topic.slides.flatMap((slide) => slide.items))),
    );
    const evidence = items.flatMap((item) => item.evidence);
    for (const { file } of evidence) {
      if (file !== undefined) expect(readFileSync(path.join(shop, file), 'utf8')).not.toBe('');
    }
    expect(Object.keys(report)).toEqual(['topics']);
    expect(Object.keys(report.topics[0] ?? {})).toEqual(['id', 'title', 'checked', 'slides']);
  });

  it('prints the same as text, with a word for each state', async () => {
    const folder = folderWith({ 'web.yaml': TEXT });
    const { code, out, err } = await call(['guide', '.'], { folder });
    expect([code, err]).toEqual([0, '']);
    for (const { title } of topics) expect(out).toContain(`${title} - `);
    expect(out).toMatch(/^ {3}- {20}S1\.1 {3}A single day of Kubernetes/m);
  });
});
