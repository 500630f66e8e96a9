import { describe, expect, it } from 'vitest';
import { app, env, service, REDIS, web, BOTH } from '../support/policy-manifests.ts';
import { choicesOf, notesOf, rulesOf } from '../support/policies.ts';

describe('a host', () => {
  it.each([
    ['its short name', 'REDIS_HOST', 'redis', BOTH('TCP/6379')],
    ['its full name', 'REDIS_HOST', 'redis.shop.svc.cluster.local', BOTH('TCP/6379')],
    ['a URL with the usual port', 'CACHE', 'redis://redis', BOTH('TCP/6379')],
  ])('is followed through its Service by %s', (_, name, value, expected) => {
    expect(rulesOf(web(name, value))).toEqual(expected);
  });

  it('without a port stands for every port of the Service, a written port for one', () => {
    const ports = '[{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 53, protocol: UDP }]';
    const others = app('redis', 6379) + service('redis', ports);
    expect(rulesOf(web('REDIS_HOST', 'redis', others))).toEqual(BOTH('UDP/53 TCP/8080'));
    expect(rulesOf(web('REDIS_HOST', 'redis:80', others))).toEqual(BOTH('TCP/8080'));
    expect(rulesOf(web('URL', 'http://redis', others))).toEqual(BOTH('TCP/8080'));
    expect(rulesOf(web('URL', 'https://redis', others))).toEqual(BOTH('UDP/53 TCP/8080'));
  });

  it('gives no rule for a port that the Service does not have, and says so', () => {
    const files = web('REDIS_URL', 'redis://redis:6380');
    expect(rulesOf(files)).toEqual([]);
    expect(notesOf(files)).toEqual([
      'Deployment/web: REDIS_URL names "redis", port 6380, but it has no port 6380: no rule',
    ]);
  });

  it('behind a headless Service is dialed at the port that is written', () => {
    const others =
      app('redis', 6379) +
      service('redis', '[{ port: 80, targetPort: main }]', 'shop', '  clusterIP: None\n');
    expect(rulesOf(web('REDIS_URL', 'redis://redis:6379', others))).toEqual(BOTH('TCP/6379'));
  });

  it('of another namespace is named with it on both sides', () => {
    const others = app('redis', 6379, '', 'data') + service('redis', '[{ port: 6379 }]', 'data');
    const files = web('REDIS_HOST', 'redis.data', others);
    expect(rulesOf(files)).toEqual([
      'allow-redis ingress shop:app=web TCP/6379',
      'allow-web egress data:app=redis TCP/6379',
    ]);
    expect(rulesOf(files, 'data')).toEqual(['allow-redis ingress shop:app=web TCP/6379']);
  });

  it.each([
    ['https://api.example.com/v1', 'TCP/443'],
    ['https://api.example.com:8443', 'TCP/8443'],
    ['api.example.com', '*'],
  ])('outside, %s, is allowed by its port to public addresses', (value, port) => {
    expect(rulesOf(web('API_URL', value, ''))).toEqual([
      `allow-web egress 0.0.0.0/0 but private ${port}`,
    ]);
  });

  it('outside finds its port in the variable beside it', () => {
    const container = `${env('DB_HOST', 'db.example.com')}            - name: DB_PORT\n              value: "5433"\n`;
    expect(rulesOf({ 'a.yaml': app('web', 80, container) })).toEqual([
      'allow-web egress 0.0.0.0/0 but private TCP/5433',
    ]);
  });

  it('of a managed datastore asks to look at its address', () => {
    const files = web('DB_URL', 'postgres://db.abc.eu-west-1.rds.amazonaws.com/shop', '');
    expect(rulesOf(files)).toEqual(['allow-web egress 0.0.0.0/0 but private TCP/5432']);
    expect(choicesOf(files)[0]).toMatch(
      /^CHOOSE: hosts of Amazon RDS often have private addresses/,
    );
  });

  it('behind an alias is what the alias leads to', () => {
    const alias = (target: string): string =>
      `---\napiVersion: v1\nkind: Service\nmetadata:\n  name: db\n  namespace: shop\nspec:\n  type: ExternalName\n  externalName: ${target}\n`;
    expect(rulesOf(web('DB_HOST', 'db:5432', alias('db.example.com')))).toEqual([
      'allow-web egress 0.0.0.0/0 but private TCP/5432',
    ]);
    const inside = REDIS + alias('redis.shop.svc.cluster.local');
    expect(rulesOf(web('DB_HOST', 'db:6379', inside))).toEqual(BOTH('TCP/6379'));
  });

  it('with addresses that somebody wrote down is allowed to these', () => {
    const payment = (slice: string): string =>
      `apiVersion: v1\nkind: Service\nmetadata:\n  name: payment\n  namespace: shop\nspec:\n  ports: [{ port: 443 }]\n${slice}`;
    const slice = `---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: payment-1\n  namespace: shop\n  labels:\n    kubernetes.io/service-name: payment\naddressType: IPv4\nendpoints:\n  - addresses: [192.0.2.10]\n  - addresses: ["2001:db8::1"]\n  - addresses: ["999.1.1.1", "nonsense"]\nports:\n  - port: 8443\n`;
    expect(rulesOf(web('PAY_URL', 'https://payment', payment(slice)))).toEqual([
      'allow-web egress 192.0.2.10/32 TCP/8443',
      'allow-web egress 2001:db8::1/128 TCP/8443',
    ]);
    expect(notesOf(web('PAY_URL', 'https://payment', payment('')))).toEqual([
      'Deployment/web: PAY_URL names "payment", whose endpoints are in no file: no rule',
    ]);
  });

  it('can be an address', () => {
    expect(rulesOf(web('DB_HOST', '10.1.2.3', ''))).toEqual(['allow-web egress 10.1.2.3/32 *']);
    expect(rulesOf(web('DB', 'postgres://u:p@10.1.2.3:5433/x', ''))).toEqual([
      'allow-web egress 10.1.2.3/32 TCP/5433',
    ]);
    expect(rulesOf(web('BIND', '0.0.0.0:80', ''))).toEqual([]);
    expect(rulesOf(web('VERSION', '10.1.2.3', ''))).toEqual([]);
    expect(rulesOf(web('TRUSTED_HOSTS', '10.0.0.0/8', ''))).toEqual([]);
  });

  it('that nobody answers for, or that is put together, is listed', () => {
    expect(notesOf(web('REDIS_HOST', 'rediss'))).toEqual([
      'Deployment/web: REDIS_HOST names "rediss", which no Service of these files answers for: no rule',
    ]);
    expect(notesOf(web('REDIS_HOST', 'redis.shop', app('redis', 6379)))).toEqual([
      'Deployment/web: REDIS_HOST names "redis.shop", which no Service of these files answers for: no rule',
    ]);
    expect(notesOf(web('REDIS_URL', 'redis://$(REDIS_HOST):6379'))).toEqual([
      'Deployment/web: REDIS_URL is put together from values that are not known here',
    ]);
  });
});
