import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Rule } from '../../src/core/lint/rule.ts';
import { readExamples } from '../../src/dev/examples.ts';
import { writeRule } from '../../src/dev/new-rule.ts';
import type { NewRule } from '../../src/dev/new-rule.ts';
import { ROOT } from '../../src/dev/project.ts';
import { asMark, lintCase, readCases } from '../support/fixtures.ts';

const TOPIC = 'observability';
const ID = 'made-by-test';
const RULE = `src/topics/${TOPIC}/rules/${ID}.ts`;
const CONFIGURATION = ['tsconfig.json', 'eslint.config.mjs', '.prettierrc.json', 'package.json'];
/** The compiler and the linter read much, and the machine may be busy. */
const PATIENCE = 300_000;

describe('a new rule', () => {
  let root = '';
  let made: NewRule;

  beforeAll(() => {
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    root = mkdtempSync(join(ROOT, '.cache/new-rule-'));
    for (const name of [...CONFIGURATION, 'src']) copy(name);
    symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'));
    made = writeRule(TOPIC, ID, root);
  });

  const copy = (name: string): void => {
    cpSync(join(ROOT, name), join(root, name), { recursive: true });
  };

  afterAll(() => {
    rmSync(root, { recursive: true, force: true });
  });

  const run = (tool: string, ...args: readonly string[]): string => {
    const script = join(ROOT, 'node_modules', tool);
    return execFileSync(process.execPath, [script, ...args], { cwd: root, encoding: 'utf8' });
  };

  it('is a file, its examples and a line of the list', () => {
    expect(made).toEqual({
      files: [
        RULE,
        `test/fixtures/${ID}/example.bad.yaml`,
        `test/fixtures/${ID}/example.good.yaml`,
        `src/topics/${TOPIC}/rules.ts`,
      ],
    });
    expect(readFileSync(join(root, `src/topics/${TOPIC}/rules.ts`), 'utf8')).toMatch(
      /\n {2}madeByTest,\n\];\n$/,
    );
  });

  it('finds what its fixture marks, and nothing in the good example', async () => {
    const module = (await import(join(root, RULE))) as { readonly madeByTest: Rule };
    const cases = readCases(ID, join(root, 'test/fixtures'));
    expect(cases.map(({ name }) => name)).toEqual(['example.bad.yaml', 'example.good.yaml']);
    for (const { files, marks } of cases) {
      const found = lintCase(files, [module.madeByTest]).map((finding) => asMark(finding, files));
      expect(found).toEqual(marks.map((mark) => ({ ...mark, severity: 'information' })));
    }
    expect(readExamples(ID, root)).toEqual({
      language: 'yaml',
      bad: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: bad\n',
      good: 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: good\n',
    });
  });

  it(
    'compiles, and passes the checks of types, style and format',
    () => {
      writeFileSync(
        join(root, 'tsconfig.rule.json'),
        JSON.stringify({
          extends: './tsconfig.json',
          include: [`src/topics/${TOPIC}/rules.ts`, 'src/**/*.d.ts'],
        }),
      );
      expect(run('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.rule.json')).toBe('');
      const list = `src/topics/${TOPIC}/rules.ts`;
      expect(run('eslint/bin/eslint.js', '--max-warnings', '0', RULE, list)).toBe('');
      expect(run('prettier/bin/prettier.cjs', '--check', RULE, list)).toContain('All matched');
    },
    PATIENCE,
  );

  it('is refused where it is there, or has no topic', () => {
    expect(writeRule(TOPIC, ID, root)).toEqual({ refused: `There is a rule "${ID}" already.` });
    expect(writeRule('nowhere', 'a-rule', root)).toHaveProperty('refused');
    expect(writeRule(TOPIC, 'Not_Kebab', root)).toHaveProperty('refused');
  });
});
