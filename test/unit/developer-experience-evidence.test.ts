import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/developer-experience/checks.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string | undefined>>;

const state = (item: string, files: Files): string => ask(checks, item, workspaceOf(files)).state;

describe('S25.2: getting started', () => {
  it.each([
    ['## Getting started', 'done'],
    ['## Set up', 'done'],
    ['# Run it on your machine', 'done'],
    ['## License', 'partly'],
    ['Getting started is easy.', 'partly'],
  ])('%s: %s', (line, expected) => {
    expect(state('S25.2', { 'README.md': `# Shop\n\n${line}\n` })).toBe(expected);
  });

  it('takes a dev container, and asks where there is nothing', () => {
    expect(state('S25.2', { '.devcontainer/devcontainer.json': '{}' })).toBe('done');
    expect(state('S25.2', {})).toBe('open');
  });

  it('shows the heading', () => {
    const shop = sampleWorkspace('shop');
    expect(shown(ask(checks, 'S25.2', shop), shop)).toEqual([
      '"README.md" has a section for it. | README.md: ## Run it on your machine',
    ]);
  });
});

describe('S25.3: the tools', () => {
  const files = { 'compose.yaml': 'services: {}\n', 'Chart.yaml': 'name: x\n', Makefile: 'all:\n' };

  it('derives them from the files', () => {
    const workspace = workspaceOf(files);
    const answer = ask(checks, 'S25.3', workspace);
    expect(answer.state).toBe('partly');
    expect(shown(answer, workspace)).toEqual([
      '"compose.yaml" needs docker. | compose.yaml',
      '"Chart.yaml" needs helm. | Chart.yaml',
      '"Makefile" needs make. | Makefile',
    ]);
  });

  it('asks for Helm alone where a chart is all there is', () => {
    const workspace = workspaceOf({
      'shop/Chart.yaml': 'name: shop\n',
      'shop/templates/web.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: "{{ .Release.Name }}"}\nspec: {template: {spec: {containers: [{name: web, image: web}]}}}\n',
    });
    expect(shown(ask(checks, 'S25.3', workspace), workspace)).toEqual([
      '"shop/Chart.yaml" needs helm. | shop/Chart.yaml',
    ]);
  });

  it('is done where a list or a guide names them all', () => {
    expect(state('S25.3', { ...files, '.tool-versions': 'helm 4.0.0\n' })).toBe('done');
    expect(state('S25.3', { ...files, 'README.md': 'Docker, Helm and `make`.\n' })).toBe('done');
    expect(state('S25.3', { ...files, 'README.md': 'Docker and Helm make it run.\n' })).toBe(
      'partly',
    );
    expect(state('S25.3', {})).toBe('unknown');
  });
});

describe('S25.5: one more component', () => {
  it('is done where a guide explains it', () => {
    expect(state('S25.5', { 'README.md': '## Adding a service\n' })).toBe('done');
    expect(state('S25.5', { 'README.md': '## Adding a test\n' })).toBe('unknown');
  });

  it('else shows what the best equipped component has', () => {
    const clean = sampleWorkspace('clean');
    const answer = ask(checks, 'S25.5', clean);
    expect(answer.state).toBe('unknown');
    expect(answer.evidence.map(({ path }) => path)).toEqual([
      undefined,
      'web/package.json',
      'web/Dockerfile',
      'compose.yaml',
      'deploy/base/web.yaml',
      'deploy/base/kustomization.yaml',
    ]);
  });
});
