import { describe, expect, it } from 'vitest';
import { workspaceOf } from '../support/ask.ts';
import { told, toldShort } from '../support/told.ts';
import { deployment, env, service } from '../support/manifest-texts.ts';

describe('hosts', () => {
  const redis = { 'blue.yaml': service('redis', 'blue'), 'green.yaml': service('redis', 'green') };
  const from = (value: string, name = 'REDIS_HOST', pod = ''): readonly string[] =>
    toldShort(
      workspaceOf({ ...redis, 'web.yaml': deployment('web', env(name, value), pod, 'blue') }),
      'web.yaml',
    );

  it.each([
    ['redis', '16 redis: resolved Service/redis in blue @ blue.yaml:4'],
    ['redis.green', '16 redis.green: resolved Service/redis in green @ green.yaml:4'],
    [
      'redis.green.svc.cluster.local.',
      '16 redis.green.svc.cluster.local.: resolved Service/redis in green @ green.yaml:4',
    ],
    ['redis:6379', '16 redis: resolved Service/redis in blue [6379] @ blue.yaml:4'],
    ['redis:1234', '16 redis: missing Service/redis in blue [1234] @ blue.yaml:4'],
    ['valkey', '16 valkey: missing Service/valkey in blue'],
    ['valkey.green.svc', '16 valkey.green.svc: missing Service/valkey in green'],
    ['db.example.com', '16 db.example.com: external Host/db.example.com'],
    ['kubernetes.default', '16 kubernetes.default: external Service/kubernetes in default'],
  ])('%s', (value, line) => {
    expect(from(value)).toEqual([line]);
  });

  it('are asked of the node where the pod says so', () => {
    expect(from('redis', 'REDIS_HOST', '      dnsPolicy: Default\n')).toEqual([
      '17 redis: missing Service/redis in blue',
    ]);
  });

  it('mean several Services where their file is deployed twice', () => {
    const workspace = workspaceOf({
      ...redis,
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': deployment('web', env('REDIS_HOST', 'redis')),
      'blue/kustomization.yaml': 'namespace: blue\nresources: [../base]\n',
      'green/kustomization.yaml': 'namespace: green\nresources: [../base]\n',
    });
    workspace.change([
      {
        path: 'blue/kustomization.yaml',
        text: 'namespace: blue\nresources: [../base, ../blue.yaml]\n',
      },
      {
        path: 'green/kustomization.yaml',
        text: 'namespace: green\nresources: [../base, ../green.yaml]\n',
      },
    ]);
    expect(told(workspace, 'base/web.yaml')).toEqual([
      '15 redis: resolved Service/redis in blue @ blue.yaml:4',
      '15 redis: resolved Service/redis in green @ green.yaml:4',
    ]);
  });

  it('lead to a Service by the name that kustomize leaves it with, and by no other', () => {
    const workspace = workspaceOf({
      'kustomization.yaml':
        'namePrefix: my-\nnamespace: shop\nresources: [a.yaml, b.yaml, c.yaml]\n',
      'a.yaml': service('redis'),
      'b.yaml': deployment('one', env('REDIS_HOST', 'redis')),
      'c.yaml': deployment('two', env('REDIS_HOST', 'my-redis')),
    });
    expect(told(workspace, 'b.yaml')).toEqual(['15 redis: missing Service/redis in shop']);
    expect(told(workspace, 'c.yaml')).toEqual([
      '15 my-redis: resolved Service/redis in shop @ a.yaml:4',
    ]);
  });

  it('in a ConfigMap are looked up by the pods that read it', () => {
    const reader = deployment(
      'web',
      '          envFrom:\n            - configMapRef:\n                name: app\n',
      '',
      'blue',
    );
    const config =
      'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n  namespace: blue\ndata:\n  CACHE_URL: redis://redis:6379\n';
    const workspace = workspaceOf({ ...redis, 'web.yaml': reader, 'config.yaml': config });
    expect(toldShort(workspace, 'config.yaml')).toEqual([
      '7 redis: resolved Service/redis in blue [6379] @ blue.yaml:4',
    ]);
  });

  it('of an alias are full names', () => {
    const alias = (name: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: cache\n  namespace: blue\nspec:\n  type: ExternalName\n  externalName: ${name}\n`;
    const lines = (name: string): readonly string[] =>
      toldShort(workspaceOf({ ...redis, 'a.yaml': alias(name) }), 'a.yaml');
    expect(lines('redis.green.svc.cluster.local')).toEqual([
      '8 redis.green.svc.cluster.local: resolved Service/redis in green @ green.yaml:4',
    ]);
    expect(lines('db.example.com')).toEqual(['8 db.example.com: external Host/db.example.com']);
  });
});
