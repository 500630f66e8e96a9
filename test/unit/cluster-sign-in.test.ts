import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { connect } from '../../src/cluster/connect.ts';
import { runExec } from '../../src/cluster/exec-credential.ts';
import type { FoundContext } from '../../src/core/live/cluster-access.ts';
import type { JsonObject } from '../../src/core/live/json.ts';
import { contextFor, misbehave, sendJson } from '../support/misbehaving-server.ts';

const PLUGIN = join(import.meta.dirname, '../support/exec-plugin.ts');
const never = new AbortController().signal;
const exec = (behaviour: string, more: JsonObject = {}): JsonObject => ({
  ...{ apiVersion: 'client.authentication.k8s.io/v1', command: process.execPath },
  ...{ args: [PLUGIN, behaviour], ...more },
});

async function told(config: JsonObject, limit?: number, signal = never): Promise<string> {
  const outcome = await runExec(config, { server: 'https://192.0.2.1', token: 'x' }, signal, limit);
  if (outcome.ok) return `token ${outcome.value.token ?? ''}`;
  return outcome.problem.text.replaceAll(process.execPath, 'PROGRAM');
}

describe('a program that signs in', () => {
  it('gives a token, with the variables that the kubeconfig sets', async () => {
    const env = [{ name: 'PREFIX', value: 'top-' }];
    expect(await told(exec('token', { env }))).toBe('token top-secret');
  });

  it('is told of the cluster where it asks for that, and of nothing else', async () => {
    const info = async (more: JsonObject): Promise<unknown> =>
      JSON.parse((await told(exec('info', more))).slice('token '.length));
    const start = { apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential' };
    expect(await info({})).toEqual({ ...start, spec: { interactive: false } });
    expect(await info({ provideClusterInfo: true })).toEqual({
      ...start,
      spec: { interactive: false, cluster: { server: 'https://192.0.2.1' } },
    });
  });

  it('fails in words that say what to do', async () => {
    expect(await told(exec('fail'))).toBe('"PROGRAM" failed: No session: run "login" first');
    expect(await told(exec('chatter'))).toBe('"PROGRAM" printed no credential that can be read.');
    expect(await told(exec('empty'))).toBe('"PROGRAM" printed neither a token nor a certificate.');
    expect(await told(exec('hang'), 300)).toBe(
      '"PROGRAM" didn\'t finish within 0.3 s: sign in with it in a terminal, then retry.',
    );
    const absent = { ...exec(''), command: 'no-such-program', installHint: 'Get it from us.' };
    expect(await told(absent)).toBe(
      '"no-such-program", which this context signs in with, isn\'t installed. Get it from us.',
    );
    expect(await told({ ...exec(''), interactiveMode: 'Always' })).toBe(
      '"PROGRAM" asks questions in a terminal: run it there once, then retry.',
    );
    expect(await told({ ...exec(''), apiVersion: 'client.authentication.k8s.io/v1alpha1' })).toBe(
      '"PROGRAM" speaks "client.authentication.k8s.io/v1alpha1", which kubectl no longer accepts either.',
    );
  });

  it('is ended at once when the person stops', async () => {
    const stop = new AbortController();
    const asked = told(exec('hang'), 60_000, stop.signal);
    stop.abort();
    expect(await asked).toBe('Stopped.');
  });

  it('signs requests in', async () => {
    const server = await misbehave((_, response) => {
      sendJson(response, 200, {});
    });
    const connection = await connect({ ...server.context, user: { exec: exec('token') } }, never);
    expect(connection.ok).toBe(true);
    if (connection.ok) await connection.value.ask({ path: '/x' }, never);
    expect(server.headers[0]?.authorization).toBe('Bearer secret');
    await server.close();
  });
});

const pem = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../support/certificates', name), 'utf8');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** Asks a server that has one of the certificates, as somebody who trusts one of them. */
async function asked(certificate: string, trusted: string, user: JsonObject = {}): Promise<string> {
  const options = { cert: pem(`${certificate}.crt`), key: pem('test.key') };
  const server = createServer(options, (_, response) => {
    response.writeHead(401, { 'content-type': 'application/json' });
    response.end('{}');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const context: FoundContext = {
    ...contextFor(`https://127.0.0.1:${String(port)}`, user),
    cluster: { 'certificate-authority-data': base64(pem(`${trusted}.crt`)) },
  };
  const connection = await connect(context, never);
  if (!connection.ok) throw new Error(connection.problem.text);
  const outcome = await connection.value.ask({ path: '/x' }, never);
  connection.value.close();
  server.close();
  return outcome.ok ? 'ok' : `${outcome.problem.state}: ${outcome.problem.text}`;
}

describe('certificates', () => {
  it('that have expired', async () => {
    expect(await asked('expired', 'expired')).toBe(
      "certificate: The API server's certificate has expired.",
    );
  });

  it('that another CA has signed', async () => {
    expect(await asked('good', 'expired')).toBe(
      "certificate: The API server's certificate isn't signed by the CA in the kubeconfig.",
    );
  });

  it('for another host', async () => {
    expect(await asked('elsewhere', 'elsewhere')).toMatch(/^certificate: .* another host name\./);
  });

  it('of the person that have expired: the refusal says so', async () => {
    const user = {
      'client-certificate-data': base64(pem('expired.crt')),
      'client-key-data': base64(pem('test.key')),
    };
    expect(await asked('good', 'good', user)).toBe(
      'unauthorized: Your client certificate expired on 2020-01-02. Get a new one, then retry.',
    );
  });
});
