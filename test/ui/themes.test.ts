import { inVSCode } from '../../src/dev/vscode/session.ts';
import { openGuide, rowsSaying, showFile, unfold, until } from './shop.ts';

const THEMES = {
  light: ['Default Light Modern', '.monaco-workbench.vs:not(.vs-dark)'],
  'high-contrast': ['Default High Contrast', '.monaco-workbench.hc-black'],
  'high-contrast-light': ['Default High Contrast Light', '.monaco-workbench.hc-light'],
} as const;

inVSCode('the guide is readable in every kind of theme', { workspace: 'shop' }, async (session) => {
  const { workbench, inHost } = session;
  const { page } = workbench;
  const tree = await openGuide(session);
  await unfold(rowsSaying(tree, 'Where do we start?').first());
  await tree.tick('A Dockerfile for each');
  await showFile(session, 'deploy/green/cart.yaml', [10, 15]);
  await until(
    () => workbench.editor.squiggles('warning').count(),
    (count) => count === 1,
  );
  for (const [name, [theme, selector]] of Object.entries(THEMES)) {
    await inHost((vscode, value) => {
      const settings = vscode.workspace.getConfiguration('workbench');
      return settings.update('colorTheme', value, vscode.ConfigurationTarget.Global);
    }, theme);
    await page.locator(selector).waitFor();
    await workbench.editor.hoverAtCaret();
    await session.shot(`theme-${name}`);
  }
});
