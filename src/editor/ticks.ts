import * as vscode from 'vscode';
import { SECTION } from './settings.ts';

const KEY = 'nextSteps.ticks';

/** What the user claims to have done: item numbers with the day of the claim, for this project. */
export class Ticks {
  readonly #memory: vscode.Memento;
  readonly #cleared = new vscode.EventEmitter<void>();
  readonly onDidClear = this.#cleared.event;

  constructor(memory: vscode.Memento) {
    this.#memory = memory;
    void this.#tell();
  }

  /** The day of the claim as `2026-11-22`; undefined where none was made. */
  dayOf(item: string): string | undefined {
    return this.#all()[item];
  }

  async set(item: string, ticked: boolean): Promise<void> {
    const others = Object.entries(this.#all()).filter(([id]) => id !== item);
    const today = new Date().toISOString().slice(0, 10);
    const all = ticked ? [...others, [item, today]] : others;
    await this.#memory.update(KEY, Object.fromEntries(all));
    await this.#tell();
  }

  async clear(): Promise<void> {
    await this.#memory.update(KEY, undefined);
    this.#cleared.fire();
    await this.#tell();
  }

  /** Only where there are ticks, a command offers to clear them. */
  #tell(): Thenable<unknown> {
    const hasTicks = Object.keys(this.#all()).length > 0;
    return vscode.commands.executeCommand('setContext', `${SECTION}.hasTicks`, hasTicks);
  }

  #all(): Readonly<Record<string, string>> {
    return this.#memory.get<Record<string, string>>(KEY, {});
  }
}
