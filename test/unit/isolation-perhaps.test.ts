import { describe, expect, it } from 'vitest';
import { deriveIsolation } from '../../src/core/isolation/isolation.ts';
import { app, env, service } from '../support/policy-manifests.ts';
import { rulesOf, workspaceOf, yamlOf } from '../support/policies.ts';
import type { Files } from '../support/policies.ts';

const CACHE = app('cache', 6379) + service('cache', '[{ port: 6379, targetPort: main }]');
const list = (field: string, words: readonly string[]): string =>
  `          ${field}: ${JSON.stringify(words)}\n`;
const probe = (words: readonly string[]): string =>
  `          readinessProbe:\n            exec:\n              command: ${JSON.stringify(words)}\n`;
const config = (key: string, text: string, more = ''): string =>
  `          envFrom:\n            - configMapRef:\n                name: settings\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: settings\n  namespace: shop\ndata:\n  ${key}: ${JSON.stringify(text)}\n${more}`;
const files = (container: string, others: string = CACHE): Files => ({
  'web.yaml': app('web', 3000, container),
  'others.yaml': others,
});

const CALL = ['allow-cache ingress app=web TCP/6379', 'allow-web egress app=cache TCP/6379'];

describe('the name of a Service in a value', () => {
  it.each([
    ['a pair of flag and value', list('args', ['--redis_svc', 'cache'])],
    ['arguments without flags', list('args', ['cache', '6379'])],
    ['a variable of its name', env('CACHE', 'cache')],
    ['a variable that ends in SVC', env('CACHE_SVC', 'cache')],
    ['a variable that ends in SERVICE', env('CACHE_SERVICE', 'cache')],
    ['a URL behind another word', list('args', ['-x:https://cache:6379/y'])],
    ['the address of a Go driver', env('DSN', 'u:p@tcp(cache:6379)/db')],
    ['pairs of .NET', env('CONNECTION', 'Server=cache;Port=6379')],
    ['one pair of .NET', env('CONNECTION', 'Server=cache')],
    ['nc in a probe', probe(['nc', '-z', 'cache', '6379'])],
    ['nc in a command', list('command', ['sh', '-c', 'until nc -z cache 6379; do sleep 1; done'])],
    ['redis-cli in a probe', probe(['redis-cli', '-h', 'cache', 'ping'])],
    ['redis-cli in one word', probe(['sh', '-c', 'redis-cli -h cache ping'])],
    ['JSON', env('SETTINGS', '{"redis": {"host": "cache", "port": 6379}}')],
    ['the variable of the kubelet', env('REDIS', '$(CACHE_SERVICE_HOST):6379')],
    ['a list of properties', config('app.properties', 'x=1\nredis.nodes=cache\n')],
    ['a file of arguments', config('args', '--verbose\n--redis-host cache\n')],
    ['a target of Prometheus', config('prometheus.yml', 'targets:\n  - cache:6379\n')],
  ])('is a call as %s', (_, container) => {
    expect(rulesOf(files(container))).toEqual(CALL);
  });

  it('wins over the words of the post', () => {
    const shipping =
      app('shipping', 50051) + service('shipping', '[{ port: 50051, targetPort: main }]');
    const read = config('SHIPPING_ADDR', 'shipping', '  SHIPPING_PORT: "50051"\n');
    expect(rulesOf(files(read, shipping))).toEqual([
      'allow-shipping ingress app=web TCP/50051',
      'allow-web egress app=shipping TCP/50051',
    ]);
  });

  it.each([
    ['an argument alone', list('args', ['serve', 'cache'])],
    ['a name', env('APP_NAME', 'cache')],
    ['a list of names', env('PARTS', 'cart,cache')],
    ['an item of a file', config('app.yaml', 'parts:\n  - cache\n  - cart\n')],
    ['a port that it does not have', config('app.yaml', 'at:\n  - cache:9999\n')],
  ])('may be one as %s, and is said at the policies that deny it', (_, container) => {
    const read = files(container);
    const [shop] = deriveIsolation(workspaceOf(read)).namespaces;
    expect(shop?.perhaps.map(({ at }) => at?.path)).toEqual(['web.yaml']);
    expect(shop?.perhaps[0]?.text).toContain('holds "cache", the name of Service/cache');
    expect(rulesOf(read)).toEqual([]);
    const [, deny = ''] = yamlOf(read).split('---\n');
    expect(deny).toMatch(/^# .*\n# Perhaps a call, and not allowed: Deployment\/web: /);
  });

  it.each([
    ['a part of a path', env('DATA', '/var/cache')],
    ['a key', config('app.yaml', 'cache:\n  size: 5\n')],
    ['a part of a word', env('MODE', 'cache-first')],
    ['a word of a sentence', config('help.txt', 'first line\nthe cache is fast\n')],
    ['a comment', config('app.yaml', 'a: 1\n# cache\n')],
    ['the name of an image', env('IMAGE', 'cache:v1')],
  ])('is neither as %s', (_, container) => {
    const [shop] = deriveIsolation(workspaceOf(files(container))).namespaces;
    expect([rulesOf(files(container)), shop?.perhaps]).toEqual([[], []]);
  });

  it('of the own Service is no call', () => {
    const own = app('cache', 6379, env('APP_NAME', 'cache')) + service('cache', '[{ port: 6379 }]');
    const [shop] = deriveIsolation(workspaceOf({ 'a.yaml': own })).namespaces;
    expect(shop?.perhaps).toEqual([]);
  });
});
