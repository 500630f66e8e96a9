import * as vscode from 'vscode';
import type { FieldTable } from './core/fields.ts';
import { registerCodeActions } from './editor/code-actions.ts';
import { registerCommands } from './editor/commands.ts';
import { registerCompletion } from './editor/completion.ts';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { registerGuideView } from './editor/guide-view.ts';
import { GuideModel } from './editor/guide-model.ts';
import { registerHover } from './editor/hover.ts';
import { registerInsertManifest } from './editor/insert-manifest.ts';
import { registerLanguageStatus } from './editor/language-status.ts';
import { registerPages } from './editor/pages.ts';
import { Session } from './editor/session.ts';
import { Ticks } from './editor/ticks.ts';
import { snippets } from './snippets.ts';
import { topics } from './topics/deck.ts';

/** What tests and other extensions can ask of a running instance. */
export interface ExtensionApi {
  /** Resolves when every folder of the window is read. */
  readonly ready: () => Promise<void>;
}

/** Wires the parts: the index of the workspace, and everything that shows what it says. */
export function activate(context: vscode.ExtensionContext): ExtensionApi {
  const log = vscode.window.createOutputChannel('Next Steps', { log: true });
  const onError = (error: unknown, where: string): void => {
    log.error(
      `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  };
  const rules = topics.flatMap((topic) => topic.rules);
  const session = new Session({ rules, onError });
  const ticks = new Ticks(context.workspaceState);
  const model = new GuideModel(topics, session, onError);
  const guide = registerGuideView(model, ticks, session);
  context.subscriptions.push(
    log,
    session,
    model,
    guide,
    registerCommands({ session, model, tree: guide.tree, ticks }),
    registerPages(model, rules),
    registerDiagnostics(session),
    registerCodeActions(session),
    registerHover(
      session,
      topics.flatMap((topic) => topic.hovers),
      fieldTable(context),
    ),
    registerLanguageStatus(session),
    registerCompletion(session, snippets),
    registerInsertManifest(session, topics, snippets),
  );
  void session.start();
  return { ready: () => session.ready };
}

/** Kubernetes' own sentences are read at the first hover, once. */
function fieldTable(context: vscode.ExtensionContext): () => Promise<FieldTable> {
  let table: Promise<FieldTable> | undefined;
  const uri = vscode.Uri.joinPath(context.extensionUri, 'media', 'fields.json');
  return () => (table ??= readJson(uri));
}

async function readJson(uri: vscode.Uri): Promise<FieldTable> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  return JSON.parse(new TextDecoder().decode(bytes)) as FieldTable;
}
