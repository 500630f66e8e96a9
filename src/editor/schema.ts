import * as vscode from 'vscode';
import { Schema } from '../core/schema/schema.ts';
import type { SchemaFile } from '../core/schema/schema.ts';

/** Kubernetes' own kinds, read from their file when somebody asks for the first time. */
export class LateSchema implements vscode.Disposable {
  readonly #file: vscode.Uri;
  readonly #came = new vscode.EventEmitter<void>();
  #schema: Schema | undefined;
  #reading: Promise<Schema> | undefined;

  /** What was asked for before is there now. */
  readonly onDidCome = this.#came.event;

  /** @param extension where the extension is installed */
  constructor(extension: vscode.Uri) {
    this.#file = vscode.Uri.joinPath(extension, 'media/schema.json');
  }

  /** What is known now; the first question begins to read. */
  readonly current = (): Schema | undefined => {
    // Whoever waits for it hears of a failure; those who ask here go without.
    if (this.#reading === undefined) this.read().catch(() => undefined);
    return this.#schema;
  };

  /** Fails where the file of the extension cannot be read. */
  readonly read = (): Promise<Schema> => (this.#reading ??= this.#read());

  async #read(): Promise<Schema> {
    const bytes = await vscode.workspace.fs.readFile(this.#file);
    this.#schema = new Schema(JSON.parse(new TextDecoder().decode(bytes)) as SchemaFile);
    this.#came.fire();
    return this.#schema;
  }

  dispose(): void {
    this.#came.dispose();
  }
}
