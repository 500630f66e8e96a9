// A second, test-only extension beside ours. It runs in the extension host of a test or a demo and does two things:
// shows what the demo begins with (NEXT_STEPS_OPEN), and runs functions that a UI test sends (NEXT_STEPS_BRIDGE).
import { type IncomingMessage, createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { runInThisContext } from 'node:vm';
import * as vscode from 'vscode';
import type { BridgeAnswer, BridgeRequest, FirstView } from './companion-protocol.ts';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const socket = process.env['NEXT_STEPS_BRIDGE'];
  if (socket !== undefined) context.subscriptions.push(listen(socket));
  const first = process.env['NEXT_STEPS_OPEN'];
  if (first !== undefined) await show(JSON.parse(first) as FirstView);
}

async function show(first: FirstView): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder !== undefined && first.file !== undefined) {
    const uri = vscode.Uri.joinPath(folder.uri, first.file);
    const options: vscode.TextDocumentShowOptions = { preview: false };
    if (first.line !== undefined)
      options.selection = new vscode.Range(first.line - 1, 0, first.line - 1, 0);
    await vscode.window.showTextDocument(uri, options);
  }
  if (first.container !== undefined) {
    await vscode.commands.executeCommand(`workbench.view.extension.${first.container}`);
  }
}

function listen(socket: string): vscode.Disposable {
  const server = createServer((request, response) => {
    void answer(request).then((result) => response.end(JSON.stringify(result)));
  });
  server.listen(socket);
  return new vscode.Disposable(() => server.close());
}

async function answer(request: IncomingMessage): Promise<BridgeAnswer> {
  try {
    const { source, args } = JSON.parse(await text(request)) as BridgeRequest;
    const run = runInThisContext(`(${source})`) as (...all: readonly unknown[]) => unknown;
    return { value: await run(vscode, ...args) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
