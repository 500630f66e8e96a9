/** Pipes and devices between the files of a folder: what may never end is never opened. */
import { execFileSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { readText } from '../../src/cli/read-text.ts';
import { buildCommandLine, call } from '../support/command-line.ts';
import { folderWith } from '../support/folders.ts';

// Whole processes: a busy machine takes its time. One that waits for a pipe would take for ever.
vi.setConfig({ testTimeout: 60_000 });
beforeAll(buildCommandLine, 60_000);

const POD =
  'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: nginx}]}\n';

const pipe = (folder: string, name: string): void => {
  execFileSync('mkfifo', [path.join(folder, name)]);
};

describe.skipIf(process.platform === 'win32')('in a folder', () => {
  it.each<readonly [string, (folder: string) => void]>([
    [
      'a pipe',
      (folder) => {
        pipe(folder, 'b.yaml');
      },
    ],
    [
      'a pipe named .gitignore',
      (folder) => {
        pipe(folder, '.gitignore');
      },
    ],
    [
      'a pipe named as project file',
      (folder) => {
        pipe(folder, '.next-steps.yaml');
      },
    ],
    [
      "a pipe as git's own list",
      (folder) => {
        pipe(folder, '.git/info/exclude');
      },
    ],
    [
      'a link to a pipe',
      (folder) => {
        pipe(folder, 'pipe');
        symlinkSync('pipe', path.join(folder, 'b.yaml'));
      },
    ],
    [
      'links to a pipe named .gitignore and as project file',
      (folder) => {
        pipe(folder, 'pipe');
        for (const name of ['.gitignore', '.next-steps.yaml', 'k8s/.gitignore'])
          symlinkSync(path.join(folder, 'pipe'), path.join(folder, name));
      },
    ],
    [
      'a link to a device',
      (folder) => {
        symlinkSync('/dev/zero', path.join(folder, 'b.yaml'));
      },
    ],
    [
      'a link to a terminal',
      (folder) => {
        symlinkSync('/dev/tty', path.join(folder, 'b.yaml'));
      },
    ],
  ])('%s is not waited for', async (_, make) => {
    const folder = folderWith({ 'k8s/a.yaml': POD, '.git/info/x': '', '.git/HEAD': '' });
    make(folder);
    for (const place of [folder, path.join(folder, 'k8s')]) {
      const { out, err, code } = await call(['check', '--format', 'json', '.'], { folder: place });
      expect([err, code]).toEqual(['', 0]);
      const { findings, errors } = JSON.parse(out) as { findings: unknown[]; errors: unknown[] };
      expect([findings.length, errors]).toEqual([1, []]);
    }
  });

  it('a device that somebody names is read up to the largest file', () => {
    expect(readText('/dev/zero', true)).toMatchObject({ refused: 'it is larger than 1 MB' });
    expect(readText('/dev/zero')).toMatchObject({ refused: 'it is no file' });
  });

  it('a file is read, through a link too', () => {
    const folder = folderWith({ 'a.yaml': '\ufeffa: 1\n' });
    symlinkSync('a.yaml', path.join(folder, 'b.yaml'));
    writeFileSync(path.join(folder, 'c.yaml'), '');
    expect(['a', 'b', 'c'].map((name) => readText(path.join(folder, `${name}.yaml`)))).toEqual([
      ...[{ text: 'a: 1\n' }, { text: 'a: 1\n' }, { text: '' }],
    ]);
  });
});
