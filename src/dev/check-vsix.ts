// `node src/dev/check-vsix.ts`: installs dist/*.vsix as a user does and proves that the installed extension activates.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser } from 'playwright-core';
import { build } from './build.ts';
import { ROOT, extensionId, mainContainer, readManifest } from './project.ts';
import { workbenchAddress } from './vscode/address.ts';
import { type InHost, addCompanion, bridgeSocket, bridgeTo } from './vscode/bridge.ts';
import { launchChromium } from './vscode/chromium.ts';
import { exitOnSignals } from './vscode/ending.ts';
import { installServer } from './vscode/install.ts';
import { type Profile, copyWorkspace, createProfile } from './vscode/profile.ts';
import { startServer } from './vscode/server.ts';
import { QUIET } from './vscode/settings.ts';
import { Workbench } from './vscode/workbench.ts';

const MANIFEST = readManifest();
const VSIX = join(ROOT, 'dist', `${MANIFEST.name}.vsix`);

exitOnSignals();
if (!existsSync(VSIX)) throw new Error(`There is no ${VSIX}: run "npm run package" first.`);
await build({ tests: true, ifStale: true, only: ['dist/test/companion.cjs'] });
const profile = createProfile(QUIET);
try {
  await install(profile);
  console.log(await activate(profile));
} finally {
  profile.dispose();
}

async function install({ data, extensions }: Profile): Promise<void> {
  const { main, node } = await installServer();
  const folders = ['--extensions-dir', extensions, '--server-data-dir', data];
  const run = promisify(execFile);
  // First: once an installation has listed the extensions, VS Code no longer sees a folder that is put beside them.
  addCompanion(profile);
  await run(node, [main, '--install-extension', VSIX, ...folders]);
}

async function activate(where: Profile): Promise<string> {
  const folder = copyWorkspace(where, join(ROOT, 'test/workspaces/shop'));
  const socket = bridgeSocket(where);
  const server = await startServer(where, { env: { NEXT_STEPS_BRIDGE: socket } });
  try {
    const browser = await launchChromium();
    try {
      await openContainer(browser, workbenchAddress(server.port, { folder }));
      return await readActive(bridgeTo(socket));
    } finally {
      await browser.close();
    }
  } finally {
    await server.close();
  }
}

async function openContainer(browser: Browser, address: string): Promise<void> {
  const workbench = new Workbench(await browser.newPage());
  await workbench.open(address);
  const title = mainContainer(MANIFEST)?.title;
  if (title === undefined) return;
  await workbench.openContainer(title);
  await workbench.page.locator('.part.sidebar .monaco-list-row').first().waitFor();
}

async function readActive(inHost: InHost): Promise<string> {
  const state = await inHost(async (vscode, id) => {
    const extension = vscode.extensions.getExtension(id);
    await extension?.activate();
    return {
      isActive: extension?.isActive ?? false,
      path: extension?.extensionPath ?? '',
      vscode: vscode.version,
    };
  }, extensionId(MANIFEST));
  const isInstalled = state.path.startsWith(profile.extensions);
  if (!state.isActive || !isInstalled) throw new Error(`Not active: ${JSON.stringify(state)}`);
  return `The package of ${extensionId(MANIFEST)} ${MANIFEST.version} installs and activates in VS Code ${state.vscode}.`;
}
