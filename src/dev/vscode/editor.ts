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
    const hover = this.#hover();
    await this.#summon(['Control+K', 'Control+I'], hover.first());
    return hover;
  }

  /** Rests the mouse on the first place with exactly this text. Answers with the shown hover. */
  async hoverOver(text: string): Promise<Locator> {
    await this.#page
      .locator(`${ACTIVE} .view-line span`)
      .getByText(text, { exact: true })
      .last()
      .hover();
    const hover = this.#hover();
    await hover.first().waitFor();
    return hover;
  }

  /** Asks for quick fixes at the caret; answers with their rows. */
  async quickFixes(): Promise<Locator> {
    const rows = this.#page.locator('.action-widget .monaco-list-row');
    await this.#summon(['Control+.'], rows.first());
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
    const rows = this.#page.locator('.suggest-widget.visible .monaco-list-row');
    await this.#summon(['Control+Space'], rows.first());
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

  #hover(): Locator {
    return this.#page.locator('.monaco-hover:visible .hover-contents');
  }

  /** Presses keys until what they ask for is there: a part that closes can take the focus once more. */
  async #summon(keys: readonly string[], wanted: Locator): Promise<void> {
    for (const timeout of [5000, 5000, 15_000]) {
      for (const key of keys) await this.#page.keyboard.press(key);
      const isThere = await wanted.waitFor({ timeout }).then(
        () => true,
        () => false,
      );
      if (isThere) return;
      // The first group of editors.
      await this.#page.keyboard.press('Control+1');
    }
    await wanted.waitFor();
  }
}
