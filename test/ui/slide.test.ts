import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inVSCode } from '../../src/dev/vscode/session.ts';
import { openGuide, pageShown, rowsSaying, unfold, until } from './shop.ts';

inVSCode('a slide teaches, and knows the files', { workspace: 'shop' }, async (session) => {
  const { workbench, folder, inHost } = session;
  const { page, webview } = workbench;
  const tree = await openGuide(session);
  await unfold(rowsSaying(tree, 'Namespaces').first());
  const slides = page.locator('.part.sidebar .monaco-list-row[aria-level="2"]');
  await unfold(slides.filter({ hasText: 'Namespaces' }));
  await rowsSaying(tree, 'Careful: namespaces are no wall').first().click();
  await page.locator('.tab.active', { hasText: 'Namespaces' }).waitFor();
  await pageShown(session, 'Namespaces');
  // At the item, with the focus left in the tree.
  await webview.locator('li.statement.current[id="S2.7"]').waitFor();
  await page.locator('.part.sidebar .monaco-list:focus-within').waitFor();

  const isolation = webview.locator('[id="S2.7"]');
  await isolation.locator('.state', { hasText: 'partly done' }).waitFor();
  const text = await webview.locator('.statements').innerText();
  assert.doesNotMatch(text, /[[\]*]|<!--|undefined/, 'no Markdown leaks');
  const picture = webview.locator('svg.picture');
  assert.match(
    (await picture.getAttribute('aria-label')) ?? '',
    /^Two namespaces, blue and green\./,
  );
  await session.shot('slide');

  const question = webview.locator('details', { hasText: 'Is green safe' });
  await question.locator('summary').click();
  await question.locator('p', { hasText: 'It takes a NetworkPolicy in green' }).waitFor();
  await webview.locator('button[data-copy]').click();
  await webview.locator('button[data-copy]', { hasText: 'Copied' }).waitFor();
  const copied = await inHost((vscode) => Promise.resolve(vscode.env.clipboard.readText()));
  assert.match(copied, /^kubectl run lookup .*\n.* nslookup redis\.green\.svc\.cluster\.local\n$/);

  // What the files say is followed; what was opened stays open.
  writeFileSync(
    join(folder, 'deploy/orange.yaml'),
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: redis\n  namespace: orange\n',
  );
  await webview
    .locator('li', { hasText: '"redis" is a Service in' })
    .filter({ hasText: '"orange"' })
    .first()
    .waitFor();
  await question.locator('p').waitFor();

  await isolation.locator('button', { hasText: 'deploy/blue/network-policy.yaml:5' }).click();
  await page.locator('.tab.active[data-resource-name="network-policy.yaml"]').waitFor();
  await page.locator('#status\\.editor\\.selection', { hasText: 'Ln 5' }).waitFor();
});

inVSCode(
  'slides lead to each other, and back to the tree',
  { workspace: 'shop' },
  async (session) => {
    const { workbench, inHost } = session;
    const { page, webview } = workbench;
    await openGuide(session);
    await inHost((vscode) => vscode.commands.executeCommand('nextSteps.openSlide', 'S6'));
    await pageShown(session, 'HTTP traffic handling');
    await webview.locator('button[data-slide="S5"]').first().waitFor();
    const next = webview.locator('nav button', { hasText: 'Next' }).first();
    await next.click();
    await until(
      () => webview.locator('h1').innerText(),
      (title) => title !== 'HTTP traffic handling',
    );
    const title = await webview.locator('h1').innerText();
    await webview.locator('button[data-back]').first().click();
    await page
      .locator('.part.sidebar .monaco-list:focus-within .monaco-list-row.focused[aria-level="2"]', {
        hasText: title,
      })
      .waitFor();
    await session.shot('slide-back');
  },
);
