import type { Locator, Page } from 'playwright-core';

/** How bad a squiggle looks. */
export type Severity = 'error' | 'warning' | 'info' | 'hint';

const ACTIVE = '.editor-group-container.active';

/** The text editor that has the focus. */
export class Editor {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** The lines that are on the screen, top to bottom. Ask the extension host for a whole document. */
  async visibleText(): Promise<string> {
    const lines = await this.#page
      .locator(`${ACTIVE} .monaco-editor .view-lines .view-line`)
      .evaluateAll((all: { style: { top: string }; textContent: string | null }[]) =>
        all.map((line) => ({ top: Number.parseInt(line.style.top), text: line.textContent ?? '' })),
      );
    const sorted = lines.toSorted((a, b) => a.top - b.top);
    return sorted.map((line) => line.text.replaceAll('\u00a0', ' ')).join('\n');
  }

  /** The marks of this severity that are on the screen. They have no size of their own: wait for "attached". */
  squiggles(severity: Severity): Locator {
    return this.#page.locator(`${ACTIVE} .monaco-editor .squiggly-${severity}`);
  }

  /** Opens the hover at the caret with the keyboard. Answers with the shown hover. */
  async hoverAtCaret(): Promise<Locator> {
    await this.#page.keyboard.press('Escape');
    await this.#page.keyboard.press('Control+K');
    await this.#page.keyboard.press('Control+I');
    return this.#hover();
  }

  /** Rests the mouse on the first place with exactly this text. Answers with the shown hover. */
  async hoverOver(text: string): Promise<Locator> {
    await this.#page
      .locator(`${ACTIVE} .view-line span`)
      .getByText(text, { exact: true })
      .last()
      .hover();
    return this.#hover();
  }

  /** Asks for quick fixes at the caret; answers with their rows. */
  async quickFixes(): Promise<Locator> {
    await this.#page.keyboard.press('Control+.');
    const rows = this.#page.locator('.action-widget .monaco-list-row');
    await rows.first().waitFor();
    return rows;
  }

  /** Applies the quick fix of this title at the caret. */
  async fix(title: string): Promise<void> {
    const rows = await this.quickFixes();
    const titles = await rows.allInnerTexts();
    const index = titles.findIndex((row) => row.includes(title));
    if (index < 0) throw new Error(`No quick fix "${title}", only: ${titles.join(', ')}`);
    // The first action has the focus, below a heading. A click is caught by an overlay in older versions.
    const isAction = await rows.evaluateAll(
      (all: { classList: { contains(name: string): boolean } }[]) =>
        all.map((row) => row.classList.contains('action')),
    );
    const steps = isAction.slice(0, index).filter(Boolean).length;
    for (let step = 0; step < steps; step += 1) await this.#page.keyboard.press('ArrowDown');
    await this.#page.keyboard.press('Enter');
    await this.#page.locator('.action-widget').first().waitFor({ state: 'hidden' });
  }

  /** Asks for suggestions at the caret; answers with their rows. */
  async suggestions(): Promise<Locator> {
    await this.#page.keyboard.press('Control+Space');
    const rows = this.#page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.first().waitFor();
    return rows;
  }

  /** Types a snippet's prefix and takes the snippet; the caret is then in its first placeholder. */
  async insertSnippet(prefix: string): Promise<void> {
    await this.#page.keyboard.type(prefix, { delay: 30 });
    const rows = await this.suggestions();
    await rows.filter({ hasText: prefix }).first().click();
    await this.#page.locator('.suggest-widget.visible').waitFor({ state: 'hidden' });
  }

  /** Saves the changes, which the tab must come to show, and waits until they are on disk. */
  async save(): Promise<void> {
    await this.#page.locator('.tab.active.dirty').waitFor();
    await this.#page.keyboard.press('Control+S');
    await this.#page.locator('.tab.active:not(.dirty)').waitFor();
  }

  async #hover(): Promise<Locator> {
    const hover = this.#page.locator('.monaco-hover:visible .hover-contents');
    await hover.first().waitFor();
    return hover;
  }
}
