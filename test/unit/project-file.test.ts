import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../src/core/fix.ts';
import { globMatcher } from '../../src/core/glob.ts';
import { Linter } from '../../src/core/lint.ts';
import type { LintOptions } from '../../src/core/lint.ts';
import { projectProblems } from '../../src/core/project-problems.ts';
import { turnOffInProject } from '../../src/core/project-edit.ts';
import { Scope } from '../../src/core/scope.ts';
import { readSource } from '../../src/core/source.ts';
import { rules } from '../../src/topics/rules.ts';
import { workspaceOf } from '../support/ask.ts';

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: nginx
`;

type Files = Readonly<Record<string, string>>;

/** What image-tag says about each file, as `path severity`. */
function imageTags(files: Files, options: LintOptions = {}): readonly string[] {
  const workspace = workspaceOf(files);
  const linter = new Linter(workspace, rules, options);
  return Object.keys(files)
    .flatMap((path) => linter.findings(path))
    .filter(({ rule }) => rule === 'image-tag')
    .map(({ path, severity }) => `${path} ${severity}`);
}

describe('rules of a project file', () => {
  it('count for every file below it', () => {
    expect(imageTags({ 'a/pod.yaml': POD })).toEqual(['a/pod.yaml information']);
    expect(
      imageTags({ '.next-steps.yaml': 'rules: {image-tag: off}\n', 'a/pod.yaml': POD }),
    ).toEqual([]);
    expect(
      imageTags({ '.next-steps.yaml': 'rules:\n  image-tag: "error"\n', 'a/pod.yaml': POD }),
    ).toEqual(['a/pod.yaml error']);
  });

  it('are found in the nearest folder that says something about the rule', () => {
    const files = {
      '.next-steps.yaml': 'rules: {image-tag: off}\n',
      'a/.next-steps.yaml': 'rules: {image-tag: hint}\n',
      'a/b/.next-steps.yaml': 'rules: {secret-in-env: off}\n',
      'a/b/pod.yaml': POD,
      'ab/pod.yaml': POD,
      'pod.yaml': POD,
    };
    expect(imageTags(files)).toEqual(['a/b/pod.yaml hint']);
  });

  it('can be others for some paths, of which the last one counts', () => {
    const project = `rules:
  image-tag: warning
overrides:
  - paths: demo/**
    rules: {image-tag: off}
  - paths: ['**/keep.yaml', '!demo/lost/keep.yaml']
    rules: {image-tag: hint}
`;
    const files = {
      '.next-steps.yaml': project,
      'demo/pod.yaml': POD,
      'demo/keep.yaml': POD,
      'demo/lost/keep.yaml': POD,
      'web/pod.yaml': POD,
    };
    expect(imageTags(files)).toEqual(['demo/keep.yaml hint', 'web/pod.yaml warning']);
    const moved = Object.entries(files).map(([path, text]) => [`k8s/${path}`, text] as const);
    expect(imageTags(Object.fromEntries(moved))).toEqual([
      'k8s/demo/keep.yaml hint',
      'k8s/web/pod.yaml warning',
    ]);
  });

  it('win over the settings of the editor, and give way to a comment', () => {
    const files = { '.next-steps.yaml': 'rules: {image-tag: error}\n', 'pod.yaml': POD };
    const severityOf = (): 'off' => 'off';
    expect(imageTags(files, { severityOf })).toEqual(['pod.yaml error']);
    expect(imageTags({ 'pod.yaml': POD }, { severityOf })).toEqual([]);
    const comment = POD.replace(
      '      image',
      '      # next-steps: allow image-tag: x\n      image',
    );
    expect(imageTags({ ...files, 'pod.yaml': comment })).toEqual([]);
  });

  it('that turn off are a silence for those who want to see all', () => {
    const workspace = workspaceOf({
      '.next-steps.yaml': 'rules: {image-tag: off}\n',
      'pod.yaml': POD,
    });
    const [finding] = new Linter(workspace, rules, { ignoreSilence: true }).findings('pod.yaml');
    expect([finding?.rule, finding?.severity, finding?.silenced]).toEqual([
      'image-tag',
      'information',
      { by: 'project file' },
    ]);
  });

  it.each([
    '',
    '# nothing yet\n',
    'rules:\n',
    'rules: 1\n',
    '[',
    '- a\n',
    '\0',
    'rules: {image-tag: [off]}\n',
    'rules: &a {<<: *a}\n',
    'overrides: [1, {paths: 2}]\n',
  ])('change nothing in %j', (text) => {
    expect(imageTags({ '.next-steps.yaml': text, 'pod.yaml': POD })).toEqual([
      'pod.yaml information',
    ]);
  });
});

describe('an edit of a project file', () => {
  it('takes effect at once, and so does its end', () => {
    const workspace = workspaceOf({ 'a/pod.yaml': POD, 'pod.yaml': POD });
    const linter = new Linter(workspace, rules);
    const found = (): number =>
      ['a/pod.yaml', 'pod.yaml'].flatMap((path) => linter.findings(path)).length;
    expect(found()).toBe(2);
    const write = (text: string): readonly string[] =>
      [...linter.stale(workspace.change([{ path: 'a/.next-steps.yaml', text }]))].sort();
    expect(write('rules: {image-tag: off}\n')).toEqual([
      'a/.next-steps.yaml',
      'a/pod.yaml',
      'pod.yaml',
    ]);
    expect(found()).toBe(1);
    write('rules: {image-tag: hint}\n');
    expect(found()).toBe(2);
    write('rules: {image-tag: off}\n');
    linter.stale(workspace.remove('a/.next-steps.yaml'));
    expect(found()).toBe(2);
  });

  it('moves objects without a namespace', () => {
    const workspace = workspaceOf({ 'a/pod.yaml': POD, 'pod.yaml': POD });
    const namespaces = (): readonly unknown[] =>
      ['a/pod.yaml', 'pod.yaml']
        .flatMap((path) => workspace.objectsIn(path))
        .map((object) => workspace.placements(object)[0]?.namespace);
    expect(namespaces()).toEqual(['default', 'default']);
    workspace.change([{ path: 'a/.next-steps.yaml', text: 'defaultNamespace: shop\n' }]);
    expect(namespaces()).toEqual(['shop', 'default']);
    expect(workspace.namespaces).toEqual(['default', 'shop']);
    workspace.change([{ path: 'a/.next-steps.yaml', text: 'defaultNamespace: No Name\n' }]);
    expect(namespaces()).toEqual(['default', 'default']);
  });

  it('is not made by other edits', () => {
    const workspace = workspaceOf({ '.next-steps.yaml': 'rules: {}\n', 'pod.yaml': POD });
    const linter = new Linter(workspace, rules);
    linter.findings('pod.yaml');
    expect([...linter.stale(workspace.change([{ path: 'notes.yaml', text: 'a: 1\n' }]))]).toEqual([
      'notes.yaml',
    ]);
  });
});

describe('the cluster version of a project', () => {
  const minor = (path: string, kubernetesMinor?: number): number => {
    const workspace = workspaceOf({
      '.next-steps.yaml': 'kubernetesVersion: 1.30\n',
      'old/.next-steps.yaml': "kubernetesVersion: 'v1.21.4'\n",
      'odd/.next-steps.yaml': 'kubernetesVersion: newest\n',
    });
    return new Scope(workspace, { path, ...(kubernetesMinor && { kubernetesMinor }) })
      .kubernetesMinor;
  };

  it('is that of the nearest file, before the settings', () => {
    expect(minor('pod.yaml')).toBe(30);
    expect(minor('pod.yaml', 35)).toBe(30);
    expect(minor('old/pod.yaml', 35)).toBe(21);
    expect(minor('odd/pod.yaml')).toBe(30);
  });

  it('is what each file is judged by, in one pass, too', () => {
    const cron = (path: string): string =>
      `apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: ${path}}\n`;
    const files = {
      'new/.next-steps.yaml': 'kubernetesVersion: 1.30\n',
      'new/job.yaml': cron('a'),
      'old/.next-steps.yaml': 'kubernetesVersion: 1.20\n',
      'old/job.yaml': cron('b'),
    };
    for (const singlePass of [false, true]) {
      const linter = new Linter(workspaceOf(files), rules, { singlePass });
      const found = ['new/job.yaml', 'old/job.yaml'].map((path) =>
        linter.findings(path).map(({ rule, severity }) => `${rule} ${severity}`),
      );
      expect(found).toEqual([['removed-api error'], []]);
    }
  });
});

describe('what a project leaves out', () => {
  const { project } = workspaceOf({
    '.next-steps.yaml': "exclude:\n  - third-party\n  - '*.gen.yaml'\n",
    'web/.next-steps.yaml': 'exclude: old/**\n',
  });

  it.each([
    ['third-party/a/pod.yaml', true],
    ['web/third-party/pod.yaml', false],
    ['pod.gen.yaml', true],
    ['web/pod.gen.yaml', false],
    ['web/old/pod.yaml', true],
    ['old/pod.yaml', false],
  ])('%s: %s', (path, excluded) => {
    expect(project.excludes(path)).toBe(excluded);
  });
});

describe('globs', () => {
  it.each([
    [['*.yaml'], 'a.yaml', true],
    [['*.yaml'], 'b/a.yaml', false],
    [['**/*.yaml'], 'a.yaml', true],
    [['**/*.yaml'], 'b/c/a.yaml', true],
    [['b'], 'b/c/a.yaml', true],
    [['b/'], 'b/c/a.yaml', true],
    [['./b/*'], 'b/a.yaml', true],
    [['{a,b/{c,d}}/*.y?ml'], 'b/d/x.yaml', true],
    [['{a,b/{c,d}}/*.y?ml'], 'b/x.yaml', false],
    [['{a'], '{a', true],
    [['#a'], '#a', true],
    [['b', '!b/keep.yaml'], 'b/keep.yaml', false],
    [['a\nb'], 'b', false],
    [[], 'a', false],
    [[''], 'a', false],
  ])('%j and %s: %s', (globs, path, matched) => {
    expect(globMatcher(globs)(path)).toBe(matched);
  });

  it('take no time, whatever they are', () => {
    const started = performance.now();
    const hostile = [
      `${'{a,b}'.repeat(60)}`,
      `${'*a'.repeat(200)}b`,
      `${'**/'.repeat(200)}x`,
      '{'.repeat(5_000),
    ];
    expect(globMatcher(hostile)('a'.repeat(500))).toBe(false);
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});

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
        'There is no setting "colour". There are rules, overrides, kubernetesVersion, defaultNamespace and exclude.',
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
        'Here should be settings by name: rules, overrides, kubernetesVersion, defaultNamespace and exclude.',
      ],
    ],
    ['rules: off\n', ['Write a rule and its severity here, such as "image-tag: off".']],
    ['exclude: {a: b}\n', ['Write a list of globs here: "exclude" names files and folders.']],
    ['exclude: [[a]]\n', ['A glob is a text, such as "demo/**".']],
    ['exclude: [../a]\n', ['Globs count from the folder of this file, and stay inside it.']],
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
