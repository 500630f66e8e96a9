import * as vscode from 'vscode';
import { definitionsAt } from '../core/graph/navigation.ts';
import { spanToRange } from './convert.ts';
import { LANGUAGES } from './languages.ts';
import { locationOf } from './places.ts';
import type { Session } from './session.ts';

/** From a name to what it stands for, in place or as a peek. */
export function registerDefinition(session: Session): vscode.Disposable {
  return vscode.languages.registerDefinitionProvider(LANGUAGES, {
    provideDefinition(document, position) {
      const found = session.upToDate(document);
      if (found === undefined) return [];
      const { folder, path } = found;
      const offset = document.offsetAt(position);
      const definitions = definitionsAt(folder.workspace, { path, offset });
      if (definitions === undefined) return [];
      const originSelectionRange = spanToRange(document.getText(), definitions.span);
      return definitions.places.map((place): vscode.LocationLink => {
        const { uri, range } = locationOf(folder, place);
        return { originSelectionRange, targetUri: uri, targetRange: range };
      });
    },
  });
}
