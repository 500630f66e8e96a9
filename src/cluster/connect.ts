/** From a context of a kubeconfig to a connection: certificates, tokens, proxies, sign-in programs. */
import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Agent } from 'node:https';
import type { RequestOptions } from 'node:https';
import type { Agent as AnyAgent, OutgoingHttpHeaders } from 'node:http';
import { KubeConfig } from '@kubernetes/client-node/dist/config.js';
import { recordOf, textOf, textsOf } from '../core/live/json.ts';
import type { JsonObject } from '../core/live/json.ts';
import { Connection } from './connection.ts';
import { runExec } from './exec-credential.ts';
import type { FoundContext } from '../core/live/cluster-access.ts';
import { failed } from './problem.ts';
import type { Outcome } from '../core/live/cluster-access.ts';

/** Milliseconds; for tests. */
export interface TimeLimits {
  readonly request?: number;
  readonly exec?: number;
}

/** Opens nothing yet: the first request does. A program that signs in is run here. */
export async function connect(
  context: FoundContext,
  signal: AbortSignal,
  limits: TimeLimits = {},
): Promise<Outcome<Connection>> {
  const { name, cluster } = context.facts;
  const server = serverOf(context);
  if (typeof server === 'string') return refused(server);
  if (context.user['auth-provider'] !== undefined && !isOidc(context.user))
    return refused(
      `Context "${name}" signs in with an auth-provider that Kubernetes 1.26 removed: get a new kubeconfig from your provider.`,
    );
  const user = await withCredentials(context, signal, limits.exec);
  if (!user.ok) return user;
  const options = await optionsOf({ ...context, user: user.value }, `cluster "${cluster}"`);
  if (!options.ok) return options;
  const { agent, headers, expired } = options.value;
  const unauthorized = expired === undefined ? undefined : `${expired} Get a new one, then retry.`;
  const endpoint = { server, agent, headers, ...(unauthorized !== undefined && { unauthorized }) };
  return { ok: true, value: new Connection(endpoint, limits.request) };
}

function isOidc(user: JsonObject): boolean {
  return textOf(recordOf(user['auth-provider'])['name']) === 'oidc';
}

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

function serverOf({ facts }: FoundContext): URL | string {
  const { server, name, cluster } = facts;
  if (server === undefined)
    return `Context "${name}" refers to cluster "${cluster}", which the kubeconfig doesn't define.`;
  const url = URL.parse(server);
  if (url === null || !/^https?:$/.test(url.protocol))
    return `The server of cluster "${cluster}" is no address: "${server}".`;
  // Anybody on the way could read the credentials.
  if (url.protocol === 'http:' && !LOOPBACK.test(url.hostname))
    return `The server of cluster "${cluster}" is reached without TLS, so no credentials are sent to it.`;
  return url;
}

/** A user whose credentials are at hand: those of a file or of a program are put in. */
async function withCredentials(
  { user, cluster }: FoundContext,
  signal: AbortSignal,
  timeLimit: number | undefined,
): Promise<Outcome<JsonObject>> {
  const { exec, tokenFile, ...rest } = user;
  const file = textOf(tokenFile);
  if (file !== undefined) {
    const token = await readToken(file);
    if (token === undefined) return refused(`The token file "${file}" can't be read.`);
    return { ok: true, value: { ...rest, token } };
  }
  if (exec === undefined || exec === null || textOf(rest['token']) !== undefined)
    return { ok: true, value: rest };
  const credential = await runExec(recordOf(exec), cluster, signal, timeLimit);
  if (!credential.ok) return credential;
  const { token, certificate, key } = credential.value;
  const base64 = (pem: string): string => Buffer.from(pem).toString('base64');
  return {
    ok: true,
    value: {
      ...rest,
      ...(token !== undefined && { token }),
      ...(certificate !== undefined && { 'client-certificate-data': base64(certificate) }),
      ...(key !== undefined && { 'client-key-data': base64(key) }),
    },
  };
}

async function readToken(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch {
    return undefined;
  }
}

interface Options {
  readonly agent: AnyAgent | undefined;
  readonly headers: OutgoingHttpHeaders;
  /** A sentence where the person's own certificate has run out. */
  readonly expired?: string;
}

async function optionsOf(context: FoundContext, what: string): Promise<Outcome<Options>> {
  const config = new KubeConfig();
  const options: RequestOptions = {};
  const { user, cluster, facts } = context;
  const isPlain = facts.server?.startsWith('http:') === true;
  try {
    config.loadFromString(JSON.stringify(kubeconfigOf(context)));
    await config.applyToHTTPSOptions(options);
  } catch {
    // Its messages may quote what the kubeconfig holds.
    return refused(`The credentials or certificates of ${what} can't be read.`);
  }
  const { ca, cert, key, rejectUnauthorized, servername } = options;
  const own = { ca, cert, key, rejectUnauthorized, servername, keepAlive: true, maxSockets: 6 };
  // One behind a proxy comes from the client; else connections are kept for the next request.
  const isProxied = textOf(cluster['proxy-url']) !== undefined;
  const agent = isProxied ? (options.agent as AnyAgent) : new Agent(own);
  const expired = expiredCertificate(cert);
  return {
    ok: true,
    value: {
      agent: isPlain ? undefined : agent,
      headers: {
        ...(options.headers as OutgoingHttpHeaders),
        ...basicOf(options.auth),
        ...impersonation(user),
      },
      ...(expired !== undefined && { expired }),
    },
  };
}

/** A kubeconfig of this context alone. The client takes no plain HTTP, which here is loopback only. */
function kubeconfigOf({ facts, cluster, user }: FoundContext): JsonObject {
  const server = facts.server?.replace(/^http:/, 'https:');
  return {
    clusters: [{ name: 'one', cluster: { ...cluster, server } }],
    users: [{ name: 'one', user }],
    contexts: [{ name: 'one', context: { cluster: 'one', user: 'one' } }],
    'current-context': 'one',
  };
}

function basicOf(auth: string | null | undefined): OutgoingHttpHeaders {
  if (auth === undefined || auth === null) return {};
  return { authorization: `Basic ${Buffer.from(auth).toString('base64')}` };
}

/** The client knows `as` alone. */
function impersonation(user: JsonObject): OutgoingHttpHeaders {
  const groups = textsOf(user['as-groups']);
  const uid = textOf(user['as-uid']);
  return {
    ...(groups.length > 0 && { 'impersonate-group': [...groups] }),
    ...(uid !== undefined && { 'impersonate-uid': uid }),
  };
}

function expiredCertificate(pem: RequestOptions['cert']): string | undefined {
  if (!(typeof pem === 'string' || Buffer.isBuffer(pem))) return undefined;
  try {
    const until = new X509Certificate(pem).validToDate;
    if (until.getTime() > Date.now()) return undefined;
    return `Your client certificate expired on ${until.toISOString().slice(0, 10)}.`;
  } catch {
    return undefined;
  }
}

function refused(text: string): ReturnType<typeof failed> {
  return failed({ state: 'credentials', text });
}
