import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../src/core/lint/lint.ts';
import type { Rule } from '../../src/core/lint/rule.ts';
import { examples } from '../../src/cli/examples.ts';
import { readExamples } from '../../src/dev/examples.ts';
import { topics } from '../../src/topics/deck.ts';
import { ownRules, rules } from '../../src/topics/rules.ts';
import { verdictRules } from '../../src/topics/verdict/rules.ts';
import { applyFirstFixes, asMark, FIXTURES, lintCase, readCases } from '../support/fixtures.ts';

/** The rules about silences speak of what all others have found; any other rule runs alone. */
function lint(
  rule: Rule,
  files: ReadonlyMap<string, string>,
  beside: readonly string[] = [],
): readonly Finding[] {
  const running = ownRules.includes(rule) ? rules : [rule];
  return lintCase(files, running, {}, beside).filter((finding) => finding.rule === rule.id);
}

describe('the list of rules', () => {
  it('is that of the topics in the order of the guide, the verdicts of the server, and our own', () => {
    const ofTopics = topics.flatMap((topic) => topic.rules);
    const all = [...ofTopics, ...verdictRules, ...ownRules];
    expect(rules.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (id, rule) => {
  const cases = readCases(id);

  it('has a case where it fires and one where it is silent', () => {
    expect(cases.some(({ marks }) => marks.some((mark) => mark.rule === id))).toBe(true);
    expect(cases.some(({ marks }) => marks.length === 0)).toBe(true);
  });

  it.each(cases.map((fixture) => [fixture.name, fixture] as const))(
    '%s: finds what is marked',
    (_, fixture) => {
      const found = lint(rule, fixture.files).map((finding) => asMark(finding, fixture.files));
      const marked = fixture.marks.map((mark) => ({
        ...mark,
        severity: mark.severity ?? rule.severity,
      }));
      const order = (a: { path: string; line: number; start: number }, b: typeof a): number =>
        a.path.localeCompare(b.path) || a.line - b.line || a.start - b.start;
      expect([...found].sort(order)).toEqual([...marked].sort(order));
    },
  );

  const fixable = cases.filter((fixture) => fixture.fixed !== undefined);
  it.each(fixable.map((fixture) => [fixture.name, fixture] as const))(
    '%s: its first fixes finish the job',
    (_, fixture) => {
      const findings = lint(rule, fixture.files);
      const after = applyFirstFixes(fixture.files, findings);
      for (const [file, text] of fixture.fixed ?? []) expect(after.get(file)).toBe(text);
      for (const [file, text] of after) {
        if (fixture.fixed?.has(file) !== true) expect(text).toBe(fixture.files.get(file));
      }
      expect(lint(rule, after)).toEqual([]);
    },
  );
});

describe.each(rules.map(({ id }) => id))('the page of %s', (id) => {
  const marksOf = (side: string): readonly number[] =>
    readCases(id)
      .filter(({ name }) => name.replace(/\.yaml$/, '') === `example.${side}`)
      .map(({ marks }) => marks.length);

  it('shows a bad example that is found and a good one that is not', () => {
    expect(marksOf('bad')).toEqual([expect.any(Number)]);
    expect(marksOf('bad')).not.toEqual([0]);
    expect(marksOf('good')).toEqual([0]);
  });

  it('is read from the files', () => {
    const { bad, good } = readExamples(id);
    expect(examples.find((one) => one.id === id)).toEqual({ id, ...readExamples(id) });
    expect(bad).not.toMatch(/\^ [a-z-]+$/m);
    expect(bad).not.toBe(good);
  });
});

describe('the catalogue', () => {
  it('has a fixture folder for every rule and a rule for every fixture folder', () => {
    expect(fs.readdirSync(FIXTURES).sort()).toEqual(rules.map((rule) => rule.id).sort());
  });

  it('names every rule once, after its file', () => {
    const files = ['', 'verdict', ...topics.map(({ id }) => id)].flatMap((id) => {
      const folder = path.join(import.meta.dirname, '../../src/topics', id, 'rules');
      return fs.existsSync(folder)
        ? fs.readdirSync(folder).filter((name) => name.endsWith('.ts'))
        : [];
    });
    const ids = rules.map((rule) => rule.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(files).toContain(`${id}.ts`);
  });

  it.each(rules.map((rule) => [rule.id, rule] as const))(
    '%s has a summary of one sentence',
    (_, rule) => {
      expect(rule.summary).toMatch(/^[A-Z"`][^.]*(?:\.\w[^.]*)*\.$/);
      expect(rule.docs.why.length).toBeGreaterThan(40);
      for (const statement of rule.deck) expect(statement).toMatch(/^S\d+\.\d+$/);
    },
  );
});
