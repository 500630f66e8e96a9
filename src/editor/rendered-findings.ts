import * as vscode from 'vscode';
import type { Finding } from '../core/lint/lint.ts';
import { isSourceOf } from '../core/render/target.ts';
import type { RenderTarget } from '../core/render/target.ts';
import { LineMap } from '../core/text/text.ts';
import { SOURCE, toDiagnostic } from './diagnostics.ts';
import { uriIn } from './folder.ts';
import type { Folder } from './folder.ts';
import { watchFiles } from './scan.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';

/** What the Problems panel names as the origin of findings that only a rendered result shows. */
export const RENDERED_SOURCE = `${SOURCE} (rendered)`;

/** The findings of one chart or overlay, as it was rendered last. */
export interface RenderedResult {
  readonly folder: Folder;
  readonly target: RenderTarget;
  readonly findings: readonly Finding[];
  /** When the tool was started, in milliseconds since 1970: what was written later makes it old. */
  readonly started: number;
}

/**
 * Findings that come from a tool that the user has run. They are shown until a file that goes into
 * the result changes, because nothing is rendered again unasked.
 */
export class RenderedFindings implements vscode.Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('next-steps-rendered');
  readonly #session: Session;
  readonly #subscriptions: readonly { dispose(): unknown }[];
  #results: readonly RenderedResult[] = [];
  #watcher: vscode.Disposable | undefined;

  constructor(session: Session) {
    this.#session = session;
    this.#subscriptions = [
      this.#collection,
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const found = contentChanges.length > 0 ? session.find(document.uri) : undefined;
        if (found !== undefined)
          this.#keep((result) => !isOf(result, found.folder) || !isSource(result, found.path));
      }),
      // After a change of settings, folders are read anew.
      session.onDidChange(({ folder }) => {
        if (!session.folders.includes(folder)) this.#keep((result) => !isOf(result, folder));
      }),
    ];
  }

  /** Shows a result in place of the one before it. */
  show(result: RenderedResult): void {
    const { folder, target } = result;
    this.#watcher ??= watchFiles((uri) => void this.#onDisk(uri));
    const others = this.#results.filter(
      (one) => !isOf(one, folder) || one.target.path !== target.path,
    );
    this.#results = [...others, result];
    this.#publish();
  }

  /** What is shown for a file. */
  of(folder: Folder, path: string): readonly Finding[] {
    return this.#results
      .filter((result) => isOf(result, folder))
      .flatMap(({ findings }) => findings.filter((finding) => finding.path === path));
  }

  clear(): void {
    this.#keep(() => false);
  }

  #keep(isKept: (result: RenderedResult) => boolean): void {
    const kept = this.#results.filter(isKept);
    if (kept.length === this.#results.length) return;
    this.#results = kept;
    this.#publish();
  }

  #publish(): void {
    void vscode.commands.executeCommand(
      'setContext',
      `${SECTION}.hasRendered`,
      this.#results.length > 0,
    );
    this.#collection.clear();
    const byFile = Map.groupBy(
      this.#results.flatMap(({ folder, findings }) =>
        findings.map((finding) => ({ folder, finding })),
      ),
      ({ folder, finding }) => uriIn(folder, finding.path).toString(),
    );
    for (const [uri, found] of byFile) {
      const diagnostics = found.map(({ folder, finding }) => {
        const text = folder.workspace.file(finding.path)?.text ?? '';
        return toDiagnostic(folder, finding, new LineMap(text), RENDERED_SOURCE);
      });
      this.#collection.set(vscode.Uri.parse(uri, true), diagnostics);
    }
  }

  /** The event of a file that was saved just before comes late. */
  async #onDisk(uri: vscode.Uri): Promise<void> {
    const found = this.#session.find(uri);
    if (found === undefined) return;
    const { folder, path } = found;
    if (!this.#results.some((result) => isOf(result, folder) && isSource(result, path))) return;
    const changed = await changedAt(uri);
    this.#keep(
      (result) => !isOf(result, folder) || !isSource(result, path) || changed <= result.started,
    );
  }

  dispose(): void {
    this.#watcher?.dispose();
    for (const subscription of this.#subscriptions) subscription.dispose();
  }
}

const isOf = (result: RenderedResult, folder: Folder): boolean => result.folder === folder;

const isSource = ({ target }: RenderedResult, path: string): boolean => isSourceOf(target, path);

/** In milliseconds since 1970; the end of time for a file that is gone. */
async function changedAt(uri: vscode.Uri): Promise<number> {
  try {
    return (await vscode.workspace.fs.stat(uri)).mtime;
  } catch {
    return Infinity;
  }
}
