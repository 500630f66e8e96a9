/** Places of files as lines that tests compare: `deploy/blue/data.yaml:25:9 redis`. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { placeOf, uriOf } from './shop.ts';

export function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri, false);
}

/** Counted from 1, with the text that stands there. */
export async function placeLine(uri: vscode.Uri, range: vscode.Range): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  const { line, character } = range.start;
  const place = [pathOf(uri), line + 1, character + 1].join(':');
  return `${place} ${document.getText(range)}`;
}

export async function locationLines(
  locations: readonly (vscode.Location | vscode.LocationLink)[],
): Promise<readonly string[]> {
  return Promise.all(
    locations.map((found) =>
      'targetUri' in found
        ? placeLine(found.targetUri, found.targetRange)
        : placeLine(found.uri, found.range),
    ),
  );
}

/** Asks one of VS Code's provider commands at the place of `¦` in a text that the file holds once. */
export async function askAt<Answer>(
  command: string,
  path: string,
  marked: string,
  ...more: readonly unknown[]
): Promise<Answer> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  const place = placeOf(document, marked);
  return vscode.commands.executeCommand<Answer>(command, document.uri, place, ...more);
}

/** The message of what a promise fails with. */
export async function failure(run: () => PromiseLike<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return assert.fail('it is refused');
}
