import { describe, expect, it } from 'vitest';
import { env, pod, refusal, service } from '../support/renamed.ts';

describe('refusals', () => {
  it('nothing to rename, or nothing that is renamed here', () => {
    expect(refusal({ 'a.yaml': 'a: ¦b\n' })).toBe('There is no name here that can be renamed.');
    expect(refusal({ 'w.yaml': pod('').replace('web', '¦web') })).toBe(
      'Names of kind Pod cannot be renamed here.',
    );
    expect(refusal({ 'w.yaml': pod(env('redis://¦redis')) })).toBe(
      'No file of this workspace defines the Service "redis".',
    );
  });

  it('names of kustomize, of operators and of templates', () => {
    const list = 'namePrefix: x-\nresources: [s.yaml, w.yaml]\n';
    expect(
      refusal({
        'kustomization.yaml': list,
        's.yaml': service('¦redis'),
        'w.yaml': pod(env('redis://x-redis')),
      }),
    ).toBe('w.yaml calls it "x-redis", not "redis".');
    const external =
      'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: { name: e, namespace: blue }\nspec: { target: { name: login } }\n';
    const reads = '      envFrom: [{ secretRef: { name: ¦login } }]\n';
    expect(refusal({ 'e.yaml': external, 'w.yaml': pod(reads) })).toBe(
      'ExternalSecret/e makes the Secret "login".',
    );
    expect(
      refusal({
        'chart/Chart.yaml': 'name: x\n',
        'chart/templates/s.yaml': `${service('¦redis')}  clusterIP: {{ .Values.ip }}\n`,
      }),
    ).toBe('"redis" stands in chart/templates/s.yaml, which is a template.');
  });

  it('a file that cannot be read, and patches inside a kustomization', () => {
    const s = { 's.yaml': service('¦redis') };
    expect(refusal({ ...s, 'b.yaml': 'kind: x\na: [redis\n' })).toBe(
      '"redis" also stands in b.yaml, which cannot be read as it is.',
    );
    expect(refusal({ ...s, 'b.yaml': 'kind: x\na: [redis-2\n' })).toBe('no refusal: redis');
    const patches =
      'resources: [s.yaml]\npatches:\n  - patch: |-\n      kind: Service\n      metadata: { name: redis }\n';
    expect(refusal({ ...s, 'kustomization.yaml': patches })).toBe(
      'A patch or replacement in kustomization.yaml also holds "redis".',
    );
    const away = {
      'prod/kustomization.yaml': 'resources: [..]\npatches: [{ path: redis.yaml }]\n',
      'prod/redis.yaml':
        '$patch: delete\napiVersion: v1\nkind: Service\nmetadata: { name: redis, namespace: blue }\n',
      'kustomization.yaml': 'resources: [s.yaml]\n',
    };
    expect(refusal({ ...s, ...away })).toBe(
      'A patch in prod/redis.yaml takes "redis" away, by its name.',
    );
  });

  it('a word that means another Service in another deployment of its file', () => {
    const bare = pod(env('redis://redis')).replace('  namespace: blue\n', '');
    const own = (namespace: string): string => service('redis').replace('blue', namespace);
    expect(
      refusal({
        'base/kustomization.yaml': 'resources: [w.yaml]\n',
        'base/w.yaml': bare,
        'blue/kustomization.yaml': 'namespace: blue\nresources: [../base, s.yaml]\n',
        'blue/s.yaml': service('¦redis'),
        'green/kustomization.yaml': 'namespace: green\nresources: [../base, s.yaml]\n',
        'green/s.yaml': own('green'),
      }),
    ).toBe('"redis" in base/w.yaml also means Service/redis of namespace "green".');
  });

  it('text that is written with escapes', () => {
    expect(
      refusal({ 's.yaml': service('¦redis'), 'w.yaml': pod(env('"redis:\\x2f/redis"')) }),
    ).toBe('w.yaml calls it "redis:\\x2f/redis", not "redis".');
  });
});
