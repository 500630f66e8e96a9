import { describe, expect, it } from 'vitest';
import { applyEdits, replaceEntry } from '../../src/core/lint/fix.ts';
import type { FileEdit } from '../../src/core/lint/fix.ts';
import { addToIgnoreFile, newManifest } from '../../src/core/lint/new-file.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { SourceDocument } from '../../src/core/files/source.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';

type Files = Readonly<Record<string, string>>;

function scopeOf(files: Files): Scope {
  const workspace = new Workspace();
  workspace.change(Object.entries(files).map(([path, text]) => ({ path, text })));
  return new Scope(workspace);
}

const texts = (files: Files, edits: readonly FileEdit[]): readonly string[] =>
  edits.map((edit) =>
    'create' in edit ? edit.create : applyEdits(files[edit.path] ?? '', edit.edits),
  );

describe('a new manifest', () => {
  it('lies beside, with the line breaks of its neighbour', () => {
    const files = { 'deploy/web.yaml': 'a: 1\r\n' };
    expect(
      newManifest(scopeOf(files), 'deploy/web.yaml', { name: 'db', documents: [{ b: 2, c: 3 }] }),
    ).toEqual([{ path: 'deploy/db.yaml', create: 'b: 2\r\nc: 3\r\n' }]);
  });

  it('becomes one more document of a file that is there', () => {
    const files = { 'web.yaml': 'a: 1\n', 'db.yaml': 'b: 1\n' };
    expect(newManifest(scopeOf(files), 'web.yaml', { name: 'db', documents: [{ b: 2 }] })).toEqual([
      { path: 'db.yaml', create: '---\nb: 2\n' },
    ]);
  });

  it.each([
    ['resources:\n  - web.yaml\n', 'resources:\n  - web.yaml\n  - db.yaml\n'],
    ['namespace: green\n', 'namespace: green\nresources:\n  - db.yaml\n'],
  ])('is listed in the kustomization %j', (before, after) => {
    const files = { 'web.yaml': 'a: 1\n', 'kustomization.yaml': before };
    const edits = newManifest(scopeOf(files), 'web.yaml', { name: 'db', documents: [{ b: 2 }] });
    expect(texts(files, edits)).toEqual(['b: 2\n', after]);
  });
});

describe('an ignore file', () => {
  it.each([
    [undefined, '.env\n'],
    ['*.md\n', '*.md\n.env\n'],
    ['*.md', '*.md\n.env\n'],
    ['*.md\r\n', '*.md\r\n.env\r\n'],
  ])('of %j becomes %j', (before, after) => {
    const files: Files = before === undefined ? {} : { '.dockerignore': before };
    const edit = addToIgnoreFile(scopeOf(files), '.dockerignore', ['.env']);
    expect(texts(files, [edit])).toEqual([after]);
  });
});

describe('replaceEntry', () => {
  it.each([
    ['a:\n  b: x # why\n  c: y\n', 'a:\n  k:\n    v: 1 # why\n  c: y\n'],
    ['a:\n  "b": "x"\n', 'a:\n  k:\n    v: 1\n'],
    ['a:\r\n  b: x\r\n', 'a:\r\n  k:\r\n    v: 1\r\n'],
    ['a:\n  b: |\n    x\n    y\n  c: z\n', 'a:\n  k:\n    v: 1\n  c: z\n'],
    ['a:\n  b:\n  c: z\n', 'a:\n  k:\n    v: 1\n  c: z\n'],
  ])('in %j gives %j', (before, after) => {
    const { view } = new SourceDocument(before, 0);
    const edit = replaceEntry(before, view.get('a', 'b'), { k: { v: 1 } });
    expect(applyEdits(before, [edit])).toBe(after);
  });
});
