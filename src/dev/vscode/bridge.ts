import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type * as vscode from 'vscode';
import { ROOT } from '../project.ts';
import type { BridgeAnswer, BridgeRequest } from './companion-protocol.ts';
import { type Profile, extensionFolder } from './profile.ts';

/** Runs a function in the extension host. It must use nothing but its parameters; what goes in and out is JSON. */
export type InHost = <A extends readonly unknown[], R>(
  run: (api: typeof vscode, ...args: A) => R | PromiseLike<R>,
  ...args: A
) => Promise<Awaited<R>>;

const COMPANION = {
  name: 'companion',
  publisher: 'next-steps-dev',
  version: '0.0.1',
  displayName: 'Companion of tests and demos',
  engines: { vscode: '^1.90.0' },
  main: './companion.cjs',
  activationEvents: ['*'],
  extensionKind: ['workspace'],
  capabilities: { untrustedWorkspaces: { supported: true }, virtualWorkspaces: true },
};
const CONNECT_LIMIT_MS = 30_000;
const ANSWER_LIMIT_MS = 60_000;

/** Installs the companion extension into the profile; the test bundles must have been built. Answers with its folder. */
export function addCompanion(profile: Profile): string {
  const folder = extensionFolder(profile, COMPANION);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify(COMPANION));
  copyFileSync(join(ROOT, 'dist/test/companion.cjs'), join(folder, 'companion.cjs'));
  return folder;
}

/** Where the profile's companion listens: a socket, on Windows a named pipe. */
export function bridgeSocket(profile: Profile): string {
  return process.platform === 'win32'
    ? `\\\\.\\pipe\\next-steps-${profile.root.replaceAll(/\W/g, '')}`
    : join(profile.root, 'bridge.sock');
}

/** A way into the extension host. Waits up to 30 s for it to start. */
export function bridgeTo(socketPath: string): InHost {
  return async <A extends readonly unknown[], R>(
    run: (api: typeof vscode, ...args: A) => R | PromiseLike<R>,
    ...args: A
  ): Promise<Awaited<R>> => {
    const question: BridgeRequest = { source: String(run), args };
    const answer = await send(socketPath, JSON.stringify(question));
    if (answer.error !== undefined) throw new Error(`In the extension host: ${answer.error}`);
    return answer.value as Awaited<R>;
  };
}

async function send(socketPath: string, body: string): Promise<BridgeAnswer> {
  const limit = Date.now() + CONNECT_LIMIT_MS;
  for (;;) {
    try {
      return await post(socketPath, body);
    } catch (error) {
      if (Date.now() > limit) throw error;
      await sleep(100);
    }
  }
}

function post(socketPath: string, body: string): Promise<BridgeAnswer> {
  return new Promise((resolve, reject) => {
    const call = request({ socketPath, method: 'POST' }, (response) => {
      text(response).then((answer) => {
        resolve(JSON.parse(answer) as BridgeAnswer);
      }, reject);
    });
    call.on('error', reject);
    call.setTimeout(ANSWER_LIMIT_MS, () => {
      call.destroy(new Error(`The extension host does not answer: ${body.slice(0, 300)}`));
    });
    call.end(body);
  });
}
