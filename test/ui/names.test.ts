import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inVSCode } from '../../src/dev/vscode/session.ts';
import { ready, showFile, until } from './shop.ts';

const CHANGES: readonly (readonly [file: string, before: string, after: string])[] = [
  ['cart.yaml', 'value: redis\n', 'value: cache\n'],
  ['config.yaml', 'CACHE_URL: redis://redis:6379/1\n', 'CACHE_URL: redis://cache:6379/1\n'],
  [
    'data.yaml',
    'kind: Service\nmetadata:\n  name: redis\n',
    'kind: Service\nmetadata:\n  name: cache\n',
  ],
];

inVSCode('a name is renamed after a look at each place', { workspace: 'shop' }, async (session) => {
  const { workbench, folder } = session;
  const { page } = workbench;
  const textOf = (file: string): string => readFileSync(join(folder, 'deploy/blue', file), 'utf8');
  const before = new Map(CHANGES.map(([file]) => [file, textOf(file)]));
  await ready(session.inHost);
  await showFile(session, 'deploy/blue/cart.yaml', [24, 24]);
  await page.keyboard.press('F2');
  const box = page.locator('.rename-box input');
  await box.waitFor();
  assert.equal(await box.inputValue(), 'redis');
  await box.fill('cache');
  await page.keyboard.press('ControlOrMeta+Enter');
  const panel = page.locator('.bulk-edit-panel');
  await panel.locator('.monaco-list-row').nth(5).waitFor();
  const rows = await panel.locator('.monaco-list-row').allInnerTexts();
  assert.deepEqual(
    rows.map((row) => row.replaceAll('\u00a0', ' ')),
    [
      'cart.yamldeploy/blue',
      'value: rediscache',
      'config.yamldeploy/blue',
      'CACHE_URL: redis://rediscache:6379/1',
      'data.yamldeploy/blue',
      'name: rediscache',
    ],
  );
  await session.shot('rename');
  for (const [file] of CHANGES) assert.equal(textOf(file), before.get(file));
  await page.getByRole('button', { name: 'Apply' }).click();
  await session.inHost((vscode) => vscode.workspace.saveAll());
  for (const [file, from, to] of CHANGES) {
    const wanted = before.get(file)?.replace(from, to);
    await until(
      () => Promise.resolve(textOf(file)),
      (text) => text === wanted && text !== before.get(file),
    );
  }
});

inVSCode('F2 says why a name cannot be changed', { workspace: 'shop' }, async (session) => {
  const { page } = session.workbench;
  await ready(session.inHost);
  await showFile(session, 'deploy/green/web.yaml', [23, 26]);
  await page.keyboard.press('F2');
  const message = page.locator('.monaco-editor-overlaymessage');
  await message.waitFor();
  assert.match(
    await message.innerText(),
    /No file of this workspace defines the ConfigMap "web-confg"\./,
  );
  await session.shot('rename-refused');
});

inVSCode(
  'uses are peeked at, and so is who talks to a Service',
  { workspace: 'shop' },
  async (session) => {
    const { page } = session.workbench;
    await ready(session.inHost);
    await showFile(session, 'deploy/blue/data.yaml', [25, 10]);
    await page.keyboard.press('Shift+F12');
    const peek = page.locator('.reference-zone-widget');
    const found = await until(
      () => peek.locator('.monaco-list-row').allInnerTexts(),
      (texts) => texts.length === 4,
    );
    assert.deepEqual(found, [
      'cart.yamldeploy/blue\n1',
      'config.yamldeploy/blue\n1',
      'data.yamldeploy/blue\n1',
      'name: redis',
    ]);
    await session.shot('references');
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'hidden' });

    await session.inHost((vscode) => vscode.commands.executeCommand('nextSteps.showCalls'));
    const tree = page.locator('.tree-explorer-viewlet-tree-view .monaco-list-row');
    const calls = await until(
      () => tree.allInnerTexts(),
      (texts) => texts.length === 3,
    );
    assert.deepEqual(calls, [
      'Service/redisblue',
      'Deployment/cartblue',
      'Deployment/catalogblue, through ConfigMap/catalog-settings',
    ]);
    await tree.nth(2).click();
    await page.locator('.tab.active[aria-label^="catalog.yaml"]').waitFor();
    const selection = page.locator('#status\\.editor\\.selection');
    await selection.filter({ hasText: 'Ln 24' }).waitFor();
    await session.shot('calls');
  },
);
