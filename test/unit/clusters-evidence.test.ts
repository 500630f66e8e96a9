import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/clusters/checks.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string | undefined>>;

const state = (item: string, files: Files): string => ask(checks, item, workspaceOf(files)).state;

const namespace = (name: string): string =>
  `apiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}}\n---\n`;

const application = (name: string, server: string): string =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: ${name}}\nspec: {destination: {server: "${server}"}}\n---\n`;

describe('S23 and S24: clusters', () => {
  it('an empty workspace cannot tell', () => {
    for (const { item } of checks) expect(state(item, {}), item).toBe('unknown');
  });

  it('shop has overlays for production and staging, which is half the way', () => {
    const shop = sampleWorkspace('shop');
    const answer = ask(checks, 'S24.4', shop);
    expect(answer.state).toBe('partly');
    expect(shown(answer, shop).slice(1)).toEqual([
      '"deploy/search/overlays/production/kustomization.yaml" is named after an environment. | deploy/search/overlays/production/kustomization.yaml',
      '"deploy/search/overlays/staging/kustomization.yaml" is named after an environment. | deploy/search/overlays/staging/kustomization.yaml',
    ]);
  });

  it.each([
    ['aws eks update-kubeconfig --name shop', 'EKS'],
    ['gcloud container clusters get-credentials shop', 'GKE'],
    ['az aks get-credentials -n shop', 'AKS'],
  ])('S23.1: %s', (command, service) => {
    const files = { '.gitlab-ci.yml': `deploy: {script: ["${command}"]}\n` };
    const workspace = workspaceOf(files);
    expect(shown(ask(checks, 'S23.1', workspace), workspace)).toEqual([
      `".gitlab-ci.yml" connects to a cluster of ${service}. | .gitlab-ci.yml: ${command}`,
    ]);
  });

  it('S24.4: two servers are two clusters', () => {
    const apart = application('shop-prod', 'https://a') + application('shop-test', 'https://b');
    expect(state('S24.4', { 'apps.yaml': apart })).toBe('done');
    const together = application('shop-prod', 'https://a') + application('shop-test', 'https://a');
    expect(state('S24.4', { 'apps.yaml': together })).toBe('unknown');
  });

  it('S24.4: says which one is missing', () => {
    const only = (name: string): string | undefined =>
      ask(checks, 'S24.4', workspaceOf({ 'a.yaml': namespace(name) })).evidence.at(-1)?.text;
    expect(only('shop-prod')).toBe('Nothing here is named test or staging.');
    expect(only('shop-qa')).toBe('Nothing here is named production.');
    expect(only('products')).toBe(
      'Nothing here is named production or test: your kubeconfig would tell.',
    );
  });

  it('S24.5: clean practises network policies, no roles yet', () => {
    const answer = ask(checks, 'S24.5', sampleWorkspace('clean'));
    expect(answer.state).toBe('partly');
    expect(answer.next).toBe(
      'Add a RoleBinding to the test environment, and verify there that both work.',
    );
  });

  it('S24.6: two test namespaces', () => {
    const two = namespace('qa-1') + namespace('qa-2') + namespace('prod');
    expect(state('S24.6', { 'a.yaml': two })).toBe('done');
    expect(state('S24.6', { 'a.yaml': namespace('qa-1') })).toBe('unknown');
  });

  it.each([
    ['a script', { 'dev.sh': 'kind create cluster\n' }],
    ['words', { 'README.md': 'First, `minikube start`.\n' }],
    [
      'a description',
      { 'kind.yaml': 'apiVersion: kind.x-k8s.io/v1alpha4\nkind: Cluster\nname: a\n' },
    ],
    [
      'a dev container',
      { '.devcontainer/devcontainer.json': '{"features": {"x/kubectl-helm-minikube:1": {}}}' },
    ],
  ])('S24.8: %s', (_, files) => {
    expect(state('S24.8', files)).toBe('done');
  });
});
