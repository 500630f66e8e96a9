import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dependency } from '../../src/core/workspace/dependency.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import type { Finding } from '../../src/core/lint/lint.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import type { FileChange } from '../../src/core/workspace/workspace.ts';
import { topics } from '../../src/topics/deck.ts';

const rules = topics.flatMap((topic) => topic.rules);
const SHOP = path.join(import.meta.dirname, '../workspaces/shop');
const shop: readonly FileChange[] = readdirSync(SHOP, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath, entry.name))
  .map((file) => ({
    path: path.relative(SHOP, file).replaceAll('\\', '/'),
    text: readFileSync(file, 'utf8'),
  }));

function findings(singlePass: boolean): unknown {
  const workspace = new Workspace({ singlePass });
  workspace.change(shop);
  const linter = new Linter(workspace, rules, { singlePass });
  const plain = ({ fixes, ...rest }: Finding): unknown => [rest, fixes.map((fix) => fix.title)];
  return workspace.files.map((file) => {
    const found = linter.findings(file.path).map(plain);
    // As the command line does: nothing may depend on trees that were let go.
    if (singlePass) for (const document of file.documents) document.release();
    return [file.path, found];
  });
}

describe('a single pass', () => {
  it('finds what the editor finds', () => {
    const found = findings(true);
    expect(JSON.stringify(found).length).toBeGreaterThan(2_000);
    expect(found).toEqual(findings(false));
  });
});

describe('stacks', () => {
  const service = 'apiVersion: v1\nkind: Service\nmetadata: {name: web}\n';
  it('hold all that was opened together, unless a folder begins one of its own', () => {
    const related = (...beside: readonly string[]): boolean => {
      const workspace = new Workspace();
      const texts = ['a/web.yaml', 'b/web.yaml'].map((path) => ({ path, text: service }));
      workspace.change(texts, beside);
      return new Scope(workspace).related('a/web.yaml', 'b/web.yaml');
    };
    expect([related(), related('a/README.md', 'b/README.md')]).toEqual([true, false]);
  });
});

describe('answers', () => {
  const config = (name: string, namespace: string): string =>
    `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${name}, namespace: ${namespace}}\n`;

  it('come in the order of files, whatever was edited last', () => {
    const workspace = new Workspace();
    workspace.change([
      { path: 'b.yaml', text: config('x', 'one') },
      { path: 'a.yaml', text: `${config('y', 'one')}---\n${config('x', 'one')}` },
    ]);
    const names = (): unknown => {
      const scope = new Scope(workspace);
      const all = scope.objects('ConfigMap', 'a.yaml').map(({ path: file, name }) => [file, name]);
      const same = scope.definitionsAnywhere('ConfigMap', 'x', 'a.yaml').map((d) => d.path);
      return [all, same];
    };
    const expected = [
      [
        ['a.yaml', 'y'],
        ['a.yaml', 'x'],
        ['b.yaml', 'x'],
      ],
      ['a.yaml', 'b.yaml'],
    ];
    expect(names()).toEqual(expected);
    workspace.change([{ path: 'a.yaml', text: `${config('y', 'two')}---\n${config('x', 'one')}` }]);
    expect(names()).toEqual(expected);
  });

  it('about namespaces are stale when an edit brings a new one', () => {
    const workspace = new Workspace();
    workspace.change([{ path: 'a.yaml', text: config('x', 'one') }]);
    const asked = new Set<Dependency>();
    expect(new Scope(workspace, {}, asked).namespaces).toEqual(['one']);
    const change = workspace.change([{ path: 'a.yaml', text: config('x', 'two') }]);
    expect([...asked].filter((dependency) => change.touched.has(dependency))).not.toEqual([]);
    expect(new Scope(workspace).namespaces).toEqual(['two']);
  });
});
