import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckReport, ReportedFinding } from '../../src/cli/check.ts';
import { folderWith } from '../support/folders.ts';
import { runIn } from '../support/run-command-line.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: web}
spec:
  containers:
    - name: web
      image: nginx
`;
const ONLY = ['--rule', 'image-tag'];

function report(folder: string, typed: readonly string[]): CheckReport {
  const { output, notes } = runIn(folder, ['check', '--format', 'json', ...typed]);
  expect(notes).toBe('');
  return JSON.parse(output) as CheckReport;
}

const filesOf = ({ findings }: { findings: readonly ReportedFinding[] }): readonly string[] =>
  findings.map(({ file }) => file);

describe('project files on the command line', () => {
  const files = {
    '.next-steps.yaml':
      'rules: {image-tag: warning}\nexclude: [k8s/old]\noverrides: [{paths: k8s/demo, rules: {image-tag: off}}]\n',
    'k8s/web.yaml': POD,
    'k8s/demo/web.yaml': POD,
    'k8s/old/web.yaml': POD,
  };

  it('say the same whichever folder is asked about', () => {
    const folder = folderWith({ ...files, '.git/HEAD': '' });
    const inside = path.join(folder, 'k8s');
    const said = (at: string, ...typed: string[]): readonly string[] =>
      report(at, [...ONLY, ...typed]).findings.map(({ file, severity }) => `${file} ${severity}`);
    expect(said(folder, '.')).toEqual(['k8s/web.yaml warning']);
    expect(said(folder, 'k8s')).toEqual(['k8s/web.yaml warning']);
    expect(said(inside, '.')).toEqual(['web.yaml warning']);
    expect(said(inside, 'web.yaml', 'demo/web.yaml')).toEqual(['web.yaml warning']);
    expect(said(inside, 'old')).toEqual([]);
  });

  it('leave out no file that is named', () => {
    const folder = folderWith(files);
    expect(filesOf(report(folder, [...ONLY, 'k8s/old/web.yaml']))).toEqual(['k8s/old/web.yaml']);
  });

  it('are not looked for above a repository, nor above where the person stands', () => {
    const folder = folderWith({ ...files, 'k8s/.git/HEAD': '' });
    expect(filesOf(report(folder, [...ONLY, 'k8s']))).toHaveLength(3);
    const other = folderWith(files);
    expect(filesOf(report(path.join(other, 'k8s'), [...ONLY, '.']))).toHaveLength(3);
    expect(filesOf(report(other, [...ONLY, 'k8s']))).toHaveLength(1);
  });

  it('are told what is wrong in them, above the folder, too', () => {
    const folder = folderWith({
      '.next-steps.yaml': 'rules: {image-tgas: off}\n',
      'k8s/web.yaml': POD,
    });
    for (const paths of ['.', 'k8s']) {
      const [finding, ...others] = report(folder, [
        '--rule',
        'project-file-invalid',
        paths,
      ]).findings;
      expect(others).toEqual([]);
      expect(finding).toMatchObject({
        file: '.next-steps.yaml',
        severity: 'warning',
        range: { start: { line: 0, character: 8 }, end: { line: 0, character: 18 } },
        object: { kind: 'ProjectFile', name: '.next-steps.yaml' },
      });
    }
  });

  it('give way to what is typed, and show what they turn off where that is asked for', () => {
    const cron = 'apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: a}\n';
    const folder = folderWith({
      '.next-steps.yaml':
        "kubernetesVersion: '1.20'\ndefaultNamespace: shop\nrules: {image-tag: off}\n",
      'job.yaml': cron,
      'pod.yaml': POD,
    });
    const rules = ['--rule', 'removed-api', ...ONLY];
    expect(report(folder, [...rules, '.']).findings).toEqual([]);
    const typed = [
      ...rules,
      '--kubernetes-version',
      '1.30',
      '--default-namespace',
      'green',
      '--no-silence',
      '.',
    ];
    expect(
      report(folder, typed).findings.map(({ rule, object }) => [rule, object?.namespace]),
    ).toEqual([
      ['removed-api', 'green'],
      ['image-tag', 'green'],
    ]);
    expect(report(folder, [...ONLY, '--no-silence', '.']).findings[0]?.object?.namespace).toBe(
      'shop',
    );
  });
});

describe('silences that silence nothing', () => {
  const text = POD.replace('nginx', 'nginx:1.27.3 # next-steps: allow image-tag: x');
  const said = (folder: string, ...typed: string[]): readonly string[] =>
    report(folder, typed).findings.map(({ rule }) => rule);

  it('are only looked for where all of a project is read', () => {
    const folder = folderWith({ 'k8s/web.yaml': text, '.git/HEAD': '' });
    expect(said(folder, '.')).toEqual(['unused-silence']);
    expect(said(folder, 'k8s')).toEqual([]);
    expect(said(folder, 'k8s/web.yaml')).toEqual([]);
    expect(said(folder, '**/*.yaml')).toEqual([]);
    expect(said(path.join(folder, 'k8s'), '.')).toEqual([]);
    expect(said(folderWith({ 'web.yaml': text }), '.')).toEqual(['unused-silence']);
  });
});
