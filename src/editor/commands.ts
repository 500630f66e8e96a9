import * as vscode from 'vscode';
import { openRule } from './pages.ts';
import type { Slides } from './slide-panel.ts';
import type { GuideModel } from './guide-model.ts';
import { VIEW } from './guide-tree.ts';
import type { GuideNode, GuideTree } from './guide-tree.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';
import type { Ticks } from './ticks.ts';

export interface CommandServices {
  readonly session: Session;
  readonly model: GuideModel;
  readonly view: vscode.TreeView<GuideNode>;
  readonly tree: GuideTree;
  readonly ticks: Ticks;
  readonly slides: Slides;
}

/** The commands of the guide; each one is in the palette or behind a row of the view. */
export function registerCommands(services: CommandServices): vscode.Disposable {
  const { session, tree, ticks } = services;
  const register = (name: string, run: (...args: never[]) => unknown): vscode.Disposable =>
    vscode.commands.registerCommand(`${SECTION}.${name}`, run);
  return vscode.Disposable.from(
    register('openGuide', () => vscode.commands.executeCommand(`${VIEW}.focus`)),
    register('openSlide', (id: unknown, item: unknown) => openSlide(services, id, item)),
    register('showInGuide', (id: unknown) => showInGuide(services, id)),
    register('openRule', (id: unknown) => openRule(String(id))),
    register('openPlace', openPlace),
    register('openLink', (node: GuideNode) => openLink(node)),
    register('refresh', () => session.rescan()),
    register('showOnlyOpen', () => showOnlyOpen(tree, true)),
    register('showAll', () => showOnlyOpen(tree, false)),
    register('clearTicks', () => ticks.clear()),
    register('startTour', startTour),
  );
}

/** From the palette the slide is chosen from a list. Answers with what the page shows. */
async function openSlide(
  { model, slides }: CommandServices,
  id: unknown,
  item: unknown,
): Promise<string | undefined> {
  if (typeof id === 'string') {
    slides.show(id, typeof item === 'string' ? item : undefined);
    return slides.html(id);
  }
  const picks = model.topics.flatMap((topic) => [
    { label: topic.title, kind: vscode.QuickPickItemKind.Separator, id: '' },
    ...topic.slides.map((slide) => ({ label: slide.title, description: slide.id, id: slide.id })),
  ]);
  const picked = await vscode.window.showQuickPick(picks, {
    placeHolder: vscode.l10n.t('Which slide do you want to read?'),
    matchOnDescription: true,
  });
  if (picked === undefined) return undefined;
  slides.read(picked.id);
  return slides.html(picked.id);
}

/** Back to the row of a slide, with the focus. */
async function showInGuide({ model, view }: CommandServices, id: unknown): Promise<void> {
  for (const topic of model.topics)
    for (const slide of topic.slides)
      if (slide.id === id)
        await view.reveal(
          { level: 'slide', slide, topic },
          { focus: true, select: true, expand: true },
        );
}

/** @param uri of a file of the workspace; @param position its line and character, from 0 */
async function openPlace(
  uri: string,
  position?: { readonly line: number; readonly character: number },
): Promise<void> {
  const at = position && new vscode.Position(position.line, position.character);
  await vscode.window.showTextDocument(
    vscode.Uri.parse(uri, true),
    at ? { selection: new vscode.Range(at, at) } : {},
  );
}

async function openLink(node: GuideNode): Promise<void> {
  if (node.level !== 'item') return;
  const [first, ...others] = node.item.links;
  const link =
    others.length === 0
      ? first
      : await vscode.window
          .showQuickPick(
            node.item.links.map(({ title, url }) => ({ label: title, detail: url, url })),
          )
          .then((picked) => picked && { title: picked.label, url: picked.url });
  if (link !== undefined) await vscode.env.openExternal(vscode.Uri.parse(link.url));
}

async function showOnlyOpen(tree: GuideTree, only: boolean): Promise<void> {
  tree.onlyOpen = only;
  tree.refresh();
  await vscode.commands.executeCommand('setContext', `${SECTION}.onlyOpen`, only);
}

function startTour(): Thenable<unknown> {
  return vscode.commands.executeCommand(
    'workbench.action.openWalkthrough',
    'next-steps.next-steps-kubernetes#start',
    false,
  );
}
