import { globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleParts } from '../../src/dev/bundle-parts.ts';
import { ROOT } from '../../src/dev/project.ts';

interface First {
  readonly shared: object;
  readonly loaded: string[];
  readonly later: () => Promise<{ readonly sharedLater: object; readonly kept: string }>;
}

const SOURCES = {
  'first.ts': `import { loaded, shared } from './shared.ts';
    loaded.push('first');
    export { loaded, shared };
    export const later = () => import('./second.ts');`,
  'second.ts': `import { both } from './both.ts';
    import { kept } from './kept.ts';
    import { loaded, shared } from './shared.ts';
    loaded.push('second ' + both);
    export const sharedLater = shared;
    export { kept };`,
  'third.ts': `import { both } from './both.ts';
    export const third = both;`,
  'shared.ts': 'export const loaded = []; export const shared = {};',
  'both.ts': "export const both = 'both';",
  'kept.ts': "export const kept = 'from the source';",
};

describe('bundles that share their code', () => {
  let folder = '';
  let first: First;

  beforeAll(async () => {
    mkdirSync(join(ROOT, '.cache'), { recursive: true });
    folder = mkdtempSync(join(ROOT, '.cache/parts-'));
    for (const [name, text] of Object.entries(SOURCES)) writeFileSync(join(folder, name), text);
    writeFileSync(join(folder, 'package.json'), '{ "type": "commonjs" }');
    const parts = ['first', 'second', 'third'].map((name) => ({
      entry: relative(ROOT, join(folder, `${name}.ts`)),
      output: join(folder, `${name}.cjs`),
    }));
    await bundleParts(parts, {
      esbuild: { absWorkingDir: ROOT, bundle: true, format: 'cjs', platform: 'neutral' },
      last: [
        {
          name: 'replaces',
          setup: (build) => {
            build.onLoad({ filter: /kept\.ts$/ }, () => ({
              contents: "export const kept = 'replaced';",
            }));
          },
        },
      ],
      isLast: /\/kept\.ts$/,
    });
    first = createRequire(import.meta.url)(join(folder, 'first.cjs')) as First;
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it('are one file for each part, and no others', () => {
    expect(globSync('*.cjs', { cwd: folder }).sort()).toEqual([
      'first.cjs',
      'second.cjs',
      'third.cjs',
    ]);
  });

  it('are read when they are imported, once, and hold what they share once', async () => {
    expect(first.loaded).toEqual(['first']);
    const second = await first.later();
    expect(second.sharedLater).toBe(first.shared);
    expect(await first.later()).toEqual(second);
    expect(first.loaded).toEqual(['first', 'second both']);
  });

  it('leave to the last step what only CommonJS can do', async () => {
    expect((await first.later()).kept).toBe('replaced');
  });
});
