/** "Fix all" over every fixture: it comes to an end, and what it leaves has nothing left to fix. */
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/lint/fix.ts';
import { combineFixes } from '../../src/core/lint/fix-all.ts';
import type { Finding } from '../../src/core/lint/lint.ts';
import type { Rule } from '../../src/core/lint/rule.ts';
import { ownRules, rules } from '../../src/topics/rules.ts';
import { workspaceOf } from '../support/ask.ts';
import { lintCase, readCases } from '../support/fixtures.ts';

type Texts = ReadonlyMap<string, string>;

/** The rules about silences speak of what all others have found; any other rule runs alone. */
function lint(rule: Rule, files: Texts): readonly Finding[] {
  const running = ownRules.includes(rule) ? rules : [rule];
  return lintCase(files, running).filter((finding) => finding.rule === rule.id);
}

/** Applies the first fix of each finding as "Fix all" does; the same map where nothing changes. */
function fixAll(files: Texts, findings: readonly Finding[]): Texts {
  const fixes = findings.flatMap(({ fixes: [fix] }) => (fix === undefined ? [] : [{ fix }]));
  const combined = combineFixes(fixes);
  if (combined.taken.length === 0) return files;
  const after = new Map(files);
  for (const [path, { edits, creates }] of combined.files)
    after.set(path, [applyEdits(files.get(path) ?? '', edits), ...creates].join(''));
  return after;
}

/** More rounds than this would be fixes that undo each other. */
const MOST_ROUNDS = 4;

const fixable = rules.flatMap((rule) =>
  readCases(rule.id)
    .filter(({ files }) => lint(rule, files).some(({ fixes }) => fixes.length > 0))
    .map((fixture) => [rule.id, fixture.name, { rule, fixture }] as const),
);

describe('fix all', () => {
  it.each(fixable)(
    'of %s in %s ends, and leaves nothing to fix and nothing broken',
    (_, __, { rule, fixture: { files } }) => {
      let texts: Texts = files;
      for (let round = 0; round < MOST_ROUNDS; round++) {
        const next = fixAll(texts, lint(rule, texts));
        if (next === texts) break;
        expect(broken(next), 'what is broken').toEqual(broken(files));
        texts = next;
      }
      expect(lint(rule, texts).filter(({ fixes }) => fixes.length > 0)).toEqual([]);
    },
  );
});

/** Documents that are no valid YAML, and objects that are there twice. */
function broken(files: Texts): readonly string[] {
  const workspace = workspaceOf(Object.fromEntries(files));
  const invalid = workspace.files
    .filter(({ kind }) => kind !== 'dockerfile')
    .flatMap(({ path, documents }) =>
      documents.flatMap(({ tree }) => (tree.errors.length > 0 ? [`${path} is invalid`] : [])),
    );
  const names = workspace.files.flatMap(({ path }) =>
    workspace
      .objectsIn(path)
      .filter((object) => workspace.roleOf(object) === 'whole')
      .map((object) => `${object.title} in ${object.ownNamespace ?? ''} of ${path}`),
  );
  const twice = names.filter((name, i) => names.indexOf(name) !== i);
  return [...invalid, ...new Set(twice)];
}

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx:1.29
      env:
        - name: DB_PASSWORD
          value: hunter2-hunter2
        - name: API_TOKEN
          value: abcdef-123456
    - name: other
      image: nginx:1.29
      env:
        - name: DB_PASSWORD
          value: hunter2-hunter2
        - name: API_TOKEN
          value: another-654321
`;

describe('fix all of several secrets in one object', () => {
  it('makes one Secret, and leaves what has another value under the same key', () => {
    const rule = rules.find(({ id }) => id === 'secret-in-env')!;
    const files = new Map([['web.yaml', POD]]);
    const after = fixAll(files, lint(rule, files));
    expect(after.get('web-secrets.yaml')).toBe(`apiVersion: v1
kind: Secret
metadata:
  name: web-secrets
stringData:
  DB_PASSWORD: hunter2-hunter2
  API_TOKEN: abcdef-123456
`);
    const rest = lint(rule, after);
    expect(rest.map(({ span }) => after.get('web.yaml')?.slice(span.start, span.end))).toEqual([
      'another-654321',
    ]);
    expect(rest[0]?.fixes).toEqual([]);
  });
});
