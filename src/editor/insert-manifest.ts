import * as vscode from 'vscode';
import { fitToFile, isManifest, startsFile } from '../core/completion/completion.ts';
import { holdsManifest, isBlank } from '../core/completion/place.ts';
import { insertionAt } from '../core/completion/manifest-insertion.ts';
import type { Snippet } from '../core/completion/snippet.ts';
import { groupSnippets } from '../core/completion/snippet-groups.ts';
import type { Topic } from '../core/guide/topic.ts';
import { completionFolder } from './completion.ts';
import { spanToRange } from './convert.ts';
import { kindOf } from './folder.ts';
import type { Folder } from './folder.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';

/** Otherwise every line would be indented as the line above is. */
const AS_WRITTEN = { undoStopBefore: true, undoStopAfter: true, keepWhitespace: true };

/** "Insert Manifest...": every snippet, also for people whose suggestions are off. */
export function registerInsertManifest(
  session: Session,
  topics: readonly Topic[],
  snippets: () => Promise<readonly Snippet[]>,
): vscode.Disposable {
  return vscode.commands.registerCommand(
    `${SECTION}.insertManifest`,
    /** @param prefix of a snippet; without one the user chooses */
    async (prefix: unknown) => {
      const known = await snippets();
      const named = known.find((snippet) => snippet.prefix === prefix);
      const snippet = named ?? (await chooseSnippet(topics, known));
      if (snippet === undefined) return;
      await (insertHere(session, snippet) ?? insertIntoNew(session, snippet));
    },
  );
}

async function chooseSnippet(
  topics: readonly Topic[],
  snippets: readonly Snippet[],
): Promise<Snippet | undefined> {
  const picks = groupSnippets(topics, snippets).flatMap((group) => [
    { label: group.title, kind: vscode.QuickPickItemKind.Separator, snippet: undefined },
    ...group.snippets.map((snippet) => ({
      label: snippet.name,
      description: snippet.prefix,
      detail: snippet.description,
      snippet,
    })),
  ]);
  const picked = await vscode.window.showQuickPick(picks, {
    placeHolder: vscode.l10n.t('What do you want to insert?'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.snippet;
}

/** Inserts into the active editor; undefined where the snippet does not belong there. */
function insertHere(session: Session, snippet: Snippet): Thenable<boolean> | undefined {
  const editor = vscode.window.activeTextEditor;
  const found = editor && completionFolder(session, editor.document);
  if (editor === undefined || found === undefined) return undefined;
  const { document, selection } = editor;
  const text = document.getText();
  const kind = kindOf(document, found.path);
  const body = fitToFile(snippet, found.folder.workspace, found.path);
  const startsDocument =
    (isManifest(snippet) && kind === 'yaml' && (isBlank(text) || holdsManifest(text))) ||
    (startsFile(snippet, { path: found.path, kind }) && isBlank(text));
  if (startsDocument) {
    const { span, before } = insertionAt(text, document.offsetAt(selection.active));
    const value = new vscode.SnippetString(before + body);
    return editor.insertSnippet(value, spanToRange(text, span), AS_WRITTEN);
  }
  const isPart = snippet.fileName === undefined && !isManifest(snippet);
  if (!isPart || kind !== KIND_OF_PART[snippet.language] || isWhole(snippet)) return undefined;
  return editor.insertSnippet(new vscode.SnippetString(body));
}

const KIND_OF_PART = {
  yaml: 'yaml',
  dockercompose: 'compose',
  dockerfile: 'dockerfile',
  file: undefined,
} as const;

const isWhole = (snippet: Snippet): boolean =>
  startsFile(snippet, { path: 'Dockerfile', kind: 'dockerfile' });

async function insertIntoNew(session: Session, snippet: Snippet): Promise<void> {
  const active = vscode.window.activeTextEditor?.document.uri;
  const folder =
    (active && session.find(active)?.folder) ?? session.folders.find(({ isFolder }) => isFolder);
  const document = await newDocument(folder, snippet);
  const editor = await vscode.window.showTextDocument(document);
  const path = snippet.fileName ?? `new.${snippet.language}`;
  const body = folder ? fitToFile(snippet, folder.workspace, path) : snippet.body;
  await editor.insertSnippet(new vscode.SnippetString(body), undefined, AS_WRITTEN);
}

/** An unsaved document, under the usual name of such a file where that name is free. */
async function newDocument(
  folder: Folder | undefined,
  { fileName, language }: Snippet,
): Promise<vscode.TextDocument> {
  if (fileName !== undefined && folder?.isFolder === true) {
    const uri = vscode.Uri.joinPath(folder.uri, fileName);
    const unsaved = uri.with({ scheme: 'untitled' });
    const isOpen = vscode.workspace.textDocuments.some(
      (document) => document.uri.toString() === unsaved.toString(),
    );
    if (!isOpen && !(await exists(uri))) return vscode.workspace.openTextDocument(unsaved);
  }
  return vscode.workspace.openTextDocument(language === 'file' ? {} : { language });
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    // Not found is the answer that was asked for.
    return false;
  }
}
