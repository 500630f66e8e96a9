import { spawn } from 'node:child_process';

/** Opens an address in the user's browser; where there is none, asks the user to do it. */
export function openInBrowser(address: string): void {
  const [command, args] = opener(address);
  const child = spawn(command, args, { stdio: 'ignore', detached: true });
  child.once('error', askUser);
  child.once('exit', (code) => {
    if (code !== 0) askUser();
  });
  child.unref();
}

function opener(address: string): readonly [string, readonly string[]] {
  if (process.platform === 'darwin') return ['open', [address]];
  // `start` is part of cmd, which takes & as the end of a command.
  if (process.platform === 'win32')
    return ['cmd', ['/c', 'start', '', address.replaceAll('&', '^&')]];
  return ['xdg-open', [address]];
}

function askUser(): void {
  console.log('No browser could be opened from here: open the address above in yours.');
}
