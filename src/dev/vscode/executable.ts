import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const STAND_IN = join(import.meta.dirname, 'code.ts');

/** Writes a command into the folder that behaves as the desktop's `code` for a test run. Answers with its path. */
export function writeStandIn(folder: string): string {
  if (process.platform === 'win32') {
    const file = join(folder, 'code.cmd');
    writeFileSync(file, `@"${process.execPath}" "${STAND_IN}" %*\r\n`);
    return file;
  }
  const file = join(folder, 'code');
  writeFileSync(file, `#!/bin/sh\nexec '${process.execPath}' '${STAND_IN}' "$@"\n`);
  chmodSync(file, 0o755);
  return file;
}
