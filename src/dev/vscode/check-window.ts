import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Page } from 'playwright-core';
import { mainContainer, readManifest } from '../project.ts';
import { launchChromium } from './chromium.ts';
import type { FirstView } from './companion-protocol.ts';
import { Workbench } from './workbench.ts';

const LIMIT_MS = 60_000;

/**
 * Opens the address in a headless browser and waits until it shows the extension's view with rows and the first file.
 * Saves a picture, of a failure too. Answers with the exit code.
 */
export async function checkWindow(
  address: string,
  first: FirstView,
  screenshot: string | undefined,
): Promise<number> {
  const browser = await launchChromium();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  page.setDefaultTimeout(LIMIT_MS);
  try {
    await new Workbench(page).open(address);
    await waitForFirstView(page, first);
    console.log('VS Code shows the extension and its first file.');
    return 0;
  } catch (error) {
    console.error(`VS Code does not show what it should: ${String(error)}`);
    return 1;
  } finally {
    if (screenshot !== undefined) await takeScreenshot(page, screenshot);
    await browser.close();
  }
}

async function waitForFirstView(page: Page, first: FirstView): Promise<void> {
  const title = mainContainer(readManifest())?.title;
  if (title !== undefined) {
    const open = `.activitybar .action-item.checked .action-label[aria-label^="${title}"]`;
    await page.locator(open).waitFor();
    await page.locator('.part.sidebar .monaco-list-row').first().waitFor();
  }
  const name = first.file?.split('/').at(-1);
  if (name === undefined) return;
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator('.editor-group-container.active .view-line').first().waitFor();
}

async function takeScreenshot(page: Page, file: string): Promise<void> {
  // Let the marks below words and the badge arrive: they come a moment after the text.
  await page.waitForTimeout(1500);
  mkdirSync(dirname(file), { recursive: true });
  await page.screenshot({ path: file });
  console.log(`Picture: ${file}`);
}
