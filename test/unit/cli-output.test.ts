import { describe, expect, it } from 'vitest';
import type { ReportedFinding } from '../../src/cli/check.ts';
import { chooseRules } from '../../src/cli/choose-rules.ts';
import { coloured, paintFor, plain, printable } from '../../src/cli/colour.ts';
import { exitCode } from '../../src/cli/exit-code.ts';
import { explain, listRules } from '../../src/cli/explain.ts';
import { formatGuide } from '../../src/cli/format-guide.ts';
import type { ReportedItem } from '../../src/cli/guide.ts';
import { formatErrors, formatText } from '../../src/cli/format-text.ts';
import type { GuideReport } from '../../src/cli/guide.ts';
import { standingFolder } from '../../src/cli/standing-folder.ts';
import { defineRule } from '../../src/core/lint/rule.ts';
import type { Severity } from '../../src/core/lint/rule.ts';

const rule = defineRule({
  id: 'odd-port',
  severity: 'warning',
  summary: 'A port is odd.',
  deck: ['S6.1'],
  docs: {
    why: 'Odd ports are odd.',
    fix: 'Write an even one.',
    links: [{ title: 'Services', url: 'https://example.com/services' }],
  },
  check: {},
});
const examples = { language: 'yaml', bad: 'port: 1\n\nname: a\n', good: 'port: 2\n' } as const;
const image = { ...rule, id: 'image-tag', severity: 'hint' as const, summary: 'No tag.' };

function finding(file: string, line: number, severity: Severity): ReportedFinding {
  const range = { start: { line, character: 4 }, end: { line, character: 9 } };
  const object = { kind: 'Service', name: 'web' };
  return { rule: 'odd-port', severity, message: `Line ${line}.`, file, range, object, fixes: [] };
}

describe('the exit code', () => {
  it.each([
    [['hint', 'warning'], 'warning', 1],
    [['hint', 'information'], 'warning', 0],
    [['error'], 'warning', 1],
    [['warning'], 'error', 0],
    [['hint'], 'hint', 1],
    [['error'], 'never', 0],
    [[], 'hint', 0],
  ] as const)('of %j with --fail-on %s is %i', (severities, failOn, code) => {
    expect(exitCode(severities, failOn)).toBe(code);
  });
});

describe('findings as text', () => {
  it('stand below their file, aligned, counted from 1, with a last line that sums up', () => {
    const findings = [
      finding('a.yaml', 7, 'warning'),
      finding('a.yaml', 99, 'information'),
      finding('b/c.yaml', 0, 'error'),
      finding('b/c.yaml', 3, 'error'),
    ];
    expect(formatText({ findings, files: 5, errors: [] }, plain)).toBe(
      [
        'a.yaml',
        '    8:5  warning      Line 7.  odd-port',
        '  100:5  information  Line 99.  odd-port',
        '',
        'b/c.yaml',
        '    1:5  error        Line 0.  odd-port',
        '    4:5  error        Line 3.  odd-port',
        '',
        '4 findings (2 errors, 1 warning, 1 information) in 2 of 5 files.',
        '',
      ].join('\n'),
    );
  });

  it('are one quiet line where there are none', () => {
    expect(formatText({ findings: [], files: 1, errors: [] }, plain)).toBe(
      'No findings in 1 file.\n',
    );
  });

  it('have colours only around what they dress', () => {
    const report = { findings: [finding('a.yaml', 0, 'error')], files: 1, errors: [] };
    expect(formatText(report, coloured)).toContain('\u001B[31merror      \u001B[39m');
  });

  it('cannot steer the terminal with a name', () => {
    expect(printable('web\u001B[2J\r\nnext\u009B1m')).toBe('web [2J next 1m');
    expect(printable('a\u202Eb\u2066c\u200Fd\u2028e')).toBe(
      String.raw`a\u202Eb\u2066c\u200Fd\u2028e`,
    );
    const report = { findings: [finding('\u001B[2Ja.yaml', 0, 'hint')], files: 1, errors: [] };
    expect(formatText(report, plain)).not.toContain('\u001B');
  });

  it('are followed by what could not be read, for standard error', () => {
    const start = { line: 2, character: 1 };
    const errors = [
      { file: 'a.yaml', message: 'Not checked: a.' },
      { file: 'b.yaml', message: 'Not checked: b.', range: { start, end: start } },
    ];
    expect(formatErrors(errors)).toBe('a.yaml: Not checked: a.\nb.yaml:3:2: Not checked: b.\n');
  });
});

describe('colours', () => {
  it('need a terminal that can show them and nobody who minds', () => {
    expect(paintFor(true, {})).toBe(coloured);
    expect(paintFor(true, { NO_COLOR: '' })).toBe(coloured);
    expect(paintFor(true, { NO_COLOR: '1' })).toBe(plain);
    expect(paintFor(true, { TERM: 'dumb' })).toBe(plain);
    expect(paintFor(false, {})).toBe(plain);
  });
});

describe('the guide as text', () => {
  const start = { line: 11, character: 2 };
  const items: GuideReport['topics'][number]['slides'][number]['items'] = [
    { id: 'S2.1', title: 'One thing.', state: 'statement', evidence: [] },
    {
      id: 'S2.7',
      title: 'Another.',
      state: 'partly',
      evidence: [
        { text: 'One has it.', file: 'a.yaml', range: { start, end: start } },
        { text: 'Others have not.' },
      ],
      next: 'Add it.',
    },
    { id: 'S2.10', title: 'A third.', state: 'unknown', evidence: [] },
    { id: 'S2.11', title: 'Done.', state: 'done', evidence: [{ text: 'Yes.', file: 'a.yaml' }] },
    { id: 'S2.12', title: 'Open.', state: 'open', evidence: [] },
  ];

  it('says why files cannot answer, and says it once where a slide waits for one thing', () => {
    const waiting = (id: string, text: string): ReportedItem => ({
      ...{ id, title: id, state: 'unknown', reason: 'does-not-apply', evidence: [{ text }] },
    });
    const block = (...own: readonly ReportedItem[]): string =>
      formatGuide(
        {
          topics: [
            { id: 'a', title: 'A', checked: true, slides: [{ id: 'S2', title: 'B', items: own }] },
          ],
        },
        plain,
      );
    expect(block(waiting('S2.1', 'No.'), waiting('S2.2', 'No.'))).toBe(
      [
        'A - 2 does not apply',
        '  S2  B',
        '                               No.',
        '  [?] does not apply    S2.1   S2.1',
        '  [?] does not apply    S2.2   S2.2',
        '',
      ].join('\n'),
    );
    expect(block(waiting('S2.1', 'No.'), waiting('S2.2', 'Nor.'))).toBe(
      [
        'A - 2 does not apply',
        '  S2  B',
        '  [?] does not apply    S2.1   S2.1',
        '                               No.',
        '  [?] does not apply    S2.2   S2.2',
        '                               Nor.',
        '',
      ].join('\n'),
    );
  });

  it('shows a sign and a word for each state, and the places of the evidence', () => {
    const topics = [
      {
        id: 'a',
        title: 'Namespaces',
        checked: true,
        slides: [{ id: 'S2', title: 'Walls', items }],
      },
      { id: 'b', title: 'Later', checked: false, slides: [] },
    ];
    expect(formatGuide({ topics }, plain)).toBe(
      [
        'Namespaces - 1 done, 1 partly, 1 open, 1 cannot know',
        '  S2  Walls',
        '   -                    S2.1   One thing.',
        '  [~] partly            S2.7   Another.',
        '                               One has it.  a.yaml:12:3',
        '                               Others have not.',
        '                               Next: Add it.',
        '  [?] cannot know       S2.10  A third.',
        '  [x] done              S2.11  Done.',
        '                               Yes.  a.yaml',
        '  [ ] open              S2.12  Open.',
        '',
        'Later - evidence is not looked for yet',
        '',
      ].join('\n'),
    );
  });
});

describe('explain', () => {
  it('prints what, why, both examples, the fix, the ways to silence, and the links', () => {
    expect(explain(rule, examples, plain)).toBe(
      [
        'odd-port (warning, from S6.1 of the guide)',
        'A port is odd.',
        '',
        'Why',
        'Odd ports are odd.',
        '',
        'Bad',
        '  port: 1',
        '',
        '  name: a',
        '',
        'Good',
        '  port: 2',
        '',
        'What to do',
        'Write an even one.',
        '',
        'How to silence it',
        'Above the line:',
        '  # next-steps: allow odd-port: the reason',
        'At the top of the file:',
        '  # next-steps: allow-file odd-port: the reason',
        'On the object, as an annotation:',
        '  allow.next-steps/odd-port: the reason',
        'For the project, in .next-steps.yaml:',
        '  rules:',
        '    odd-port: off',
        '',
        'More',
        'Services',
        '  https://example.com/services',
        '',
      ].join('\n'),
    );
  });

  it('lists the rules', () => {
    expect(listRules([rule, image], plain)).toBe(
      'odd-port   warning      A port is odd.\nimage-tag  hint         No tag.\n',
    );
  });
});

describe('choosing rules', () => {
  it('gives all where none is named, and the named ones in their own order', () => {
    expect(chooseRules([rule, image], [])).toEqual([rule, image]);
    expect(chooseRules([rule, image], ['image-tag', 'odd-port'])).toEqual([rule, image]);
    expect(chooseRules([rule, image], ['image-tag'])).toEqual([image]);
  });

  it('refuses a name that is none, with the one that may be meant', () => {
    expect(chooseRules([rule, image], ['image-tgas'])).toBe(
      'There is no rule "image-tgas". Did you mean "image-tag"?',
    );
    expect(chooseRules([rule, image], ['zzz'])).toBe(
      'There is no rule "zzz". explain without a name lists them.',
    );
  });
});

describe('where the person stands', () => {
  const own = { npm_lifecycle_event: 'cli', npm_package_name: 'ours', INIT_CWD: '/home/me' };

  it('is what npm noted when it runs our own script', () => {
    expect(standingFolder(own, '/repo', 'ours')).toBe('/home/me');
  });

  it('is the current folder otherwise', () => {
    expect(standingFolder({}, '/repo', 'ours')).toBe('/repo');
    expect(standingFolder({ ...own, npm_package_name: 'theirs' }, '/repo', 'ours')).toBe('/repo');
    expect(standingFolder({ ...own, npm_lifecycle_event: 'test' }, '/repo', 'ours')).toBe('/repo');
    expect(standingFolder({ ...own, INIT_CWD: '' }, '/repo', 'ours')).toBe('/repo');
  });
});
