import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../../src/dev/project.ts';
import { LOWEST } from '../../src/dev/vscode/install.ts';

it('package.json allows no VS Code below the lowest one that the tests run in', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    engines: { vscode: string };
  };
  const [, minor] = /^\^1\.(\d+)\.0$/.exec(manifest.engines.vscode) ?? [];
  // code-server 4.N is VS Code 1.N.
  expect(LOWEST.split('.').slice(0, 2)).toEqual(['4', minor]);
});
