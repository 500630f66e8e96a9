import * as vscode from 'vscode';
import { applyEdits, createdText } from '../core/lint/fix.ts';
import type { FileEdit } from '../core/lint/fix.ts';
import type { Folder } from './folder.ts';
import { uriIn } from './folder.ts';

/** The scheme of texts as they would be after a change. */
export const CHANGE_SCHEME = 'next-steps-change';

/** One decision: what it does to files is done as a whole, or not at all. */
export interface Change {
  readonly label: string;
  /** Where it is, such as `deploy/web.yaml:12`. */
  readonly place: string;
  readonly detail?: string;
  readonly edits: () => readonly FileEdit[];
}

/**
 * Lists changes, all of them ticked, before any is made; a button shows each one beside what is
 * there today.
 * @returns the changes that stayed ticked; undefined where the person has turned away
 */
export async function chooseChanges<One extends Change>(
  title: string,
  folder: Folder,
  changes: readonly One[],
): Promise<readonly One[] | undefined> {
  const previews = new Previews(folder);
  const pick = vscode.window.createQuickPick<Row<One>>();
  const rows = changes.map((change) => rowOf(change));
  Object.assign(pick, {
    title,
    items: rows,
    canSelectMany: true,
    selectedItems: rows,
    // A look at a change must not end the choice.
    ignoreFocusOut: true,
    matchOnDescription: true,
    placeholder: vscode.l10n.t('Untick what should stay as it is, then press OK'),
  });
  const subscriptions = vscode.Disposable.from(
    pick,
    previews,
    pick.onDidTriggerItemButton(({ item }) => previews.show(item.change)),
  );
  try {
    return await answerOf(pick);
  } finally {
    subscriptions.dispose();
  }
}

interface Row<One extends Change> extends vscode.QuickPickItem {
  readonly change: One;
}

function rowOf<One extends Change>(change: One): Row<One> {
  const { label, place, detail } = change;
  const button = {
    iconPath: new vscode.ThemeIcon('diff'),
    tooltip: vscode.l10n.t('Show This Change'),
  };
  return { label, description: place, ...(detail && { detail }), buttons: [button], change };
}

function answerOf<One extends Change>(
  pick: vscode.QuickPick<Row<One>>,
): Promise<readonly One[] | undefined> {
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      resolve(pick.selectedItems.map(({ change }) => change));
    });
    pick.onDidHide(() => {
      resolve(undefined);
    });
    pick.show();
  });
}

/** Serves texts as they would be, while the choice lasts. */
class Previews implements vscode.Disposable {
  readonly #folder: Folder;
  readonly #texts = new Map<string, string>();
  readonly #titles = new Set<string>();
  readonly #provider: vscode.Disposable;
  #count = 0;

  constructor(folder: Folder) {
    this.#folder = folder;
    this.#provider = vscode.workspace.registerTextDocumentContentProvider(CHANGE_SCHEME, {
      provideTextDocumentContent: (uri) => this.#texts.get(uri.toString()) ?? '',
    });
  }

  async show({ label, edits }: Change): Promise<void> {
    const files = edits().map((change) => this.#sides(change));
    const [first, ...more] = files;
    if (first === undefined) return;
    const [, before, after] = first;
    this.#titles.add(label);
    const show = vscode.commands.executeCommand;
    const options = { preserveFocus: true, preview: true };
    await (more.length > 0
      ? show('vscode.changes', label, files)
      : show('vscode.diff', before, after, label, options));
  }

  /** The file, what it holds, and what it would hold. */
  #sides(change: FileEdit): readonly [vscode.Uri, vscode.Uri, vscode.Uri] {
    const { path } = change;
    const today = this.#folder.workspace.file(path)?.text;
    const uri = uriIn(this.#folder, path);
    const before = today === undefined ? this.#serve(path, '') : uri;
    return [uri, before, this.#serve(path, textAfter(today ?? '', change))];
  }

  #serve(path: string, text: string): vscode.Uri {
    this.#count += 1;
    const query = String(this.#count);
    const uri = vscode.Uri.from({ scheme: CHANGE_SCHEME, path: `/${path}`, query });
    this.#texts.set(uri.toString(), text);
    return uri;
  }

  dispose(): void {
    // A tab of several files says nothing of them but its title.
    const isOurs = ({ label, input }: vscode.Tab): boolean =>
      this.#titles.has(label) && !(input instanceof vscode.TabInputText);
    const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs.filter(isOurs));
    void vscode.window.tabGroups.close(tabs, true);
    this.#provider.dispose();
  }
}

const textAfter = (text: string, change: FileEdit): string =>
  'create' in change ? text + createdText(change) : applyEdits(text, change.edits);
