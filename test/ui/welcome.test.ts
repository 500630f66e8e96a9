import assert from 'node:assert/strict';
import { ROOT } from '../../src/dev/project.ts';
import { workbenchAddress } from '../../src/dev/vscode/address.ts';
import { inVSCode } from '../../src/dev/vscode/session.ts';
import { CONTAINER, pageShown, ready, until } from './shop.ts';

const PICTURES = {
  'Open the guide': 'guide',
  'Read a slide': 'slide',
  'Insert a manifest': 'snippet',
  'Ask a name where it leads': 'hover',
};

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
      Object.keys(PICTURES),
    );
    for (const [i, [title, name]] of Object.entries(PICTURES).entries()) {
      await steps.nth(i).click();
      await page.locator('.getting-started-step.expanded', { hasText: title }).waitFor();
      // The page of the step before goes while it is being asked.
      const picture = workbench.webview.locator(`img[src$="/${name}.png"]`);
      await until(
        () =>
          picture.evaluate((image: { naturalWidth: number }) => image.naturalWidth).catch(() => 0),
        (width) => width > 300,
      );
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
  // Nothing to draw or to filter: only what helps without a folder is offered.
  const buttons = page.locator('.part.sidebar .composite.title .action-label[aria-label]');
  await until(
    () =>
      buttons.evaluateAll((all: { ariaLabel: string | null }[]) => all.map((one) => one.ariaLabel)),
    (labels) => labels.includes('Insert Manifest...') && !labels.includes('Show the Stack Map'),
  );
  await session.shot('welcome');
  await welcome.locator('.monaco-button', { hasText: 'Read the Guide' }).click();
  await workbench.quickInput.choose('HTTP traffic handling');
  await pageShown(session, 'HTTP traffic handling');
});
