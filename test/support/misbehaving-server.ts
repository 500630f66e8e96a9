/** An API server that does as a test says, on a port of this machine. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { FoundContext } from '../../src/core/live/cluster-access.ts';

export interface MisbehavingServer {
  readonly context: FoundContext;
  /** Method and path of every request so far. */
  readonly asked: readonly string[];
  readonly headers: readonly IncomingMessage['headers'][];
  readonly close: () => Promise<void>;
}

/** @param listener gets all requests */
export async function misbehave(listener: RequestListener): Promise<MisbehavingServer> {
  const asked: string[] = [];
  const headers: IncomingMessage['headers'][] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    headers.push(request.headers);
    request.resume();
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    context: contextFor(`http://127.0.0.1:${String(port)}`),
    ...{ asked, headers },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** A context of a cluster at an address. */
export function contextFor(server: string, user: FoundContext['user'] = {}): FoundContext {
  return {
    facts: { name: 'test', cluster: 'test', user: 'me', namespace: 'shop', server, file: 'config' },
    cluster: { server },
    user,
  };
}

export function sendJson(response: ServerResponse, code: number, body: unknown): void {
  response.writeHead(code, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** What an API server says where it refuses. */
export function sendStatus(response: ServerResponse, code: number, message: string): void {
  sendJson(response, code, { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code });
}
