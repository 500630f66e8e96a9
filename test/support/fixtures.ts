/**
 * Fixtures of rules: real files whose comments mark what must be found.
 *
 * A line `#  ^^^^^ rule-id` (or `rule-id error`) marks the text right above its carets, `#<^^^^` one
 * that begins in the first column; a line without a mark must be silent. Marks are taken out before the file is linted. A case is one file
 * `<case>.yaml`, or a folder `<case>/` that is a workspace of its own; `<case>.fixed.yaml` or
 * `<case>.fixed/` holds the text after every finding's first fix.
 */
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Linter } from '../../src/core/lint/lint.ts';
import type { Finding, LintOptions } from '../../src/core/lint/lint.ts';
import { applyEdits } from '../../src/core/lint/fix.ts';
import { combineFixes } from '../../src/core/lint/fix-all.ts';
import type { Rule, Severity } from '../../src/core/lint/rule.ts';
import { LineMap } from '../../src/core/text/text.ts';
import { FIXTURE_MARK } from '../../src/dev/examples.ts';
import { schema } from './schema.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';

export const FIXTURES = fileURLToPath(new URL('../fixtures', import.meta.url));

export interface Mark {
  readonly rule: string;
  readonly severity?: Severity;
  readonly path: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface FixtureCase {
  readonly name: string;
  /** Path in the case's workspace to text without marks. */
  readonly files: ReadonlyMap<string, string>;
  readonly marks: readonly Mark[];
  /** The files as they are after the fixes; undefined where the case holds no fixed form. */
  readonly fixed: ReadonlyMap<string, string> | undefined;
}

export function readCases(rule: string, fixtures = FIXTURES): readonly FixtureCase[] {
  const folder = path.join(fixtures, rule);
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .filter((name) => !/\.fixed(?:\.|$)/.test(name))
    .map((name) => readCase(folder, name));
}

function readCase(folder: string, name: string): FixtureCase {
  const isFolder = fs.statSync(path.join(folder, name)).isDirectory();
  const fixedName = isFolder ? `${name}.fixed` : name.replace(/(\.[^.]*)?$/, '.fixed$1');
  const marks: Mark[] = [];
  const files = new Map(
    [...readFiles(folder, name, isFolder)].map(([file, text]) => {
      const read = readMarks(file, text);
      marks.push(...read.marks);
      return [file, read.text];
    }),
  );
  const fixed = fs.existsSync(path.join(folder, fixedName))
    ? new Map(
        [...readFiles(folder, fixedName, isFolder)].map(([file, text]) => [
          file.replace('.fixed', ''),
          text,
        ]),
      )
    : undefined;
  return { name, files, marks, fixed };
}

function* readFiles(folder: string, name: string, isFolder: boolean): Iterable<[string, string]> {
  if (!isFolder) {
    yield [name, fs.readFileSync(path.join(folder, name), 'utf8')];
    return;
  }
  const root = path.join(folder, name);
  for (const entry of fs.readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    yield [path.relative(root, file).replaceAll('\\', '/'), fs.readFileSync(file, 'utf8')];
  }
}

function readMarks(file: string, text: string): { text: string; marks: Mark[] } {
  const kept: string[] = [];
  const marks: Mark[] = [];
  for (const line of text.split('\n')) {
    const found = FIXTURE_MARK.exec(line.replace('\r', ''));
    if (found === null) {
      kept.push(line);
      continue;
    }
    const [, before = '', open = '', carets = '', rule = '', severity] = found;
    const place = {
      line: kept.length - 1,
      start: open === '' ? before.length : 0,
      end: before.length + open.length + carets.length,
    };
    marks.push({ rule, path: file, ...place, ...(severity && { severity: severity as Severity }) });
  }
  return { text: kept.join('\n'), marks };
}

export function loadCase(
  files: ReadonlyMap<string, string>,
  beside: readonly string[] = [],
): Workspace {
  const workspace = new Workspace();
  const changes = [...files].map(([file, text]) => ({ path: file, text }));
  workspace.change(changes, beside);
  return workspace;
}

export function lintCase(
  files: ReadonlyMap<string, string>,
  rules: readonly Rule[],
  options: LintOptions = {},
  beside: readonly string[] = [],
): readonly Finding[] {
  const linter = new Linter(loadCase(files, beside), rules, {
    onError: (error) => {
      throw error;
    },
    schema: () => schema,
    ...options,
  });
  return [...files.keys()].sort().flatMap((file) => linter.findings(file));
}

/** A finding in the form of a mark, to be compared with what the fixture says. */
export function asMark(finding: Finding, files: ReadonlyMap<string, string>): Mark {
  const range = new LineMap(files.get(finding.path) ?? '').range(finding.span);
  const end = range.end.line === range.start.line ? range.end.character : Number.NaN;
  return {
    ...{ rule: finding.rule, severity: finding.severity, path: finding.path },
    ...{ line: range.start.line, start: range.start.character, end },
  };
}

/** The files after every finding's first fix. */
export function applyFirstFixes(
  files: ReadonlyMap<string, string>,
  findings: readonly Finding[],
): ReadonlyMap<string, string> {
  const result = new Map(files);
  const fixes = findings.flatMap(({ fixes: [fix] }) => (fix === undefined ? [] : [{ fix }]));
  for (const [path, { edits, creates }] of combineFixes(fixes).files)
    result.set(path, [applyEdits(files.get(path) ?? '', edits), ...creates].join(''));
  return result;
}
