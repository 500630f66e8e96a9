import * as vscode from 'vscode';
import type { FileEdit, Fix } from '../core/lint/fix.ts';
import type { Finding } from '../core/lint/lint.ts';
import { allowFile, allowLine, allowOnObject, REASON } from '../core/lint/suppress.ts';
import { turnOffInProject } from '../core/project/project-edit.ts';
import { contains } from '../core/text/text.ts';
import type { FixApplier } from './apply-fix.ts';
import type { Folder } from './folder.ts';
import { uriIn } from './folder.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';

export const SUPPRESS = `${SECTION}.suppress`;

type WayId = 'line' | 'object' | 'file' | 'project' | 'settings';

/** Which finding of a file: its rule and where it begins. */
export interface Suppressed {
  readonly rule: string;
  /** In UTF-16 units from the start of the file. */
  readonly start: number;
}

interface Way extends vscode.QuickPickItem {
  readonly id: WayId;
  /** Undefined for the settings, which are no text of the workspace. */
  readonly fix?: Fix;
}

/** "Suppress...": the ways to silence a finding, from the narrowest to the widest. */
export function registerSuppress(session: Session, applier: FixApplier): vscode.Disposable {
  return vscode.commands.registerCommand(
    SUPPRESS,
    /** @param file as a URI; @param id of the way, else the person chooses */
    async (file: string, suppressed: Suppressed, id?: string) => {
      const uri = vscode.Uri.parse(file, true);
      const found = session.find(uri);
      if (found === undefined) return;
      const ways = waysFor(found.folder, found.path, suppressed);
      const way = ways.find((one) => one.id === id) ?? (await chooseWay(ways, suppressed.rule));
      if (way === undefined) return;
      if (way.fix === undefined) await turnOffInSettings(suppressed.rule, uri);
      else await applier.apply({ folder: found.folder, fixes: [way.fix] });
    },
  );
}

/** The one entry of the light bulb; what it leads to is chosen behind it. */
export function suppressAction(folder: Folder, path: string, finding: Finding): vscode.CodeAction {
  const title = vscode.l10n.t('Suppress "{0}"...', finding.rule);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const suppressed: Suppressed = { rule: finding.rule, start: finding.span.start };
  const file = uriIn(folder, path).toString();
  action.command = { command: SUPPRESS, title, arguments: [file, suppressed] };
  return action;
}

function chooseWay(ways: readonly Way[], rule: string): Thenable<Way | undefined> {
  return vscode.window.showQuickPick(ways, {
    placeHolder: vscode.l10n.t('Where should "{0}" report nothing?', rule),
    matchOnDetail: true,
  });
}

function waysFor(folder: Folder, path: string, suppressed: Suppressed): readonly Way[] {
  const ways: readonly (Way | undefined)[] = [
    ...inText(folder, path, suppressed),
    inProject(folder, path, suppressed.rule),
    {
      id: 'settings',
      label: vscode.l10n.t('In your VS Code settings'),
      detail: vscode.l10n.t('For the editor only: the command line and CI still report it.'),
    },
  ];
  return ways.filter((way) => way !== undefined);
}

function inText(folder: Folder, path: string, { rule, start }: Suppressed): readonly Way[] {
  const text = folder.workspace.file(path)?.text;
  if (text === undefined) return [];
  const object = folder.workspace.objectsIn(path).find(({ view }) => contains(view.span, start));
  const annotation = object && allowOnObject(text, object, rule);
  const edit = (id: WayId, label: string, detail: string, change: FileEdit): Way => ({
    ...{ id, label, detail },
    fix: { title: label, edits: () => [change], placeholder: REASON },
  });
  const onObject =
    annotation === undefined
      ? []
      : [
          edit(
            'object',
            vscode.l10n.t('For this object'),
            vscode.l10n.t('An annotation, which goes to the cluster with the object.'),
            { path, edits: [annotation] },
          ),
        ];
  // JSON has no comments.
  if (path.endsWith('.json')) return onObject;
  const above = { path, edits: [allowLine(text, start, rule)] };
  const onTop = { path, edits: [allowFile(text, rule)] };
  return [
    edit('line', vscode.l10n.t('On this line'), vscode.l10n.t('A comment above it.'), above),
    ...onObject,
    edit('file', vscode.l10n.t('In this file'), vscode.l10n.t('A comment at the top.'), onTop),
  ];
}

function inProject(folder: Folder, path: string, rule: string): Way | undefined {
  const change = folder.isFolder ? turnOffInProject(folder.workspace, path, rule) : undefined;
  if (change === undefined) return undefined;
  const label = vscode.l10n.t('For the whole project');
  return {
    id: 'project',
    label,
    detail: vscode.l10n.t(
      'A line in {0}. It holds for everyone, in the editor and in CI.',
      change.path,
    ),
    fix: { title: label, edits: () => [change], placeholder: `${rule}: off` },
  };
}

/** Written where the rules are set already, else to the workspace. */
async function turnOffInSettings(rule: string, scope: vscode.Uri): Promise<void> {
  const settings = vscode.workspace.getConfiguration(SECTION, scope);
  const known = settings.inspect<Record<string, string>>('rules');
  const inFolder = known?.workspaceFolderValue !== undefined;
  const inWorkspace = vscode.workspace.workspaceFolders !== undefined;
  const [target, before] = inFolder
    ? [vscode.ConfigurationTarget.WorkspaceFolder, known.workspaceFolderValue]
    : inWorkspace
      ? [vscode.ConfigurationTarget.Workspace, known?.workspaceValue]
      : [vscode.ConfigurationTarget.Global, known?.globalValue];
  await settings.update('rules', { ...before, [rule]: 'off' }, target);
}
