import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator, Locator } from 'playwright-core';
import { mainContainer, readManifest } from '../../src/dev/project.ts';
import { inVSCode } from '../../src/dev/vscode/session.ts';
import type { Session } from '../../src/dev/vscode/session.ts';

const manifest = readManifest();

/** What the sample shop has: objects, names that lead nowhere and hosts outside. */
const IN_SHOP = 67;

const node = (map: FrameLocator, id: string): Locator => map.locator(`[data-node="${id}"]`);

const drawn = (map: FrameLocator, count: number): Promise<void> =>
  map.locator(`body[data-drawn="${String(count)}"]`).waitFor({ timeout: 60_000 });

/** Opens the map and answers with its page and what the console says against it from then on. */
async function openMap({
  workbench,
}: Session): Promise<{ readonly map: FrameLocator; readonly complaints: readonly string[] }> {
  const complaints: string[] = [];
  workbench.page.on('console', (message) => {
    const text = message.text();
    if (/Content.Security.Policy|Refused to|map\.(?:js|css)/i.test(text)) complaints.push(text);
  });
  workbench.page.on('pageerror', (error) => complaints.push(String(error)));
  await workbench.openContainer(mainContainer(manifest)?.title ?? '');
  await workbench.quickInput.command('Next Steps: Show the Stack Map');
  await drawn(workbench.webview, IN_SHOP);
  return { map: workbench.webview, complaints };
}

async function closesAsMenus({ workbench }: Session, map: FrameLocator): Promise<void> {
  const [filter, legend] = [map.locator('#filter'), map.locator('#legend')];
  await legend.locator('summary').click();
  await filter.locator('summary').click();
  await filter.locator('input').first().focus();
  await workbench.page.keyboard.press('Escape');
  await filter.and(map.locator(':not([open])')).waitFor();
  await filter.locator('summary').click();
  await map.locator('#canvas').click({ position: { x: 5, y: 300 } });
  await filter.and(map.locator(':not([open])')).waitFor();
  await legend.and(map.locator('[open]')).waitFor();
  await legend.locator('summary').press('Escape');
  await legend.and(map.locator(':not([open])')).waitFor();
}

inVSCode(
  'the map shows the stack, opens files and follows edits',
  { workspace: 'shop' },
  async (session) => {
    const { workbench, folder } = session;
    const { map, complaints } = await openMap(session);
    await session.shot('map');
    assert.equal(await map.locator('.box').count(), 7);
    assert.equal(await map.locator('.wall-label').count(), 1);
    assert.equal(await map.locator('#broken').innerText(), 'Broken references: 8');
    await closesAsMenus(session, map);
    assert.equal(
      await node(map, 'namespace:green/ConfigMap/web-confg').getAttribute('aria-label'),
      'ConfigMap web-confg in green. missing. Used by Deployment web (missing)',
    );

    await node(map, 'namespace:blue/Service/redis').click();
    await workbench.page.locator('.tab.active[data-resource-name="data.yaml"]').waitFor();
    await workbench.statusItem('Ln 25, Col 14 (5 selected)').waitFor();

    await map.locator('#canvas').focus();
    await workbench.page.keyboard.press('+');
    const scaleOf = async (): Promise<string | undefined> =>
      /scale\((.*)\)/.exec((await map.locator('#scene').getAttribute('transform')) ?? '')?.[1];
    const scale = await scaleOf();
    const added = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: added, namespace: blue }\n';
    writeFileSync(join(folder, 'deploy/blue/added.yaml'), added);
    await drawn(map, IN_SHOP + 1);
    await node(map, 'namespace:blue/ConfigMap/added').waitFor();
    assert.equal(await scaleOf(), scale);

    await map.locator('#as-list').click();
    await map.locator('#list button', { hasText: 'Ingress shop-old' }).click();
    await workbench.page.locator('.tab.active[data-resource-name="ingress-old.yaml"]').waitFor();
    assert.deepEqual(complaints, []);

    // The page's own policy is what forbids, and we hear of it.
    await map
      .locator('body')
      .evaluate((body: { insertAdjacentHTML(where: string, html: string): void }) => {
        body.insertAdjacentHTML('beforeend', '<p style="color: red">No</p>');
      });
    await workbench.page.waitForTimeout(500);
    assert.equal(complaints.length, 1);
  },
);

inVSCode(
  'the map closes namespaces, steps through what is broken, and shows one application alone',
  { workspace: 'shop' },
  async (session) => {
    const { map } = await openMap(session);
    const [broken, focus] = [map.locator('#broken'), map.locator('#focus')];
    await broken.click();
    assert.equal(await broken.innerText(), 'Broken reference 1 of 8');
    await broken.click();
    assert.equal(await broken.innerText(), 'Broken reference 2 of 8');
    await map.locator('#minimap:not([hidden])').waitFor();
    await session.shot('map-broken');

    await focus.click();
    await map.locator('#focus', { hasText: 'Show All' }).waitFor();
    await map.locator('#broken', { hasText: 'Broken references: 1' }).waitFor();
    await session.shot('map-focus');
    await focus.click();
    await drawn(map, IN_SHOP);

    await map.locator('[data-toggle="namespace:green"]').click();
    const green = node(map, 'namespace:green/*');
    await green.waitFor();
    assert.match((await green.getAttribute('aria-label')) ?? '', /^Namespace green\. \d+ objects/);
    await session.shot('map-closed');
    await green.click();
    await drawn(map, IN_SHOP);
  },
);

inVSCode(
  'the map works in Restricted Mode and comes back after a reload',
  { workspace: 'shop', untrusted: true },
  async (session) => {
    const { workbench } = session;
    const { map } = await openMap(session);
    await map.locator('#as-list').click();
    await map.locator('.as-list').waitFor();
    await Promise.all([
      workbench.page.waitForEvent('load'),
      workbench.quickInput.command('Developer: Reload Window'),
    ]);
    await workbench.restored();
    await drawn(workbench.webview, IN_SHOP);
    await workbench.webview.locator('body.as-list').waitFor();
  },
);
