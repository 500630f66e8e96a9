import { describe, expect, it } from 'vitest';
import type { FileEdit } from '../../src/core/lint/fix.ts';
import { applyEdits, createdText } from '../../src/core/lint/fix.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import type { Finding } from '../../src/core/lint/lint.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { topics } from '../../src/topics/deck.ts';
import { readCases } from '../support/fixtures.ts';

const rules = topics.flatMap((topic) => topic.rules);

type Texts = ReadonlyMap<string, string>;

const changesOf = (files: Texts) => [...files].map(([path, text]) => ({ path, text }));

interface Linted {
  readonly workspace: Workspace;
  readonly linter: Linter;
}

function linterOf(files: Texts): Linted {
  const workspace = new Workspace();
  workspace.change(changesOf(files), files.keys());
  return { workspace, linter: new Linter(workspace, rules) };
}

const findingsIn = (files: Texts, linter: Linter): readonly Finding[] =>
  [...files.keys()].flatMap((path) => linter.findings(path));

/** What each fix would make of the files, with what tells it from the others. */
function results(files: Texts, findings: readonly Finding[]): readonly string[] {
  const made = (edit: FileEdit): string =>
    'create' in edit
      ? `new ${edit.path}:\n${createdText(edit)}`
      : `${edit.path}:\n${applyEdits(files.get(edit.path) ?? '', edit.edits)}`;
  return findings.flatMap(({ rule, path, message, related, fixes }) => [
    JSON.stringify([rule, path, message, related]),
    ...fixes.map((fix) => [rule, fix.title, ...fix.edits().map(made)].join('\n')),
  ]);
}

const CONFIG = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: typed-above\n';

/** A document above all others, and then a comment above that: each moves all that follows. */
const ABOVE: readonly ((text: string) => string)[] = [
  (text) => `${CONFIG}${text.startsWith('---') ? '' : '---\n'}${text}`,
  (text) => `# a comment typed above, in another document\n${text}`,
];

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

/** Edits a file while its findings are held, and holds them against a fresh start. */
function edit(before: Texts, path: string, text: string, { workspace, linter }: Linted): Texts {
  const held = findingsIn(before, linter);
  const files = new Map([...before, [path, text]]);
  linter.stale(workspace.change([{ path, text }]));
  const fresh = results(files, findingsIn(files, linterOf(files).linter));
  expect(results(files, findingsIn(files, linter))).toEqual(fresh);
  // What is not there any more changes nothing.
  const used = results(files, held).filter((result) => result.includes('\n'));
  for (const result of used.filter((one) => one.split('\n').length > 2))
    expect(fresh).toContain(result);
  return files;
}

describe.each(rules.map(({ id }) => id))('fixes of %s', (rule) => {
  it.each(readCases(rule).map((one) => [one.name, one.files] as const))(
    'are made from the text as it is: %s',
    (_, given) => {
      for (const path of [...given.keys()].filter(isYaml)) {
        const linted = linterOf(given);
        let files: Texts = given;
        for (const change of ABOVE)
          files = edit(files, path, change(files.get(path) ?? ''), linted);
      }
    },
  );
});
