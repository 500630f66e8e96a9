// `npm run pictures`: takes the README's pictures of the real VS Code on the sample shop, into media/readme.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openGuide, rowsSaying, showFile, unfold, until } from '../../test/ui/shop.ts';
import { build } from './build.ts';
import { withPalette } from './palette-png.ts';
import { ROOT } from './project.ts';
import { exitOnSignals } from './vscode/ending.ts';
import { type Session, openSession } from './vscode/session.ts';

const FOLDER = join(ROOT, 'media/readme');
const MOST_BYTES = 100_000;
const SIZE = { width: 1280, height: 800 };
const HIGH = { width: 1060, height: 1500 };
// The title bar says that this is a development host.
const TITLE_BAR = 35;
const SETTINGS = {
  'breadcrumbs.enabled': false,
  'editor.fontSize': 15,
  'editor.hideCursorInOverviewRuler': true,
  'editor.links': false,
  'editor.minimap.enabled': false,
  'editor.occurrencesHighlight': 'off',
  'editor.overviewRulerBorder': false,
  'editor.stickyScroll.enabled': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.iconTheme': 'vs-seti',
};

/** A part of the window, in pixels. */
interface Part {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

exitOnSignals();
await build({ tests: true, ifStale: true });
mkdirSync(FOLDER, { recursive: true });
const session = await openSession({ workspace: 'shop', settings: SETTINGS, size: SIZE });
try {
  await takeGuide(session);
  await takeSlide(session);
  await session.inHost((vscode) => vscode.commands.executeCommand('workbench.action.closeSidebar'));
  await takeMap(session);
  await takeHover(session);
  await takeFix(session);
} finally {
  await session.close();
}

async function takeGuide(session: Session): Promise<void> {
  const { page, editor } = session.workbench;
  const tree = await openGuide(session);
  await showFile(session, 'deploy/green/cart.yaml');
  await drag(session, 350, 540);
  await unfold(rowsSaying(tree, 'Where do we start?').first());
  await unfold(rowsSaying(tree, 'Every other service you build has one, too'));
  await tree.tick('A first Dockerfile');
  const pipeline = rowsSaying(tree, 'A CI pipeline tests with exactly these images');
  // A row that is drawn anew forgets the mouse.
  await until(async () => {
    await page.mouse.move(700, 600);
    await pipeline.hover({ position: { x: 300, y: 10 } });
    const tooltip = page.locator('.workbench-hover:visible');
    return tooltip.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
  }, Boolean);
  await editor.squiggles('warning').first().waitFor({ state: 'attached' });
  await take(session, 'guide', { x: 0, y: TITLE_BAR, width: 1280, height: 732 });
}

async function takeSlide(session: Session): Promise<void> {
  const { page, webview, quickInput } = session.workbench;
  await page.setViewportSize({ width: 1280, height: 1000 });
  await quickInput.command('Next Steps: Open a Slide...');
  await quickInput.choose('Managing the configuration');
  await webview.locator('.found .state').first().waitFor();
  await take(session, 'slide', { x: 540, y: TITLE_BAR, width: 740, height: 870 });
  await page.setViewportSize(SIZE);
}

async function takeHover(session: Session): Promise<void> {
  await alone(session, 'deploy/blue/web.yaml', [28, 31]);
  await session.workbench.editor.hoverAtCaret();
  await take(session, 'hover', { x: 48, y: 170, width: 1012, height: 500 });
}

async function takeFix(session: Session): Promise<void> {
  const { page, editor } = session.workbench;
  await alone(session, 'deploy/green/cart.yaml', [29, 24]);
  await editor.squiggles('warning').first().waitFor({ state: 'attached' });
  await editor.quickFixes();
  await take(session, 'fix', { x: 48, y: 395, width: 760, height: 500 });
  await page.keyboard.press('Escape');
}

async function takeMap(session: Session): Promise<void> {
  const { page, webview, quickInput } = session.workbench;
  await session.inHost((vscode) =>
    vscode.commands.executeCommand('workbench.action.closeAllEditors'),
  );
  await page.setViewportSize({ width: 1200, height: 715 });
  await quickInput.command('Next Steps: Show the Stack Map');
  const filter = webview.locator('#filter');
  await filter.locator('summary').click();
  for (const name of ['default', 'monitoring', 'production', 'staging'])
    await filter.locator('label', { hasText: name }).locator('input').uncheck();
  await webview.locator('#status').click();
  await webview.locator('#status', { hasText: 'namespaces: 2' }).waitFor();
  await take(session, 'map', { x: 48, y: TITLE_BAR, width: 1148, height: 650 });
}

/** Shows a file and nothing else, in a window so high that a hover is seen whole. */
async function alone(
  session: Session,
  path: string,
  place: readonly [number, number],
): Promise<void> {
  const { page } = session.workbench;
  await session.inHost((vscode) =>
    vscode.commands.executeCommand('workbench.action.closeAllEditors'),
  );
  await page.setViewportSize(HIGH);
  await page.mouse.move(HIGH.width / 2, HIGH.height - 5);
  await showFile(session, path, place);
}

/** Moves the border of the side bar. */
async function drag({ workbench }: Session, from: number, to: number): Promise<void> {
  const { mouse } = workbench.page;
  await mouse.move(from, 400);
  await mouse.down();
  await mouse.move(to, 400, { steps: 8 });
  await mouse.up();
}

async function take({ workbench }: Session, name: string, part: Part): Promise<void> {
  // Icons and colours come a moment after the text.
  await workbench.page.waitForTimeout(1000);
  const path = join(FOLDER, `${name}.png`);
  const picture = withPalette(await workbench.page.screenshot({ clip: part }));
  writeFileSync(path, picture);
  const bytes = picture.byteLength;
  console.log(`media/readme/${name}.png ${(bytes / 1000).toFixed(0)} kB`);
  if (bytes > MOST_BYTES) throw new Error(`${name}.png is larger than 100 kB`);
}
