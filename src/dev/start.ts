// `npm start [-- PATH] [--port N] [--no-open]`: a real VS Code with this extension, on the sample shop or on a folder of yours.
// `--check [--screenshot FILE]` opens it in a headless browser instead, and ends with 0 once it shows what it should.
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { build } from './build.ts';
import { readOptions } from './options.ts';
import { ROOT, mainContainer, readManifest } from './project.ts';
import { workbenchAddress } from './vscode/address.ts';
import { addCompanion } from './vscode/bridge.ts';
import type { FirstView } from './vscode/companion-protocol.ts';
import { checkWindow } from './vscode/check-window.ts';
import { findDesktop } from './vscode/desktop.ts';
import { runDesktop } from './vscode/desktop-window.ts';
import { exitOnSignals } from './vscode/ending.ts';
import { firstFile } from './vscode/first-file.ts';
import { openInBrowser } from './vscode/open-in-browser.ts';
import { type Profile, copyWorkspace, createProfile, linkExtension } from './vscode/profile.ts';
import { startServer } from './vscode/server.ts';
import { QUIET } from './vscode/settings.ts';

const SAMPLES = join(ROOT, 'test/workspaces');
// Those of the extension come with its first one.
const BUNDLES = [
  'dist/extension.cjs',
  'dist/cluster.cjs',
  'dist/real-path.cjs',
  'dist/run-tool.cjs',
  'dist/cron.cjs',
  'dist/yaml-tolerant.cjs',
  'dist/map.js',
  'dist/slide.js',
  'dist/test/companion.cjs',
];
const SETTINGS = { ...QUIET, 'workbench.colorTheme': 'Default Dark Modern' };

const { values, positionals } = readOptions({
  options: {
    port: { type: 'string' },
    'no-open': { type: 'boolean' },
    check: { type: 'boolean' },
    screenshot: { type: 'string' },
  },
  allowPositionals: true,
});

try {
  process.exitCode = await start();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

async function start(): Promise<number> {
  const port = readPort(values.port);
  const source = sourceFolder(positionals[0]);
  await build({ tests: true, ifStale: true, only: BUNDLES });
  const profile = createProfile(SETTINGS);
  process.once('exit', profile.dispose);
  exitOnSignals(() => {
    console.log('\nClosed.');
  });
  const folder = isSample(source) ? copyWorkspace(profile, source) : source;
  const first = { container: mainContainer(readManifest())?.id, ...firstFile(folder) };
  const wantsServer = values.check === true || values['no-open'] === true || port !== undefined;
  const desktop = wantsServer ? undefined : await findDesktop();
  return desktop === undefined
    ? serve(profile, folder, first, port)
    : runDesktop(desktop, profile, folder, first);
}

async function serve(
  profile: Profile,
  folder: string,
  first: FirstView,
  port: number | undefined,
): Promise<number> {
  addCompanion(profile);
  linkExtension(profile, ROOT);
  const server = await startServer(profile, {
    port,
    env: { NEXT_STEPS_OPEN: JSON.stringify(first) },
  });
  const address = workbenchAddress(server.port, { folder });
  if (values.check === true) {
    const code = await checkWindow(address, first, inputPath(values.screenshot));
    await server.close();
    return code;
  }
  console.log(`VS Code shows ${folder}\n\n  ${address}\n`);
  if (values['no-open'] !== true) openInBrowser(address);
  console.log('Ctrl+C ends it.');
  await server.ended;
  return 1;
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new Error(`--port takes a number from 1 to 65535, not "${text}".`);
}

function sourceFolder(given: string | undefined): string {
  const folder = inputPath(given) ?? join(SAMPLES, 'shop');
  if (!existsSync(folder)) throw new Error(`There is no folder ${folder}.`);
  return folder;
}

// npm runs scripts in the root; the user means the folder where he called npm.
function inputPath(given: string | undefined): string | undefined {
  return given === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? '.', given);
}

// The sample is edited in a copy, so that trying things out leaves the repository clean.
function isSample(folder: string): boolean {
  return !relative(SAMPLES, folder).startsWith('..');
}
