import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/lint/fix.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import type { Finding } from '../../src/core/lint/lint.ts';
import { silences, silencesIn } from '../../src/core/lint/silences.ts';
import { allowFile, allowLine, allowOnObject } from '../../src/core/lint/suppress.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { rules } from '../../src/topics/rules.ts';
import { lintCase, loadCase } from '../support/fixtures.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx
`;

const findingsOf = (text: string, rule = 'image-tag'): readonly Finding[] =>
  lintCase(new Map([['pod.yaml', text]]), rules).filter((finding) => finding.rule === rule);

/** The text after the first fix of what is said about silences. */
function cleaned(text: string): string {
  const [finding] = findingsOf(text, 'unused-silence');
  const [edit] = finding?.fixes[0]?.edits() ?? [];
  return edit !== undefined && 'edits' in edit ? applyEdits(text, edit.edits) : text;
}

const unused = (text: string): readonly string[] =>
  findingsOf(text, 'unused-silence').map(({ span, message }) => {
    return `${text.slice(span.start, span.end)}: ${message}`;
  });

describe('silences', () => {
  const text =
    'a: 1\n# next-steps: allow image-tag, other: because\n# more\nb: 2 # next-steps: allow third: x\nc: 3\n';
  const all = silencesIn(text, []);
  const allowed = (at: string, rule: string): boolean =>
    all.some((silence) => silences(silence, { rule, start: text.indexOf(at), object: undefined }));

  it('hold for the line below the comment, several rules and other comments between', () => {
    expect(allowed('b:', 'image-tag')).toBe(true);
    expect(allowed('b:', 'other')).toBe(true);
    expect(allowed('b:', 'third')).toBe(true);
    expect(allowed('c:', 'image-tag')).toBe(false);
    expect(allowed('c:', 'third')).toBe(false);
    expect(allowed('a:', 'image-tag')).toBe(false);
  });

  it('know their reason and where the name of the rule stands', () => {
    expect(
      all.map(({ rule, span, reason }) => [rule, text.slice(span.start, span.end), reason]),
    ).toEqual([
      ['image-tag', 'image-tag', 'because'],
      ['other', 'other', 'because'],
      ['third', 'third', 'x'],
    ]);
  });

  it('hold for a whole file', () => {
    const [silence] = silencesIn('a: 1\r\n  # next-steps: allow-file image-tag: demo\r\n', []);
    expect(silence).toMatchObject({ way: 'file', rule: 'image-tag', reason: 'demo' });
    expect(silencesIn('# next-steps: allow-file\n# next-steps: hello\n', [])).toEqual([]);
  });

  it('are written by each quick fix so that they take effect', () => {
    expect(findingsOf(POD)).toHaveLength(1);
    const at = POD.indexOf('nginx');
    expect(findingsOf(applyEdits(POD, [allowLine(POD, at, 'image-tag')]))).toEqual([]);
    expect(findingsOf(applyEdits(POD, [allowFile(POD, 'image-tag')]))).toEqual([]);
    const workspace = new Workspace();
    workspace.change([{ path: 'pod.yaml', text: POD }]);
    const [pod] = workspace.objectsIn('pod.yaml');
    const edit = pod && allowOnObject(POD, pod, 'image-tag');
    const annotated = applyEdits(POD, edit === undefined ? [] : [edit]);
    expect(annotated).toContain(
      'metadata:\n  name: web\n  annotations:\n    allow.next-steps/image-tag: reason\nspec:',
    );
    expect(findingsOf(annotated)).toEqual([]);
    expect(unused(annotated)).toEqual([]);
  });

  it('keep the directives of a Dockerfile on top', () => {
    const dockerfile = '# syntax=docker/dockerfile:1\nFROM node\n';
    expect(applyEdits(dockerfile, [allowFile(dockerfile, 'image-tag')])).toBe(
      '# syntax=docker/dockerfile:1\n# next-steps: allow-file image-tag: reason\nFROM node\n',
    );
  });

  it('are named where silenced findings are shown all the same', () => {
    const silenced = (source: string): unknown =>
      lintCase(new Map([['pod.yaml', source]]), rules, { ignoreSilence: true })
        .filter(({ rule }) => rule === 'image-tag')
        .map((finding) => finding.silenced);
    const line = POD.replace(
      '      image',
      '      # next-steps: allow image-tag: demo\n      image',
    );
    const note = "  annotations: {allow.next-steps/image-tag: 'on purpose'}\n";
    expect(silenced(line)).toEqual([{ by: 'comment', reason: 'demo' }]);
    expect(silenced(POD.replace('spec:', `${note}spec:`))).toEqual([
      { by: 'annotation', reason: 'on purpose' },
    ]);
    expect(silenced(POD)).toEqual([undefined]);
  });
});

describe('a silence that silences nothing', () => {
  const TAGGED = POD.replace('nginx', 'nginx:1.27.3');
  const on = (comment: string, text = TAGGED): string =>
    text.replace('      image', `      # next-steps: ${comment}\n      image`);
  const NOTHING_HERE =
    'image-tag: "image-tag" finds nothing here, so this silences nothing. Remove it.';

  it('is said at the name of its rule, and removed with its line', () => {
    expect(unused(on('allow image-tag: demo', POD))).toEqual([]);
    expect(unused(on('allow image-tag: demo'))).toEqual([NOTHING_HERE]);
    expect(cleaned(on('allow image-tag: demo'))).toBe(TAGGED);
  });

  it('is removed behind a line, in a list of names, for a file and on an object', () => {
    const behind = TAGGED.replace('1.27.3', '1.27.3  # next-steps: allow image-tag: demo');
    expect(unused(behind)).toEqual([NOTHING_HERE]);
    expect(cleaned(behind)).toBe(TAGGED);
    expect(cleaned(on('allow image-tag, secret-in-env: demo'))).toBe(
      on('allow secret-in-env: demo'),
    );
    expect(cleaned(on('allow secret-in-env, image-tag: demo', POD))).toBe(
      on('allow image-tag: demo', POD),
    );
    expect(cleaned(`# next-steps: allow-file image-tag: x\n${TAGGED}`)).toBe(TAGGED);
    const noted = (notes: string): string =>
      TAGGED.replace('spec:', `  annotations:\n${notes}spec:`);
    const note = '    allow.next-steps/image-tag: x\n';
    expect(unused(noted(note))).toEqual([
      'image-tag: "image-tag" finds nothing about this object, so this silences nothing. Remove it.',
    ]);
    expect(cleaned(noted(note))).toBe(TAGGED);
    expect(cleaned(noted(`    a: b\n${note}`))).toBe(noted('    a: b\n'));
  });

  it('keeps line breaks of Windows', () => {
    const windows = on('allow image-tag: demo').replaceAll('\n', '\r\n');
    expect(cleaned(windows)).toBe(TAGGED.replaceAll('\n', '\r\n'));
  });

  it('can be of a rule that does not exist, and the right name is offered', () => {
    expect(unused(on('allow image-tgas: demo', POD))).toEqual([
      'image-tgas: There is no rule "image-tgas", so this silences nothing. Did you mean "image-tag"?',
    ]);
    expect(cleaned(on('allow image-tgas: demo', POD))).toBe(on('allow image-tag: demo', POD));
    expect(unused(on('allow zzzz: demo'))).toEqual([
      'zzzz: There is no rule "zzzz", so this silences nothing.',
    ]);
  });

  it('can itself be silenced, and that is not judged', () => {
    const kept = on('allow unused-silence: waiting\n      # next-steps: allow image-tag: demo');
    expect(unused(kept)).toEqual([]);
    expect(unused(on('allow unused-silence: nothing to wait for'))).toEqual([]);
  });

  it.each([
    ['a broken document', on('allow image-tag: demo') + '  - [\n'],
    ['a template', on('allow image-tag: demo').replace('nginx', '{{ .Values.image }}')],
    ['no manifest', '# next-steps: allow image-tag: demo\na: 1\n'],
    [
      'a text inside a manifest',
      TAGGED.replace(
        'spec:',
        '  annotations:\n    a: |\n      # next-steps: allow image-tag: x\n      b\nspec:',
      ),
    ],
    ['a merge', `${on('allow image-tag: demo')}<<<<<<< HEAD\n`],
  ])('is not looked for in %s', (_, text) => {
    expect(unused(text)).toEqual([]);
  });

  it('is not looked for where a rule did not run, was turned off, failed, or saw only a part', () => {
    const text = on('allow image-tag: demo');
    const said = (ids: readonly string[] | undefined, options = {}): readonly string[] => {
      const chosen = rules.filter(({ id }) => ids === undefined || ids.includes(id));
      const linter = new Linter(loadCase(new Map([['pod.yaml', text]])), chosen, options);
      return linter.findings('pod.yaml').map(({ rule }) => rule);
    };
    expect(said(['image-tag', 'unused-silence'])).toEqual(['unused-silence']);
    expect(said(['unused-silence'])).toEqual([]);
    expect(said(['image-tag'])).toEqual([]);
    expect(said(undefined, { severityOf: () => 'off' })).toEqual([]);
    expect(
      said(undefined, { severityOf: (rule: string) => (rule === 'image-tag' ? 'off' : undefined) }),
    ).toEqual([]);
    expect(said(undefined, { partial: true })).toEqual([]);
    const throwing = rules.map((rule) =>
      rule.id === 'image-tag'
        ? {
            ...rule,
            check: {
              container: () => {
                throw new Error('x');
              },
            },
          }
        : rule,
    );
    const workspace = loadCase(new Map([['pod.yaml', text]]));
    expect(new Linter(workspace, throwing).findings('pod.yaml')).toEqual([]);
  });

  it('is seen in kustomizations, Compose files and Dockerfiles', () => {
    const said = (path: string, text: string): readonly string[] =>
      lintCase(new Map([[path, text]]), rules).flatMap(({ rule }) =>
        rule === 'unused-silence' ? [rule] : [],
      );
    const comment = '# next-steps: allow secret-in-image: demo\n';
    expect(said('Dockerfile', `FROM node:24.1.0\n${comment}ENV PORT=80\n`)).toEqual([
      'unused-silence',
    ]);
    expect(said('compose.yaml', `${comment}services:\n  web:\n    image: web:1.0.0\n`)).toEqual([
      'unused-silence',
    ]);
    expect(said('kustomization.yaml', `${comment}resources: []\n`)).toEqual(['unused-silence']);
    expect(
      said(
        'Dockerfile',
        'FROM node:24.1.0\n# next-steps: allow secret-in-image: demo\nENV PASSWORD=hunter2hunter2\n',
      ),
    ).toEqual([]);
  });
});
