/** Plain data of the core to vscode's classes; decides nothing. */
import * as vscode from 'vscode';
import { createdText } from '../core/lint/fix.ts';
import type { FileEdit } from '../core/lint/fix.ts';
import type { Severity } from '../core/lint/rule.ts';
import type { Range, Span } from '../core/text/text.ts';
import { LineMap } from '../core/text/text.ts';

export function toRange(range: Range): vscode.Range {
  return new vscode.Range(
    range.start.line,
    range.start.character,
    range.end.line,
    range.end.character,
  );
}

export function spanToRange(text: string, span: Span): vscode.Range {
  return toRange(new LineMap(text).range(span));
}

const SEVERITY: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export function toSeverity(severity: Severity): vscode.DiagnosticSeverity {
  return SEVERITY[severity];
}

/** What an edit needs to know of the files it touches. */
export interface EditTarget {
  readonly uriOf: (path: string) => vscode.Uri;
  /** Undefined where the file does not exist. */
  readonly textOf: (path: string) => string | undefined;
}

/**
 * Adds the edits of a fix; a file that is there already is appended to, never replaced.
 * @param metadata how the changes are shown before they are made
 */
export function addEdits(
  edit: vscode.WorkspaceEdit,
  edits: readonly FileEdit[],
  target: EditTarget,
  metadata?: vscode.WorkspaceEditEntryMetadata,
): void {
  for (const change of edits) {
    const uri = target.uriOf(change.path);
    const text = target.textOf(change.path);
    if ('create' in change) {
      if (text === undefined)
        edit.createFile(uri, { contents: new TextEncoder().encode(createdText(change)) }, metadata);
      else {
        const { end } = toRange(new LineMap(text).range(endOf(text)));
        edit.insert(uri, end, createdText(change), metadata);
      }
      continue;
    }
    if (text === undefined) continue;
    const lines = new LineMap(text);
    for (const { span, text: replacement } of change.edits) {
      edit.replace(uri, toRange(lines.range(span)), replacement, metadata);
    }
  }
}

const endOf = (text: string): Span => ({ start: text.length, end: text.length });
