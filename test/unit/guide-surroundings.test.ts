import { describe, expect, it } from 'vitest';
import type { Check } from '../../src/core/guide/topic.ts';
import { checks as clusters } from '../../src/topics/clusters/checks.ts';
import { checks as containerize } from '../../src/topics/containerize/checks.ts';
import { checks as developers } from '../../src/topics/developer-experience/checks.ts';
import { checks as guidelines } from '../../src/topics/guidelines/checks.ts';
import { checks as http } from '../../src/topics/http/checks.ts';
import { checks as namespaces } from '../../src/topics/namespaces/checks.ts';
import { checks as observability } from '../../src/topics/observability/checks.ts';
import { checks as people } from '../../src/topics/people/checks.ts';
import { checks as shipping } from '../../src/topics/shipping/checks.ts';
import { checks as stacks } from '../../src/topics/stacks/checks.ts';
import { checks as stateful } from '../../src/topics/stateful/checks.ts';
import { ask, shown, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string | undefined>>;

const all: readonly Check[] = [
  ...[clusters, containerize, developers, guidelines, http, namespaces],
  ...[observability, people, shipping, stacks, stateful],
].flat();

/** The reason where there is one, else the state. */
const says = (item: string, files: Files): string => {
  const { state, reason } = ask(all, item, workspaceOf(files));
  return reason ?? state;
};

const lines = (item: string, files: Files): readonly string[] => {
  const workspace = workspaceOf(files);
  return shown(ask(all, item, workspace), workspace).map((line) => line.replace(/ \| .*$/s, ''));
};

const WEB = 'FROM node:22\nCMD ["node", "server.js"]\n';
const pod = (kind: string, name: string, container: string, more = ''): string =>
  `apiVersion: apps/v1\nkind: ${kind}\nmetadata: {name: ${name}}\nspec:\n  template:\n    spec:\n      containers: [{name: a, ${container}}]\n${more}`;

describe('databases and agents by what they do', () => {
  it('knows an image by what it is made from, and counts its copies once', () => {
    const set = pod('StatefulSet', 'orders-db', 'image: "acme/orders-db:1"');
    const files = {
      'db/Dockerfile': 'FROM postgres:18\n',
      'orders-db/Dockerfile': 'FROM postgres:18\n',
      'a.yaml': set,
      'parts/a.yaml': set,
    };
    expect(lines('S4.1', files)).toEqual(['PostgreSQL runs in the cluster as "orders-db".']);
  });

  it('knows it by its port and name, or by claims for each pod', () => {
    const ports = 'image: "acme/x:1", ports: [{containerPort: 3306}]';
    expect(lines('S4.1', { 'a.yaml': pod('Deployment', 'shop-db', ports) })).toEqual([
      'MySQL runs in the cluster as "shop-db".',
    ]);
    expect(says('S4.1', { 'a.yaml': pod('Deployment', 'shop', ports) })).toBe('does-not-apply');
    const claims = '  volumeClaimTemplates: [{metadata: {name: d}}]\n';
    expect(
      says('S5.4', { 'a.yaml': pod('StatefulSet', 'ledger', 'image: "acme/x:1"', claims) }),
    ).toBe('done');
  });

  it('knows agents by name, and Prometheus in Compose', () => {
    const logs = '      volumes: [{name: l, hostPath: {path: /var/log}}]\n';
    expect(
      says('S7.1', { 'a.yaml': pod('DaemonSet', 'fluentd', 'image: "acme/logs:1"', logs) }),
    ).toBe('done');
    expect(says('S7.1', { 'a.yaml': pod('DaemonSet', 'probe', 'image: "acme/x:1"', logs) })).toBe(
      'needs-cluster',
    );
    expect(says('S7.2', { 'compose.yaml': 'services: {p: {image: "prom/prometheus:v3"}}\n' })).toBe(
      'partly',
    );
  });
});

describe('clusters, environments, documents and owners', () => {
  it.each<[string, Files, string]>([
    ['Terraform', { 'main.tf': 'resource "aws_eks_cluster" "a" {}\n' }, 'done'],
    [
      'Bicep',
      { 'a.bicep': "resource a 'Microsoft.ContainerService/managedClusters@2024-01-01' = {}\n" },
      'done',
    ],
    ['a Makefile', { Makefile: 'up:\n\tgcloud container clusters create a\n' }, 'done'],
    [
      'Talos, which people run themselves',
      { 'talos/talconfig.yaml': 'clusterName: home\n' },
      'does-not-apply',
    ],
    ['nothing', {}, 'needs-cluster'],
  ])('S23.1 by %s', (_, files, expected) => {
    expect(says('S23.1', files)).toBe(expected);
  });

  it('databases that a cloud runs', () => {
    const files = { 'main.tf': 'resource "azurerm_cosmosdb_account" "a" {}\n' };
    expect([says('S4.1', files), says('S21.2', files)]).toEqual(['done', 'done']);
  });

  it('a folder for each cluster', () => {
    const files = { 'clusters/production/a.yaml': '', 'clusters/staging/a.yaml': '' };
    expect(says('S24.4', files)).toBe('done');
    expect(says('S24.4', { 'envs/prod/main.tf': '', 'envs/staging/main.tf': '' })).toBe('partly');
  });

  it('documents for the whole, and a deep one for its folder', () => {
    const web = { 'web/Dockerfile': WEB };
    expect(says('S25.2', { ...web, 'README.md': '# A\n\n## Prerequisites\n' })).toBe('done');
    expect(says('S25.2', { ...web, 'docs/development.md': '# B\n' })).toBe('done');
    expect(
      says('S25.2', { ...web, 'README.md': '# A\n', 'plugins/nix/README.md': '## Set up\n' }),
    ).toBe('partly');
    const untouched =
      '# A\n\nThis project was bootstrapped with [Create React App](x).\n\n## Getting Started\n';
    expect(says('S25.2', { ...web, 'README.md': untouched })).toBe('open');
    expect(says('S25.5', { ...web, 'docs/adding-a-service.md': '# C\n' })).toBe('done');
    expect(
      says('S25.3', { 'requirements.txt': 'flask\n', 'README.md': 'Install Python 3.13.\n' }),
    ).toBe('done');
  });

  it('a local cluster in prose', () => {
    expect(
      says('S24.8', { 'README.md': 'Run it with [minikube](https://minikube.sigs.k8s.io/).\n' }),
    ).toBe('done');
    expect(says('S24.8', { 'README.md': 'A kind of shop.\n' })).toBe('needs-team');
  });

  it('a cluster that is made to try things in deploys nothing', () => {
    const files = {
      'a.yaml': pod('Deployment', 'a', 'image: nginx'),
      'kind.sh': 'kind create cluster\nkubectl apply -f a.yaml\n',
    };
    expect([says('S21.5', files), says('S9.6', files)]).toEqual(['open', 'done']);
  });

  it('policies of other makers, Fleet, and a namespace that a variable names', () => {
    const cilium =
      'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: {name: a, namespace: shop}\n';
    const release =
      'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: a, namespace: shop}\n';
    expect(
      says('S3.2', { 'a.yaml': `${cilium}---\n${release}spec: {chart: {spec: {chart: a}}}\n` }),
    ).toBe('done');
    expect(says('S9.9', { 'fleet.yaml': 'helm: {chart: web}\n' })).toBe('done');
    const hidden = pod('Deployment', 'a', 'image: nginx').replace(
      'name: a}',
      'name: a, namespace: "${NS:-default}"}',
    );
    expect(says('S3.1', { 'a.yaml': hidden })).toBe('could-not-follow');
  });

  it('every path is no mapping, and a target port may speak HTTP', () => {
    const ingress = (path: string): string =>
      `apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: a}\nspec: {rules: [{http: {paths: [{path: "${path}"}]}}]}\n`;
    expect(
      ['/*', '/', '/(.*)', '/api'].map((path) => says('S6.7', { 'a.yaml': ingress(path) })),
    ).toEqual([...['does-not-apply', 'does-not-apply', 'does-not-apply', 'done']]);
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: {type: NodePort, ports: [{name: a-service, port: 8081, targetPort: 80}]}\n';
    expect(says('S6.3', { 'a.yaml': service })).toBe('open');
  });
});
