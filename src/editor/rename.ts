import * as vscode from 'vscode';
import { renameableAt, renameAt } from '../core/rename/rename.ts';
import type { RenameEdits } from '../core/rename/rename.ts';
import { LineMap } from '../core/text/text.ts';
import { spanToRange, toRange } from './convert.ts';
import { uriIn } from './folder.ts';
import type { Folder } from './folder.ts';
import { LANGUAGES } from './languages.ts';
import type { Session } from './session.ts';

/** Renames objects, keys and ports wherever they are named; where it cannot, it says why. */
export function registerRename(session: Session): vscode.Disposable {
  return vscode.languages.registerRenameProvider(LANGUAGES, {
    prepareRename(document, position) {
      const { folder, path } = placeOf(session, document);
      const offset = document.offsetAt(position);
      const found = renameableAt(folder.workspace, { path, offset });
      if ('refused' in found) throw new Error(found.refused);
      return { range: spanToRange(document.getText(), found.span), placeholder: found.name };
    },
    provideRenameEdits(document, position, newName) {
      const { folder, path } = placeOf(session, document);
      const offset = document.offsetAt(position);
      const found = renameAt(folder.workspace, { path, offset }, newName);
      if ('refused' in found) throw new Error(found.refused);
      return toWorkspaceEdit(folder, found);
    },
  });
}

function placeOf(
  session: Session,
  document: vscode.TextDocument,
): { readonly folder: Folder; readonly path: string } {
  const found = session.upToDate(document);
  if (found === undefined)
    throw new Error(vscode.l10n.t('This file is not part of the workspace.'));
  return found;
}

/** The box of F2 offers a look at each place before: that is for the user to choose. */
function toWorkspaceEdit(folder: Folder, { edits }: RenameEdits): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const change of edits) {
    if (!('edits' in change)) continue;
    const { path } = change;
    const lines = new LineMap(folder.workspace.file(path)?.text ?? '');
    for (const { span, text } of change.edits) {
      result.replace(uriIn(folder, path), toRange(lines.range(span)), text);
    }
  }
  return result;
}
