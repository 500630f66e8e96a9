import * as vscode from 'vscode';
import { occurrencesAt } from '../core/graph/navigation.ts';
import { LineMap } from '../core/text/text.ts';
import { countedObjects, usesText } from '../core/graph/uses.ts';
import { toRange } from './convert.ts';
import { uriIn } from './folder.ts';
import type { Folder } from './folder.ts';
import { LANGUAGES } from './languages.ts';
import { locationOf } from './places.ts';
import type { Session } from './session.ts';

/** Counted only when it comes into view. */
class UsesLens extends vscode.CodeLens {
  readonly folder: Folder;
  readonly path: string;
  readonly offset: number;

  constructor(range: vscode.Range, at: Pick<UsesLens, 'folder' | 'path' | 'offset'>) {
    super(range);
    this.folder = at.folder;
    this.path = at.path;
    this.offset = at.offset;
  }
}

/** How often an object is used, above its name; off unless the settings ask for it. */
export function registerCodeLens(session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    session.onDidChange(() => {
      changed.fire();
    }),
    vscode.languages.registerCodeLensProvider(LANGUAGES, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses(document) {
        const found = session.upToDate(document);
        if (found?.folder.settings.codeLens !== true) return [];
        const { folder, path } = found;
        const lines = new LineMap(document.getText());
        return countedObjects(folder.workspace, path).map(
          ({ span }) =>
            new UsesLens(toRange(lines.range(span)), { folder, path, offset: span.start }),
        );
      },
      resolveCodeLens(lens) {
        if (lens instanceof UsesLens) lens.command = showUses(lens);
        return lens;
      },
    }),
  );
}

/** A click peeks at the uses. */
function showUses({ folder, path, offset, range }: UsesLens): vscode.Command {
  const { workspace } = folder;
  const title = usesText(workspace, path, offset);
  const uses = occurrencesAt(workspace, { path, offset }).filter(({ defines }) => !defines);
  if (uses.length === 0) return { title, command: '' };
  return {
    title,
    command: 'editor.action.showReferences',
    arguments: [uriIn(folder, path), range.start, uses.map((place) => locationOf(folder, place))],
  };
}
