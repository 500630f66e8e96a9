import { SilentReporter, downloadAndUnzipVSCode } from '@vscode/test-electron';
import { CACHE, ROOT } from '../project.ts';

const TIMEOUT_MS = 10_000;

/**
 * The path of a desktop VS Code, downloaded when there is a screen to show it on; undefined means: use the server.
 * VSCODE_PATH names one; VSCODE=desktop insists on it (and fails where it cannot be had), VSCODE=server never asks.
 */
export async function findDesktop(): Promise<string | undefined> {
  const given = process.env['VSCODE_PATH'];
  if (given !== undefined && given !== '') return given;
  const wish = process.env['VSCODE'] ?? 'auto';
  if (wish === 'server' || (wish !== 'desktop' && !hasScreen())) return undefined;
  try {
    return await downloadAndUnzipVSCode({
      cachePath: CACHE,
      extensionDevelopmentPath: ROOT,
      timeout: TIMEOUT_MS,
      reporter: new SilentReporter(),
    });
  } catch (error) {
    if (wish === 'desktop') throw error;
    console.log(
      `The desktop VS Code cannot be downloaded (${String(error)}): using the one from npm.`,
    );
    return undefined;
  }
}

function hasScreen(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}
