import * as vscode from 'vscode';
import { ChosenCluster } from './editor/chosen-cluster.ts';
import { Disk } from './editor/disk.ts';
import { registerDiagnostics } from './editor/diagnostics.ts';
import { registerLanguageStatus } from './editor/language-status.ts';
import { LateSchema } from './editor/schema.ts';
import { Session } from './editor/session.ts';
import { pause } from './editor/slices.ts';
import { realPath } from './process/real-path.ts';

/** What tests and other extensions can ask of a running instance. */
export interface ExtensionApi {
  /** Resolves when every folder of the window is read. */
  readonly ready: () => Promise<void>;
}

/** What the parts of the extension have in common. */
export interface Extension {
  readonly session: Session;
  readonly schema: LateSchema;
  readonly cluster: ChosenCluster;
  readonly uri: vscode.Uri;
  readonly state: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
  readonly onError: (error: unknown, where: string) => void;
}

/**
 * Wires the parts: the index of the workspace, and everything that shows what it says. Each
 * `import()` is a bundle of its own, and the editor gets a turn before the next one is read.
 */
export async function activate(context: vscode.ExtensionContext): Promise<ExtensionApi> {
  const log = vscode.window.createOutputChannel('Next Steps', { log: true });
  context.subscriptions.push(log);
  const onError = (error: unknown, where: string): void => {
    log.error(
      `${where}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  };
  await pause();
  const { rules } = await import('./topics/rules.ts');
  const { extensionUri: uri, workspaceState: state } = context;
  const schema = new LateSchema(uri);
  const cluster = new ChosenCluster();
  const services = { rules, onError, schema: schema.current, cluster: cluster.current };
  const session = new Session(services, new Disk(realPath));
  context.subscriptions.push(
    session,
    schema,
    cluster,
    registerDiagnostics(session, { schema, cluster }),
    registerLanguageStatus(session),
  );
  void session.start();
  const extension: Extension = { session, schema, cluster, uri, state, log, onError };
  await pause();
  const { registerGuide } = await import('./extension-guide.ts');
  context.subscriptions.push(registerGuide(extension));
  await pause();
  const { registerAssistance } = await import('./extension-assistance.ts');
  context.subscriptions.push(registerAssistance(extension));
  return { ready: () => session.ready };
}
