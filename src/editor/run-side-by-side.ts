import * as vscode from 'vscode';
import { namespaceProblem, runSideBySide } from '../core/side-by-side/side-by-side.ts';
import type { SideBySide } from '../core/side-by-side/side-by-side.ts';
import { baseName, isWithin, joinPath } from '../core/files/source.ts';
import { copyableStacks, stackTitle } from '../core/side-by-side/stack-copies.ts';
import type { CopyableStack } from '../core/side-by-side/stack-copies.ts';
import type { FixApplier } from './apply-fix.ts';
import { chooseChanges } from './choose-changes.ts';
import { noticeWords } from './notice.ts';
import { uriIn } from './folder.ts';
import type { Folder } from './folder.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';

interface Choice {
  readonly folder: Folder;
  readonly stack: CopyableStack;
}

type Copy = Exclude<SideBySide, { readonly refused: string }>;

/** More collisions are counted: all of them stand at the top of the new kustomization. */
const MOST_COLLISIONS = 10;

/** "Run This Stack in Another Namespace...": as new files, which the user sees and confirms first. */
export function registerRunSideBySide(session: Session, applier: FixApplier): vscode.Disposable {
  return vscode.commands.registerCommand(
    `${SECTION}.runSideBySide`,
    /** @param path of the stack's folder, @param name of the namespace; else the user says them */
    async (path: unknown, name: unknown) => {
      await session.ready;
      const choices = choicesIn(session);
      const named = choices.find(({ stack }) => stack.folder === path);
      const chosen = named ?? (await chooseStack(choices));
      if (chosen === undefined) return;
      const namespace = typeof name === 'string' ? name : await askNamespace(chosen);
      if (namespace !== undefined) await copy(chosen, namespace, applier);
    },
  );
}

/** Every stack of the open folders; that of the file in the editor comes first. */
function choicesIn(session: Session): readonly Choice[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  const found = active && session.find(active);
  const closeness = ({ folder, stack }: Choice): number => {
    if (found?.folder !== folder) return 0;
    if (stack.bases.some(({ files }) => files.includes(found.path))) return 2;
    return stack.bases.some((base) => isWithin(found.path, base.folder)) ? 1 : 0;
  };
  const all = session.folders
    .filter(({ isFolder }) => isFolder)
    .flatMap((folder) => copyableStacks(folder.workspace).map((stack) => ({ folder, stack })));
  return all.sort((a, b) => closeness(b) - closeness(a));
}

async function chooseStack(choices: readonly Choice[]): Promise<Choice | undefined> {
  if (choices.length === 0) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('No manifest of the open folders runs pods, so there is no stack to copy.'),
    );
    return undefined;
  }
  const picks = choices.map((choice) => ({
    label: stackTitle(choice.stack),
    description: vscode.l10n.t('in {0}', choice.stack.namespaces.join(', ')),
    choice,
  }));
  const picked = await vscode.window.showQuickPick(picks, {
    placeHolder: vscode.l10n.t('Which stack do you want to run in another namespace?'),
    matchOnDescription: true,
  });
  return picked?.choice;
}

function askNamespace({ stack }: Choice): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('Run {0} in Another Namespace', stackTitle(stack)),
    prompt: vscode.l10n.t(
      'The name of the new namespace. You see the files before they are written.',
    ),
    validateInput: (name) => namespaceProblem(name, stack),
  });
}

async function copy(
  { folder, stack }: Choice,
  namespace: string,
  applier: FixApplier,
): Promise<void> {
  const made = runSideBySide(folder.workspace, stack, namespace);
  if ('refused' in made) {
    await vscode.window.showWarningMessage(noticeWords(made.refused));
    return;
  }
  if (!(await goesOn(made))) return;
  const title = vscode.l10n.t('Run {0} in {1}', stackTitle(stack), namespace);
  const files = made.edits.map((edit) => ({
    label: baseName(edit.path),
    place: edit.path,
    edits: () => [edit],
  }));
  const chosen = await chooseChanges(title, folder, files);
  if (chosen === undefined || chosen.length === 0) return;
  const isDone = await applier.create(
    folder,
    chosen.flatMap(({ edits }) => edits()),
  );
  if (isDone) await showResult(uriIn(folder, joinPath(made.folder, 'kustomization.yaml')));
}

/** Says what would collide before anything is shown or written. */
async function goesOn({ collisions }: Copy): Promise<boolean> {
  if (collisions.length === 0) return true;
  const lines = collisions.slice(0, MOST_COLLISIONS).map(({ text }) => `- ${text}`);
  const more = collisions.length - lines.length;
  if (more > 0) lines.push(vscode.l10n.t('- and {0} more, at the top of the new file', more));
  const show = vscode.l10n.t('Show the Changes');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('The two copies would fight over something, or share it by mistake.'),
    { modal: true, detail: lines.join('\n') },
    show,
  );
  return answer === show;
}

/** The file may have been unticked, so that it need not be there. */
async function showResult(uri: vscode.Uri): Promise<void> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    // Then there is nothing to show.
    return;
  }
  await vscode.window.showTextDocument(uri, { preview: false });
}
