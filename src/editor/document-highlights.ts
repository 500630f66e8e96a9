import * as vscode from 'vscode';
import { highlightsAt } from '../core/graph/navigation.ts';
import { LANGUAGES } from './languages.ts';
import { locationOf } from './places.ts';
import type { Session } from './session.ts';

/** The other places of the same file that mean what the cursor is on. */
export function registerDocumentHighlights(session: Session): vscode.Disposable {
  return vscode.languages.registerDocumentHighlightProvider(LANGUAGES, {
    provideDocumentHighlights(document, position) {
      const found = session.upToDate(document);
      if (found === undefined) return [];
      const { folder, path } = found;
      const offset = document.offsetAt(position);
      const { Read, Write } = vscode.DocumentHighlightKind;
      return highlightsAt(folder.workspace, { path, offset }).map(
        (place) =>
          new vscode.DocumentHighlight(
            locationOf(folder, place).range,
            place.defines ? Write : Read,
          ),
      );
    },
  });
}
