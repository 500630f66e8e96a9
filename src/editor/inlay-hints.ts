import * as vscode from 'vscode';
import { hostHints } from '../core/graph/navigation.ts';
import { LANGUAGES } from './languages.ts';
import { locationOf } from './places.ts';
import type { Session } from './session.ts';

/** The rest of a short host name, as `.blue.svc`; off unless the settings ask for it. */
export function registerInlayHints(session: Session): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    session.onDidChange(() => {
      changed.fire();
    }),
    vscode.languages.registerInlayHintsProvider(LANGUAGES, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints(document, range) {
        const found = session.upToDate(document);
        if (found?.folder.settings.inlayHints !== true) return [];
        const { folder, path } = found;
        const within = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
        return hostHints(folder.workspace, path, within).map(({ offset, text, to }) => {
          const part = new vscode.InlayHintLabelPart(text);
          if (to !== undefined) part.location = locationOf(folder, to);
          return new vscode.InlayHint(document.positionAt(offset), [part]);
        });
      },
    }),
  );
}
