// Stands in for the desktop's `code` command when @vscode/test-electron runs tests: takes the same arguments, runs them in
// the extension host of the VS Code from npm, ends with the same exit code. Anything but a clean end is a failure.
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { workbenchAddress } from './address.ts';
import { launchChromium } from './chromium.ts';
import { exitOnSignals } from './ending.ts';
import { createProfile, linkExtension } from './profile.ts';
import { type RunningServer, startServer } from './server.ts';
import { QUIET, type Settings } from './settings.ts';
import { Watch } from './watch.ts';

const CRASHED = 3;
const LIMIT_MS = 10 * 60_000;

interface Request {
  readonly target: string | undefined;
  readonly extensionDevelopmentPath: readonly string[];
  readonly extensionTestsPath: string;
  readonly settings: Settings;
  readonly trust: boolean;
}

exitOnSignals();
process.exit(await runTests(readRequest(process.argv.slice(2))));

function readRequest(argv: readonly string[]): Request {
  // Not strict: VS Code takes many more options, which mean nothing here.
  const { values, positionals } = parseArgs({
    args: [...argv],
    options: { extensionDevelopmentPath: { type: 'string', multiple: true } },
    strict: false,
    allowPositionals: true,
  });
  const text = (name: string): string => String(values[name] ?? '');
  const [target] = positionals;
  return {
    target: target === undefined ? undefined : resolve(target),
    extensionDevelopmentPath: (values.extensionDevelopmentPath ?? []).map(String),
    extensionTestsPath: text('extensionTestsPath'),
    settings: givenSettings(text('user-data-dir')),
    trust: values['disable-workspace-trust'] !== true,
  };
}

function givenSettings(userData: string): Settings {
  const file = join(userData, 'User/settings.json');
  return userData !== '' && existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8')) as Settings)
    : {};
}

async function runTests(request: Request): Promise<number> {
  const profile = createProfile({ ...QUIET, ...request.settings });
  // An address can name one extension only: the others are installed.
  for (const path of request.extensionDevelopmentPath.slice(1)) linkExtension(profile, path);
  try {
    const server = await startServer(profile, { driver: true, trust: request.trust });
    const code = await withBrowser((browser) => runInHost(browser, server, request));
    await server.close();
    return code;
  } catch (error) {
    console.error(`The tests' VS Code: ${error instanceof Error ? error.message : String(error)}`);
    return CRASHED;
  } finally {
    profile.dispose();
  }
}

async function withBrowser(work: (browser: Browser) => Promise<number>): Promise<number> {
  const browser = await launchChromium();
  try {
    return await work(browser);
  } finally {
    await browser.close();
  }
}

async function runInHost(
  browser: Browser,
  server: RunningServer,
  request: Request,
): Promise<number> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const finished = new Promise<number>((done, fail) => {
    const report = (code: number): void => {
      done(code);
    };
    page.exposeFunction('codeAutomationExit', report).catch(fail);
    const watch = new Watch(fail);
    page.exposeFunction('codeAutomationLog', watch.line).catch(fail);
    page.once('crash', () => {
      fail(new Error('the page crashed'));
    });
    void server.ended.then(() => {
      fail(new Error('the server ended'));
    });
    void hostWithoutPage(server).then((reason) => {
      fail(watch.explained(reason));
    });
  });
  const { target, extensionTestsPath } = request;
  const [extensionDevelopmentPath = ''] = request.extensionDevelopmentPath;
  const folder = target === undefined ? {} : { folder: target };
  const opening = { ...folder, extensionDevelopmentPath, extensionTestsPath };
  await page.goto(workbenchAddress(server.port, opening));
  const code = await finished;
  return code === 0 ? codeOfHost(await hostEnd(server, 5000)) : code;
}

interface HostEnd {
  readonly code: string;
  readonly signal: string;
}

// A host that crashes, is killed or calls process.exit makes the page report 0: only the server knows better.
function codeOfHost(end: HostEnd | undefined): number {
  if (end?.code === '0' && end.signal === 'null') return 0;
  const how =
    end === undefined ? 'never ended' : `ended with code ${end.code}, signal ${end.signal}`;
  throw new Error(`the extension host ${how}, so the reported success is worth nothing`);
}

async function hostWithoutPage(server: RunningServer): Promise<Error> {
  const end = await hostEnd(server, LIMIT_MS);
  if (end === undefined) return new Error('no end after 10 minutes');
  await sleep(15_000, undefined, { ref: false });
  return new Error('the extension host ended and the page did not notice');
}

async function hostEnd(server: RunningServer, limitMs: number): Promise<HostEnd | undefined> {
  const limit = Date.now() + limitMs;
  while (Date.now() < limit) {
    const line = /Extension Host Process exited with code: (\w+), signal: (\w+)/.exec(
      server.output(),
    );
    if (line !== null) return { code: line[1] ?? '', signal: line[2] ?? '' };
    await sleep(100, undefined, { ref: false });
  }
  return undefined;
}
