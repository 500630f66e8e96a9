/** Watches the whole extension host while the tests run: nothing goes out, starts or is opened that must not. */
import childProcess from 'node:child_process';
import dgram from 'node:dgram';
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { sensitiveFile } from '../../src/core/files/sensitive-files.ts';

/** What was seen, with where it came from: one list for all bundles of tests. */
const shared = globalThis as { nextStepsGuard?: string[]; nextStepsMay?: Set<string> };
const seen = (shared.nextStepsGuard ??= []);
/** Parts of complaints that a person has just allowed by a command. */
const may = (shared.nextStepsMay ??= new Set());

/** Lets through what a command of the person asks for, such as a connection to one port, while it runs. */
export async function whileAllowed(
  words: readonly string[],
  run: () => Promise<void>,
): Promise<void> {
  for (const word of words) may.add(word);
  try {
    await run();
  } finally {
    for (const word of words) may.delete(word);
  }
}

/** What the tests themselves do to see that the guard is awake is taken out again. */
export function takeSeen(): readonly string[] {
  return seen.splice(0);
}

/** VS Code and its own extensions start programs in this host, as to search. */
const OTHERS_MAY = { spawn: true };

/** The code of the extension, but for what it starts on command; and the test of the guard. */
const OURS = /[\\/]dist[\\/](?:[\w-]+|test[\\/]guard\.test)\.cjs/;

type Method = (...args: readonly unknown[]) => unknown;

/** Begins to watch. Prototypes are changed, so that it does not matter who holds which function. */
export function watchHost(): void {
  watch(net.Socket.prototype, 'connect', ([first]) => addressOf(first));
  watch(dgram.Socket.prototype, 'send', () => 'a datagram');
  watch(childProcess.ChildProcess.prototype, 'spawn', ([options]) => programOf(options));
  for (const name of ['open', 'openSync', 'readFile', 'readFileSync', 'createReadStream'])
    watch(fs, name, listedFile);
  for (const name of ['open', 'readFile']) watch(fs.promises, name, listedFile);
  // Who started a program is far down.
  Error.stackTraceLimit = 50;
  syncBuiltinESMExports();
}

function watch(
  holder: object,
  name: string,
  complaint: (args: readonly unknown[]) => string | undefined,
): void {
  const methods = holder as Record<string, Method>;
  const before = methods[name];
  if (before === undefined) throw new Error(`There is no ${name} to watch.`);
  methods[name] = function watched(this: unknown, ...args: readonly unknown[]): unknown {
    const found = complaint(args);
    const stack = found === undefined ? '' : (new Error(found).stack ?? found);
    const isOurs = OURS.test(stack) && !stack.includes('run-tool.cjs');
    const isAllowed = [...may].some((word) => found?.includes(word) === true);
    if (found !== undefined && !isAllowed && (!(name in OTHERS_MAY) || isOurs)) seen.push(stack);
    return before.apply(this, [...args]);
  };
}

/** VS Code's own pipes are no way out. */
function addressOf(first: unknown): string | undefined {
  const [options] = Array.isArray(first) ? (first as readonly unknown[]) : [first];
  if (typeof options !== 'object' || options === null || 'path' in options) return undefined;
  const { host = 'localhost', port } = options as { host?: string; port?: number };
  return port === undefined ? undefined : `a connection to ${host}:${String(port)}`;
}

function programOf(options: unknown): string {
  const { file = '?' } = options as { file?: string };
  return `a program: ${file}`;
}

/** To read: a test that writes such a file opens it, too. */
function listedFile([path, flags]: readonly unknown[]): string | undefined {
  if (typeof flags === 'string' && /^[wa]/.test(flags)) return undefined;
  if (typeof flags === 'number' && (flags & (fs.constants.O_WRONLY | fs.constants.O_RDWR)) !== 0)
    return undefined;
  const name = path instanceof URL ? path.pathname : String(path);
  return sensitiveFile(name) === undefined ? undefined : `a look into ${name}`;
}
