import { type ChildProcess, spawn } from 'node:child_process';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';

/** The minors of Kubernetes that one API server can be: its own, and those it emulates. */
export const MINORS: readonly number[] = [34, 35, 36, 37];

/** Who signs in: the first may do everything, the others nothing until a binding gives them rights. */
const USERS = ['admin', 'view', 'shop', 'nobody'] as const;

/** A control plane that runs: nothing but an API server and its store. */
export interface ControlPlane {
  /** Path of a kubeconfig with a context for each of `USERS`; the first one's is called `test`. */
  readonly kubeconfig: string;
  /** `127.0.0.1:6443`. */
  readonly host: string;
  /** Stops both programs and removes what they wrote. */
  readonly stop: () => Promise<void>;
}

const READY_WITHIN = 60_000;
const LAST_LINES = 8;

/**
 * Starts etcd and an API server on free ports of this machine, in a new temporary folder; ready after 4 s.
 * There are no controllers, so nobody makes service accounts: that admission is off. Fails with a sentence.
 * @param minor the minor of Kubernetes to be, such as 34
 */
export async function startControlPlane(binaries: Binaries, minor: number): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), 'next-steps-control-plane-'));
  const running: ChildProcess[] = [];
  const kill = (): void => {
    // Newest first: an API server whose etcd is gone never ends by itself.
    for (const child of running.toReversed()) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    for (const child of running.toReversed()) await end(child);
    process.off('exit', kill);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const [client, peer, api] = await freePorts();
    const tokens = writeCredentials(folder);
    const [token = ''] = tokens;
    running.push(start(binaries.etcd, etcdArguments(folder, client, peer), folder));
    const args = apiServerArguments(folder, client, api);
    const server = start(binaries.apiServer, [...args, emulating(minor)], folder);
    running.push(server);
    await ready(folder, { port: api, token, server });
    const host = `127.0.0.1:${String(api)}`;
    return { kubeconfig: writeKubeconfig(folder, api, tokens), host, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function emulating(minor: number): string {
  return `--emulated-version=kube=1.${String(minor)}`;
}

function etcdArguments(folder: string, client: number, peer: number): readonly string[] {
  const url = `http://127.0.0.1:${String(client)}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    ...[`--listen-client-urls=${url}`, `--advertise-client-urls=${url}`],
    `--listen-peer-urls=http://127.0.0.1:${String(peer)}`,
    // What it holds is thrown away anyway.
    '--unsafe-no-fsync',
    '--log-level=error',
  ];
}

function apiServerArguments(folder: string, client: number, api: number): readonly string[] {
  const key = join(folder, 'service-accounts.key');
  return [
    `--etcd-servers=http://127.0.0.1:${String(client)}`,
    ...['--bind-address=127.0.0.1', `--secure-port=${String(api)}`],
    // It makes its own certificate there.
    `--cert-dir=${folder}`,
    `--token-auth-file=${join(folder, 'tokens.csv')}`,
    ...[`--service-account-key-file=${key}`, `--service-account-signing-key-file=${key}`],
    '--service-account-issuer=https://kubernetes.default.svc',
    '--service-cluster-ip-range=10.96.0.0/16',
    '--authorization-mode=RBAC',
    '--allow-privileged',
    '--disable-admission-plugins=ServiceAccount',
  ];
}

/** Writes a token for each user, and the key that signs service accounts; answers the tokens. */
function writeCredentials(folder: string): readonly string[] {
  const tokens = USERS.map(() => randomBytes(16).toString('hex'));
  const mode = 0o600;
  const lines = USERS.map((name, i) => {
    const groups = name === 'admin' ? ',system:masters' : '';
    return `${tokens[i] ?? ''},${name},${name}${groups}\n`;
  });
  writeFileSync(join(folder, 'tokens.csv'), lines.join(''), { mode });
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  writeFileSync(join(folder, 'service-accounts.key'), privateKey, { mode });
  return tokens;
}

function writeKubeconfig(folder: string, port: number, tokens: readonly string[]): string {
  const cluster = {
    server: `https://127.0.0.1:${String(port)}`,
    'certificate-authority': certificateIn(folder),
  };
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster }],
    users: USERS.map((name, i) => ({ name, user: { token: tokens[i] ?? '' } })),
    contexts: USERS.map((user) => ({
      name: user === 'admin' ? 'test' : user,
      context: { cluster: 'test', user, ...(user === 'shop' && { namespace: 'shop' }) },
    })),
    'current-context': 'test',
  };
  const file = join(folder, 'kubeconfig');
  // JSON is YAML.
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

function certificateIn(folder: string): string {
  return join(folder, 'apiserver.crt');
}

function start(program: string, args: readonly string[], folder: string): ChildProcess {
  const log = openSync(join(folder, 'log.txt'), 'a');
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', log, log] });
  closeSync(log);
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // A graceful end takes 5 s, and there is nothing to save.
  child.kill('SIGKILL');
  await once(child, 'exit');
}

interface Starting {
  readonly port: number;
  readonly token: string;
  readonly server: ChildProcess;
}

async function ready(folder: string, { port, token, server }: Starting): Promise<void> {
  const until = Date.now() + READY_WITHIN;
  while (Date.now() < until && server.exitCode === null) {
    if (existsSync(certificateIn(folder)) && (await isReady(folder, port, token))) return;
    await sleep(100);
  }
  const log = readFileSync(join(folder, 'log.txt'), 'utf8').trimEnd().split('\n');
  const last = log.slice(-LAST_LINES).join('\n');
  throw new Error(`The API server did not get ready. Its last words:\n${last}`);
}

async function isReady(folder: string, port: number, token: string): Promise<boolean> {
  return await new Promise((resolve) => {
    const ca = readFileSync(certificateIn(folder));
    const headers = { authorization: `Bearer ${token}` };
    const options = { host: '127.0.0.1', port, path: '/readyz', ca, headers, timeout: 2000 };
    const asked = request(options, (answer) => {
      answer.resume();
      resolve(answer.statusCode === 200);
    });
    // Nobody listens yet.
    asked.on('error', () => {
      resolve(false);
    });
    asked.on('timeout', () => asked.destroy(new Error('no answer')));
    asked.end();
  });
}

/** Held together, so that they are three different ones. */
async function freePorts(): Promise<readonly [number, number, number]> {
  const servers = [createServer(), createServer(), createServer()] as const;
  const ports = await Promise.all(servers.map(listen));
  for (const server of servers) server.close();
  const [first = 0, second = 0, third = 0] = ports;
  return [first, second, third];
}

async function listen(server: ReturnType<typeof createServer>): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
