import * as vscode from 'vscode';
import { findSymbols } from '../core/graph/workspace-symbols.ts';
import { locationOf } from './places.ts';
import type { Session } from './session.ts';

const KINDS: Readonly<Record<string, vscode.SymbolKind>> = {
  Namespace: vscode.SymbolKind.Namespace,
  Service: vscode.SymbolKind.Interface,
  Ingress: vscode.SymbolKind.Interface,
  ConfigMap: vscode.SymbolKind.Object,
  Secret: vscode.SymbolKind.Key,
  ComposeService: vscode.SymbolKind.Module,
  DockerfileStage: vscode.SymbolKind.Module,
  Host: vscode.SymbolKind.Event,
};

/** What VS Code draws for a kind. */
export function symbolKind(kind: string): vscode.SymbolKind {
  return KINDS[kind] ?? vscode.SymbolKind.Class;
}

/** The objects of the workspace by name. */
export function registerWorkspaceSymbols(session: Session): vscode.Disposable {
  return vscode.languages.registerWorkspaceSymbolProvider({
    provideWorkspaceSymbols(query) {
      return session.folders.flatMap((folder) =>
        findSymbols(folder.workspace, query).map(
          ({ name, kind, container, place }) =>
            new vscode.SymbolInformation(
              name,
              symbolKind(kind),
              container,
              locationOf(folder, place),
            ),
        ),
      );
    },
  });
}
