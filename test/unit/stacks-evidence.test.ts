import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/stacks/checks.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string | undefined>>;

const state = (item: string, files: Files): string => ask(checks, item, workspaceOf(files)).state;

const evidence = (item: string, files: Files): readonly string[] => {
  const workspace = workspaceOf(files);
  return shown(ask(checks, item, workspace), workspace);
};

const DEPLOYMENT =
  'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {containers: [{name: web, image: web:1}]}}}\n';

describe('S9.5 to S9.9: the tools in use', () => {
  it('an empty workspace uses none of them, which is no fault', () => {
    for (const { item } of checks) expect(state(item, {}), item).toBe('unknown');
  });

  it('shop: plain manifests, kustomizations and a chart', () => {
    const shop = sampleWorkspace('shop');
    expect(checks.map(({ item }) => `${item} ${ask(checks, item, shop).state}`)).toEqual([
      'S9.5 done',
      'S9.6 unknown',
      'S9.7 done',
      'S9.8 done',
      'S9.9 unknown',
    ]);
    expect(shown(ask(checks, 'S9.5', shop), shop)).toEqual([
      'In use here: "YAML", "Kustomize" and "Helm".',
    ]);
  });

  it('S9.6: kubectl in scripts, Makefiles and pipelines, once for each line', () => {
    const script = '#!/bin/sh\n# kubectl apply -f old\nkubectl -n shop apply -f deploy\n';
    const files = {
      'deploy.sh': script,
      Makefile: 'deploy:\n\t@kubectl rollout restart deploy/web\n',
      '.github/workflows/ci.yml': 'on: push\njobs: {d: {steps: [{run: ./deploy.sh}]}}\n',
    };
    expect(evidence('S9.6', files)).toEqual([
      '"Makefile" calls kubectl. | Makefile: @kubectl rollout restart deploy/web',
      '"deploy.sh" calls kubectl. | deploy.sh: kubectl -n shop apply -f deploy',
    ]);
    expect(state('S9.6', { 'look.sh': 'kubectl get pods\n' })).toBe('unknown');
  });

  it('S9.7: manifests outside of charts and kustomizations, and kustomizations', () => {
    const files = {
      'a/web.yaml': DEPLOYMENT,
      'b/kustomization.yaml': 'resources: [web.yaml]\n',
      'b/web.yaml': DEPLOYMENT,
      'c/Chart.yaml': 'name: c\n',
      'c/templates/web.yaml': DEPLOYMENT,
    };
    expect(evidence('S9.7', files)).toEqual([
      'Plain manifests in "a": 1 workload. | a/web.yaml',
      '"b/kustomization.yaml" is a kustomization. | b/kustomization.yaml',
    ]);
    expect(evidence('S9.8', files)).toEqual(['"c/Chart.yaml" describes a chart. | c/Chart.yaml']);
  });

  it('S9.8: charts that a controller or kustomize installs', () => {
    const files = {
      'argo.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: cache}\nspec: {source: {chart: redis}}\n',
      'flux.yaml':
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: photos}\nspec: {chart: {spec: {chart: photos}}}\n',
      'k3s.yaml':
        'apiVersion: helm.cattle.io/v1\nkind: HelmChart\nmetadata: {name: mail}\nspec: {chart: stable/mail}\n',
      'plain.yaml':
        'apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: own}\nspec: {source: {path: deploy}}\n',
    };
    expect(evidence('S9.8', files).map((line) => line.split(' | ')[0])).toEqual([
      'HelmRelease/photos installs the chart "photos".',
      'HelmChart/mail installs the chart "mail".',
      'Application/cache installs the chart "redis".',
    ]);
    expect(evidence('S9.8', { 'kustomization.yaml': 'helmCharts: [{name: wiki}]\n' })).toEqual([
      '"kustomization.yaml" installs the chart "wiki". | kustomization.yaml: wiki',
    ]);
  });

  it('S9.8: a pipeline that installs a chart of others', () => {
    const text = 'on: push\njobs: {d: {steps: [{run: helm upgrade --install redis x/redis}]}}\n';
    expect(state('S9.8', { '.github/workflows/ci.yml': text })).toBe('done');
    expect(state('S9.8', { '.github/workflows/ci.yml': text.replace('upgrade', 'lint') })).toBe(
      'unknown',
    );
  });

  it('S9.9: Spinnaker, and what took its place', () => {
    const pipeline = '{"stages": [{"type": "deployManifest"}]}';
    expect(evidence('S9.9', { 'pipeline.json': pipeline })).toEqual([
      '"pipeline.json" is a pipeline. | pipeline.json: "type": "deployManifest"',
    ]);
    const flux =
      'apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: apps}\n';
    expect(evidence('S9.9', { 'flux.yaml': flux })).toEqual([
      'Kustomization "apps" of Flux is here. | flux.yaml: apps',
    ]);
  });
});
