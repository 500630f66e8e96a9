import { describe, expect, it } from 'vitest';
import type { ServiceFacts } from '../../src/core/hosts/dns.ts';
import { alias, asker, service } from '../support/dns.ts';

const SERVICES: readonly ServiceFacts[] = [
  service('redis', 'blue'),
  service('redis', 'green'),
  service('db', 'blue', { headless: true, podNames: ['db-0', 'db-1'] }),
  alias('sql', 'blue', 'mydb.abc.rds.amazonaws.com.'),
  alias('far', 'blue', 'redis.green.svc.cluster.local'),
];

const ask = asker(SERVICES);

// github.com/kubernetes/dns/blob/master/docs/specification.md, by its sections; D is cluster.local.
describe('the DNS specification of Kubernetes', () => {
  it.each([
    ['2.3.1 a Service with a cluster address', 'redis.blue.svc.D.', 'service', 'resolved'],
    ['2.3.2 its named port', '_redis._tcp.redis.blue.svc.D.', 'service', 'resolved'],
    ['2.3.2 a protocol alone', '_tcp.redis.blue.svc.D.', undefined, 'missing'],
    ['2.4.1 a headless Service', 'db.blue.svc.D.', 'service', 'resolved'],
    ['2.4.1 a pod with a host name behind it', 'db-1.db.blue.svc.D.', 'pod', 'resolved'],
    ['2.4.1 a pod of a Service with an address', 'web-1.redis.blue.svc.D.', undefined, 'missing'],
    ['2.4.2 its named port', '_sql._tcp.db.blue.svc.D.', 'service', 'resolved'],
    ['2.5 an alias', 'sql.blue.svc.D.', 'external-name', 'external'],
    ['2.5 an alias inside the cluster', 'far.blue.svc.D.', 'external-name', 'resolved'],
    ['pods by IPv4 address', '172-0-0-1.blue.pod.D.', 'pod', 'resolved'],
    ['pods by IPv6 address', '2001-db8--1.blue.pod.D.', 'pod', 'resolved'],
    ['no Service of the name', 'nothing.blue.svc.D.', undefined, 'missing'],
    ['a namespace alone', 'blue.svc.D.', undefined, 'missing'],
    ['the zone itself', 'D.', undefined, 'missing'],
    ['a name without its zone', 'redis.blue.svc.', undefined, 'missing'],
  ])('%s: %s', (_, name, outcome, state) => {
    const found = ask(name.replace('D.', 'cluster.local.'));
    expect([found.answer?.outcome, found.state]).toEqual([outcome, state]);
    expect(found.candidates).toHaveLength(1);
  });
});

describe('the order of names', () => {
  it.each([
    // Fewer dots than ndots: the search list first, the name as it is last.
    ['a', 5, ['a.blue.svc.D', 'a.svc.D', 'a.D', 'a']],
    ['a.b', 5, ['a.b.blue.svc.D', 'a.b.svc.D', 'a.b.D', 'a.b']],
    ['a.b', 2, ['a.b.blue.svc.D', 'a.b.svc.D', 'a.b.D', 'a.b']],
    // As many dots or more: the name as it is first, and the search ends with the answer.
    ['a.b', 1, ['a.b']],
    ['a.b.c.d.e.f', 5, ['a.b.c.d.e.f']],
    ['a.b.c.d.e', 5, ['a.b.c.d.e.blue.svc.D', 'a.b.c.d.e.svc.D', 'a.b.c.d.e.D', 'a.b.c.d.e']],
  ] as const)('%s with ndots:%i', (name, ndots, expected) => {
    const tried = ask(name, { namespace: 'blue', ndots }).candidates.map((one) => one.name);
    const names = expected.map((one) => one.replace(/D$/, 'cluster.local'));
    expect(tried.slice(0, names.length)).toEqual(names);
  });
});
