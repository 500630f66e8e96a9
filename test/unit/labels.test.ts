import { describe, expect, it } from 'vitest';
import { matches, nearest, runtimeLabels } from '../../src/core/kubernetes/labels.ts';

describe('matches', () => {
  const web = { app: 'web', tier: 'front' };

  it('takes an empty selector as all', () => {
    expect(matches({}, {})).toBe(true);
    expect(matches({ matchLabels: {}, matchExpressions: [] }, web)).toBe(true);
  });

  it('wants every pair of matchLabels', () => {
    expect(matches({ matchLabels: { app: 'web' } }, web)).toBe(true);
    expect(matches({ matchLabels: { app: 'web', tier: 'back' } }, web)).toBe(false);
    expect(matches({ matchLabels: { missing: 'x' } }, web)).toBe(false);
  });

  it.each([
    ['In', ['web', 'api'], true],
    ['In', ['api'], false],
    ['In', [], false],
    ['NotIn', ['web'], false],
    ['NotIn', ['api'], true],
    ['Exists', [], true],
    ['DoesNotExist', [], false],
    ['Near', ['web'], false],
  ])('%s %j on a label that is there: %s', (operator, values, expected) => {
    expect(matches({ matchExpressions: [{ key: 'app', operator, values }] }, web)).toBe(expected);
  });

  it.each([
    ['In', ['web'], false],
    ['NotIn', ['web'], true],
    ['Exists', undefined, false],
    ['DoesNotExist', undefined, true],
  ])('%s %j on a label that is absent: %s', (operator, values, expected) => {
    const expression = { key: 'zone', operator, ...(values ? { values } : {}) };
    expect(matches({ matchExpressions: [expression] }, web)).toBe(expected);
  });

  it('wants labels and expressions at once', () => {
    const matchExpressions = [{ key: 'tier', operator: 'In', values: ['back'] }];
    expect(matches({ matchLabels: { app: 'web' }, matchExpressions }, web)).toBe(false);
  });

  it('does not find labels on the prototype', () => {
    const matchExpressions = [{ key: 'constructor', operator: 'Exists' }];
    expect(matches({ matchExpressions }, web)).toBe(false);
  });
});

describe('runtimeLabels', () => {
  it.each([
    'pod-template-hash',
    'statefulset.kubernetes.io/pod-name',
    'controller-revision-hash',
    'job-name',
    'batch.kubernetes.io/job-completion-index',
    'topology.kubernetes.io/zone',
    'apps.kubernetes.io/pod-index',
    'kubernetes.io/metadata.name',
    'role',
    'spilo-role',
    'cnpg.io/instanceRole',
    'acme.cert-manager.io/http01-solver',
    'gateway.networking.k8s.io/gateway-name',
  ])('knows %s', (key) => {
    expect(runtimeLabels(key)).toBe(true);
  });

  it.each(['app', 'app.kubernetes.io/name', 'tier', 'my-role', 'topology', ''])(
    'leaves %j to the files',
    (key) => {
      expect(runtimeLabels(key)).toBe(false);
    },
  );
});

describe('nearest', () => {
  it.each([
    ['reddis', ['redis', 'web'], 'redis'],
    ['redsi', ['redis', 'web'], 'redis'],
    ['Redis', ['redis'], 'redis'],
    ['wbe1', ['web', 'db'], undefined],
    ['postgers', ['postgres', 'postgrex-old'], 'postgres'],
    ['database-secret', ['databse-secrets'], 'databse-secrets'],
  ])('%s among %j is %s', (word, candidates, expected) => {
    expect(nearest(word, candidates)).toBe(expected);
  });

  it('gives nothing on a tie', () => {
    expect(nearest('worker', ['workers', 'workar'])).toBeUndefined();
    expect(nearest('worker', ['workers', 'workers'])).toBe('workers');
  });

  it('prefers the nearer one', () => {
    expect(nearest('frontend', ['frontends', 'fronends-'])).toBe('frontends');
    expect(nearest('frontend', ['fronends-', 'frontends'])).toBe('frontends');
  });

  it('gives nothing for names that differ on purpose', () => {
    expect(nearest('web-1', ['web-2', 'web-10'])).toBeUndefined();
    expect(nearest('db', ['dc'])).toBeUndefined();
    expect(nearest('api', ['app'])).toBeUndefined();
    expect(nearest('dev-db', ['prd-db'])).toBeUndefined();
  });

  it('passes over text that is no name', () => {
    expect(nearest('a'.repeat(300), [`${'a'.repeat(299)}b`])).toBeUndefined();
  });

  it('never offers the word itself', () => {
    expect(nearest('redis', ['redis'])).toBeUndefined();
    expect(nearest('redis', [])).toBeUndefined();
    expect(nearest('', [''])).toBeUndefined();
  });
});
