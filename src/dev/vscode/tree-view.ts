import type { Locator, Page } from 'playwright-core';

/** One row of a tree, as the user reads it. */
export interface RowText {
  /** 1 for the outermost rows. */
  readonly level: number;
  readonly label: string;
  readonly description: string;
  readonly checked: boolean | undefined;
}

/** A tree in the side bar. */
export class TreeView {
  readonly rows: Locator;
  readonly #page: Page;

  /** Of several views in the side bar, the one of this title; of one alone, that one. */
  constructor(page: Page, title: string) {
    const header = page.locator(`.pane-header[aria-label^="${title}"]`);
    this.#page = page;
    this.rows = page.locator('.part.sidebar .pane', { has: header }).locator('.monaco-list-row');
  }

  /** The row with this label; of several the first. */
  row(label: string): Locator {
    return this.rows.filter({ has: this.#page.locator('.label-name', { hasText: label }) }).first();
  }

  /** All rows that are on the screen. */
  async read(): Promise<readonly RowText[]> {
    await this.rows.first().waitFor();
    return Promise.all((await this.rows.all()).map(readRow));
  }

  /** Opens a row's children with the keyboard, which runs no command of the row. */
  async expand(label: string): Promise<void> {
    const row = this.row(label);
    if ((await row.getAttribute('aria-expanded')) === 'true') return;
    await row.locator('.monaco-tl-twistie').click();
    await this.rows
      .and(this.#page.locator('[aria-expanded="true"]'))
      .filter({ hasText: label })
      .first()
      .waitFor();
  }

  /** Clicks a row, which runs its command. */
  async open(label: string): Promise<void> {
    await this.row(label).locator('.label-name').click();
  }

  /** Ticks or clears a row's checkbox and waits until it shows. */
  async tick(label: string, checked = true): Promise<void> {
    const box = this.row(label).locator('[role=checkbox]');
    const wanted = String(checked);
    if ((await box.getAttribute('aria-checked')) !== wanted) await box.click();
    await this.row(label).locator(`[role=checkbox][aria-checked="${wanted}"]`).waitFor();
  }

  /** Clicks a button at the end of a row. */
  async action(label: string, action: string): Promise<void> {
    await this.row(label).hover();
    await this.row(label).locator(`.action-label[aria-label="${action}"]`).click();
  }

  /** The text that shows when the mouse rests on a row. */
  async tooltip(label: string): Promise<string> {
    const hover = this.#page.locator('.workbench-hover:visible');
    // The tooltip of what the mouse was on before must go first.
    await this.#page.mouse.move(0, 0);
    await hover.waitFor({ state: 'hidden' });
    await this.row(label).locator('.label-name').hover();
    await hover.waitFor();
    return hover.innerText();
  }
}

async function readRow(row: Locator): Promise<RowText> {
  const [level, label, description, checked] = await Promise.all([
    row.getAttribute('aria-level'),
    row.locator('.label-name').first().innerText(),
    row.locator('.label-description').allInnerTexts(),
    row
      .locator('[role=checkbox]')
      .evaluateAll((boxes: { ariaChecked: string | null }[]) => boxes[0]?.ariaChecked),
  ]);
  return {
    level: Number(level),
    label,
    description: description.join(' '),
    checked: checked === undefined || checked === null ? undefined : checked === 'true',
  };
}
