import * as vscode from 'vscode';
import type { FieldTable } from './core/fields.ts';
import { loadSnippets } from './core/snippet.ts';
import type { Snippet } from './core/snippet.ts';
import { registerCodeActions } from './editor/code-actions.ts';
import { registerCommands } from './editor/commands.ts';
import { registerCompletion } from './editor/completion.ts';
import { registerDerivePolicies } from './editor/derive-policies.ts';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { registerGuideView } from './editor/guide-view.ts';
import { GuideModel } from './editor/guide-model.ts';
import { registerHover } from './editor/hover.ts';
import { registerInsertManifest } from './editor/insert-manifest.ts';
import { registerLanguageStatus } from './editor/language-status.ts';
import { registerNavigation } from './editor/navigation.ts';
import { registerMap } from './editor/map-panel.ts';
import { registerPages } from './editor/pages.ts';
import { registerRunSideBySide } from './editor/run-side-by-side.ts';
import { Session } from './editor/session.ts';
import { Ticks } from './editor/ticks.ts';
import { SNIPPET_FILES } from './snippets.ts';
import { topics } from './topics/deck.ts';
import { rules } from './topics/rules.ts';

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
  const session = new Session({ rules, onError });
  const ticks = new Ticks(context.workspaceState);
  const model = new GuideModel(topics, session, onError);
  const guide = registerGuideView(model, ticks, session);
  const fields = late(() => readFields(context.extensionUri));
  const snippets = late(() => readSnippets(context.extensionUri));
  context.subscriptions.push(
    log,
    session,
    model,
    guide,
    registerCommands({ session, model, tree: guide.tree, ticks }),
    registerPages(model, rules, context.extensionUri),
    registerMap(session, context.extensionUri),
    registerDiagnostics(session),
    registerCodeActions(session),
    registerHover(
      session,
      topics.flatMap((topic) => topic.hovers),
      fields,
      (id) => topics.flatMap(({ slides }) => slides).find((slide) => slide.id === id)?.title,
    ),
    registerLanguageStatus(session),
    registerCompletion(session, snippets),
    registerInsertManifest(session, topics, snippets),
    registerNavigation(session),
    registerDerivePolicies(session),
    registerRunSideBySide(session),
  );
  void session.start();
  return { ready: () => session.ready };
}

/** What starts without these is faster: they are read when first asked for, once. */
function late<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => (value ??= read());
}

/** Kubernetes' own sentences about its fields. */
async function readFields(extension: vscode.Uri): Promise<FieldTable> {
  return (await readJson(vscode.Uri.joinPath(extension, 'media/fields.json'))) as FieldTable;
}

async function readSnippets(extension: vscode.Uri): Promise<readonly Snippet[]> {
  const files = SNIPPET_FILES.map(async ({ name, language }) =>
    loadSnippets(await readJson(vscode.Uri.joinPath(extension, 'snippets', name)), language),
  );
  return (await Promise.all(files)).flat();
}

async function readJson(uri: vscode.Uri): Promise<unknown> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  return JSON.parse(new TextDecoder().decode(bytes));
}
