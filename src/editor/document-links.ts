import * as vscode from 'vscode';
import { fileLinks } from '../core/graph/navigation.ts';
import { LineMap } from '../core/text/text.ts';
import { toRange } from './convert.ts';
import { uriIn } from './folder.ts';
import { LANGUAGES } from './languages.ts';
import type { Session } from './session.ts';

/** Paths in kustomizations, Compose files and GitOps objects, as links. */
export function registerDocumentLinks(session: Session): vscode.Disposable {
  return vscode.languages.registerDocumentLinkProvider(LANGUAGES, {
    provideDocumentLinks(document) {
      const found = session.upToDate(document);
      if (found === undefined) return [];
      const { folder, path } = found;
      const lines = new LineMap(document.getText());
      return fileLinks(folder.workspace, path).map(
        ({ span, to }) =>
          new vscode.DocumentLink(toRange(lines.range(span)), uriIn(folder, to.path)),
      );
    },
  });
}
