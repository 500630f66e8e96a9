import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { installServer } from './install.ts';
import type { Profile } from './profile.ts';

/** How a server differs from the plain one. */
export interface ServerOptions {
  /** A free one of 9600 to 9699 when left out. */
  readonly port?: number | undefined;
  /** Ask for workspace trust, as a user's VS Code does; off unless set. */
  readonly trust?: boolean;
  /** Offer `window.driver` to tests. Hides notification toasts. */
  readonly driver?: boolean;
  /** Environment variables; the extension host sees them too. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A VS Code server that listens on this machine. */
export interface RunningServer {
  readonly port: number;
  /** All it has printed so far: says also how each extension host ended. */
  output(): string;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  close(): Promise<void>;
}

const START_LIMIT_MS = 30_000;

/** Installs VS Code if need be and starts its server on the profile. */
export async function startServer(
  profile: Profile,
  options: ServerOptions = {},
): Promise<RunningServer> {
  const { main, node } = await installServer();
  const child = spawn(node, [main, ...serverArguments(profile, options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: serverEnvironment(profile, options),
  });
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(child, 'exit').finally(() => process.off('exit', kill));
  const printed: string[] = [];
  child.stdout.on('data', (chunk) => printed.push(String(chunk)));
  child.stderr.on('data', (chunk) => printed.push(String(chunk)));
  const output = (): string => printed.join('');
  const port = await listening(child, output);
  return { port, output, ended, close: () => closeServer(child, ended) };
}

function serverArguments(profile: Profile, options: ServerOptions): string[] {
  const port = options.port === undefined ? '9600-9699' : String(options.port);
  return [
    ...['--host', '127.0.0.1', '--port', port, '--without-connection-token'],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', profile.data, '--extensions-dir', profile.extensions],
    ...(options.trust === true ? [] : ['--disable-workspace-trust']),
    ...(options.driver === true ? ['--enable-smoke-test-driver'] : []),
  ];
}

function serverEnvironment(profile: Profile, options: ServerOptions): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // No extension gallery: nothing is asked of the outside.
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
    // VS Code leaves sockets in the temporary folder. Elsewhere a socket's path could get too long.
    ...(process.platform === 'linux' ? { TMPDIR: profile.root } : {}),
    ...options.env,
  };
}

function listening(child: ChildProcess, output: () => string): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`The VS Code server ${reason}: ${output().slice(-800)}`));
    };
    const limit = setTimeout(() => {
      fail('did not start in time');
    }, START_LIMIT_MS);
    const look = (): void => {
      const port = /Extension host agent listening on (\d+)/.exec(output())?.[1];
      if (port === undefined) return;
      clearTimeout(limit);
      resolve(Number(port));
    };
    child.stdout?.on('data', look);
    child.once('exit', () => {
      clearTimeout(limit);
      fail('ended');
    });
  });
}

async function closeServer(child: ChildProcess, ended: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const limit = setTimeout(() => child.kill('SIGKILL'), 5000);
  await ended;
  clearTimeout(limit);
}
