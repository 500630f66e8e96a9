import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CheckReport } from '../../src/cli/check.ts';
import { ROOT } from '../../src/dev/project.ts';
import { rules } from '../../src/topics/rules.ts';
import { buildCommandLine, call, COMMAND_LINE } from '../support/command-line.ts';
import { folderWith } from '../support/folders.ts';

// Whole processes, several a test: a busy machine takes its time.
vi.setConfig({ testTimeout: 60_000 });
beforeAll(buildCommandLine, 60_000);

const NUMBER = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  PORT: 8080\n';
const ONLY = ['--rule', 'config-value-type'];

describe('explain, help and version', () => {
  it('explain prints the page of a rule, and the list of all', async () => {
    const page = await call(['explain', 'image-tag']);
    expect([page.code, page.err]).toEqual([0, '']);
    expect(page.out).toMatch(/^image-tag \(information, from /);
    expect(page.out).toContain('# next-steps: allow image-tag: the reason\n');
    const list = await call(['explain']);
    expect(list.out.trimEnd().split('\n')).toHaveLength(rules.length);
  });

  it('help goes to standard output; the version is that of the package', async () => {
    const help = await call(['--help']);
    expect([help.code, help.err]).toEqual([0, '']);
    for (const command of ['check', 'guide', 'explain']) {
      expect(help.out).toContain(`next-steps ${command} `);
    }
    const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(await call(['--version'])).toEqual({ code: 0, out: `${manifest.version}\n`, err: '' });
  });
});

describe('any input', () => {
  it('gives a clear result, whatever its bytes are', async () => {
    const names = ['a.yaml', 'Dockerfile', 'compose.yaml', 'kustomization.yaml', 'b.json'];
    const nested = `${'['.repeat(20_000)}\n`;
    const texts: readonly (string | Buffer)[] = [
      ...Array.from({ length: 8 }, () => randomBytes(400)),
      ...['\0', '\r', '---', '{{', '&a *a', '<<: *x', '%YAML 9\n---\n', nested],
      `${' '.repeat(5_000)}x`,
      `apiVersion: v1\nkind: List\nitems: &a [*a, *b]\n`,
      `apiVersion: v1\nkind: Pod\nmetadata: &m\n  <<: *m\n  name: *m\nspec: [1]\n`,
      'FROM a AS\nCOPY --from=b\nRUN <<EOF\n',
    ];
    const files = texts.flatMap((text, i) => names.map((name) => [`${i}/${name}`, text] as const));
    const folder = folderWith(Object.fromEntries(files));
    const { out, err, code } = await call(['check', '--format', 'json', '.'], { folder });
    expect(err).toBe('');
    expect([0, 1]).toContain(code);
    const { errors } = JSON.parse(out) as CheckReport;
    expect(errors.filter(({ message }) => !message.startsWith('Not checked: '))).toEqual([]);
    expect(await call(['guide', '.'], { folder })).toMatchObject({ code: 0, err: '' });
  });
});

describe('output', () => {
  it('arrives whole, however large it is', async () => {
    const documents = Array.from({ length: 3_000 }, (_, i) =>
      NUMBER.replace('name: web', `name: web-${i}`),
    );
    const folder = folderWith({ 'web.yaml': documents.join('---\n') });
    const { out } = await call(['check', '--format', 'json', ...ONLY, '.'], { folder });
    expect((JSON.parse(out) as CheckReport).findings).toHaveLength(3_000);
  });

  it.skipIf(process.platform === 'win32')('may find its reader gone', async () => {
    const documents = Array.from({ length: 3_000 }, () => NUMBER);
    const folder = folderWith({ 'web.yaml': documents.join('---\n') });
    const child = spawn(process.execPath, [COMMAND_LINE, 'check', ...ONLY, '.'], { cwd: folder });
    child.stdout.once('data', () => child.stdout.destroy());
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect([code, err]).toEqual([1, '']);
  });
});

describe('Node 20', () => {
  // What later versions of Node have and 20 has not.
  const AS_NODE_20 = `
    for (const [of, names] of [
      [Map, ['groupBy']], [Object, ['groupBy']], [Array, ['fromAsync']],
      [Promise, ['withResolvers', 'try']], [RegExp, ['escape']], [Error, ['isError']],
      [Math, ['f16round', 'sumPrecise']], [require('node:module'), ['enableCompileCache']],
      [require('node:fs'), ['globSync']], [require('node:path'), ['matchesGlob']],
      [Set.prototype, ['union', 'intersection', 'difference', 'symmetricDifference',
        'isSubsetOf', 'isSupersetOf', 'isDisjointFrom']],
    ]) for (const name of names) delete of[name];
    const iterator = Object.getPrototypeOf(Object.getPrototypeOf([].values()));
    for (const name of ['map', 'filter', 'flatMap', 'some', 'every', 'find', 'reduce', 'take',
      'drop', 'forEach', 'toArray']) delete iterator[name];
    delete globalThis.Iterator;
  `;

  it('has all that is needed', async () => {
    const folder = folderWith({ 'node-20.cjs': AS_NODE_20 });
    const nodeArguments = ['--require', path.join(folder, 'node-20.cjs')];
    const shop = path.join(ROOT, 'test/workspaces/shop');
    for (const typed of [
      ['check', '--format', 'json', shop],
      ['guide', shop],
      ['explain', 'image-tag'],
    ]) {
      const today = await call(typed, { folder: shop });
      const then = await call(typed, { folder: shop, nodeArguments });
      expect(then).toEqual(today);
      expect(then.err).toBe('');
      expect(then.out.length).toBeGreaterThan(500);
    }
  });
});
