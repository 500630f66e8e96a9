/** What a demo shows at the start: a view container of the activity bar, and a file at a line, from 1. */
export interface FirstView {
  readonly container?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
}

/** A function's source text, to be called with the `vscode` module and these arguments. */
export interface BridgeRequest {
  readonly source: string;
  readonly args: readonly unknown[];
}

/** What the function returned, or its error's stack. */
export interface BridgeAnswer {
  readonly value?: unknown;
  readonly error?: string;
}
