import * as vscode from 'vscode';
import { loadSnippets } from './core/completion/snippet.ts';
import type { Snippet } from './core/completion/snippet.ts';
import { FixApplier } from './editor/apply-fix.ts';
import { registerCheckRendered } from './editor/check-rendered.ts';
import { registerCodeActions } from './editor/code-actions.ts';
import { registerCompletion } from './editor/completion.ts';
import { registerDerivePolicies } from './editor/derive-policies.ts';
import { registerHover } from './editor/hover.ts';
import { registerInsertManifest } from './editor/insert-manifest.ts';
import { registerMap } from './editor/map-panel.ts';
import { registerNavigation } from './editor/navigation.ts';
import { RenderedFindings } from './editor/rendered-findings.ts';
import { registerRunSideBySide } from './editor/run-side-by-side.ts';
import type { Extension } from './extension.ts';
import { runTool } from './process/run-tool.ts';
import { SNIPPET_FILES } from './snippets.ts';
import { topics } from './topics/deck.ts';
import { rules } from './topics/rules.ts';

/** What helps in a file, and what is made from many: hovers, completion, names, the map. */
export function registerAssistance({ session, schema, uri, log }: Extension): vscode.Disposable {
  const snippets = late(() => readSnippets(uri));
  const rendered = new RenderedFindings(session);
  const applier = new FixApplier(session);
  return vscode.Disposable.from(
    rendered,
    applier,
    registerMap(session, uri),
    registerCodeActions(session, rendered, applier),
    registerHover(
      session,
      topics.flatMap((topic) => topic.hovers),
      schema.read,
      (id) => topics.flatMap(({ slides }) => slides).find((slide) => slide.id === id)?.title,
    ),
    registerCompletion(session, snippets, schema.read),
    registerInsertManifest(session, topics, snippets),
    registerNavigation(session),
    registerDerivePolicies(session, applier),
    registerRunSideBySide(session, applier),
    registerCheckRendered(session, { rules, schema: schema.current, rendered, runTool, log }),
  );
}

/** What starts without these is faster: they are read when first asked for, once. */
function late<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let value: Promise<Value> | undefined;
  return () => (value ??= read());
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
