import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentErrors } from '../../src/cli/document-errors.ts';
import { findFiles } from '../../src/cli/find-files.ts';
import { commonFolder, relativeTo } from '../../src/cli/paths.ts';
import { readText } from '../../src/cli/read-text.ts';
import { readWorkspace } from '../../src/cli/read-workspace.ts';
import type { ReadWorkspace } from '../../src/cli/read-workspace.ts';
import { readSource } from '../../src/core/files/source.ts';
import { folderWith } from '../support/folders.ts';

/** What is read, and what is only known to exist. */
function found(folder: string, ...paths: string[]): { read: string[]; listed: string[] } {
  const files = findFiles(paths, folder);
  if (typeof files === 'string') throw new Error(files);
  const named = (read: boolean): string[] =>
    files.files.filter((file) => file.read === read).map((file) => file.path);
  return { read: named(true), listed: named(false) };
}

function read(folder: string, ...paths: string[]): ReadWorkspace {
  const workspace = readWorkspace({ paths }, folder);
  if (typeof workspace === 'string') throw new Error(workspace);
  return workspace;
}

const unixOnly = it.skipIf(process.platform === 'win32');

describe('below a folder', () => {
  it('reads manifests and telling texts, lists the rest, and leaves out folders of tools', () => {
    const folder = folderWith({
      'deploy/web.yaml': '',
      'deploy/photo.png': '',
      'node_modules/x/web.yaml': '',
      '.git/config.yaml': '',
      '.env': '',
      Dockerfile: '',
      'README.md': '',
    });
    expect(found(folder, '.')).toEqual({
      read: ['Dockerfile', 'README.md', 'deploy/web.yaml'],
      listed: ['.env', 'deploy/photo.png'],
    });
  });

  it('reads a folder of tools that is named itself', () => {
    const folder = folderWith({ 'vendor/web.yaml': '', 'vendor/vendor/no.yaml': '' });
    expect(found(folder, 'vendor').read).toEqual(['web.yaml']);
  });

  it('reads nothing that git ignores, with nested rules and exceptions', () => {
    const folder = folderWith({
      '.gitignore': 'secret.yaml\n/build/\n*.tmp.yaml\n',
      'secret.yaml': '',
      'a/secret.yaml': '',
      'build/web.yaml': '',
      'a/build/web.yaml': '',
      'a/.gitignore': '!secret.yaml\nown.yaml\n',
      'a/own.yaml': '',
      'own.yaml': '',
      'a/x.tmp.yaml': '',
    });
    const { read: texts, listed } = found(folder, '.');
    expect(texts.filter((name) => name.endsWith('.yaml'))).toEqual([
      'a/build/web.yaml',
      'a/secret.yaml',
      'own.yaml',
    ]);
    expect(listed).toEqual(['a/own.yaml', 'a/x.tmp.yaml', 'secret.yaml']);
  });

  it('asks the rules above a folder up to the root of its repository, and no further', () => {
    const folder = folderWith({
      '.gitignore': '*.yaml\n',
      'repository/.git/info/exclude': 'excluded.yaml\n',
      'repository/.gitignore': 'above.yaml\n/deploy/anchored.yaml\n',
      'repository/deploy/above.yaml': '',
      'repository/deploy/anchored.yaml': '',
      'repository/deploy/excluded.yaml': '',
      'repository/deploy/web.yaml': '',
    });
    expect(found(folder, 'repository/deploy').read).toEqual(['web.yaml']);
  });

  it('reads what is named even where git ignores it', () => {
    const folder = folderWith({
      '.git/HEAD': '',
      '.gitignore': 'out.yaml\ngenerated\n',
      'out.yaml': '',
      'generated/a.yaml': '',
    });
    expect(found(folder, 'out.yaml', 'generated').read).toEqual(['out.yaml', 'generated/a.yaml']);
  });
});

describe('odd names', () => {
  unixOnly('are told by their bytes where they are no UTF-8', () => {
    const folder = folderWith({ 'a.yaml': 'a: 1' });
    writeFileSync(Buffer.from(`${folder}/c\xe9.yaml`, 'latin1'), 'a: 1');
    mkdirSync(Buffer.from(`${folder}/d\xff`, 'latin1'));
    const { workspace, errors } = read(folder, '.');
    expect(workspace.files.map((file) => file.path)).toEqual(['a.yaml']);
    expect(errors).toEqual(
      [String.raw`c\xe9.yaml`, String.raw`d\xff`].map((name) => ({
        ...{ path: name, message: 'Not checked: its name is no UTF-8.' },
      })),
    );
  });

  unixOnly('with U+FFFD in them are read', () => {
    const folder = folderWith({ 'a\ufffd.yaml': 'a: 1' });
    expect(read(folder, '.').workspace.files).toHaveLength(1);
  });
});

describe('what is known by its name only', () => {
  const SECRET = 'apiVersion: v1\nkind: Service\nmetadata: { name: seen }\n';
  const notChecked = (path: string) => ({
    path,
    message: 'Not checked: files of this name hold secrets and are never opened.',
  });

  it.each([
    'kubeconfig.yaml',
    '.docker/config.json',
    'credentials.json',
    'service-account.json',
    '.env.yaml',
    '.env.json',
    'id_rsa.yaml',
    'prod.tfvars.json',
  ])('%s is listed and not opened, also where it is named', (name) => {
    const folder = folderWith({ [name]: SECRET });
    expect(read(folder, '.').workspace.files).toEqual([]);
    expect(found(folder, '.')).toEqual({ read: [], listed: [name] });
    const { workspace, errors } = read(folder, name);
    expect(workspace.files).toEqual([]);
    expect(errors).toEqual([notChecked(path.basename(name))]);
  });

  it('is told by folders above what is named', () => {
    const folder = folderWith({ '.docker/config.json': SECRET });
    const { workspace, errors } = read(path.join(folder, '.docker'), '.');
    expect(workspace.files).toEqual([]);
    expect(errors).toEqual([notChecked('config.json')]);
  });

  unixOnly('is told by where links lead', () => {
    const outside = folderWith({ '.docker/config.json': SECRET, '.env': SECRET });
    const folder = folderWith({ 'web.yaml': SECRET });
    symlinkSync(path.join(outside, '.env'), path.join(folder, 'values.yaml'));
    symlinkSync(path.join(outside, '.env'), path.join(folder, '.next-steps.yaml'));
    symlinkSync(path.join(outside, '.docker'), path.join(folder, 'tools'));
    const { workspace, errors } = read(folder, '.');
    expect(workspace.files.map((file) => file.path)).toEqual(['web.yaml']);
    expect(errors).toEqual(
      // The second link to the same file is listed only.
      ['.next-steps.yaml', 'tools/config.json'].map(notChecked),
    );
    expect(read(folder, 'values.yaml').errors).toEqual([notChecked('values.yaml')]);
  });

  it('lets Compose know the variables that it names, without secrets', () => {
    const folder = folderWith({
      'shop/compose.yaml': 'services:\n  web:\n    image: "web:${TAG}${DB_PASSWORD}"\n',
      'shop/.env': 'TAG=1.2\nDB_PASSWORD=hunter2\nUNASKED=x\n',
      '.env': 'TAG=elsewhere\n',
    });
    const { workspace } = read(folder, '.');
    expect(workspace.file('shop/.env')?.text).toBe('TAG=1.2\nDB_PASSWORD');
    expect(workspace.file('.env')).toBeUndefined();
    expect(found(folder, '.').listed).toEqual(['.env', 'shop/.env']);
  });
});

describe('links', () => {
  unixOnly('in a circle, to the folder itself and to nothing end', () => {
    const folder = folderWith({ 'a/web.yaml': '' });
    symlinkSync('..', path.join(folder, 'a/up'));
    symlinkSync(folder, path.join(folder, 'self'));
    symlinkSync('two', path.join(folder, 'one'));
    symlinkSync('one', path.join(folder, 'two'));
    symlinkSync('gone.yaml', path.join(folder, 'nothing.yaml'));
    expect(found(folder, '.').read).toEqual(['a/web.yaml']);
  });

  unixOnly('to what is read anyway are listed, so that no object is there twice', () => {
    const folder = folderWith({ 'a/web.yaml': '' });
    symlinkSync('a/web.yaml', path.join(folder, 'copy.yaml'));
    symlinkSync('a', path.join(folder, 'b'));
    expect(found(folder, '.')).toEqual({ read: ['a/web.yaml'], listed: ['copy.yaml'] });
  });

  unixOnly('to the outside are followed, once', () => {
    const outside = folderWith({ 'shared/base.yaml': '', 'one.yaml': '' });
    const folder = folderWith({ 'web.yaml': '' });
    symlinkSync(path.join(outside, 'shared'), path.join(folder, 'base'));
    symlinkSync(path.join(outside, 'shared'), path.join(folder, 'base2'));
    symlinkSync(path.join(outside, 'one.yaml'), path.join(folder, 'one.yaml'));
    symlinkSync(folder, path.join(outside, 'shared/back'));
    expect(found(folder, '.').read).toEqual(['base/base.yaml', 'one.yaml', 'web.yaml']);
  });
});

describe('several paths', () => {
  it('are one workspace from their deepest common folder, each file once', () => {
    const folder = folderWith({ 'a/b/one.yaml': '', 'a/c/two.yaml': '', 'z.yaml': '' });
    expect(found(folder, 'a/b', 'a/c/two.yaml', 'a/b/one.yaml').read).toEqual([
      'b/one.yaml',
      'c/two.yaml',
    ]);
    const { shown } = read(folder, 'a/b', 'a/c/two.yaml');
    expect(shown('c/two.yaml')).toBe('a/c/two.yaml');
  });

  it('are shown from where the person stands', () => {
    const folder = folderWith({ 'a/one.yaml': '', 'b/two.yaml': '' });
    expect(read(path.join(folder, 'b'), '../a').shown('one.yaml')).toBe('../a/one.yaml');
    expect(read(path.join(folder, 'a'), '.').shown('one.yaml')).toBe('one.yaml');
  });

  it('with one that is not there are refused with its name', () => {
    const folder = folderWith({ 'a.yaml': '' });
    expect(findFiles(['a.yaml', 'b.yaml'], folder)).toBe(
      '"b.yaml" cannot be read: there is no such file or folder.',
    );
    expect(findFiles(['a.yaml/b.yaml'], folder)).toBe(
      '"a.yaml/b.yaml" cannot be read: there is no such file or folder.',
    );
  });
});

describe('paths', () => {
  unixOnly('have a common folder', () => {
    expect(commonFolder(['/a/b/c', '/a/b/d'])).toBe('/a/b');
    expect(commonFolder(['/a/b', '/a/bc'])).toBe('/a');
    expect(commonFolder(['/a', '/b'])).toBe('/');
    expect(commonFolder(['/a/b'])).toBe('/a/b');
  });

  unixOnly('are told from a folder', () => {
    expect(relativeTo('/a', '/a/b/c.yaml')).toBe('b/c.yaml');
    expect(relativeTo('/', '/b/c.yaml')).toBe('b/c.yaml');
    expect(relativeTo('/a/b', '/a/c')).toBe('../c');
    expect(relativeTo('/a', '/a')).toBe('');
  });
});

describe('texts', () => {
  it('are read without their byte order mark', () => {
    const folder = folderWith({ 'a.yaml': '\ufeffkind: Pod\n' });
    expect(readText(path.join(folder, 'a.yaml'))).toEqual({ text: 'kind: Pod\n' });
  });

  it('are refused where they are no text or too large; each byte string gives an answer', () => {
    const folder = folderWith({
      'zero.yaml': Buffer.from([0x61, 0, 0x62]),
      'utf-16.yaml': Buffer.from('kind: Pod\n', 'utf16le'),
      'large.yaml': Buffer.alloc(1_000_001, '#'),
      'fits.yaml': Buffer.alloc(1_000_000, '#'),
      'broken.yaml': Buffer.from([0xff, 0xfe, 0xc3, 0x28]),
      'empty.yaml': '',
    });
    const text = (name: string): unknown => readText(path.join(folder, name));
    const noText = { refused: 'it is no text in UTF-8', failed: false };
    expect(text('zero.yaml')).toEqual(noText);
    expect(text('utf-16.yaml')).toEqual(noText);
    expect(text('large.yaml')).toEqual({ refused: 'it is larger than 1 MB', failed: false });
    expect(text('fits.yaml')).toEqual({ text: '#'.repeat(1_000_000) });
    expect(text('broken.yaml')).toEqual({ text: '\ufffd\ufffd\ufffd(' });
    expect(text('empty.yaml')).toEqual({ text: '' });
    expect(text('gone.yaml')).toEqual({
      refused: 'there is no such file or folder',
      failed: true,
    });
  });

  it('that are refused are errors of the workspace, named or not', () => {
    const folder = folderWith({ 'a/zero.yaml': Buffer.from([0]), 'notes.txt': 'hello' });
    expect(read(folder, 'a', 'notes.txt').errors).toEqual([
      { path: 'a/zero.yaml', message: 'Not checked: it is no text in UTF-8.' },
      {
        path: 'notes.txt',
        message: 'Not checked: its name is not that of a manifest, Compose file or Dockerfile.',
      },
    ]);
  });
});

describe('errors of documents', () => {
  const errors = (name: string, text: string): unknown => documentErrors(readSource(name, text));

  it('stand where the document breaks off, one for each document', () => {
    const text = 'kind: Pod\n---\nkind: Service\nmetadata: [\n---\na: "b\n';
    expect(errors('a.yaml', text)).toEqual([
      {
        path: 'a.yaml',
        message:
          'Not checked: flow sequence in block collection must be sufficiently indented and end with a ].',
        span: { start: 40, end: 41 },
      },
      {
        path: 'a.yaml',
        message: 'Not checked: missing closing "quote.',
        span: { start: 50, end: 51 },
      },
    ]);
  });

  it('never quote the text', () => {
    const [error] = documentErrors(readSource('a.yaml', 'password: hunter2\n  @s3cr3t\n}'));
    expect(error?.message).toMatch(/^Not checked: /);
    expect(error?.message).not.toMatch(/hunter2|s3cr3t/);
  });

  it('are none in templates and in files of other tools', () => {
    expect(errors('a.yaml', '{{- if .Values.a }}\nkind: Pod\n{{ end }}\n')).toEqual([]);
    expect(errors('values.yaml', 'a: [\n')).toEqual([]);
    expect(errors('.github/workflows/ci.yml', 'a: [\n')).toEqual([]);
    expect(errors('settings.json', '{ // comment\n "a": 1 }')).toEqual([]);
    expect(errors('README.md', 'a: [\n')).toEqual([]);
  });

  it('are there in JSON manifests, and for unfinished merges', () => {
    expect(errors('a.json', '{ "apiVersion": "v1", "kind": ')).toHaveLength(1);
    expect(errors('a.yaml', '<<<<<<< HEAD\na: 1\n')).toEqual([
      { path: 'a.yaml', message: 'Not checked: an unfinished merge has left its marks here.' },
    ]);
  });
});
