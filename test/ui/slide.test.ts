import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inVSCode } from '../../src/dev/vscode/session.ts';
import { openGuide, pageShown, rowsSaying, unfold, until } from './shop.ts';

inVSCode('a slide opens as a page that knows the files', { workspace: 'shop' }, async (session) => {
  const { workbench, folder } = session;
  const { page, webview } = workbench;
  const tree = await openGuide(session);
  await unfold(rowsSaying(tree, 'Namespaces').first());
  const slides = page.locator('.part.sidebar .monaco-list-row[aria-level="2"]');
  await slides.filter({ hasText: 'Namespaces' }).click();
  await page.locator('.tab.active', { hasText: 'Preview Namespaces' }).waitFor();
  await pageShown(session, 'Namespaces');
  const text = await until(
    () => webview.locator('body').innerText(),
    (shown) => shown.includes('Isolation takes network policies. (partly done)'),
  );
  assert.match(text, /Found in your files/);
  assert.doesNotMatch(text, /[[\]\\*]|<!--/, 'no Markdown leaks');
  await session.shot('slide');

  writeFileSync(
    join(folder, 'deploy/orange.yaml'),
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: redis\n  namespace: orange\n',
  );
  const redis = webview.locator('li', { hasText: '"redis" is a Service in' });
  await redis.filter({ hasText: '"orange"' }).waitFor();

  const link = webview.locator('a', { hasText: 'deploy/blue/network-policy.yaml:5' }).first();
  await link.scrollIntoViewIfNeeded();
  await session.shot('slide-evidence');
  await link.click();
  await page.locator('.tab.active[data-resource-name="network-policy.yaml"]').waitFor();
  await page.locator('#status\\.editor\\.selection', { hasText: 'Ln 5' }).waitFor();
});
