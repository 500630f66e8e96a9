import * as vscode from 'vscode';
import { inSentence } from '../core/guide/next-step.ts';
import type { GuideItem } from '../core/guide/guide.ts';
import type { NextStep } from '../core/guide/next-step.ts';
import type { OfferedFix } from './apply-fix.ts';
import type { GuideModel } from './guide-model.ts';
import { SECTION } from './settings.ts';

/** Longer texts push other items out of the status bar. In UTF-16 units. */
const LONGEST = 48;

/** The next step in the status bar, by command and behind the button of its row. */
export function registerNextStep(model: GuideModel): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(`${SECTION}.next`, vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('Next Steps: What Next');
  item.command = `${SECTION}.whatNext`;
  const show = (): void => {
    const { next } = model;
    // A folder that is about something else is left in peace.
    if (next?.isCertain !== true) {
      item.hide();
      return;
    }
    const text = vscode.l10n.t('Next: {0}', inSentence(next.order));
    item.text = `$(arrow-circle-right) ${shortened(text)}`;
    item.tooltip = text;
    item.accessibilityInformation = { label: text };
    item.show();
  };
  return vscode.Disposable.from(
    item,
    model.onDidChange(show),
    vscode.commands.registerCommand(`${SECTION}.whatNext`, () => askWhatNext(model)),
    vscode.commands.registerCommand(`${SECTION}.doNext`, () => doItem(model, model.next?.item)),
    vscode.commands.registerCommand(`${SECTION}.doItem`, (asked: unknown) =>
      doItem(model, itemOf(asked, model)),
    ),
  );
}

const shortened = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;

interface Choice extends vscode.QuickPickItem {
  readonly run: () => unknown;
}

/** "What Next?": the step, why it is the next one, and what can be done about it. */
async function askWhatNext(model: GuideModel): Promise<void> {
  const { next } = model;
  if (next === undefined) {
    const nothing = vscode.l10n.t('Your files show nothing that is left to do.');
    await vscode.window.showInformationMessage(nothing);
    return;
  }
  const picked = await vscode.window.showQuickPick(choicesFor(next, model), {
    title: vscode.l10n.t('Next: {0}', inSentence(next.order)),
    placeHolder: next.item.evidence[0]?.text ?? next.item.title,
  });
  await picked?.run();
}

function choicesFor(next: NextStep, model: GuideModel): readonly Choice[] {
  const read: Choice = {
    label: `$(book) ${vscode.l10n.t('Read why')}`,
    detail: next.item.title,
    run: () => vscode.commands.executeCommand(`${SECTION}.openSlide`, next.slide.id, next.item.id),
  };
  if (next.item.action === undefined) return [read];
  const label = `$(play) ${vscode.l10n.t('Do it now')}`;
  return [{ label, detail: next.order, run: () => doItem(model, next.item) }, read];
}

/** An item by its number, as pages name it, or by its row. */
function itemOf(asked: unknown, model: GuideModel): GuideItem | undefined {
  const row = asked as { readonly item?: { readonly id?: unknown } } | undefined;
  const id = typeof asked === 'string' ? asked : row?.item?.id;
  return model.items.find((item) => item.id === id);
}

/** Undo takes it back, as any change of an editor. */
async function doItem(model: GuideModel, item: GuideItem | undefined): Promise<void> {
  const action = item?.action;
  if (item === undefined || action === undefined) return;
  const run = vscode.commands.executeCommand;
  if (action.kind === 'snippet') await run(`${SECTION}.insertManifest`, action.prefix);
  if (action.kind === 'policies') await run(`${SECTION}.derivePolicies`, action.namespace);
  const folder = model.folderOf({ part: item.actionPart ?? 0 });
  if (action.kind !== 'fix' || folder === undefined) return;
  const offered: OfferedFix = { folder, fixes: [action.fix] };
  await run(`${SECTION}.applyFix`, offered);
}
