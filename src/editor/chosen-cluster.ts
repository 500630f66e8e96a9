import * as vscode from 'vscode';
import type { LiveCluster } from '../core/live/live-cluster.ts';

/** The one cluster that the person has checked and not forgotten, for all parts of the extension. */
export class ChosenCluster implements vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  #cluster: LiveCluster | undefined;

  /** Another one was checked, the same one again, or it was forgotten. */
  readonly onDidChange = this.#changed.event;

  readonly current = (): LiveCluster | undefined => this.#cluster;

  /** Only what a person has just asked for comes here. */
  choose(cluster: LiveCluster | undefined): void {
    this.#cluster = cluster;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}
