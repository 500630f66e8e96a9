import { describe, expect, it } from 'vitest';
import { isGitIgnored } from '../../src/core/workspace/gitignore.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';

function ignored(path: string, files: Readonly<Record<string, string>>): boolean {
  const workspace = new Workspace();
  workspace.change(Object.entries(files).map(([name, text]) => ({ path: name, text })));
  return isGitIgnored(new Scope(workspace), path);
}

describe('.gitignore', () => {
  it.each([
    ['*.secret.yaml', 'deploy/db.secret.yaml', true],
    ['*.secret.yaml', 'deploy/db.yaml', false],
    ['/deploy/db.yaml', 'deploy/db.yaml', true],
    ['/db.yaml', 'deploy/db.yaml', false],
    ['deploy/db.yaml', 'deploy/db.yaml', true],
    ['deploy/db.yaml', 'x/deploy/db.yaml', false],
    ['secrets/', 'deploy/secrets/db.yaml', true],
    ['# *.yaml', 'db.yaml', false],
    ['*.yaml\n!keep.yaml', 'a/keep.yaml', false],
    ['*.yaml\n!keep.yaml', 'a/other.yaml', true],
    ['', 'db.yaml', false],
  ])('%j leaves out %s: %s', (text, path, expected) => {
    expect(ignored(path, { '.gitignore': text })).toBe(expected);
  });

  it('holds for the folder that it lies in', () => {
    expect(ignored('deploy/db.yaml', { 'deploy/.gitignore': '/db.yaml\r\n' })).toBe(true);
    expect(ignored('db.yaml', { 'deploy/.gitignore': '/db.yaml\r\n' })).toBe(false);
  });
});
