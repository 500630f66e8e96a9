import { afterEach, describe, expect, it } from 'vitest';
import type { RequestListener } from 'node:http';
import { connect } from '../../src/cluster/connect.ts';
import type { Connection } from '../../src/cluster/connection.ts';
import type { FoundContext } from '../../src/core/live/cluster-access.ts';
import { listAll } from '../../src/cluster/list.ts';
import type { Outcome } from '../../src/core/live/cluster-access.ts';
import type { JsonObject } from '../../src/core/live/json.ts';
import { liveKind } from '../../src/core/live/live-kinds.ts';
import { contextFor, misbehave, sendJson, sendStatus } from '../support/misbehaving-server.ts';
import type { MisbehavingServer } from '../support/misbehaving-server.ts';

const open: MisbehavingServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

const never = new AbortController().signal;

async function serve(listener: RequestListener): Promise<MisbehavingServer> {
  const server = await misbehave(listener);
  open.push(server);
  return server;
}

async function connected(context: FoundContext, request = 5000): Promise<Connection> {
  const connection = await connect(context, never, { request });
  if (!connection.ok) throw new Error(connection.problem.text);
  return connection.value;
}

async function asked(listener: RequestListener, limit?: number): Promise<Outcome<unknown>> {
  const { context } = await serve(listener);
  return await (await connected(context, limit)).ask({ path: '/x' }, never);
}

/** The problem with the port left out, which changes from run to run. */
function told(outcome: Outcome<unknown>): string {
  if (outcome.ok) return 'ok';
  const { state, text } = outcome.problem;
  return `${state}: ${text.replaceAll(/127\.0\.0\.1:\d+/g, 'HOST')}`;
}

describe('a server that misbehaves', () => {
  const cases: readonly (readonly [name: string, listener: RequestListener, told: string])[] = [
    [
      'drops the connection',
      (_, response) => response.socket?.destroy(),
      'cut-off: HOST closed the connection in the middle.',
    ],
    [
      'ends in the middle of JSON',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' });
        response.write('{"items": [', () => response.socket?.destroy());
      },
      'cut-off: HOST closed the connection in the middle.',
    ],
    [
      'sends JSON that is cut short',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"items": [');
      },
      'not-json: HOST answers with something other than JSON: is it an API server, or a proxy before it?',
    ],
    [
      'sends a page of HTML',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end('<html>Sign in</html>');
      },
      'not-json: HOST answers with something other than JSON: is it an API server, or a proxy before it?',
    ],
    [
      'fails',
      (_, response) => {
        sendStatus(response, 500, 'etcdserver: no leader');
      },
      'server-error: HOST failed (500): etcdserver: no leader',
    ],
    [
      'leads elsewhere',
      (_, response) => {
        response.writeHead(302, { location: 'https://login.example' });
        response.end();
      },
      'server-error: HOST failed (302): no reason given.',
    ],
    [
      'knows nobody',
      (_, response) => {
        sendStatus(response, 401, 'Unauthorized');
      },
      "unauthorized: HOST doesn't accept your credentials: sign in again, then retry.",
    ],
    [
      'forbids',
      (_, response) => {
        sendStatus(response, 403, 'pods is forbidden');
      },
      'forbidden: pods is forbidden',
    ],
    [
      'asks to wait for long',
      (_, response) => {
        response.setHeader('retry-after', '3600');
        sendStatus(response, 429, 'slow down');
      },
      'busy: HOST is busy (429): try again later.',
    ],
  ];
  for (const [name, listener, expected] of cases) {
    it(name, async () => {
      expect(told(await asked(listener))).toBe(expected);
    });
  }

  it('hangs: the time limit ends it', async () => {
    const hang: RequestListener = () => undefined;
    expect(told(await asked(hang, 100))).toBe('timeout: HOST gave no answer within 0.1 s.');
  });

  it('sends a byte now and then: the time limit ends that, too', async () => {
    const drip: RequestListener = (_, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const timer = setInterval(() => response.write(' '), 10);
      response.on('close', () => {
        clearInterval(timer);
      });
    };
    expect(told(await asked(drip, 200))).toBe('timeout: HOST gave no answer within 0.2 s.');
  });

  it('is not there', async () => {
    const server = await misbehave(() => undefined);
    await server.close();
    const connection = await connected(server.context);
    expect(told(await connection.ask({ path: '/x' }, never))).toBe(
      "unreachable: Can't reach HOST: nothing listens there. Is the cluster running?",
    );
  });

  it('is busy, and asked again after as long as it says', async () => {
    let busy = 2;
    const server = await serve((_, response) => {
      if (busy-- === 0) sendJson(response, 200, { answer: 42 });
      else {
        response.setHeader('retry-after', '0');
        sendStatus(response, 429, 'slow down');
      }
    });
    const outcome = await (await connected(server.context)).ask({ path: '/x' }, never);
    expect(outcome).toEqual({ ok: true, value: { answer: 42 } });
    expect(server.asked).toHaveLength(3);
  });

  it('hangs, and is left at once when the person stops', async () => {
    const stop = new AbortController();
    const { context } = await serve(() => {
      stop.abort();
    });
    const connection = await connected(context, 60_000);
    expect(told(await connection.ask({ path: '/x' }, stop.signal))).toBe('cancelled: Stopped.');
  });

  it('is not asked at all once the person has stopped', async () => {
    const server = await serve(() => undefined);
    const connection = await connected(server.context);
    expect(told(await connection.ask({ path: '/x' }, AbortSignal.abort()))).toBe(
      'cancelled: Stopped.',
    );
    expect(server.asked).toEqual([]);
  });
});

const services = liveKind('Service')!;
const item = (name: string) => ({ metadata: { name, namespace: 'shop' } });
const list = (names: readonly string[], next = '') => ({
  ...{ kind: 'ServiceList', apiVersion: 'v1', metadata: { continue: next } },
  items: names.map(item),
});

async function listed(listener: RequestListener) {
  const server = await serve(listener);
  const connection = await connected(server.context);
  const outcome = await listAll(connection, services, '/api/v1/services', never);
  return { outcome, asked: server.asked };
}

const names = (outcome: Outcome<readonly JsonObject[]>): unknown =>
  outcome.ok ? outcome.value.map(({ metadata }) => (metadata as { name: string }).name) : outcome;

describe('a list', () => {
  it('is read page by page', async () => {
    const { outcome, asked } = await listed(({ url }, response) => {
      const isFirst = url?.includes('continue') === false;
      sendJson(response, 200, isFirst ? list(['a'], 'two & more') : list(['b']));
    });
    expect(names(outcome)).toEqual(['a', 'b']);
    expect(outcome.ok && outcome.value[0]).toEqual({
      ...item('a'),
      apiVersion: 'v1',
      kind: 'Service',
    });
    expect(asked).toEqual([
      'GET /api/v1/services?limit=500',
      'GET /api/v1/services?limit=500&continue=two+%26+more',
    ]);
  });

  it('begins anew where its pages have run out (410), and holds nothing twice', async () => {
    let gone = 1;
    const { outcome, asked } = await listed(({ url }, response) => {
      if (url?.includes('continue') === false) sendJson(response, 200, list(['a'], 'x'));
      else if (gone-- > 0) sendStatus(response, 410, 'too old');
      else sendJson(response, 200, list(['b']));
    });
    expect(names(outcome)).toEqual(['a', 'b']);
    expect(asked).toHaveLength(4);
  });

  it('is asked for in one piece where its pages run out again and again', async () => {
    const { outcome, asked } = await listed(({ url }, response) => {
      if (url?.includes('limit') === false) sendJson(response, 200, list(['a', 'b']));
      else if (url?.includes('continue') === true) sendStatus(response, 410, 'too old');
      else sendJson(response, 200, list(['a'], 'x'));
    });
    expect(names(outcome)).toEqual(['a', 'b']);
    expect(asked.at(-1)).toBe('GET /api/v1/services');
  });

  it('is none where something else is sent', async () => {
    const { outcome } = await listed((_, response) => {
      sendJson(response, 200, { hello: 'world' });
    });
    expect(told(outcome)).toBe('not-json: HOST sent no list of services.');
  });
});

describe('a context that cannot be used', () => {
  const refusal = async (context: FoundContext): Promise<string> => {
    const connection = await connect(context, never);
    return connection.ok ? 'ok' : connection.problem.text;
  };

  it('has no cluster, or one without an address', async () => {
    const { name, cluster, user, file } = contextFor('').facts;
    const facts = { name, cluster, user, file };
    expect(await refusal({ ...contextFor(''), facts })).toBe(
      'Context "test" refers to cluster "test", which the kubeconfig doesn\'t define.',
    );
    expect(await refusal(contextFor('nowhere'))).toBe(
      'The server of cluster "test" is no address: "nowhere".',
    );
  });

  it('would send credentials without TLS to another machine', async () => {
    expect(await refusal(contextFor('http://192.0.2.1:8080', { token: 'x' }))).toBe(
      'The server of cluster "test" is reached without TLS, so no credentials are sent to it.',
    );
  });

  it('signs in as Kubernetes no longer knows it', async () => {
    const user = { 'auth-provider': { name: 'gcp', config: { 'cmd-path': '/bin/false' } } };
    expect(await refusal(contextFor('https://192.0.2.1', user))).toBe(
      'Context "test" signs in with an auth-provider that Kubernetes 1.26 removed: get a new kubeconfig from your provider.',
    );
  });

  it('has a certificate that is none, without a word of it in the message', async () => {
    const user = { 'client-certificate': '/no/such/file', 'client-key-data': 'Y2FuYXJ5' };
    expect(await refusal(contextFor('https://192.0.2.1', user))).toBe(
      'The credentials or certificates of cluster "test" can\'t be read.',
    );
  });
});

describe('who asks', () => {
  it('is told by a token, or by whom it stands for', async () => {
    const server = await serve((_, response) => {
      sendJson(response, 200, {});
    });
    const user = { token: 'abc', as: 'jane', 'as-groups': ['dev', 'ops'], 'as-uid': '7' };
    const connection = await connected({ ...server.context, user });
    await connection.ask({ path: '/x' }, never);
    expect(server.headers[0]).toMatchObject({
      authorization: 'Bearer abc',
      'impersonate-user': 'jane',
      'impersonate-group': 'dev, ops',
      'impersonate-uid': '7',
    });
  });
});
