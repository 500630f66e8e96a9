import * as vscode from 'vscode';
import type { Finding } from '../core/lint.ts';
import { LineMap } from '../core/text.ts';
import { spanToRange, toRange, toSeverity } from './convert.ts';
import type { Folder } from './folder.ts';
import { uriIn } from './folder.ts';
import { rulePageUri } from './pages.ts';
import type { Session } from './session.ts';

/** What the Problems panel names as the origin of every finding. */
export const SOURCE = 'Next steps';

/** Rules that speak of what is going away: shown struck through. */
const DEPRECATIONS = /deprecated|removed-api|retired/;

/** Shows the findings of the open files, or of the whole workspace where the setting says so. */
export function registerDiagnostics(session: Session): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('next-steps');
  const shown = new Map<string, string>();
  const publish = (folder: Folder, path: string): void => {
    const uri = uriIn(folder, path);
    const wanted = isWanted(session, folder, uri);
    const findings = wanted ? folder.linter.findings(path) : [];
    const text = folder.workspace.file(path)?.text ?? '';
    const lines = new LineMap(text);
    const diagnostics = findings.map((finding) => toDiagnostic(folder, finding, lines));
    const key = uri.toString();
    if (diagnostics.length === 0 && !shown.has(key)) return;
    if (diagnostics.length === 0) shown.delete(key);
    else shown.set(key, path);
    collection.set(uri, diagnostics);
  };
  return vscode.Disposable.from(
    collection,
    session.onDidChange(({ folder, paths }) => {
      for (const path of paths) publish(folder, path);
    }),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const found = session.find(uri);
      if (found === undefined) collection.delete(uri);
      else publish(found.folder, found.path);
    }),
  );
}

function isWanted(session: Session, folder: Folder, uri: vscode.Uri): boolean {
  if (!session.folders.includes(folder) || folder.settings.diagnostics === 'off') return false;
  if (folder.settings.diagnostics === 'workspace') return true;
  const key = uri.toString();
  return vscode.workspace.textDocuments.some(
    (document) => !document.isClosed && document.uri.toString() === key,
  );
}

function toDiagnostic(folder: Folder, finding: Finding, lines: LineMap): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(lines.range(finding.span)),
    finding.message,
    toSeverity(finding.severity),
  );
  diagnostic.source = SOURCE;
  diagnostic.code = { value: finding.rule, target: rulePageUri(finding.rule) };
  diagnostic.relatedInformation = finding.related.map(({ path, span, message }) => {
    const text = folder.workspace.file(path)?.text ?? '';
    const location = new vscode.Location(uriIn(folder, path), spanToRange(text, span));
    return new vscode.DiagnosticRelatedInformation(location, message);
  });
  if (DEPRECATIONS.test(finding.rule)) diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
  return diagnostic;
}
