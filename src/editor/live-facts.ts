import * as vscode from 'vscode';
import { LiveCluster } from '../core/live/live-cluster.ts';
import { liveText } from '../core/live/live-text.ts';
import type { Snapshot } from '../core/live/snapshot.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import { SECTION } from './settings.ts';

/** The scheme of live objects, as documents that can only be read. */
const LIVE = 'next-steps-cluster';

/** What was read from the one cluster that the person chose; kept in memory alone, until forgotten. */
export class LiveFacts implements vscode.Disposable {
  readonly #chosen: ChosenCluster;
  readonly #documents: vscode.Disposable;

  constructor(chosen: ChosenCluster) {
    this.#chosen = chosen;
    this.#documents = vscode.workspace.registerTextDocumentContentProvider(LIVE, {
      provideTextDocumentContent: (uri) => this.#textOf(uri),
    });
  }

  /** Undefined until a cluster was checked. */
  get cluster(): LiveCluster | undefined {
    return this.#chosen.current();
  }

  /** Shows these facts in place of those before. */
  show(snapshot: Snapshot): void {
    this.#take(new LiveCluster(snapshot));
  }

  forget(): void {
    this.#take(undefined);
  }

  #take(cluster: LiveCluster | undefined): void {
    void vscode.commands.executeCommand(
      'setContext',
      `${SECTION}.hasCluster`,
      cluster !== undefined,
    );
    this.#chosen.choose(cluster);
  }

  #textOf(uri: vscode.Uri): string {
    const found = this.cluster?.snapshot.objects.find(
      ({ path }) => liveUri(path).toString() === uri.toString(),
    );
    return found === undefined
      ? `# ${vscode.l10n.t('Not among what was read from the cluster last.')}\n`
      : liveText(found);
  }

  dispose(): void {
    this.#documents.dispose();
  }
}

/** The document of a live object. @param path `cluster:context/namespace/Kind/name.yaml` */
export function liveUri(path: string): vscode.Uri {
  return vscode.Uri.from({ scheme: LIVE, path: path.replace(/^cluster:/, '/') });
}
