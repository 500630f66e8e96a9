import * as vscode from 'vscode';
import { registerCallHierarchy } from './call-hierarchy.ts';
import { registerCodeLens } from './code-lens.ts';
import { registerDefinition } from './definition.ts';
import { registerDocumentHighlights } from './document-highlights.ts';
import { registerDocumentLinks } from './document-links.ts';
import { registerInlayHints } from './inlay-hints.ts';
import { registerReferences } from './references.ts';
import { registerRename } from './rename.ts';
import type { Session } from './session.ts';
import { registerWorkspaceSymbols } from './workspace-symbols.ts';

/** Everything that follows names across the workspace. */
export function registerNavigation(session: Session): vscode.Disposable {
  return vscode.Disposable.from(
    registerDefinition(session),
    registerReferences(session),
    registerDocumentHighlights(session),
    registerRename(session),
    registerDocumentLinks(session),
    registerWorkspaceSymbols(session),
    registerInlayHints(session),
    registerCodeLens(session),
    registerCallHierarchy(session),
  );
}
