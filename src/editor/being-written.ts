/** What is being written: nobody is told there what is still missing. */
import * as vscode from 'vscode';
import type { SourceDocument, SourceFile } from '../core/files/source.ts';

/** The documents of an unsaved file that hold a cursor. */
export function documentsBeingWritten(
  file: SourceFile | undefined,
  uri: vscode.Uri,
): ReadonlySet<SourceDocument> {
  const { activeTextEditor: editor } = vscode.window;
  if (file === undefined || editor?.document.uri.toString() !== uri.toString()) return new Set();
  return editor.document.isDirty ? new Set(documentsAt(file, editor)) : new Set();
}

function documentsAt(
  { documents }: SourceFile,
  { document, selections }: vscode.TextEditor,
): readonly SourceDocument[] {
  return selections.flatMap(({ active }) => {
    const offset = document.offsetAt(active);
    const found = documents.findLast(({ start }) => start <= offset);
    return found !== undefined && offset <= found.start + found.text.length ? [found] : [];
  });
}

/**
 * Tells of an unsaved file whose cursor has gone to another document, or to another editor.
 * @param fileOf what is known of an editor's file
 */
export function onDidLeaveDocument(
  fileOf: (uri: vscode.Uri) => SourceFile | undefined,
  left: (uri: vscode.Uri) => void,
): vscode.Disposable {
  let before: readonly SourceDocument[] = [];
  let shown = vscode.window.activeTextEditor?.document;
  return vscode.Disposable.from(
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      const { document } = textEditor;
      const file = document.isDirty ? fileOf(document.uri) : undefined;
      const now = file === undefined ? [] : documentsAt(file, textEditor);
      const isSame = now.length === before.length && now.every((one) => before.includes(one));
      before = now;
      if (!isSame && document.isDirty) left(document.uri);
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      for (const document of new Set([shown, editor?.document]))
        if (document?.isDirty === true) left(document.uri);
      shown = editor?.document;
    }),
  );
}
