import { describe, expect, it } from 'vitest';
import { checks } from '../../src/topics/guidelines/checks.ts';
import { ask, sampleWorkspace, shown, workspaceOf } from '../support/ask.ts';

type Files = Readonly<Record<string, string | undefined>>;

const state = (item: string, files: Files): string => ask(checks, item, workspaceOf(files)).state;

const deployment = (more = ''): string =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web}\nspec: {template: {spec: {${more}containers: [{name: web, image: web:1}]}}}\n`;

describe('the guidelines', () => {
  it('shop is written in two ways, and nothing deploys it', () => {
    const shop = sampleWorkspace('shop');
    expect(checks.map(({ item }) => `${item} ${ask(checks, item, shop).state}`)).toEqual([
      'S21.2 unknown',
      'S21.3 partly',
      'S21.4 done',
      'S21.5 open',
    ]);
    expect(ask(checks, 'S21.3', shop).next).toBe(
      'Settle on one of "Kustomize" and "Helm", unless each has its reason.',
    );
  });

  it('clean is simple, and deployed by its pipeline', () => {
    const clean = sampleWorkspace('clean');
    expect(ask(checks, 'S21.3', clean)).toEqual({
      state: 'done',
      evidence: [{ text: 'Complexity: Kustomize, no advanced feature.' }],
    });
    expect(shown(ask(checks, 'S21.5', clean), clean).at(-1)).toBe(
      'GitHub Actions deploys (kubectl apply). | .github/workflows/ci.yml: kubectl apply -k deploy/staging',
    );
  });

  it('an empty workspace says nothing', () => {
    for (const { item } of checks) expect(state(item, {}), item).toBe('unknown');
  });

  it('S21.2: a Service that leads to a managed database', () => {
    const text =
      'apiVersion: v1\nkind: Service\nmetadata: {name: db}\nspec: {type: ExternalName, externalName: shop.abc.eu-west-1.rds.amazonaws.com}\n';
    expect(state('S21.2', { 'db.yaml': text })).toBe('done');
    expect(state('S21.2', { 'db.yaml': text.replace('.rds.amazonaws.com', '.example.com') })).toBe(
      'unknown',
    );
  });

  it.each([
    ['an affinity', { 'a.yaml': deployment('affinity: {nodeAffinity: {}}, ') }, 'partly'],
    ['the usual scheduler', { 'a.yaml': deployment('schedulerName: default-scheduler, ') }, 'done'],
    ['another scheduler', { 'a.yaml': deployment('schedulerName: mine, ') }, 'partly'],
    [
      'a mesh',
      {
        'a.yaml': deployment(),
        'b.yaml':
          'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: web}\n',
      },
      'partly',
    ],
  ])('S21.4: %s', (_, files, expected) => {
    expect(state('S21.4', files)).toBe(expected);
  });

  it('S21.4 shows the first object that has the feature', () => {
    const workspace = workspaceOf({ 'a.yaml': deployment('schedulerName: mine, ') });
    expect(shown(ask(checks, 'S21.4', workspace), workspace)).toEqual([
      'Deployment/web: a scheduler of its own. | a.yaml: schedulerName',
    ]);
  });

  it('S21.5: a script will do', () => {
    const manifests = { 'a.yaml': deployment() };
    expect(state('S21.5', manifests)).toBe('open');
    expect(state('S21.5', { ...manifests, 'deploy.sh': 'kubectl apply -f a.yaml\n' })).toBe('done');
    expect(state('S21.5', { ...manifests, 'look.sh': 'kubectl diff -f a.yaml\n' })).toBe('open');
  });
});
