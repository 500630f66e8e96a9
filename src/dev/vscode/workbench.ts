import type { FrameLocator, Locator, Page } from 'playwright-core';
import { Editor } from './editor.ts';
import { QuickInput } from './quick-input.ts';
import { TreeView } from './tree-view.ts';

const READY_LIMIT_MS = 60_000;

/** A VS Code window, driven as a user does: with the keyboard, the mouse and what is on the screen. */
export class Workbench {
  readonly page: Page;
  readonly quickInput: QuickInput;
  readonly editor: Editor;

  constructor(page: Page) {
    this.page = page;
    this.quickInput = new QuickInput(page);
    this.editor = new Editor(page);
  }

  /** Opens the address and waits until the window has its parts. */
  async open(address: string): Promise<void> {
    await this.page.goto(address);
    await this.restored();
  }

  /** Waits until a window that is loading has its parts, as after a reload. */
  async restored(): Promise<void> {
    const item = this.page.locator('.monaco-workbench .part.statusbar .statusbar-item').first();
    await item.waitFor({ timeout: READY_LIMIT_MS });
  }

  /** Opens a container of the activity bar, unless it is open already. */
  async openContainer(title: string): Promise<void> {
    const icon = this.containerIcon(title);
    await icon.waitFor({ timeout: READY_LIMIT_MS });
    const open = icon.and(this.page.locator('.checked'));
    // A second click on the open one would close it.
    if ((await open.count()) === 0) await icon.locator('.action-label').click();
    await open.waitFor();
  }

  /** A container's icon with its badge. */
  containerIcon(title: string): Locator {
    return this.page.locator(`.activitybar .action-item:has([aria-label^="${title}"])`);
  }

  /** A tree of the side bar by its view's title. */
  tree(title: string): TreeView {
    return new TreeView(this.page, title);
  }

  /** Opens the Problems panel; answers with its rows, whose `aria-label` is the whole text. */
  async problems(): Promise<Locator> {
    await this.quickInput.command('Problems: Focus on Problems View');
    const panel = this.page.locator('.markers-panel');
    await panel.waitFor();
    return panel.locator('.monaco-list-row');
  }

  /** Jumps to the next problem and answers with the message that opens below it. */
  async nextProblem(): Promise<string> {
    await this.page.keyboard.press('F8');
    const message = this.page.locator('.zone-widget .message').first();
    await message.waitFor();
    return message.innerText();
  }

  /** A notification by a part of its text. Toasts are hidden in tests, so the list of notifications is opened. */
  async notification(text: string): Promise<Locator> {
    const centre = this.page.locator('.notifications-center:visible');
    if ((await centre.count()) === 0) await this.page.locator('#status\\.notifications').click();
    const item = centre.locator('.notification-list-item', { hasText: text }).first();
    await item.waitFor();
    return item;
  }

  /** A modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** What the newest web view shows. */
  get webview(): FrameLocator {
    const outer = this.page.locator('iframe.webview.ready').last().contentFrame();
    return outer.locator('iframe#active-frame').contentFrame();
  }

  /** An item of the status bar by a part of its text. */
  statusItem(text: string): Locator {
    return this.page.locator('.statusbar-item', { hasText: text });
  }

  /** Opens an output channel; answers with its lines on the screen. */
  async output(channel: string): Promise<Locator> {
    await this.quickInput.command('Output: Show Output Channels...');
    await this.quickInput.choose(channel);
    return this.page.locator('.output-view .view-lines');
  }
}
