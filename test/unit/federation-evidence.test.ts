import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/federation/checks.ts';
import { ask, shown, workspaceOf } from '../support/ask.ts';

const object = (apiVersion: string, kind: string, more = ''): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: web\n${more}`;

const states = (text: string): readonly string[] => {
  const workspace = workspaceOf({ 'a.yaml': text });
  return checks.map(({ item }) => ask(checks, item, workspace).state);
};

describe('S11.6 to S11.8: several clusters', () => {
  it.each([
    ['nothing', '', ['unknown', 'unknown', 'unknown']],
    [
      'Karmada',
      object('policy.karmada.io/v1alpha1', 'PropagationPolicy'),
      ['unknown', 'done', 'unknown'],
    ],
    [
      'Open Cluster Management',
      object('cluster.open-cluster-management.io/v1', 'ManagedCluster'),
      ['done', 'unknown', 'unknown'],
    ],
    [
      'the Multi-Cluster Services API',
      object('multicluster.x-k8s.io/v1alpha1', 'ServiceExport'),
      ['unknown', 'unknown', 'done'],
    ],
    [
      'Cilium',
      object('v1', 'Service', '  annotations: {service.cilium.io/global: "true"}\nspec: {}\n'),
      ['unknown', 'unknown', 'done'],
    ],
    [
      'a namesake',
      object('example.com/v1', 'PropagationPolicy'),
      ['unknown', 'unknown', 'unknown'],
    ],
  ])('%s', (_, text, expected) => {
    expect(states(text)).toEqual(expected);
  });

  it('an ApplicationSet for all clusters does the first two, also inside a matrix', () => {
    const set = (generators: string): string =>
      object('argoproj.io/v1alpha1', 'ApplicationSet', `spec:\n  generators: ${generators}\n`);
    expect(states(set('[{clusters: {}}]'))).toEqual(['done', 'done', 'unknown']);
    expect(states(set('[{matrix: {generators: [{git: {}}, {clusters: {}}]}}]'))[0]).toBe('done');
    expect(states(set('[{list: {elements: []}}]'))[0]).toBe('unknown');
  });

  it('KubeFed is found, and is never enough', () => {
    const workspace = workspaceOf({
      'a.yaml': object('types.kubefed.io/v1beta1', 'FederatedDeployment'),
    });
    const answer = ask(checks, 'S11.6', workspace);
    expect(answer.state).toBe('partly');
    expect(answer.next).toBe('Replace KubeFed: its project ended in 2022. Karmada is close to it.');
    expect(shown(answer, workspace)).toEqual([
      'FederatedDeployment "web" of KubeFed is here. | a.yaml: web',
    ]);
  });
});
