import { describe, expect, it } from 'vitest';
import { Linter } from '../../src/core/lint/lint.ts';
import type { LintOptions } from '../../src/core/lint/lint.ts';
import { Scope } from '../../src/core/workspace/scope.ts';
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
    linter.stale(workspace.remove(['a/.next-steps.yaml']));
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
