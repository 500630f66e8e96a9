/** Requests to one API server: JSON in and out, with a time limit, and stopped at once on demand. */
import { request as requestHttp } from 'node:http';
import type { Agent, IncomingMessage, OutgoingHttpHeaders, RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { recordOf, textOf } from '../core/live/json.ts';
import { CANCELLED, connectionProblem, failed } from './problem.ts';
import type { Outcome, Problem } from '../core/live/cluster-access.ts';

/** Milliseconds for one request, from the first byte sent to the last one received. */
export const TIME_LIMIT = 10_000;
/** Bytes of one answer; a page of 500 large objects has some 20 MB. */
const LARGEST_ANSWER = 100_000_000;
/** How often a busy server is asked again, and the most that it may ask to wait, in seconds. */
const TRIES = 3;
const LONGEST_WAIT = 5;

export interface Endpoint {
  /** The address of the API server, without a slash at its end. */
  readonly server: URL;
  readonly agent: Agent | undefined;
  /** Those that sign in, among others. */
  readonly headers: OutgoingHttpHeaders;
  /** What to say where the server does not know the person. */
  readonly unauthorized?: string;
}

export interface Ask {
  readonly path: string;
  readonly method?: 'GET' | 'POST' | 'PATCH';
  readonly accept?: string;
  readonly body?: string;
  readonly contentType?: string;
}

/** A way to one API server. */
export class Connection {
  readonly #endpoint: Endpoint;
  readonly #timeLimit: number;

  constructor(endpoint: Endpoint, timeLimit = TIME_LIMIT) {
    this.#endpoint = endpoint;
    this.#timeLimit = timeLimit;
  }

  get host(): string {
    return this.#endpoint.server.host;
  }

  /** Asks, and asks again where the server is busy and says for how long. */
  async ask(ask: Ask, signal: AbortSignal): Promise<Outcome<unknown>> {
    for (let tries = 1; ; tries++) {
      const answer = await this.#once(ask, signal);
      if (answer.ok || answer.problem.state !== 'busy' || tries === TRIES) return answer;
      const { retryAfter = 1 } = answer.problem;
      if (retryAfter > LONGEST_WAIT) return answer;
      try {
        await sleep(retryAfter * 1000, undefined, { signal });
      } catch {
        return failed(CANCELLED);
      }
    }
  }

  /** Lets go of connections that wait for more. */
  close(): void {
    this.#endpoint.agent?.destroy();
  }

  async #once(ask: Ask, signal: AbortSignal): Promise<Outcome<unknown>> {
    if (signal.aborted) return failed(CANCELLED);
    const limit = AbortSignal.timeout(this.#timeLimit);
    try {
      const { message, body } = await this.#send(ask, AbortSignal.any([signal, limit]));
      return this.#read(message, body);
    } catch (error) {
      if (isAborted(signal)) return failed(CANCELLED);
      const seconds = `${this.#timeLimit / 1000} s`;
      if (limit.aborted)
        return failed({ state: 'timeout', text: `${this.host} gave no answer within ${seconds}.` });
      if (error instanceof TooLarge)
        return failed({ state: 'server-error', text: `${this.host} sent more than is read.` });
      return failed(connectionProblem(error, this.host));
    }
  }

  #send(ask: Ask, signal: AbortSignal): Promise<Sent> {
    const { server, agent, headers } = this.#endpoint;
    const { method = 'GET', path, accept = 'application/json', body, contentType } = ask;
    const options: RequestOptions = {
      ...{ method, agent, signal },
      headers: {
        ...headers,
        ...{ accept, 'user-agent': 'next-steps-kubernetes' },
        ...(body !== undefined && {
          'content-type': contentType ?? 'application/json',
          'content-length': Buffer.byteLength(body),
        }),
      },
    };
    const url = new URL(`${server.pathname.replace(/\/$/, '')}${path}`, server);
    return new Promise((resolve, reject) => {
      const send = server.protocol === 'https:' ? requestHttps : requestHttp;
      const sent = send(url, options, (message) => {
        readAll(message).then((text) => {
          resolve({ message, body: text });
        }, reject);
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  #read(message: IncomingMessage, body: string): Outcome<unknown> {
    const { statusCode = 0, headers } = message;
    const parsed = parseJson(body, headers['content-type'] ?? '');
    if (statusCode >= 200 && statusCode < 300) {
      if (parsed !== undefined) return { ok: true, value: parsed };
      return failed({
        state: 'not-json',
        text: `${this.host} answers with something other than JSON: is it an API server, or a proxy before it?`,
      });
    }
    return failed(this.#problemOf(statusCode, parsed, headers['retry-after']));
  }

  #problemOf(code: number, status: unknown, retryAfter: string | undefined): Problem {
    const message = textOf(recordOf(status)['message']);
    const said = (otherwise: string): string => message ?? otherwise;
    const { host } = this;
    switch (code) {
      case 401:
        return {
          state: 'unauthorized',
          text:
            this.#endpoint.unauthorized ??
            `${host} doesn't accept your credentials: sign in again, then retry.`,
          status,
        };
      case 403:
        return { state: 'forbidden', text: said(`${host} forbids it.`), status };
      case 404:
        return { state: 'not-found', text: said(`${host} has no such path.`), status };
      case 410:
        return { state: 'gone', text: said('The list has changed too much meanwhile.'), status };
      case 400:
      case 409:
      case 415:
      case 422:
        return { state: 'invalid', text: said(`${host} refuses the request (${code}).`), status };
      case 429:
      case 503: {
        const seconds = Number(retryAfter);
        return {
          state: 'busy',
          text: `${host} is busy (${code}): try again later.`,
          ...(Number.isFinite(seconds) && seconds >= 0 && { retryAfter: seconds }),
        };
      }
      default:
        return {
          state: 'server-error',
          text: `${host} failed (${code}): ${said('no reason given.')}`,
        };
    }
  }
}

/** Asked anew: it may have changed since it was asked last. */
function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}

interface Sent {
  readonly message: IncomingMessage;
  readonly body: string;
}

class TooLarge extends Error {}

async function readAll(message: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of message as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > LARGEST_ANSWER) throw new TooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parseJson(body: string, contentType: string): unknown {
  if (!/^application\/(?:json|[\w.+-]*\+json)\b/i.test(contentType)) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
