import type * as vscode from 'vscode';

/** Typing rests this long before the findings are made anew, in milliseconds. */
const TYPING_PAUSE = 100;

/** A document that was typed into, and the timer after which it is taken in. */
interface Pending {
  readonly document: vscode.TextDocument;
  readonly timer: ReturnType<typeof setTimeout>;
}

/** The documents that were typed into just now. */
export class Typing implements vscode.Disposable {
  readonly #rested: (document: vscode.TextDocument) => void;
  readonly #pending = new Map<string, Pending>();

  /** @param rested called when the typing in a document has rested */
  constructor(rested: (document: vscode.TextDocument) => void) {
    this.#rested = rested;
  }

  get documents(): readonly vscode.TextDocument[] {
    return [...this.#pending.values()].map(({ document }) => document);
  }

  wait(document: vscode.TextDocument): void {
    this.end(document);
    const timer = setTimeout(() => {
      this.#rested(document);
    }, TYPING_PAUSE);
    this.#pending.set(document.uri.toString(), { document, timer });
  }

  end({ uri }: vscode.TextDocument): void {
    clearTimeout(this.#pending.get(uri.toString())?.timer);
    this.#pending.delete(uri.toString());
  }

  dispose(): void {
    for (const { timer } of this.#pending.values()) clearTimeout(timer);
    this.#pending.clear();
  }
}
