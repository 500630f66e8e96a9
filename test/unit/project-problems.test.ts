import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/lint/fix.ts';
import { Linter } from '../../src/core/lint/lint.ts';
import { turnOffInProject } from '../../src/core/project/project-edit.ts';
import { projectProblems } from '../../src/core/project/project-problems.ts';
import { readSource } from '../../src/core/files/source.ts';
import { rules } from '../../src/topics/rules.ts';
import { workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string>>;

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: web}\n';

describe('what is wrong in a project file', () => {
  const problems = (text: string): readonly string[] => {
    const file = readSource('.next-steps.yaml', text);
    return [...projectProblems(file, ['image-tag', 'secret-in-env'])].map(({ message }) => message);
  };

  it.each([
    ['', []],
    ['rules:\n', []],
    ['rules: {image-tag: off, secret-in-env: error}\n', []],
    ['exclude: a\ndefaultNamespace: shop\nkubernetesVersion: 1.34\noverrides: []\n', []],
    ['rule: {}\n', ['There is no setting "rule". Did you mean "rules"?']],
    [
      'colour: red\n',
      [
        'There is no setting "colour". There are rules, overrides, kubernetesVersion, defaultNamespace, owners, exclude and schema.',
      ],
    ],
    ['rules: {image-tgas: off}\n', ['There is no rule "image-tgas". Did you mean "image-tag"?']],
    [
      'rules: {image-tag: [off]}\n',
      ['This is no severity. Write error, warning, information, hint or off.'],
    ],
    [
      '- rules\n',
      [
        'Here should be settings by name: rules, overrides, kubernetesVersion, defaultNamespace, owners, exclude and schema.',
      ],
    ],
    ['rules: off\n', ['Write a rule and its severity here, such as "image-tag: off".']],
    ['exclude: {a: b}\n', ['Write a list of globs here: "exclude" names files and folders.']],
    ['exclude: [[a]]\n', ['A glob is a text, such as "demo/**".']],
    ['exclude: [../a]\n', ['Globs count from the folder of this file, and stay inside it.']],
    ['owners: {"a/**": team-a}\n', []],
    ['owners: team-a\n', ['Write a glob and who looks after it, such as "deploy/**": team-a.']],
    ['owners: {a: [b]}\n', ['Write who looks after these files, such as a team.']],
    ['owners: {../a: b}\n', ['Globs count from the folder of this file, and stay inside it.']],
    ['overrides: {}\n', ['Write a list here, each with "paths" and "rules".']],
    ['overrides: [a]\n', ['An override has "paths" and "rules".']],
    ['overrides: [{paths: a}]\n', ['This override has no "rules", so it does nothing.']],
    [
      'rules: {}\nrules: {}\n',
      ['This is set twice, and only the first one counts. Remove one of them.'],
    ],
    ['rules: {}\n---\na: 1\n', ['Only the first document of this file is read.']],
  ])('%j', (text, messages) => {
    expect(problems(text)).toEqual(messages);
  });

  it('is said of a file that breaks off, without quoting it', () => {
    expect(problems('rules:\n  image-tag: "s3cr3t\n')).toContain(
      'From here on this is no valid YAML, so settings may be missing.',
    );
    expect(problems('rules:\n  image-tag: "s3cr3t\n').join(' ')).not.toContain('s3cr3t');
  });

  it('is mended by the fix that is offered', () => {
    const fixed = (text: string): string => {
      const workspace = workspaceOf({ '.next-steps.yaml': text });
      const [finding] = new Linter(workspace, rules).findings('.next-steps.yaml');
      const [edit] = finding?.fixes[0]?.edits() ?? [];
      return edit !== undefined && 'edits' in edit ? applyEdits(text, edit.edits) : text;
    };
    expect(fixed('rule: # ours\n  image-tag: off\n')).toBe('rules: # ours\n  image-tag: off\n');
    expect(fixed('rules:\n  image-tgas: "off"\n')).toBe('rules:\n  image-tag: "off"\n');
    expect(fixed("rules:\n  image-tag: 'Warnin'\n")).toBe("rules:\n  image-tag: 'warning'\n");
  });
});

describe('turning a rule off in the project', () => {
  const after = (files: Files, path = 'a/pod.yaml'): unknown => {
    const workspace = workspaceOf({ [path]: POD, ...files });
    const edit = turnOffInProject(workspace, path, 'image-tag');
    if (edit === undefined) return undefined;
    const text =
      'create' in edit
        ? edit.create
        : applyEdits(workspace.file(edit.path)?.text ?? '', edit.edits);
    workspace.change([{ path: edit.path, text }]);
    expect(workspace.project.severityOf('image-tag', path)).toBe('off');
    return [edit.path, text];
  };

  it('makes the file at the root', () => {
    expect(after({})).toEqual(['.next-steps.yaml', 'rules:\n  image-tag: off\n']);
  });

  it.each([
    ['', 'rules:\n  image-tag: off\n'],
    ['# ours\n', '# ours\nrules:\n  image-tag: off\n'],
    ['exclude: a', 'exclude: a\nrules:\n  image-tag: off'],
    ['exclude: a\r\n', 'exclude: a\r\nrules:\r\n  image-tag: off\r\n'],
    ['rules: # all\nexclude: a\n', 'rules: # all\n  image-tag: off\nexclude: a\n'],
    [
      'rules:\n    secret-in-env: off # x\n',
      'rules:\n    secret-in-env: off # x\n    image-tag: off\n',
    ],
    ['rules:\n  image-tag: "error" # x\n', 'rules:\n  image-tag: "off" # x\n'],
    ['rules:\n  image-tag:\n', 'rules:\n  image-tag: off\n'],
    ['rules: {secret-in-env: off}\n', 'rules: {secret-in-env: off, image-tag: off}\n'],
    ['rules: {}\n', 'rules: {image-tag: off}\n'],
  ])('in %j', (before, wanted) => {
    expect(after({ '.next-steps.yaml': before })).toEqual(['.next-steps.yaml', wanted]);
  });

  it('takes the nearest file that is there', () => {
    const files = { '.next-steps.yaml': '', 'a/.next-steps.yaml': '', 'b/.next-steps.yaml': '' };
    expect(after(files)).toEqual(['a/.next-steps.yaml', 'rules:\n  image-tag: off\n']);
  });

  it('also changes the override that holds for the file', () => {
    const project =
      'rules:\n  image-tag: hint\noverrides:\n  - paths: a\n    rules:\n      image-tag: error\n';
    expect(after({ '.next-steps.yaml': project })).toEqual([
      '.next-steps.yaml',
      project.replace('error', 'off').replace('hint', 'off'),
    ]);
  });

  it('is not offered where the file cannot be understood', () => {
    expect(after({ '.next-steps.yaml': '- a\n' })).toBeUndefined();
    expect(after({ '.next-steps.yaml': 'rules: [\n' })).toBeUndefined();
    expect(after({ '.next-steps.yaml': 'rules: 1\n' })).toBeUndefined();
  });
});
