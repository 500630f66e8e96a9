import assert from 'node:assert/strict';
import { ROOT } from '../../src/dev/project.ts';
import { workbenchAddress } from '../../src/dev/vscode/address.ts';
import { inVSCode } from '../../src/dev/vscode/session.ts';
import { CONTAINER, pageShown, ready } from './shop.ts';

const STEPS = ['Open the guide', 'Read a slide', 'Insert a manifest', 'Ask a name where it leads'];

// A narrow window shows the steps without their pictures.
const WIDE = { width: 1600, height: 900 };

inVSCode(
  'the tour has four steps with pictures',
  { workspace: 'shop', size: WIDE },
  async (session) => {
    const { workbench } = session;
    const { page } = workbench;
    await ready(session.inHost);
    await workbench.quickInput.command('Next Steps: Start the Tour');
    const steps = page.locator('.getting-started-step');
    await steps.nth(3).waitFor();
    const titles = await steps.locator('.step-title').allInnerTexts();
    assert.deepEqual(
      titles.map((title) => title.trim()),
      STEPS,
    );
    for (const [i, title] of STEPS.entries()) {
      await steps.nth(i).click();
      await page.locator('.getting-started-step.expanded', { hasText: title }).waitFor();
      const picture = workbench.webview.locator('img');
      await picture.waitFor();
      const width = await picture.evaluate((image: { naturalWidth: number }) => image.naturalWidth);
      assert.ok(width > 300, `${title}: the picture is ${String(width)} wide`);
      await session.shot(`tour-${String(i + 1)}`);
    }
  },
);

inVSCode('without a folder the view says what to do', { workspace: 'clean' }, async (session) => {
  const { workbench } = session;
  const { page } = workbench;
  const port = Number(new URL(page.url()).port);
  await workbench.open(workbenchAddress(port, { extensionDevelopmentPath: ROOT }));
  await workbench.openContainer(CONTAINER);
  const welcome = page.locator('.part.sidebar .welcome-view-content');
  await welcome.locator('.monaco-button', { hasText: 'Open Folder' }).waitFor();
  await session.shot('welcome');
  await welcome.locator('.monaco-button', { hasText: 'Read the Guide' }).click();
  await workbench.quickInput.choose('HTTP traffic handling');
  await pageShown(session, 'HTTP traffic handling');
});
