import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { readFacts } from '../../src/cluster/cluster.ts';
import { LiveCluster } from '../../src/core/live/live-cluster.ts';
import { misbehave, sendJson, sendStatus } from '../support/misbehaving-server.ts';
import type { MisbehavingServer } from '../support/misbehaving-server.ts';

const open: MisbehavingServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const GROUPS = {
  groups: ['apps', 'monitoring.coreos.com'].map((name) => ({
    name,
    versions: [{ version: 'v1beta9' }, { version: 'v1' }],
    preferredVersion: { version: 'v1' },
  })),
};

/** An API server with so many ConfigMaps, 500 a page. */
function withConfigMaps(count: number): RequestListener {
  return ({ url = '' }, response) => {
    const at = new URL(url, 'http://x');
    if (at.pathname === '/apis') sendJson(response, 200, GROUPS);
    else if (at.pathname === '/version') sendJson(response, 200, { gitVersion: 'v1.37.0' });
    else if (at.pathname.endsWith('/secrets'))
      sendJson(response, 200, { kind: 'Table', columnDefinitions: [{ name: 'Name' }], rows: [] });
    else if (at.pathname !== '/api/v1/configmaps') sendJson(response, 200, { items: [] });
    else {
      const from = Number(at.searchParams.get('continue') ?? 0);
      const last = Math.min(from + 500, count);
      const items = Array.from({ length: last - from }, (_, i) => ({
        metadata: { name: `map-${String(from + i)}`, namespace: 'shop' },
      }));
      const next = last < count ? String(last) : '';
      sendJson(response, 200, { metadata: { continue: next }, items });
    }
  };
}

async function read(listener: RequestListener, signal = new AbortController().signal) {
  const server = await misbehave(listener);
  open.push(server);
  const facts = await readFacts(server.context, { contexts: [server.context.facts], signal });
  return { server, facts };
}

describe('reading a cluster', () => {
  it('asks once for each kind and page, and only for kinds of groups that are there', async () => {
    const { server, facts } = await read(withConfigMaps(10_000));
    if (!facts.ok) throw new Error(facts.problem.text);
    const cluster = new LiveCluster(facts.value);
    expect(cluster.objects('ConfigMap')).toHaveLength(10_000);
    expect(facts.value.version).toBe('v1.37.0');
    const pages = server.asked.filter((one) => one.includes('/configmaps'));
    expect(pages).toHaveLength(20);
    const others = server.asked.filter((one) => !pages.includes(one)).sort();
    expect(others).toEqual([
      'GET /api/v1/namespaces/shop/secrets?includeObject=None',
      'GET /api/v1/namespaces?limit=500',
      'GET /api/v1/nodes?limit=500',
      'GET /api/v1/persistentvolumeclaims?limit=500',
      'GET /api/v1/pods?limit=500',
      'GET /api/v1/serviceaccounts?limit=500',
      'GET /api/v1/services?limit=500',
      'GET /apis',
      'GET /apis/apps/v1/daemonsets?limit=500',
      'GET /apis/apps/v1/deployments?limit=500',
      'GET /apis/apps/v1/statefulsets?limit=500',
      'GET /apis/monitoring.coreos.com/v1/podmonitors?limit=500',
      'GET /apis/monitoring.coreos.com/v1/servicemonitors?limit=500',
      'GET /version',
      'POST /apis/authorization.k8s.io/v1/selfsubjectrulesreviews',
    ]);
  });

  it('asks for metadata of ConfigMaps alone, and for a table of Secrets', async () => {
    const { server } = await read(withConfigMaps(1));
    const accepted = (part: string): string | undefined =>
      server.headers[server.asked.findIndex((one) => one.includes(part))]?.accept;
    expect(accepted('/configmaps')).toMatch(/^application\/json;as=PartialObjectMetadataList;/);
    expect(accepted('/secrets')).toBe('application/json;as=Table;v=v1;g=meta.k8s.io');
  });

  it('ends where nothing can be known, with the reason', async () => {
    const { facts } = await read((_, response) => {
      sendStatus(response, 401, 'Unauthorized');
    });
    expect(facts.ok || facts.problem.state).toBe('unauthorized');
    const other = await read((_, response) => {
      sendJson(response, 200, { hello: 'world' });
    });
    expect(other.facts.ok || other.facts.problem.text).toMatch(/is it an API server\?$/);
  });

  it('says of each list that fails what it is, and goes on', async () => {
    const all = withConfigMaps(2);
    const { facts } = await read((request, response) => {
      if (request.url?.includes('/pods') === true) sendStatus(response, 500, 'etcd is down');
      else all(request, response);
    });
    if (!facts.ok) throw new Error(facts.problem.text);
    const texts = facts.value.gaps.map(({ text }) => text.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST'));
    expect(texts).toEqual(["The pods couldn't be listed: HOST failed (500): etcd is down"]);
    expect(facts.value.objects).toHaveLength(2);
  });

  it('stops in the middle, and asks for nothing more', async () => {
    const stop = new AbortController();
    const all = withConfigMaps(10_000);
    const { server, facts } = await read((request, response) => {
      if (request.url?.includes('continue=1000') === true) stop.abort();
      all(request, response);
    }, stop.signal);
    expect(facts.ok || facts.problem.state).toBe('cancelled');
    expect(server.asked.filter((one) => one.includes('/configmaps')).length).toBeLessThan(5);
  });
});
