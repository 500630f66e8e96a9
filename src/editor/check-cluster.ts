import * as vscode from 'vscode';
import type { ClusterAccess, FoundContext, Kubeconfig } from '../core/live/cluster-access.ts';
import { chooseContext } from './choose-context.ts';
import { VIEW } from './guide-tree.ts';
import type { LiveFacts } from './live-facts.ts';
import { noticeWords } from './notice.ts';
import { SECTION } from './settings.ts';

/**
 * "Check My Cluster...": the only way by which the extension reads a kubeconfig or contacts a
 * cluster, at each time because the person has just asked for it.
 */
export function registerCheckCluster(
  facts: LiveFacts,
  access: ClusterAccess,
  log: vscode.LogOutputChannel,
): vscode.Disposable {
  const check = new ClusterCheck(facts, access, log);
  return vscode.Disposable.from(
    check,
    vscode.commands.registerCommand(`${SECTION}.checkCluster`, () => check.choose()),
    vscode.commands.registerCommand(`${SECTION}.refreshCluster`, () => check.refresh()),
    vscode.commands.registerCommand(`${SECTION}.forgetCluster`, () => {
      check.forget();
    }),
  );
}

class ClusterCheck implements vscode.Disposable {
  readonly #facts: LiveFacts;
  readonly #access: ClusterAccess;
  readonly #log: vscode.LogOutputChannel;
  #running: AbortController | undefined;

  constructor(facts: LiveFacts, access: ClusterAccess, log: vscode.LogOutputChannel) {
    this.#facts = facts;
    this.#access = access;
    this.#log = log;
  }

  async choose(): Promise<void> {
    if (!(await isTrusted())) return;
    const kubeconfig = await this.#kubeconfig();
    const context = await chooseContext(kubeconfig);
    if (context !== undefined) await this.#check(context, kubeconfig);
  }

  /** The same context again, by what the kubeconfig says now. */
  async refresh(): Promise<void> {
    const name = this.#facts.cluster?.name;
    if (name === undefined || !(await isTrusted())) return;
    const kubeconfig = await this.#kubeconfig();
    const context = kubeconfig.contexts.find((one) => one.facts.name === name);
    if (context !== undefined) await this.#check(context, kubeconfig);
    else
      await this.#explain(
        vscode.l10n.t('Your kubeconfig has no context "{0}" any more.', noticeWords(name)),
      );
  }

  /** Stops what is being asked, too. */
  forget(): void {
    this.#running?.abort();
    this.#facts.forget();
  }

  async #check(context: FoundContext, { contexts }: Kubeconfig): Promise<void> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    const { name } = context.facts;
    const found = await withProgress(name, running, (progress) =>
      this.#access.readFacts(context, {
        contexts: contexts.map((one) => one.facts),
        signal: running.signal,
        progress,
      }),
    );
    // Another check has begun, or nobody waits any more.
    if (running.signal.aborted) return;
    if (found.ok) this.#facts.show(found.value);
    else {
      const why = noticeWords(found.problem.text);
      await this.#explain(
        vscode.l10n.t('The cluster of "{0}" can\'t be checked. {1}', noticeWords(name), why),
        () => this.#check(context, { contexts, files: [], problems: [] }),
      );
    }
  }

  /** That of the person's environment and home folder: one of the workspace is never taken. */
  async #kubeconfig(): Promise<Kubeconfig> {
    const folders = vscode.workspace.workspaceFolders ?? [];
    return await this.#access.readContexts(
      undefined,
      folders.map(({ uri }) => uri.fsPath),
    );
  }

  async #explain(problem: string, again?: () => Promise<void>): Promise<void> {
    this.#log.error(problem);
    const retry = vscode.l10n.t('Retry');
    const other = vscode.l10n.t('Choose Another Context...');
    const answer = await vscode.window.showErrorMessage(
      problem,
      ...(again === undefined ? [] : [retry]),
      other,
    );
    if (answer === retry) await again?.();
    if (answer === other) await this.choose();
  }

  dispose(): void {
    this.#running?.abort();
  }
}

/** A workspace that is not trusted could have chosen what is run to sign in. */
async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('A cluster is only checked from a workspace that you trust.'),
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

type Progress = (kind: string, done: number, all: number) => void;

/** A bar in the view, and a notification that can stop it. */
async function withProgress<Found>(
  name: string,
  running: AbortController,
  read: (progress: Progress) => Promise<Found>,
): Promise<Found> {
  const location = vscode.ProgressLocation.Notification;
  const title = vscode.l10n.t('Checking {0}', noticeWords(name));
  return await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (shown, token) => {
      token.onCancellationRequested(() => {
        running.abort();
      });
      const found = read((kind, done, all) => {
        const message = vscode.l10n.t('{0} ({1} of {2})', kind, done + 1, all);
        shown.report({ message, increment: 100 / all });
      });
      void vscode.window.withProgress({ location: { viewId: VIEW } }, () => found);
      return await found;
    },
  );
}
