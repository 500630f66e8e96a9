/** What the UI tests do again and again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Locator } from 'playwright-core';
import { extensionId, mainContainer, readManifest } from '../../src/dev/project.ts';
import type { Session } from '../../src/dev/vscode/session.ts';
import type { TreeView } from '../../src/dev/vscode/tree-view.ts';

const MANIFEST = readManifest();
export const EXTENSION_ID = extensionId(MANIFEST);
export const CONTAINER = mainContainer(MANIFEST)?.title ?? '';

/** Opens the guide and waits until it has looked at all files. */
export async function openGuide(session: Session): Promise<TreeView> {
  await session.workbench.openContainer(CONTAINER);
  // The tooltip of its icon would lie over the first rows.
  await session.workbench.page.mouse.move(700, 400);
  return shownGuide(session);
}

/** The guide where it is open already, as after a reload. */
export async function shownGuide({ workbench, inHost }: Session): Promise<TreeView> {
  const tree = workbench.tree('Guide');
  await tree.rows.first().waitFor();
  await ready(inHost);
  // The badge comes with the evidence; before that, it shows that the files are being read.
  const badge = workbench.containerIcon(CONTAINER).locator('.badge');
  await badge.filter({ hasText: /\d/ }).waitFor();
  // The next step is put on top a little later, and moves all other rows.
  await rowsSaying(tree, 'Next: ').first().waitFor();
  return tree;
}

/** Resolves when the extension runs and has read the folders of the window. */
export async function ready(inHost: Session['inHost']): Promise<void> {
  await inHost(async (vscode, id) => {
    const extension = vscode.extensions.getExtension<{ ready: () => Promise<void> }>(id);
    const api = await extension?.activate();
    await api?.ready();
  }, EXTENSION_ID);
}

/** Shows a file with the caret at a line and column, both from 1. */
export async function showFile(
  { workbench, inHost }: Session,
  path: string,
  [line, column]: readonly [number, number] = [1, 1],
): Promise<void> {
  await inHost(
    async (vscode, file, at) => {
      const folder = vscode.workspace.workspaceFolders?.[0];
      if (folder === undefined) throw new Error('no folder');
      const place = new vscode.Position(at[0] - 1, at[1] - 1);
      await vscode.window.showTextDocument(vscode.Uri.joinPath(folder.uri, file), {
        selection: new vscode.Range(place, place),
        preview: false,
      });
    },
    path,
    [line, column] as const,
  );
  const { page } = workbench;
  await page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  const selection = page.locator('#status\\.editor\\.selection');
  await selection.filter({ hasText: `Ln ${String(line)}, Col ${String(column)}` }).waitFor();
}

/** A page of ours in the Markdown preview, by its title. Such a view starts slowly on a busy machine. */
export async function pageShown({ workbench }: Session, title: string): Promise<void> {
  await workbench.webview.locator('h1', { hasText: title }).waitFor({ timeout: 45_000 });
}

/** Rows of the guide that read like this to a screen reader, from the start. */
export function rowsSaying(tree: TreeView, start: string): Locator {
  return tree.rows.and(tree.rows.page().locator(`[aria-label^=${JSON.stringify(start)}]`));
}

/** Opens a row's children with a click on its arrow. */
export async function unfold(row: Locator): Promise<void> {
  if ((await row.getAttribute('aria-expanded')) === 'true') return;
  await row.locator('.monaco-tl-twistie').click();
  await row.and(row.page().locator('[aria-expanded="true"]')).waitFor();
}

/** Asks until the answer is as wanted; fails with the last one after 10 s. */
export async function until<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  const limit = Date.now() + 10_000;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer)) return answer;
    if (Date.now() > limit) throw new Error(`Still not as wanted: ${JSON.stringify(answer)}`);
    await sleep(100);
  }
}
