import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import type { Browser } from 'playwright-core';
import { ROOT, SHOTS } from '../project.ts';
import { type InHost, addCompanion, bridgeSocket, bridgeTo } from './bridge.ts';
import { workbenchAddress } from './address.ts';
import { launchChromium } from './chromium.ts';
import { exitOnSignals } from './ending.ts';
import { type Profile, copyWorkspace, createProfile } from './profile.ts';
import { type RunningServer, startServer } from './server.ts';
import { type Settings, UI_TEST } from './settings.ts';
import { Workbench } from './workbench.ts';

/** What a UI test starts with. */
export interface SessionOptions {
  /** A folder of test/workspaces, or an absolute path. It is copied: tests may edit it. */
  readonly workspace: string;
  readonly settings?: Settings;
  /** Begin in Restricted Mode. */
  readonly untrusted?: boolean;
  /** Width and height of the window in pixels. */
  readonly size?: { readonly width: number; readonly height: number };
  readonly env?: Readonly<Record<string, string>>;
}

/** A VS Code window with this extension, a copy of a workspace and a way into the extension host. */
export interface Session {
  readonly workbench: Workbench;
  /** The workspace's copy on disk. */
  readonly folder: string;
  readonly inHost: InHost;
  /** Saves a picture of the window as `.vscode-test/shots/NAME.png`. */
  shot(name: string): Promise<void>;
  close(): Promise<void>;
}

// A test run that is cut short leaves no server and no browser behind.
exitOnSignals();

const SIZE = { width: 1280, height: 800 };
const STEP_LIMIT_MS = 15_000;
const TEST_LIMIT_MS = 120_000;
const OPEN_LIMIT_MS = 90_000;

/** Opens a session; the caller closes it. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const profile = createProfile({ ...UI_TEST, ...options.settings });
  addCompanion(profile);
  const folder = copyWorkspace(profile, resolve(ROOT, 'test/workspaces', options.workspace));
  const socket = bridgeSocket(profile);
  const [server, browser] = await startBoth(profile, options, socket);
  const close = async (): Promise<void> => {
    await Promise.all([browser.close(), server.close()]);
    profile.dispose();
  };
  try {
    const workbench = await openWindow(browser, options);
    const extension = { folder, extensionDevelopmentPath: ROOT };
    const address = workbenchAddress(server.port, extension);
    await within(OPEN_LIMIT_MS, 'VS Code does not open', workbench.open(address));
    const shot = (name: string): Promise<void> => saveShot(workbench, name);
    return { workbench, folder, inHost: bridgeTo(socket), shot, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A node:test case that runs in its own session. On failure a picture is kept as `failed-NAME.png`. */
export function inVSCode(
  name: string,
  options: SessionOptions,
  steps: (session: Session) => Promise<void>,
): void {
  void test(name, async () => {
    const session = await openSession(options);
    try {
      // Not node:test's limit, which would leave the server and the browser running, and the file with them.
      await within(TEST_LIMIT_MS, 'the steps of this test do not end', steps(session));
    } catch (error) {
      await session.shot(`failed-${name.replaceAll(/\W+/g, '-')}`);
      throw error;
    } finally {
      await session.close();
    }
  });
}

/** Fails with what hangs, and after how long. */
async function within<T>(limitMs: number, what: string, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      fail(new Error(`${what} within ${limitMs / 1000} s`));
    }, limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

async function startBoth(
  profile: Profile,
  options: SessionOptions,
  socket: string,
): Promise<readonly [RunningServer, Browser]> {
  const server = await startServer(profile, {
    driver: true,
    trust: options.untrusted ?? false,
    env: { ...options.env, NEXT_STEPS_BRIDGE: socket },
  });
  try {
    return [server, await launchChromium()];
  } catch (error) {
    await server.close();
    profile.dispose();
    throw error;
  }
}

async function openWindow(browser: Browser, options: SessionOptions): Promise<Workbench> {
  const context = await browser.newContext({
    viewport: options.size ?? SIZE,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  context.setDefaultTimeout(STEP_LIMIT_MS);
  return new Workbench(await context.newPage());
}

async function saveShot(workbench: Workbench, name: string): Promise<void> {
  mkdirSync(SHOTS, { recursive: true });
  await workbench.page.screenshot({ path: join(SHOTS, `${name}.png`) });
}
