import * as vscode from 'vscode';
import { combineFixes } from '../core/lint/fix-all.ts';
import type { CombinedEdits } from '../core/lint/fix-all.ts';
import type { FileEdit, Fix } from '../core/lint/fix.ts';
import { landingOf } from '../core/lint/landing.ts';
import { addEdits, spanToRange } from './convert.ts';
import type { Folder } from './folder.ts';
import { uriIn } from './folder.ts';
import type { Session } from './session.ts';
import { UndoneFiles } from './undone-files.ts';

/** A fix as an action carries it until somebody picks it. */
export interface OfferedFix {
  readonly folder: Folder;
  readonly fixes: readonly Fix[];
}

/** Makes fixes, as one step of Undo, and shows what they have made. */
export class FixApplier implements vscode.Disposable {
  readonly #session: Session;
  readonly #undone = new UndoneFiles();

  constructor(session: Session) {
    this.#session = session;
  }

  /** @returns false where the editor refused the change */
  async apply(offered: OfferedFix): Promise<boolean> {
    const { folder, fixes } = offered;
    const active = vscode.window.activeTextEditor?.document;
    if (active !== undefined) this.#session.upToDate(active);
    const { files } = combineFixes(fixes.map((fix) => ({ fix })));
    const only = fixes.length === 1 ? fixes[0] : undefined;
    const landing =
      only && landingOf(only.edits(), only, (path) => folder.workspace.file(path)?.text);
    if (!(await this.#write(folder, files))) return false;
    if (landing !== undefined) await show(uriIn(folder, landing.path), landing.span);
    else tell(folder, [...files.keys()]);
    if (only?.afterwards !== undefined) void vscode.window.showInformationMessage(only.afterwards);
    return true;
  }

  /** Writes new files and shows the first. */
  async create(folder: Folder, changes: readonly FileEdit[]): Promise<boolean> {
    const files = new Map(
      changes.map((change): [string, CombinedEdits] => [
        change.path,
        'create' in change
          ? { edits: [], creates: [change.create] }
          : { edits: change.edits, creates: [] },
      ]),
    );
    return this.#write(folder, files);
  }

  async #write(folder: Folder, files: ReadonlyMap<string, CombinedEdits>): Promise<boolean> {
    const edit = workspaceEditOf(folder, files);
    const uris = [...files.keys()].map((path) => uriIn(folder, path));
    bindUndo(edit, uris);
    const remember = await this.#undone.watch(uris);
    const isDone = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
    if (isDone) remember();
    return isDone;
  }

  dispose(): void {
    this.#undone.dispose();
  }
}

/**
 * Files are made first and texts are changed together after it: VS Code keeps changes of one kind
 * that follow one another as one step of Undo, and forgets how to undo one of a closed file alone.
 */
export function workspaceEditOf(
  folder: Folder,
  files: ReadonlyMap<string, CombinedEdits>,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const target = {
    uriOf: (path: string) => uriIn(folder, path),
    textOf: (path: string) => folder.workspace.file(path)?.text,
  };
  const isNew = (path: string): boolean => target.textOf(path) === undefined;
  const all = [...files].map(([path, { edits, creates }]) => ({
    path,
    changes: [{ path, edits }, ...creates.map((create): FileEdit => ({ path, create }))],
  }));
  for (const { changes } of all.filter(({ path }) => isNew(path))) addEdits(edit, changes, target);
  for (const { changes } of all.filter(({ path }) => !isNew(path))) addEdits(edit, changes, target);
  return edit;
}

/** With a change that changes nothing, Undo in the file that the person is in undoes the fix, too. */
function bindUndo(edit: vscode.WorkspaceEdit, uris: readonly vscode.Uri[]): void {
  const start = new vscode.Position(0, 0);
  const active = vscode.window.activeTextEditor?.document.uri;
  const isChanged = (uri: vscode.Uri): boolean =>
    uris.some((other) => other.toString() === uri.toString());
  if (active !== undefined && !isChanged(active)) edit.insert(active, start, '');
  for (const uri of uris) if (edit.get(uri).length === 0) edit.insert(uri, start, '');
}

async function show(uri: vscode.Uri, span: { start: number; end: number }): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const selection = spanToRange(document.getText(), span);
  await vscode.window.showTextDocument(document, { preview: false, selection });
}

/** Files that no editor shows are named where they can be read without being in the way. */
function tell(folder: Folder, paths: readonly string[]): void {
  const shown = new Set(vscode.window.visibleTextEditors.map(({ document }) => document.uri.path));
  const hidden = paths.filter((path) => !shown.has(uriIn(folder, path).path));
  if (hidden.length === 0) return;
  vscode.window.setStatusBarMessage(vscode.l10n.t('Changed: {0}', hidden.join(', ')), TOLD);
}

/** So long a message stays in the status bar, in milliseconds. */
const TOLD = 10_000;
