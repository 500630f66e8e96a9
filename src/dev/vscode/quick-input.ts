import type { Locator, Page } from 'playwright-core';

/** The box at the top of the window: commands, files, lines and the extension's own questions. */
export class QuickInput {
  readonly box: Locator;
  readonly rows: Locator;
  readonly message: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    const widget = page.locator('.quick-input-widget:visible');
    this.#page = page;
    this.box = widget.locator('.quick-input-box input');
    this.rows = widget.locator('.monaco-list-row');
    this.message = widget.locator('.quick-input-message');
  }

  /** Runs a command by its title in the command palette. */
  async command(title: string): Promise<void> {
    await this.#page.keyboard.press('F1');
    await this.box.fill(`>${title}`);
    await this.choose(title);
  }

  /** Opens a file of the workspace by its path and waits for its tab. */
  async file(path: string): Promise<void> {
    const name = path.split('/').at(-1) ?? path;
    await this.#page.keyboard.press('Control+P');
    await this.box.fill(path);
    await this.rows.filter({ hasText: name }).first().waitFor();
    await this.#page.keyboard.press('Enter');
    await this.#page.locator(`.tabs-container .tab.active[data-resource-name="${name}"]`).waitFor();
    await this.#page.locator('.editor-group-container.active .view-line').first().waitFor();
  }

  /** Puts the caret at a line and column, both from 1. */
  async position(line: number, column: number): Promise<void> {
    const place = `${String(line)}:${String(column)}`;
    const shown = `Ln ${String(line)}, Col ${String(column)}`;
    await this.#page.keyboard.press('Control+G');
    await this.box.fill(`:${place}`);
    await this.#page.keyboard.press('Enter');
    await this.#page.locator('#status\\.editor\\.selection', { hasText: shown }).waitFor();
  }

  /** Clicks the first row with this text, once it is there. */
  async choose(label: string): Promise<void> {
    await this.rows.filter({ hasText: label }).first().click();
  }

  /** Answers a question for text. */
  async answer(value: string): Promise<void> {
    await this.box.fill(value);
    await this.#page.keyboard.press('Enter');
  }
}
