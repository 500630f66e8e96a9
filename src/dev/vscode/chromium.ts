import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { type Browser, type LaunchOptions, chromium } from 'playwright-core';

const INSTALLED = ['chromium', 'chromium-browser', 'google-chrome', 'microsoft-edge']
  .flatMap((name) => [`/usr/bin/${name}`, `/snap/bin/${name}`])
  .concat('/opt/google/chrome/chrome');
const CHANNELS = ['chrome', 'msedge', 'chromium'];
// The sandbox cannot be set up in many containers; the browser sees nothing but our own server.
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const DEBIAN = existsSync('/usr/bin/apt-get');
const ADVICE = DEBIAN
  ? 'Install one with "sudo apt-get install chromium" or set CHROMIUM to its path'
  : 'Install Chrome, Chromium or Edge, or set CHROMIUM to the path of one';

/**
 * Starts a headless Chromium: the one of $CHROMIUM, else one of this machine, else, as root on Debian,
 * one that is installed now. Fails with a sentence that says what to do.
 */
export async function launchChromium(): Promise<Browser> {
  const first = await launchFirst(candidates());
  if (typeof first !== 'string') return first;
  if (!canInstall()) throw new Error(`No Chromium could be started. ${ADVICE}. ${first}`);
  await installChromium();
  const second = await launchFirst(candidates());
  if (typeof second !== 'string') return second;
  throw new Error(`Chromium was installed and does not start. ${second}`);
}

function candidates(): readonly LaunchOptions[] {
  const chosen = process.env['CHROMIUM'];
  if (chosen !== undefined && chosen !== '') return [{ executablePath: chosen }];
  return [
    ...INSTALLED.filter((path) => existsSync(path)).map((executablePath) => ({ executablePath })),
    ...CHANNELS.map((channel) => ({ channel })),
  ];
}

// Answers with the first browser that starts, or with the reasons why none does.
async function launchFirst(options: readonly LaunchOptions[]): Promise<Browser | string> {
  const reasons: string[] = [];
  for (const option of options) {
    try {
      return await chromium.launch({ ...option, args: ARGUMENTS });
    } catch (error) {
      const name = option.executablePath ?? option.channel ?? '';
      reasons.push(`${name}: ${String(error).split('\n')[0] ?? ''}`);
    }
  }
  return reasons.join('; ');
}

function canInstall(): boolean {
  return DEBIAN && process.getuid?.() === 0 && (process.env['CHROMIUM'] ?? '') === '';
}

async function installChromium(): Promise<void> {
  console.log('Installing Chromium with apt-get, once ...');
  const run = promisify(execFile);
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 64 * 1024 * 1024,
  };
  try {
    await run('apt-get', ['update', '-qq'], options);
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
  } catch (error) {
    throw new Error(`Chromium could not be installed: ${String(error)}. ${ADVICE}.`, {
      cause: error,
    });
  }
}
