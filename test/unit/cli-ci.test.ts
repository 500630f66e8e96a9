import path from 'node:path';
import { spawn } from 'node:child_process';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { CheckReport, ReportedFinding } from '../../src/cli/check.ts';
import { progressLine } from '../../src/cli/progress.ts';
import { buildCommandLine, COMMAND_LINE } from '../support/command-line.ts';
import { folderWith } from '../support/folders.ts';
import { runIn } from '../support/run-command-line.ts';

vi.setConfig({ testTimeout: 60_000 });
beforeAll(buildCommandLine, 60_000);

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: nginx
`;
const ONLY = ['--rule', 'image-tag'];

function report(folder: string, typed: readonly string[], input?: string): CheckReport {
  const { output, notes } = runIn(folder, ['check', '--format', 'json', ...typed], input);
  expect(notes).toBe('');
  return JSON.parse(output) as CheckReport;
}

const filesOf = ({ findings }: { findings: readonly ReportedFinding[] }): readonly string[] =>
  findings.map(({ file }) => file);

describe('annotations for GitHub', () => {
  it('stand at their line and columns, counted from 1, in the words of workflow commands', () => {
    const config =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  "50%, a:b": 8080\n';
    const folder = folderWith({ 'a, b/web.yaml': POD, 'config.yaml': config });
    const { output } = runIn(folder, [
      'check',
      '--format',
      'github',
      ...ONLY,
      '--rule',
      'config-value-type',
      '.',
    ]);
    const [pod = '', number = '', ...rest] = output.split('\n');
    expect(rest).toEqual(['']);
    expect(pod).toMatch(
      /^::notice file=a%2C b\/web\.yaml,line=7,endLine=7,col=14,endColumn=19,title=image-tag::"nginx" has no tag/,
    );
    expect(number).toMatch(
      /^::error file=config\.yaml,line=5,endLine=5,col=15,endColumn=19,title=config-value-type::The value of "50%25, a:b" is a number/,
    );
  });

  it('cannot be forged by what stands in a file', () => {
    const config =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  "a\\n::error::b": 8080\n';
    const folder = folderWith({ 'web.yaml': config });
    const { output } = runIn(folder, [
      'check',
      '--format',
      'github',
      '--rule',
      'config-value-type',
      '.',
    ]);
    expect(output.split('\n')).toHaveLength(2);
    expect(output).toMatch(/^::error file=web\.yaml,/);
  });

  it('note what was not checked', () => {
    const folder = folderWith({ 'a.yaml': 'kind: [\n' });
    const { output, notes } = runIn(folder, ['check', '--format', 'github', '.']);
    expect(output).toMatch(/^::notice file=a\.yaml,line=2,col=1::Not checked: [^\n]+\n$/);
    expect(notes).toBe('');
  });
});

describe('globs', () => {
  const files = {
    'a.yaml': POD,
    'b.yml': POD,
    'k8s/web.yaml': POD,
    'k8s/deep/web.yaml': POD,
    'k8s/deep/ignored.yaml': POD,
    'node_modules/web.yaml': POD,
    '.git/HEAD': '',
    '.gitignore': 'ignored.yaml\n',
  };

  it.each([
    ['*.{yaml,yml}', ['a.yaml', 'b.yml']],
    ['**/web.yaml', ['k8s/deep/web.yaml', 'k8s/web.yaml']],
    ['k8s/*', ['k8s/deep/web.yaml', 'k8s/web.yaml']],
    ['./k8s/*.yaml', ['k8s/web.yaml']],
    ['k8s/d??p/*.yaml', ['k8s/deep/web.yaml']],
  ])('%s', (glob, wanted) => {
    expect(filesOf(report(folderWith(files), [...ONLY, glob]))).toEqual(wanted);
  });

  it('stand beside paths, and count from anywhere', () => {
    const folder = folderWith(files);
    expect(filesOf(report(path.join(folder, 'k8s'), [...ONLY, '../*.yaml', 'deep']))).toEqual([
      '../a.yaml',
      'deep/web.yaml',
    ]);
    expect(filesOf(report('/', [...ONLY, `${folder}/k8s/*.yaml`]))).toHaveLength(1);
  });

  it('that match no file are a mistake', () => {
    for (const glob of ['*.toml', 'k8s/deep/ignored.*', 'node_modules/*.xml']) {
      expect(runIn(folderWith(files), ['check', glob])).toMatchObject({
        exitCode: 2,
        notes: `next-steps: "${glob}" matches no file.\n`,
      });
    }
    expect(runIn(folderWith(files), ['check', 'gone/*.yaml'])).toMatchObject({
      exitCode: 2,
      notes: 'next-steps: "gone/*.yaml" cannot be read: there is no such file or folder.\n',
    });
  });

  it.skipIf(process.platform === 'win32')('give way to a file of that name', () => {
    const folder = folderWith({ '[a].yaml': POD, 'a.yaml': POD });
    expect(filesOf(report(folder, [...ONLY, '[a].yaml']))).toEqual(['[a].yaml']);
  });
});

describe('standard input', () => {
  it('is a manifest without a name', () => {
    const folder = folderWith({});
    expect(filesOf(report(folder, [...ONLY, '-'], POD))).toEqual(['stdin.yaml']);
  });

  it('stands for a file, of any kind, that need not be there', () => {
    const folder = folderWith({});
    const typed = [...ONLY, '-', '--stdin-path', 'gone/Dockerfile'];
    const [finding] = report(folder, typed, 'FROM node\n').findings;
    expect([finding?.file, finding?.object?.kind]).toEqual(['gone/Dockerfile', 'Dockerfile']);
    expect(filesOf(report(folder, [...ONLY, '-', '--stdin-path', 'notes.txt'], POD))).toEqual([
      'notes.txt',
    ]);
  });

  it('takes the place of a file among others', () => {
    const using = `${POD}      envFrom: [{configMapRef: {name: new}}]\n`;
    const folder = folderWith({
      'k8s/web.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: old}\n',
      'k8s/pod.yaml': using,
    });
    const rule = ['--rule', 'config-reference-missing'];
    expect(filesOf(report(folder, [...rule, 'k8s']))).toEqual(['k8s/pod.yaml']);
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: new}\n';
    const typed = [...rule, 'k8s', '-', '--stdin-path', 'k8s/web.yaml'];
    expect(report(folder, typed, text)).toEqual({ findings: [], files: 2, errors: [] });
  });

  it('may be anything', () => {
    const [error] = report(folderWith({}), ['-'], 'a\0b').errors;
    expect(error).toEqual({ file: 'stdin.yaml', message: 'Not checked: it is no text in UTF-8.' });
    expect(report(folderWith({}), ['-'], '')).toEqual({ findings: [], files: 1, errors: [] });
  });

  it('comes through a pipe', async () => {
    const child = spawn(process.execPath, [COMMAND_LINE, 'check', ...ONLY, '-'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const out: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stdin.write(POD.slice(0, 20));
    setTimeout(() => child.stdin.end(POD.slice(20)), 100);
    const code = await new Promise((resolve) => child.on('close', resolve));
    expect(Buffer.concat(out).toString()).toMatch(/^stdin\.yaml\n {2}7:14 {2}information /);
    expect(code).toBe(0);
  });
});

describe('progress', () => {
  it('is a line that comes after a second, changes ten times a second, and goes away', () => {
    const written: string[] = [];
    let time = 0;
    const { progress, clear } = progressLine(
      (part) => written.push(part),
      () => time,
    );
    const at = (now: number, done: number): void => {
      time = now;
      progress('Reading', done, 9);
    };
    at(0, 1);
    at(999, 2);
    expect(written).toEqual([]);
    at(1_000, 3);
    at(1_050, 4);
    at(1_100, 5);
    expect(written).toEqual(['\r\u001B[KReading 3 of 9 files', '\r\u001B[KReading 5 of 9 files']);
    clear();
    clear();
    expect(written.slice(2)).toEqual(['\r\u001B[K']);
  });
});
