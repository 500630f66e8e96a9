import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CheckReport } from '../../src/cli/check.ts';
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

function git(folder: string, ...typed: string[]): void {
  const env = {
    ...process.env,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: path.join(folder, 'no'),
  };
  const me = [
    '-c',
    'user.name=a',
    '-c',
    'user.email=a@example.com',
    '-c',
    'init.defaultBranch=main',
  ];
  execFileSync('git', [...me, ...typed], { cwd: folder, env, stdio: 'ignore' });
}

/** A repository whose first commit is tagged `v1`, with three files. */
function repository(): string {
  const folder = folderWith({ 'a.yaml': POD, 'deep/b.yaml': POD, 'deep/ü c.yaml': POD });
  git(folder, 'init');
  git(folder, 'add', '.');
  git(folder, 'commit', '-m', 'first');
  git(folder, 'tag', 'v1');
  return folder;
}

function write(folder: string, file: string, text: string): void {
  mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
  writeFileSync(path.join(folder, file), text);
}

function files(folder: string, since: string, ...paths: string[]): readonly string[] {
  const typed = ['check', '--format', 'json', '--rule', 'image-tag', '--since', since];
  const { output, notes } = runIn(folder, [...typed, ...(paths.length > 0 ? paths : ['.'])]);
  expect(notes).toBe('');
  const { findings, files: count } = JSON.parse(output) as CheckReport;
  expect(count).toBe(new Set(findings.map(({ file }) => file)).size);
  return findings.map(({ file }) => file);
}

describe('check --since', () => {
  it('speaks of files that are committed, changed, staged or new since then, and of no others', () => {
    const folder = repository();
    expect(files(folder, 'v1')).toEqual([]);
    write(folder, 'deep/ü c.yaml', `# changed\n${POD}`);
    write(folder, 'new/d.yaml', POD);
    expect(files(folder, 'v1')).toEqual(['deep/ü c.yaml', 'new/d.yaml']);
    git(folder, 'add', '.');
    expect(files(folder, 'HEAD')).toEqual(['deep/ü c.yaml', 'new/d.yaml']);
    git(folder, 'commit', '-m', 'second');
    expect(files(folder, 'v1')).toEqual(['deep/ü c.yaml', 'new/d.yaml']);
    expect(files(folder, 'HEAD')).toEqual([]);
    expect(files(folder, 'HEAD~1')).toEqual(['deep/ü c.yaml', 'new/d.yaml']);
    rmSync(path.join(folder, 'a.yaml'));
    expect(files(folder, 'HEAD')).toEqual([]);
  });

  it('does not count what others have put on the branch since', () => {
    const folder = repository();
    git(folder, 'checkout', '-b', 'mine');
    write(folder, 'mine.yaml', POD);
    git(folder, 'add', '.');
    git(folder, 'commit', '-m', 'mine');
    git(folder, 'checkout', '-b', 'theirs', 'v1');
    write(folder, 'a.yaml', `# theirs\n${POD}`);
    git(folder, 'commit', '-am', 'theirs');
    git(folder, 'checkout', 'mine');
    expect(files(folder, 'theirs')).toEqual(['mine.yaml']);
  });

  it('counts paths from anywhere in the repository, and through links', () => {
    const folder = repository();
    write(folder, 'deep/b.yaml', `# changed\n${POD}`);
    expect(files(path.join(folder, 'deep'), 'v1')).toEqual(['b.yaml']);
    expect(files(path.dirname(folder), 'v1', path.basename(folder))).toEqual([
      `${path.basename(folder)}/deep/b.yaml`,
    ]);
    if (process.platform === 'win32') return;
    const outside = folderWith();
    symlinkSync(folder, path.join(outside, 'link'));
    expect(files(outside, 'v1', 'link')).toEqual(['link/deep/b.yaml']);
  });

  it('reads all files all the same, so that names resolve', () => {
    const folder = repository();
    write(folder, 'config.yaml', 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n');
    git(folder, 'add', '.');
    git(folder, 'commit', '-m', 'config');
    write(folder, 'a.yaml', `${POD}      envFrom: [{configMapRef: {name: web}}]\n`);
    const typed = ['check', '--rule', 'config-reference-missing', '--since', 'HEAD'];
    expect(runIn(folder, [...typed, '.']).output).toBe('No findings in 1 file.\n');
    expect(runIn(folder, [...typed, 'a.yaml']).output).toContain('config-reference-missing');
  });

  it('fixes changed files only', () => {
    const config = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\ndata:\n  PORT: 8080\n';
    const folder = repository();
    write(folder, 'old.yaml', config);
    git(folder, 'add', '.');
    git(folder, 'commit', '-m', 'old');
    write(folder, 'new.yaml', config);
    const { output } = runIn(folder, [
      'check',
      '--fix',
      '--since',
      'HEAD',
      '--rule',
      'config-value-type',
      '.',
    ]);
    expect(output).toBe(
      'Fixed new.yaml: Put it in quotes (config-value-type)\n\nNo findings in 1 file.\n',
    );
  });

  it.each([
    ['nowhere', 'git knows no commit "nowhere" here. In CI, fetch the history first.'],
    ['HEAD:a.yaml', 'git knows no commit "HEAD:a.yaml" here. In CI, fetch the history first.'],
  ])('refuses %s', (since, sentence) => {
    expect(runIn(repository(), ['check', '--since', since, '.'])).toEqual({
      exitCode: 2,
      output: '',
      notes: `next-steps: ${sentence}\n`,
    });
  });

  it('says so where there is no repository', () => {
    const folder = folderWith({ 'a.yaml': POD });
    expect(runIn(folder, ['check', '--since', 'HEAD', '.'])).toMatchObject({
      exitCode: 2,
      notes: `next-steps: --since asks git, and "${folder}" is in no git repository.\n`,
    });
  });

  it('starts no program that the settings of the repository name', () => {
    const folder = repository();
    const mark = path.join(folder, 'started');
    const program = `touch '${mark}'; cat`;
    writeFileSync(path.join(folder, '.gitattributes'), '*.yaml filter=odd.name diff=odd\n');
    git(folder, 'config', 'filter.odd.name.clean', program);
    git(folder, 'config', 'filter.odd.name.required', 'true');
    git(folder, 'config', 'diff.odd.command', program);
    git(folder, 'config', 'diff.odd.textconv', program);
    git(folder, 'config', 'core.fsmonitor', program);
    writeFileSync(path.join(folder, 'a.yaml'), `${POD}# more\n`);
    expect(files(folder, 'v1')).toEqual(['a.yaml']);
    expect(existsSync(mark)).toBe(false);
    // The same without our care, or the test would prove nothing.
    git(folder, 'diff', '--name-only');
    expect(existsSync(mark)).toBe(true);
  });
});
