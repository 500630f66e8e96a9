import { describe, expect, it } from 'vitest';
import {
  isSourceOf,
  obstaclesTo,
  renderTargets,
  targetsAround,
} from '../../src/core/render/target.ts';
import type { Obstacle } from '../../src/core/render/whole.ts';
import { toolCalls } from '../../src/core/render/tools.ts';
import { Workspace } from '../../src/core/workspace/workspace.ts';
import { workspaceOf } from '../support/ask.ts';

const chart = (name: string, more = ''): string => `apiVersion: v2\nname: ${name}\n${more}`;
const lists = (...resources: string[]): string => JSON.stringify({ resources });

const FILES = {
  'web/Chart.yaml': chart('web'),
  'web/values.yaml': 'a: b\n',
  'web/values-production.yaml': 'a: c\n',
  'web/templates/web.yaml': 'a: {{ b }}\n',
  'web/charts/redis/Chart.yaml': chart('redis'),
  'common/Chart.yaml': chart('common', 'type: library\n'),
  'base/kustomization.yaml': lists('app.yaml'),
  'base/app.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: app}\n',
  'blue/kustomization.yaml': lists('../base'),
  'green/kustomization.yaml': lists('../base'),
  'parts/kustomization.yaml': 'kind: Component\n',
};

const workspace = workspaceOf(FILES);
const around = (path: string): readonly string[] =>
  targetsAround(path, workspace).map((target) => target.path);

describe('what can be rendered', () => {
  it('is each chart and each overlay that is installed by itself', () => {
    expect(renderTargets(workspace).map(({ path }) => path)).toEqual([
      'blue/kustomization.yaml',
      'green/kustomization.yaml',
      'web/Chart.yaml',
    ]);
  });

  it.each([
    ['web/templates/web.yaml', ['web/Chart.yaml']],
    ['web/charts/redis/Chart.yaml', ['web/Chart.yaml']],
    ['base/kustomization.yaml', ['base/kustomization.yaml']],
    ['base/app.yaml', ['blue/kustomization.yaml', 'green/kustomization.yaml']],
    ['parts/kustomization.yaml', []],
    ['common/Chart.yaml', []],
  ])('%s is a part of %j', (path, targets) => {
    expect(around(path)).toEqual(targets);
  });

  it('changes with the files that go into it', () => {
    const [blue, , web] = renderTargets(workspace);
    const sources = (target = blue): readonly string[] =>
      Object.keys(FILES).filter((path) => target !== undefined && isSourceOf(target, path));
    expect(sources()).toEqual([
      'base/kustomization.yaml',
      'base/app.yaml',
      'blue/kustomization.yaml',
    ]);
    expect(sources(web)).toEqual(Object.keys(FILES).filter((path) => path.startsWith('web/')));
  });

  it('names what would have to be fetched', () => {
    const remote = [
      'https://example.com/a.yaml',
      'github.com/org/repo//deploy?ref=v1',
      'git.example.org/team/repo',
      'git@example.com:org/repo.git',
      'v1.2/app.yaml',
    ];
    const files = {
      'kustomization.yaml': lists(...remote),
      'v1.2/app.yaml': FILES['base/app.yaml'],
    };
    expect(obstacles(files)).toEqual(remote.slice(0, 4).map((text) => ({ why: 'remote', text })));
    expect(renderTargets(workspace).flatMap((one) => obstaclesTo(one, workspace))).toEqual([]);
  });

  it.each([
    ['resources: [../../base]', 'unseen ../../base'],
    ['resources: [vendor/base]', 'unseen vendor/base'],
    ['resources: [/base]', 'unseen /base'],
    ['resources: [base]', ''],
    [
      'resources: ["https://jane:hunter2@example.com/a?token=hunter2"]',
      'remote https://***@example.com/a?token=***',
    ],
    ['resources: ["https://hunter2@example.com/a"]', 'remote https://***@example.com/a'],
    ['resources: [HTTPS://example.com/a]', 'remote HTTPS://example.com/a'],
    ['resources: [github.com/org/repo]', 'remote github.com/org/repo'],
    [
      'resources:\n  - |\n    https://example.com/a\n',
      'remote https://example.com/a, unseen https://example.com/a',
    ],
    ['resources: [base]\nresources: ["https://example.com"]', 'unclear kustomization.yaml'],
    ['Resources: ["https://example.com"]', 'unclear kustomization.yaml'],
    ['x: &x ["https://example.com"]\nresources: *x', 'unclear kustomization.yaml'],
    ['<<: {resources: ["https://example.com"]}', 'unclear kustomization.yaml'],
    ['resources: [base]\n---\nresources: [base]', 'unclear kustomization.yaml'],
    ['resources: [base', 'unclear kustomization.yaml'],
    ['helmCharts: [{name: x}]', 'remote helmCharts'],
    ['patches: [{path: "https://example.com/p.yaml"}]', 'remote https://example.com/p.yaml'],
    ['patches: [{Path: "https://example.com/p.yaml"}]', 'remote https://example.com/p.yaml'],
    ['openapi: {path: "https://example.com/o.json"}', 'remote https://example.com/o.json'],
    [
      'configMapGenerator: [{name: a, files: ["k=https://example.com/f"]}]',
      'remote https://example.com/f',
    ],
    ['configMapGenerator: [{name: a, literals: ["URL=https://example.com"]}]', ''],
    ['commonAnnotations: {page: "https://example.com"}', ''],
    ['generators: [plugin.yaml]', 'unseen plugin.yaml'],
    ['generators: [gone.yaml]', 'unseen gone.yaml'],
    ['transformers: [local.yaml]', ''],
    [
      'transformers: ["{kind: X, path: https://example.com}"]',
      'unseen {kind: X, path: https://example.com}',
    ],
    ['resources: [outer]', 'remote https://example.com/inner'],
  ])('%s', (text, told) => {
    const files = {
      'kustomization.yaml': `${text}\n`,
      'base/kustomization.yaml': 'resources: []\n',
      'outer/kustomization.yaml': 'components: ["https://example.com/inner"]\n',
      'plugin.yaml':
        'apiVersion: builtin\nkind: ConfigMapGenerator\nfiles: ["https://example.com"]\n',
      'local.yaml': 'apiVersion: builtin\nkind: PrefixTransformer\nprefix: a-\n',
    };
    expect(
      obstacles(files)
        .map((one) => `${one.why} ${one.text}`)
        .join(', '),
    ).toBe(told);
  });

  /** Of the kustomization at the root. */
  function obstacles(files: Readonly<Record<string, string>>): readonly Obstacle[] {
    const of = workspaceOf(files);
    const root = targetsAround('kustomization.yaml', of)[0];
    return root === undefined ? [] : obstaclesTo(root, of);
  }
});

describe('the calls of the tools', () => {
  const args = (path: string, of = workspace): readonly string[] =>
    targetsAround(path, of).flatMap((target) =>
      toolCalls(target).map(({ program, args: rest }) => [program, ...rest].join(' ')),
    );

  it('are one for Helm, and kustomize behind kubectl', () => {
    expect(args('web/Chart.yaml')).toEqual([
      'helm template web . --namespace default --kube-version 1.37.0',
    ]);
    expect(args('blue/kustomization.yaml')).toEqual(['kubectl kustomize .', 'kustomize build .']);
  });

  it('take the values file that somebody looks at', () => {
    expect(args('web/values-production.yaml')).toEqual([
      'helm template web . --namespace default --kube-version 1.37.0 --values values-production.yaml',
    ]);
    expect(args('web/values.yaml')).toEqual(args('web/Chart.yaml'));
  });

  it('keep to what the project says, and take no name for an option', () => {
    const decided = workspaceOf({
      'Chart.yaml': chart('--post-renderer=x'),
      '.next-steps.yaml': 'kubernetesVersion: "1.34"\ndefaultNamespace: shop\n',
    });
    expect(args('Chart.yaml', decided)).toEqual([
      'helm template release . --namespace shop --kube-version 1.34.0',
    ]);
  });

  it('take the namespace that Argo CD deploys a chart to, or the one of the settings', () => {
    const application =
      'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: web}\nspec:\n  source: {path: web}\n  destination: {namespace: live}\n';
    expect(
      args('web/Chart.yaml', workspaceOf({ ...FILES, 'argo.yaml': application }))[0],
    ).toContain('--namespace live ');
    const settled = new Workspace({ defaultNamespace: 'mine' });
    settled.change([{ path: 'web/Chart.yaml', text: FILES['web/Chart.yaml'] }]);
    expect(args('web/Chart.yaml', settled)[0]).toContain('--namespace mine ');
  });
});
