import * as vscode from 'vscode';
import { occurrencesAt } from '../core/graph/navigation.ts';
import { LANGUAGES } from './languages.ts';
import { locationOf } from './places.ts';
import type { Session } from './session.ts';

/** Everybody in the workspace who uses a name. */
export function registerReferences(session: Session): vscode.Disposable {
  return vscode.languages.registerReferenceProvider(LANGUAGES, {
    provideReferences(document, position, { includeDeclaration }) {
      const found = session.upToDate(document);
      if (found === undefined) return [];
      const { folder, path } = found;
      const offset = document.offsetAt(position);
      return occurrencesAt(folder.workspace, { path, offset })
        .filter(({ defines }) => includeDeclaration || !defines)
        .map((place) => locationOf(folder, place));
    },
  });
}
