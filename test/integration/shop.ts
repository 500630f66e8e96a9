/** What the tests inside VS Code do again and again with the copy of the sample shop that they run on. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { ExtensionApi } from '../../src/extension.ts';
import { eventually } from './eventually.ts';

export const EXTENSION_ID = 'next-steps.next-steps-kubernetes';
export const SOURCE = 'Next steps';

/** The code of the extension: the first is read at the start, the others when they are needed. */
export const BUNDLES = [
  'extension.cjs',
  'assistance.cjs',
  'cron.cjs',
  'cluster.cjs',
  'guide.cjs',
  'real-path.cjs',
  'rules.cjs',
  'run-tool.cjs',
  'yaml-tolerant.cjs',
];

export function ourExtension(): vscode.Extension<ExtensionApi> {
  const extension = vscode.extensions.getExtension<ExtensionApi>(EXTENSION_ID);
  assert.ok(extension, 'the extension is installed');
  return extension;
}

/** Resolves when the extension runs and has read the shop. */
export async function extensionReady(): Promise<void> {
  const { ready } = await ourExtension().activate();
  await ready();
}

/** A file of the shop by its path. */
export function uriOf(path: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  assert.ok(folder, 'the shop is open');
  return vscode.Uri.joinPath(folder.uri, path);
}

/** Shows a file in an editor. */
export function show(path: string): Thenable<vscode.TextEditor> {
  return vscode.window.showTextDocument(uriOf(path), { preview: false });
}

/** The place of `¦` in a piece of text that the document holds exactly once. */
export function placeOf(document: vscode.TextDocument, marked: string): vscode.Position {
  const [before = '', after = ''] = marked.split('¦');
  const text = document.getText();
  const start = text.indexOf(before + after);
  assert.ok(start >= 0, `"${before + after}" is in the file`);
  assert.equal(text.lastIndexOf(before + after), start, `"${before + after}" is there only once`);
  return document.positionAt(start + before.length);
}

const SEVERITIES = ['error', 'warning', 'information', 'hint'];

export function findings(uri: vscode.Uri): readonly vscode.Diagnostic[] {
  return vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE);
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** The findings of a document, each as `line:column rule severity "text below the squiggle"`, in order. */
export function findingLines(document: vscode.TextDocument): readonly string[] {
  return findings(document.uri)
    .map((finding) => {
      const { start } = finding.range;
      const place = `${String(start.line + 1)}:${String(start.character + 1)}`;
      const severity = SEVERITIES[finding.severity] ?? '';
      return `${place} ${ruleOf(finding)} ${severity} "${document.getText(finding.range)}"`;
    })
    .sort(inOrderOfPlace);
}

const inOrderOfPlace = (a: string, b: string): number =>
  a.localeCompare(b, 'en', { numeric: true });

/** Waits until a document has exactly these findings; on failure says which it has. */
export async function findingsBecome(
  document: vscode.TextDocument,
  wanted: readonly string[],
): Promise<void> {
  const want = JSON.stringify(wanted);
  await eventually(
    () => findingLines(document),
    (lines) => JSON.stringify(lines) === want,
  ).catch((error: unknown) => {
    assert.deepEqual(findingLines(document), wanted, String(error));
  });
}

export async function writeFile(path: string, text: string): Promise<void> {
  await vscode.workspace.fs.writeFile(uriOf(path), new TextEncoder().encode(text));
}

export async function readFile(path: string): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uriOf(path)));
}

export async function deleteFile(path: string): Promise<void> {
  await vscode.workspace.fs.delete(uriOf(path), { recursive: true });
}

export async function exists(path: string): Promise<boolean> {
  return vscode.workspace.fs.stat(uriOf(path)).then(
    () => true,
    () => false,
  );
}

/** The code actions at a place that belong to our findings, once VS Code has them. */
export async function actionsAt(
  uri: vscode.Uri,
  range: vscode.Range,
  isWanted: (titles: readonly string[]) => boolean = (titles) => titles.length > 0,
): Promise<readonly vscode.CodeAction[]> {
  return eventually(
    () =>
      vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        uri,
        range,
        undefined,
        // So many are resolved: without this no action carries its edit.
        50,
      ),
    (actions) => isWanted(actions.map(({ title }) => title)),
  );
}

/** Applies the action of this title as the light bulb does: its edit, then its command. */
export async function applyAction(
  actions: readonly vscode.CodeAction[],
  title: string,
): Promise<void> {
  const action = actions.find((candidate) => candidate.title === title);
  assert.ok(action, `"${title}" is one of: ${actions.map((all) => all.title).join('; ')}`);
  if (action.edit !== undefined) assert.ok(await vscode.workspace.applyEdit(action.edit));
  const { command } = action;
  if (command !== undefined)
    await vscode.commands.executeCommand(
      command.command,
      ...((command.arguments ?? []) as readonly unknown[]),
    );
  assert.ok(action.edit ?? command, 'the action does something');
}

/** Forgets what was typed into the active editor, and closes all editors. */
export async function closeEditors(): Promise<void> {
  for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}

/** Confirms the list that a command shows, at its first row, and waits until the command is done. */
export async function acceptPick(done: Promise<unknown>): Promise<void> {
  let isDone = false;
  const end = done.finally(() => {
    isDone = true;
  });
  await eventually(
    async () => {
      // Before the list is there, this does nothing.
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      await Promise.race([end, sleep(300)]);
      return isDone;
    },
    (is) => is,
  );
  await end;
}

/** The text that is selected in the active editor, with the file that it is in. */
export function selected(): readonly [string, string] {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return ['', ''];
  const { document, selection } = editor;
  return [vscode.workspace.asRelativePath(document.uri), document.getText(selection)];
}
