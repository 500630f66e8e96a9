import * as vscode from 'vscode';
import { GuideTree, VIEW } from './guide-tree.ts';
import type { GuideNode } from './guide-tree.ts';
import type { GuideModel } from './guide-model.ts';
import type { Session } from './session.ts';
import type { Ticks } from './ticks.ts';

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
  const refresh = (): void => {
    tree.refresh();
    if (view.visible) showSummary(view, model);
  };
  const subscriptions = vscode.Disposable.from(
    view,
    model.onDidChange(refresh),
    ticks.onDidChange(refresh),
    view.onDidChangeVisibility(({ visible }) => {
      if (visible) void showProgress(session).then(refresh);
    }),
    view.onDidChangeCheckboxState(async ({ items }) => {
      for (const [node, state] of items) {
        if (node.level !== 'item') continue;
        await ticks.set(node.item.id, state === vscode.TreeItemCheckboxState.Checked);
      }
    }),
  );
  void showProgress(session).then(() => {
    showSummary(view, model);
  });
  return {
    view,
    tree,
    dispose: () => {
      subscriptions.dispose();
    },
  };
}

function showProgress(session: Session): Thenable<void> {
  return vscode.window.withProgress({ location: { viewId: VIEW } }, () => session.ready);
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
}
