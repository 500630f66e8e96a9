import { describe, expect, it } from 'vitest';
import type { PodDns, ServiceFacts } from '../../src/core/hosts/dns.ts';
import { alias, asker, service } from '../support/dns.ts';

const SERVICES: readonly ServiceFacts[] = [
  service('redis', 'blue'),
  service('redis', 'green'),
  service('color', 'green'),
  service('db', 'blue', { headless: true, podNames: ['db-0', 'db-1'] }),
  service('cache', 'blue', { headless: true, podNames: 'unknown' }),
  service('blue', 'db', { headless: true, podNames: ['db'] }),
  alias('sql', 'blue', 'mydb.abc.rds.amazonaws.com.'),
  alias('far', 'blue', 'redis.green.svc.cluster.local'),
  alias('farther', 'blue', 'FAR.blue.svc.cluster.local'),
  alias('dead', 'blue', 'nothing.green.svc.cluster.local'),
  alias('short', 'blue', 'redis'),
  alias('ping', 'blue', 'pong.blue.svc.cluster.local'),
  alias('pong', 'blue', 'ping.blue.svc.cluster.local'),
  alias('self', 'blue', 'self.blue.svc.cluster.local'),
  alias('address', 'blue', '10.0.0.5'),
  alias('empty', 'blue', ''),
];

const BLUE: PodDns = { namespace: 'blue' };

const ask = asker(SERVICES);

/** Names and outcomes in the order tried, then the state. */
function course(host: string, from: PodDns = BLUE): readonly string[] {
  const { candidates, state } = ask(host, from);
  return [...candidates.map(({ name, outcome }) => `${name} ${outcome}`), state];
}

describe('names of Services', () => {
  it('finds a short name in the own namespace first', () => {
    expect(course('redis')).toEqual(['redis.blue.svc.cluster.local service', 'resolved']);
    expect(ask('redis').answer?.service?.namespace).toBe('blue');
    expect(ask('redis', { namespace: 'green' }).answer?.service?.namespace).toBe('green');
  });

  it('shows every name that fails', () => {
    expect(course('color')).toEqual([
      'color.blue.svc.cluster.local not-found',
      'color.svc.cluster.local not-found',
      'color.cluster.local not-found',
      'color not-found',
      'missing',
    ]);
    expect(ask('color').answer).toBeUndefined();
  });

  it('finds a name with its namespace', () => {
    expect(course('color.green')).toEqual([
      'color.green.blue.svc.cluster.local not-found',
      'color.green.svc.cluster.local service',
      'resolved',
    ]);
  });

  it('finds a name that ends in svc', () => {
    expect(course('color.green.svc')).toEqual([
      'color.green.svc.blue.svc.cluster.local not-found',
      'color.green.svc.svc.cluster.local not-found',
      'color.green.svc.cluster.local service',
      'resolved',
    ]);
  });

  it('tries the search list before a full name with fewer than five dots', () => {
    expect(course('color.green.svc.cluster.local').slice(-2)).toEqual([
      'color.green.svc.cluster.local service',
      'resolved',
    ]);
    expect(ask('color.green.svc.cluster.local').candidates).toHaveLength(4);
  });

  it('takes a trailing dot as absolute', () => {
    expect(course('color.green.svc.cluster.local.')).toEqual([
      'color.green.svc.cluster.local service',
      'resolved',
    ]);
    expect(course('redis.')).toEqual(['redis not-found', 'missing']);
    expect(course('color.green.')).toEqual(['color.green outside-cluster', 'external']);
  });

  it('ignores case', () => {
    expect(course('Redis.GREEN')).toEqual([
      'redis.green.blue.svc.cluster.local not-found',
      'redis.green.svc.cluster.local service',
      'resolved',
    ]);
  });

  it('knows the API server without a manifest', () => {
    expect(ask('kubernetes.default.svc').state).toBe('resolved');
    expect(ask('kubernetes').state).toBe('missing');
    expect(ask('kubernetes', { namespace: 'default' }).state).toBe('resolved');
  });

  it('takes another cluster domain', () => {
    const from = { namespace: 'blue', clusterDomain: 'Corp.Example.' };
    expect(course('redis', from)).toEqual(['redis.blue.svc.corp.example service', 'resolved']);
    expect(ask('redis.green.svc.cluster.local', from).state).toBe('missing');
  });

  it('answers for port records', () => {
    expect(ask('_http._tcp.redis.blue.svc.cluster.local').state).toBe('resolved');
    expect(ask('_http.redis.blue.svc.cluster.local').state).toBe('missing');
  });
});

describe('names of pods', () => {
  it('finds a pod behind a headless Service of the own namespace first', () => {
    expect(course('db-0.db')).toEqual(['db-0.db.blue.svc.cluster.local pod', 'resolved']);
    expect(ask('db-0.db').answer?.service?.name).toBe('db');
    expect(course('db.blue', { namespace: 'db' })).toEqual([
      'db.blue.db.svc.cluster.local pod',
      'resolved',
    ]);
  });

  it('misses a pod that is not in the set, or a Service that is not headless', () => {
    expect(ask('db-7.db.blue.svc.cluster.local').state).toBe('missing');
    expect(ask('redis-0.redis.blue.svc').state).toBe('missing');
  });

  it('believes in pods that it cannot know', () => {
    expect(ask('cache-9.cache').answer?.outcome).toBe('pod');
  });

  it('knows names made of pod addresses', () => {
    expect(ask('10-0-0-1.blue.pod').answer?.name).toBe('10-0-0-1.blue.pod.cluster.local');
    expect(course('10-0-0-1.blue.pod.cluster.local.')).toEqual([
      '10-0-0-1.blue.pod.cluster.local pod',
      'resolved',
    ]);
    expect(ask('web.blue.pod.cluster.local.').state).toBe('missing');
  });
});

describe('ExternalName', () => {
  it('leads outside', () => {
    const { answer, state } = ask('sql');
    expect(answer).toEqual({
      name: 'sql.blue.svc.cluster.local',
      outcome: 'external-name',
      service: SERVICES.find(({ name }) => name === 'sql'),
      cname: ['mydb.abc.rds.amazonaws.com'],
    });
    expect(state).toBe('external');
  });

  it.each([
    ['far', ['redis.green.svc.cluster.local'], 'resolved'],
    ['farther', ['far.blue.svc.cluster.local', 'redis.green.svc.cluster.local'], 'resolved'],
    ['dead', ['nothing.green.svc.cluster.local'], 'missing'],
    ['short', ['redis'], 'missing'],
    ['self', ['self.blue.svc.cluster.local'], 'missing'],
    ['ping', ['pong.blue.svc.cluster.local', 'ping.blue.svc.cluster.local'], 'missing'],
    ['address', ['10.0.0.5'], 'missing'],
    ['empty', [], 'missing'],
  ])('%s leads to %j: %s', (host, cname, state) => {
    const resolution = ask(host);
    expect(resolution.answer?.cname).toEqual(cname);
    expect(resolution.state).toBe(state);
  });
});

describe('names outside the cluster', () => {
  it('asks outside last', () => {
    expect(course('example.com')).toEqual([
      'example.com.blue.svc.cluster.local not-found',
      'example.com.svc.cluster.local not-found',
      'example.com.cluster.local not-found',
      'example.com outside-cluster',
      'external',
    ]);
    expect(ask('example.com').answer?.name).toBe('example.com');
  });

  it('asks outside first from five dots on, or with fewer ndots', () => {
    expect(course('a.b.c.d.example.com')[0]).toBe('a.b.c.d.example.com outside-cluster');
    expect(course('color.green', { namespace: 'blue', ndots: 1 })).toEqual([
      'color.green outside-cluster',
      'color.green.blue.svc.cluster.local not-found',
      'color.green.svc.cluster.local service',
      'resolved',
    ]);
  });

  it('never asks outside for names of the cluster', () => {
    expect(ask('nothing.blue.svc.cluster.local').state).toBe('missing');
    expect(ask('nothing.blue.svc').state).toBe('missing');
  });

  it('takes addresses as they are', () => {
    expect(course('10.0.0.5')).toEqual(['10.0.0.5 outside-cluster', 'external']);
    expect(ask('::1').state).toBe('external');
  });

  it('gives nothing for nothing', () => {
    expect(ask('')).toEqual({ host: '', candidates: [], state: 'missing' });
    expect(ask('.').state).toBe('missing');
    expect(ask('..').state).toBe('missing');
    expect(ask('redis..green')).toEqual({
      host: 'redis..green',
      candidates: [],
      state: 'missing',
    });
  });
});

describe('DNS settings of the pod', () => {
  it('adds the searches of dnsConfig', () => {
    const from = { namespace: 'blue', searches: ['green.svc.cluster.local', 'corp.example'] };
    expect(course('color', from).slice(-2)).toEqual([
      'color.green.svc.cluster.local service',
      'resolved',
    ]);
    expect(course('mail', from).slice(-3)).toEqual([
      'mail.corp.example outside-cluster',
      'mail not-found',
      'unknown',
    ]);
  });

  it('asks host aliases first', () => {
    const from = { namespace: 'blue', hostAliases: ['Redis', 'web.local'] };
    expect(course('redis', from)).toEqual(['redis host-alias', 'resolved']);
    expect(course('web.local', from)).toEqual(['web.local host-alias', 'resolved']);
    expect(course('localhost')).toEqual(['localhost host-alias', 'resolved']);
  });

  it.each([
    ['Default', { namespace: 'blue', policy: 'Default' }],
    ['the host network', { namespace: 'blue', hostNetwork: true }],
    [
      'the host network with ClusterFirst',
      { namespace: 'blue', hostNetwork: true, policy: 'ClusterFirst' },
    ],
  ] as const)('knows no cluster names with %s', (_, from) => {
    expect(course('redis', from)).toEqual(['redis not-found', 'missing']);
    expect(course('redis.green', from)).toEqual(['redis.green not-found', 'missing']);
    expect(course('x.green.svc', from)).toEqual(['x.green.svc not-found', 'missing']);
    expect(course('example.com', from)).toEqual(['example.com outside-cluster', 'external']);
    expect(course('printer', from)).toEqual(['printer outside-cluster', 'unknown']);
  });

  it('knows them with ClusterFirstWithHostNet', () => {
    const from: PodDns = {
      namespace: 'blue',
      hostNetwork: true,
      policy: 'ClusterFirstWithHostNet',
    };
    expect(ask('redis', from).state).toBe('resolved');
  });

  it('cannot know with None', () => {
    const from: PodDns = { namespace: 'blue', policy: 'None', searches: ['corp.example'] };
    expect(course('redis', from)).toEqual([
      'redis.corp.example outside-cluster',
      'redis outside-cluster',
      'unknown',
    ]);
    expect(ask('redis', from).answer).toBeUndefined();
  });
});
