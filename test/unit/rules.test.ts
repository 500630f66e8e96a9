import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { topics } from '../../src/topics/deck.ts';
import {
  applyFirstFixes,
  asMark,
  exampleFiles,
  FIXTURES,
  lintCase,
  readCases,
} from '../support/fixtures.ts';

const rules = topics.flatMap((topic) => topic.rules);

describe.each(rules.map((rule) => [rule.id, rule] as const))('rule %s', (id, rule) => {
  const cases = readCases(id);

  it('has a case where it fires and one where it is silent', () => {
    expect(cases.some(({ marks }) => marks.some((mark) => mark.rule === id))).toBe(true);
    expect(cases.some(({ marks }) => marks.length === 0)).toBe(true);
  });

  it.each(cases.map((fixture) => [fixture.name, fixture] as const))(
    '%s: finds what is marked',
    (_, fixture) => {
      const found = lintCase(fixture.files, [rule]).map((finding) =>
        asMark(finding, fixture.files),
      );
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
      const findings = lintCase(fixture.files, [rule]);
      const after = applyFirstFixes(fixture.files, findings);
      for (const [file, text] of fixture.fixed ?? []) expect(after.get(file)).toBe(text);
      for (const [file, text] of after) {
        if (fixture.fixed?.has(file) !== true) expect(text).toBe(fixture.files.get(file));
      }
      expect(lintCase(after, [rule])).toEqual([]);
    },
  );
});

describe.each(rules.map((rule) => [rule.id, rule] as const))('the page of %s', (_, rule) => {
  const { docs } = rule;
  const findings = (example: string): readonly string[] =>
    lintCase(exampleFiles(example, docs.language), [rule], {}, docs.beside).map(
      ({ message }) => message,
    );

  it('shows a bad example that is found and a good one that is not', () => {
    expect(findings(docs.bad)).not.toEqual([]);
    expect(findings(docs.good)).toEqual([]);
  });
});

describe('the catalogue', () => {
  it('has a fixture folder for every rule and a rule for every fixture folder', () => {
    expect(fs.readdirSync(FIXTURES).sort()).toEqual(rules.map((rule) => rule.id).sort());
  });

  it('names every rule once, after its file', () => {
    const files = topics.flatMap(({ id }) => {
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
    '%s has a summary of one sentence and both examples',
    (_, rule) => {
      expect(rule.summary).toMatch(/^[A-Z"`][^.]*(?:\.\w[^.]*)*\.$/);
      expect(rule.docs.bad).not.toBe('');
      expect(rule.docs.good).not.toBe('');
      expect(rule.docs.why.length).toBeGreaterThan(40);
      for (const statement of rule.deck) expect(statement).toMatch(/^S\d+\.\d+$/);
    },
  );
});
