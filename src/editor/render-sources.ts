import * as vscode from 'vscode';
import { isSourceOf } from '../core/render/target.ts';
import type { Choice } from './check-rendered.ts';
import type { Disk } from './disk.ts';
import { pathIn } from './folder.ts';

/** VS Code hears of a change on disk after a moment, and needs another to load it, in milliseconds. */
const FOLLOW_LIMIT = 2000;

/** The documents that VS Code holds of what goes into a chart or an overlay. */
export function openSources({ folder, target }: Choice): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments.filter(
    ({ uri, isClosed }) =>
      !isClosed &&
      uri.toString().startsWith(`${folder.uri.toString()}/`) &&
      isSourceOf(target, pathIn(folder, uri)),
  );
}

/** Waits until these documents show what was written beside VS Code, as a switch of branches does. */
export async function followDisk(
  documents: readonly vscode.TextDocument[],
  disk: Disk,
): Promise<void> {
  await Promise.all(documents.map((document) => follow(document, disk)));
}

async function follow(document: vscode.TextDocument, disk: Disk): Promise<void> {
  const text = await disk.readText(document.uri);
  const isAsOnDisk = (): boolean => text === undefined || isSame(document.getText(), text);
  if (isAsOnDisk()) return;
  await new Promise<void>((resolve) => {
    const change = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document && isAsOnDisk()) end();
    });
    const timer = setTimeout(end, FOLLOW_LIMIT);
    function end(): void {
      change.dispose();
      clearTimeout(timer);
      resolve();
    }
  });
}

/** VS Code gives all lines of a document the same line break. */
function isSame(text: string, onDisk: string): boolean {
  return text.replaceAll('\r\n', '\n') === onDisk.replaceAll('\r\n', '\n');
}
