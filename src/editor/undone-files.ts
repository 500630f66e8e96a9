import * as vscode from 'vscode';

/** What a file held before a fix that VS Code saved. */
interface Before {
  readonly uri: string;
  readonly text: string;
}

/**
 * A fix of several files is saved at once; Undo takes the texts back, and leaves the files on disk
 * as the fix has made them. What was saved before the fix is saved again once it is undone.
 */
export class UndoneFiles implements vscode.Disposable {
  #before: readonly Before[] = [];
  readonly #undone = new Set<string>();
  readonly #subscription = vscode.workspace.onDidChangeTextDocument(({ document, reason }) => {
    const uri = document.uri.toString();
    if (reason === vscode.TextDocumentChangeReason.Undo) this.#undone.add(uri);
    // That a document is unsaved is an event of its own, behind the one of its change.
    if (document.isDirty && this.#undone.delete(uri)) void this.#saveUndone(document);
  });

  /** Reads the files that have nothing unsaved; the answer is called once they are changed. */
  async watch(uris: readonly vscode.Uri[]): Promise<() => void> {
    const texts = await Promise.all(uris.map(savedText));
    return () => {
      this.#undone.clear();
      this.#before = texts.filter((before) => before !== undefined);
    };
  }

  async #saveUndone(document: vscode.TextDocument): Promise<void> {
    const uri = document.uri.toString();
    const before = this.#before.find((one) => one.uri === uri);
    if (before?.text === document.getText()) await document.save();
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}

async function savedText(uri: vscode.Uri): Promise<Before | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    return document.isDirty ? undefined : { uri: uri.toString(), text: document.getText() };
  } catch {
    // The fix makes it: Undo removes it again by itself.
    return undefined;
  }
}
