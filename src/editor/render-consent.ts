import * as vscode from 'vscode';
import { obstaclesTo } from '../core/render/target.ts';
import type { Choice } from './check-rendered.ts';
import { uriIn } from './folder.ts';
import { noticeWords } from './notice.ts';
import { openSources } from './render-sources.ts';

/** What must be so before a tool is started: trust, files on disk, and a yes to go out. */
export async function consents(choice: Choice): Promise<boolean> {
  return (
    (await isTrusted()) &&
    (await isOnDisk(choice)) &&
    (await isSaved(choice)) &&
    (await mayContact(choice))
  );
}

/** A chart can make its tool do more than print, so it is run only for people one trusts. */
async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Helm and kustomize are only run in a workspace that you trust. Nothing was run.',
    ),
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

async function isOnDisk({ folder }: Choice): Promise<boolean> {
  if (folder.uri.scheme === 'file') return true;
  await vscode.window.showWarningMessage(
    vscode.l10n.t(
      'Helm and kustomize can only read files on a disk, and this folder is not on one.',
    ),
  );
  return false;
}

/** The tool reads what is on disk. */
async function isSaved(choice: Choice): Promise<boolean> {
  const sources = openSources(choice).filter(({ isDirty }) => isDirty);
  if (sources.length === 0) return true;
  const save = vscode.l10n.t('Save and Go On');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The tool reads what is saved, and there are changes that are not.'),
    { modal: true, detail: sources.map(({ uri }) => nameOf(uri)).join('\n') },
    save,
  );
  if (answer !== save) return false;
  const saved = await Promise.all(sources.map((document) => document.save()));
  return saved.every(Boolean);
}

/** Building fetches what an overlay takes from other places; nothing goes out without a yes. */
async function mayContact({ folder, target }: Choice): Promise<boolean> {
  const remotes = obstaclesTo(target, folder.workspace).map(({ text }) => text);
  if (remotes.length === 0) return true;
  const go = vscode.l10n.t('Fetch and Build');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t(
      '{0} takes parts from other places, or from files that were not read. Building it may fetch them.',
      nameOf(uriIn(folder, target.path)),
    ),
    { modal: true, detail: remotes.join('\n') },
    go,
  );
  return answer === go;
}

const nameOf = (uri: vscode.Uri): string => noticeWords(vscode.workspace.asRelativePath(uri));
