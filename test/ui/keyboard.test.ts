import { inVSCode } from '../../src/dev/vscode/session.ts';
import { openGuide, pageShown } from './shop.ts';

inVSCode('the guide works by keyboard alone', { workspace: 'shop' }, async (session) => {
  const { workbench } = session;
  const { page } = workbench;
  await openGuide(session);
  const focused = page.locator('.part.sidebar .monaco-list:focus-within .monaco-list-row.focused');
  const onRow = (start: string, level: number, timeout = 15_000): Promise<void> =>
    focused
      .and(page.locator(`[aria-level="${String(level)}"][aria-label^=${JSON.stringify(start)}]`))
      .waitFor({ timeout });
  const openByCommand = async (): Promise<void> => {
    await page.keyboard.press('F1');
    await workbench.quickInput.box.fill('>Next Steps: Open the Guide');
    await workbench.quickInput.rows.filter({ hasText: 'Open the Guide' }).first().waitFor();
    await page.keyboard.press('Enter');
    await workbench.quickInput.box.waitFor({ state: 'hidden' });
  };
  // A page that has just opened takes the focus when it is ready: then the command is given again.
  const backTo = async (start: string, level: number, tries = 5): Promise<void> => {
    await openByCommand();
    const reached = onRow(start, level, tries === 1 ? undefined : 4_000);
    await (tries === 1 ? reached : reached.catch(() => backTo(start, level, tries - 1)));
  };

  await session.inHost((vscode) => {
    const settings = vscode.workspace.getConfiguration('nextSteps');
    return settings.update('guide.order', 'deck', vscode.ConfigurationTarget.Global);
  });
  await page
    .locator('.part.sidebar .monaco-list-row[data-index="1"][aria-label^="Namespaces"]')
    .waitFor();
  await openByCommand();
  await page.keyboard.press('Home');
  await onRow('Next: ', 1);
  await page.keyboard.press('ArrowDown');
  await onRow('Namespaces', 1);
  await page.keyboard.press('ArrowRight');
  await page.locator('.part.sidebar .monaco-list-row[aria-level="2"]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await onRow('Next steps', 2);
  await page.keyboard.press('ArrowDown');
  await onRow('Namespaces', 2);
  await page.keyboard.press('Enter');
  await pageShown(session, 'Namespaces');

  await backTo('Namespaces', 2);
  await page.keyboard.press('ArrowRight');
  await page.locator('.part.sidebar .monaco-list-row[aria-level="3"]').first().waitFor();
  await page.keyboard.press('ArrowDown');
  await onRow('Each namespace can hold', 3);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await focused.locator('[role=checkbox][aria-checked="true"]').waitFor();
});
