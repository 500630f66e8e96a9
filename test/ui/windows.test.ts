import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from '../../src/dev/project.ts';
import { workbenchAddress } from '../../src/dev/vscode/address.ts';
import { inVSCode } from '../../src/dev/vscode/session.ts';
import { openGuide, rowsSaying, showFile, unfold, until } from './shop.ts';

inVSCode(
  'in Restricted Mode the guide and the findings work',
  { workspace: 'shop', untrusted: true },
  async (session) => {
    const { workbench, inHost } = session;
    await workbench.statusItem('Restricted Mode').waitFor();
    assert.equal(await inHost((vscode) => vscode.workspace.isTrusted), false);
    const tree = await openGuide(session);
    await tree.row('Namespaces').waitFor();
    await showFile(session, 'deploy/green/cart.yaml');
    await until(
      () => workbench.editor.squiggles('warning').count(),
      (count) => count === 1,
    );
    await session.shot('restricted');
  },
);

inVSCode('several folders are one guide', { workspace: 'shop' }, async (session) => {
  const { workbench, folder } = session;
  const { page } = workbench;
  const parent = dirname(folder);
  cpSync(join(ROOT, 'test/workspaces/clean'), join(parent, 'clean'), { recursive: true });
  const file = join(parent, 'both.code-workspace');
  writeFileSync(file, JSON.stringify({ folders: [{ path: 'shop' }, { path: 'clean' }] }));
  const port = Number(new URL(page.url()).port);
  await workbench.open(workbenchAddress(port, { folder: file, extensionDevelopmentPath: ROOT }));
  const tree = await openGuide(session);
  await unfold(rowsSaying(tree, 'Where do we start?').first());
  const item = rowsSaying(tree, 'A Compose file starts the whole application');
  await unfold(item);
  const evidence = page.locator('.part.sidebar .monaco-list-row[aria-level="4"]');
  const labels = await until(
    () =>
      evidence.evaluateAll((rows: { ariaLabel: string | null }[]) =>
        rows.map((row) => row.ariaLabel ?? ''),
      ),
    (all) => all.length === 2,
  );
  await session.shot('several-folders');
  assert.match(labels[0] ?? '', /"cart", "catalog".*\sshop\/compose\.yaml:2$/);
  assert.match(labels[1] ?? '', /\sclean\/compose\.yaml:\d+$/);

  await item.click();
  const link = workbench.webview.locator('button.place', { hasText: 'clean/' }).first();
  await link.scrollIntoViewIfNeeded();
  await link.click();
  await page
    .locator('.tab.active[data-resource-name]:not([data-resource-name*="start"])')
    .waitFor();
  await page.locator('.breadcrumbs-control', { hasText: 'clean' }).waitFor();
});
