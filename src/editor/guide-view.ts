import * as vscode from 'vscode';
import { GuideTree, VIEW } from './guide-tree.ts';
import type { GuideNode } from './guide-tree.ts';
import type { GuideModel } from './guide-model.ts';
import type { Session } from './session.ts';
import type { Ticks } from './ticks.ts';

/** The badge of a hidden view waits until the files rest this long, in milliseconds. */
const HIDDEN_PAUSE = 2000;

/** The "Next Steps" view: tree, badge, progress and the user's ticks. */
export function registerGuideView(
  model: GuideModel,
  ticks: Ticks,
  session: Session,
): { readonly view: vscode.TreeView<GuideNode>; readonly tree: GuideTree; dispose(): void } {
  const tree = new GuideTree(model, ticks);
  const view = vscode.window.createTreeView(VIEW, {
    treeDataProvider: tree,
    showCollapseAll: true,
    manageCheckboxStateManually: true,
  });
  const summary = summaryOf(view, model);
  const update = (): void => {
    if (view.visible) tree.update();
    summary.update();
  };
  const subscriptions = vscode.Disposable.from(
    view,
    summary,
    agingOf(view, tree),
    model.onDidChange(update),
    ticks.onDidClear(() => {
      tree.refresh();
    }),
    view.onDidChangeVisibility(({ visible }) => {
      if (!visible) return;
      update();
      if (session.isReading) void showProgress(session);
    }),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [node, state] of items) {
        await keepTick(ticks, node, state);
        tree.refreshTick(node);
      }
    }),
  );
  void showProgress(session);
  return { view, tree, dispose: () => void subscriptions.dispose() };
}

/** How often the age of a cluster's facts is looked at, in milliseconds. */
const AGING = 20_000;

function agingOf(view: vscode.TreeView<GuideNode>, tree: GuideTree): vscode.Disposable {
  const timer = setInterval(() => {
    if (view.visible) tree.updateAge();
  }, AGING);
  return new vscode.Disposable(() => {
    clearInterval(timer);
  });
}

async function keepTick(
  ticks: Ticks,
  node: GuideNode,
  state: vscode.TreeItemCheckboxState,
): Promise<void> {
  const isTicked = state === vscode.TreeItemCheckboxState.Checked;
  if (node.level === 'item') await ticks.set(node.item.id, isTicked);
}

function showProgress(session: Session): Thenable<void> {
  return vscode.window.withProgress({ location: { viewId: VIEW } }, () => session.ready);
}

/** Keeps the badge in step; while the view is hidden, less often. */
function summaryOf(
  view: vscode.TreeView<GuideNode>,
  model: GuideModel,
): { readonly update: () => void; readonly dispose: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    showSummary(view, model);
  };
  return {
    update: () => {
      clearTimeout(timer);
      if (view.visible) show();
      else timer = setTimeout(show, HIDDEN_PAUSE);
    },
    dispose: () => {
      clearTimeout(timer);
    },
  };
}

/** The badge counts what the files show to be open: the work, not the reading. */
function showSummary(view: vscode.TreeView<GuideNode>, model: GuideModel): void {
  const checked = model.items.filter(
    ({ state }) => state === 'done' || state === 'partly' || state === 'open',
  );
  const open = checked.filter(({ state }) => state !== 'done').length;
  view.badge =
    open === 0
      ? undefined
      : { value: open, tooltip: vscode.l10n.t('{0} next steps are open', open) };
  view.description =
    checked.length === 0
      ? ''
      : vscode.l10n.t('{0} of {1} done', checked.length - open, checked.length);
  const nothing =
    model.isKnown && checked.length === 0 && vscode.workspace.workspaceFolders !== undefined;
  view.message = nothing
    ? vscode.l10n.t('No manifest, Dockerfile or Compose file is here yet. The guide can be read.')
    : '';
}
