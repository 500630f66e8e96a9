import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { applyEdits, createdText } from '../../src/core/lint/fix.ts';
import type { FileEdit, TextEdit } from '../../src/core/lint/fix.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import type { Finding } from '../../src/core/lint/lint.ts';
import type { View } from '../../src/core/yaml/view.ts';
import { readSource } from '../../src/core/files/source.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { topics } from '../../src/topics/deck.ts';
import { readCases } from '../support/fixtures.ts';

const rules = topics.flatMap((topic) => topic.rules);

type Texts = ReadonlyMap<string, string>;

/** The same file with quotes around every plain string on one line: it means the same. */
function quoted(path: string, text: string): string {
  const edits: TextEdit[] = [];
  const visit = (view: View): void => {
    const { node } = view;
    if (node?.type === 'map') view.entries.forEach(visit);
    else if (node?.type === 'sequence') view.items.forEach(visit);
    else if (node?.type === 'scalar' && node.style === 'plain' && view.type === 'string') {
      const { span } = view;
      const isWhole = text.slice(span.start, span.end) === node.value;
      if (isWhole && view.exists) edits.push({ span, text: JSON.stringify(node.value) });
    }
  };
  for (const document of readSource(path, text).documents) {
    if (document.tree.errors.length === 0 && !document.text.includes('{{')) visit(document.view);
  }
  return applyEdits(text, edits);
}

/** What a file means, with the errors that it has. */
const meaning = (text: string): unknown =>
  parseAllDocuments(text, { uniqueKeys: false }).map((document) => [
    document.errors.map(({ code }) => code),
    document.toJS() as unknown,
  ]);

function findingsOf(files: Texts): readonly Finding[] {
  const workspace = new Workspace();
  workspace.change(
    [...files].map(([path, text]) => ({ path, text })),
    files.keys(),
  );
  const linter = new Linter(workspace, rules);
  return [...files.keys()].flatMap((path) => linter.findings(path));
}

/** What each fix makes of the files, by rule and title. */
function results(files: Texts): ReadonlyMap<string, unknown> {
  const made = (edit: FileEdit): readonly [string, unknown] => {
    if ('create' in edit) return [edit.path, meaning(createdText(edit))];
    const text = applyEdits(files.get(edit.path) ?? '', edit.edits);
    return [edit.path, isYaml(edit.path) ? meaning(text) : text];
  };
  return new Map(
    findingsOf(files).flatMap(({ rule, message, path, fixes }, i) =>
      fixes.map((fix) => [
        JSON.stringify([rule, path, message, fix.title, i]),
        fix.edits().map(made),
      ]),
    ),
  );
}

/** Its fix keeps the source of a value as text, quotes and all. */
const KEEPS_SOURCE = 'config-value-type';

const isYaml = (path: string): boolean => /\.ya?ml$/.test(path);

describe.each(rules.map(({ id }) => id).filter((id) => id !== KEEPS_SOURCE))(
  'fixes of %s',
  (rule) => {
    it.each(readCases(rule).map((one) => [one.name, one.files] as const))(
      'mean the same where values are in quotes: %s',
      (_, files) => {
        const inQuotes = new Map(
          [...files].map(([path, text]) => [path, isYaml(path) ? quoted(path, text) : text]),
        );
        expect(results(inQuotes)).toEqual(results(files));
      },
    );
  },
);

describe('a file whose lines end with a lone carriage return', () => {
  const text = 'apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: default }\n';

  it('is judged, and no fix takes its text apart', () => {
    const of = (written: string) =>
      findingsOf(new Map([['a.yaml', written]])).map(({ rule, fixes }) => [rule, fixes.length]);
    expect(of(text)).toEqual([['default-namespace', 1]]);
    expect(of(text.replaceAll('\n', '\r\n'))).toEqual([['default-namespace', 1]]);
    expect(of(text.replaceAll('\n', '\r'))).toEqual([['default-namespace', 0]]);
  });
});
