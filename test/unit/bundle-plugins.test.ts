import { globSync, readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { build, transform } from 'esbuild';
import type { Plugin } from 'esbuild';
import { describe, expect, it } from 'vitest';
import {
  LATE_CLUSTER,
  LATE_CRON,
  LATE_LINKS,
  LATE_TOOLS,
  LATE_YAML,
  VSCODE_ONCE,
  withoutDocs,
} from '../../src/dev/bundle-plugins.ts';
import { ROOT } from '../../src/dev/project.ts';
import { rules } from '../../src/topics/rules.ts';

const sources = globSync('src/topics/**/rules/*.ts').map((path) => ({
  path,
  source: readFileSync(path, 'utf8'),
}));

/** Runs a bundle; answers with what it exports and what it has asked for so far. */
async function load(source: string, plugin: Plugin, modules: Readonly<Record<string, unknown>>) {
  const { outputFiles } = await build({
    ...{ bundle: true, format: 'cjs', write: false, plugins: [plugin] },
    stdin: { contents: source, resolveDir: ROOT, loader: 'ts' },
    external: ['./yaml-tolerant.cjs'],
  });
  const asked: string[] = [];
  const module: { exports: Record<string, unknown> } = { exports: {} };
  const require = (name: string): unknown => {
    asked.push(name);
    return modules[name];
  };
  runInNewContext(outputFiles[0]?.text ?? '', { module, require });
  return { exports: module.exports, asked };
}

describe('a bundle without the pages of rules', () => {
  it('finds the page in the source of every rule, and leaves the rest as it is', async () => {
    expect(sources.length).toBe(rules.length);
    for (const { path, source } of sources) {
      const lean = withoutDocs(source);
      expect(lean, path).not.toMatch(/^ *(?:docs|why|good):/m);
      expect(lean.split('\n').length, path).toBe(source.split('\n').length);
      expect(lean.replaceAll(/\s/g, ''), path).toContain('check:{');
      await transform(lean, { loader: 'ts' });
    }
  });

  it('takes nothing but the block of that name', () => {
    const source =
      "rule({\n  id: 'a',\n  docs: {\n    links: [\n      { b },\n    ],\n  },\n  c,\n});\n";
    expect(withoutDocs(source)).toBe("rule({\n  id: 'a',\n\n\n\n\n\n  c,\n});\n");
    expect(withoutDocs('docs: {\n},\n')).toBe('docs: {\n},\n');
  });
});

describe('a bundle with yaml beside it', () => {
  it('asks for it at the first broken document', async () => {
    const source = "export { parseYaml } from './src/core/yaml/yaml.ts';";
    const found = { root: undefined, anchors: new Map(), errors: [] };
    const { exports, asked } = await load(source, LATE_YAML, {
      './yaml-tolerant.cjs': { parseTolerantly: () => found },
    });
    const parseYaml = exports['parseYaml'] as (text: string) => unknown;
    expect(parseYaml('a: b')).toMatchObject({ errors: [] });
    expect(asked).toEqual([]);
    expect(parseYaml('a: b: c')).toBe(found);
    expect(asked).toEqual(['./yaml-tolerant.cjs']);
  });
});

describe('a bundle for the editor', () => {
  it('takes the interface of the editor once', async () => {
    const source = "import * as vscode from 'vscode'; export const version = vscode.version;";
    const { exports, asked } = await load(source, VSCODE_ONCE, { vscode: { version: '1.2.3' } });
    expect(exports['version']).toBe('1.2.3');
    expect(asked).toEqual(['vscode']);
  });

  it('finds every name of it that is used', async () => {
    const { warnings } = await build({
      ...{ bundle: true, format: 'cjs', write: false, logLevel: 'silent', absWorkingDir: ROOT },
      entryPoints: ['src/extension.ts'],
      loader: { '.md': 'text' },
      mainFields: ['module', 'main'],
      external: ['./cluster.cjs', './cron.cjs', './real-path.cjs', './run-tool.cjs'],
      plugins: [LATE_CLUSTER, LATE_CRON, LATE_LINKS, LATE_TOOLS, VSCODE_ONCE],
    });
    expect(warnings.map(({ text }) => text)).toEqual([]);
  });
});
