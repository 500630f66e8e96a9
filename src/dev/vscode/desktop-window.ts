import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from '../project.ts';
import { addCompanion } from './bridge.ts';
import type { FirstView } from './companion-protocol.ts';
import { type Profile, writeSettings } from './profile.ts';
import { QUIET } from './settings.ts';

/** Shows the folder in a desktop VS Code with this extension, until its window is closed. Answers with its exit code. */
export async function runDesktop(
  executable: string,
  profile: Profile,
  folder: string,
  first: FirstView,
): Promise<number> {
  const userData = join(profile.root, 'user');
  writeSettings(join(userData, 'User'), QUIET);
  const args = [
    folder,
    `--extensionDevelopmentPath=${ROOT}`,
    `--extensionDevelopmentPath=${addCompanion(profile)}`,
    `--extensions-dir=${join(profile.root, 'none')}`,
    `--user-data-dir=${userData}`,
    ...['--new-window', '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
    // As root, Chromium refuses to start with its sandbox.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
  console.log(`VS Code shows ${folder}\nClose its window, or press Ctrl+C, to end it.`);
  const child = spawn(executable, args, {
    stdio: 'ignore',
    env: { ...process.env, NEXT_STEPS_OPEN: JSON.stringify(first) },
  });
  process.once('exit', () => child.kill());
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
