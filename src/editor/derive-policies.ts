import * as vscode from 'vscode';
import { deriveIsolation, isolableNamespaces } from '../core/isolation/isolation.ts';
import { isolationYaml } from '../core/isolation/policy-yaml.ts';
import type { Folder } from './folder.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';

interface Choice {
  readonly folder: Folder;
  readonly namespace: string;
}

/** "Write Network Policies for a Namespace...": as an unsaved document, which only the user keeps. */
export function registerDerivePolicies(session: Session): vscode.Disposable {
  return vscode.commands.registerCommand(
    `${SECTION}.derivePolicies`,
    /** @param namespace without one the user chooses */
    async (namespace: unknown) => {
      await session.ready;
      const choices = choicesIn(session);
      const named = choices.find((choice) => choice.namespace === namespace);
      const chosen = named ?? (await choose(choices));
      if (chosen !== undefined) await openPolicies(chosen);
    },
  );
}

/** The namespaces with workloads; those of the file in the editor come first. */
function choicesIn(session: Session): readonly Choice[] {
  const active = vscode.window.activeTextEditor?.document.uri;
  const found = active && session.find(active);
  const here = new Set(
    found?.folder.workspace
      .objectsIn(found.path)
      .flatMap((object) => found.folder.workspace.placements(object))
      .map(({ namespace }) => namespace),
  );
  const isHere = ({ folder, namespace }: Choice): boolean =>
    folder === found?.folder && here.has(namespace);
  const all = session.folders.flatMap((folder) =>
    isolableNamespaces(folder.workspace).map((namespace) => ({ folder, namespace })),
  );
  return [...all.filter(isHere), ...all.filter((choice) => !isHere(choice))];
}

async function choose(choices: readonly Choice[]): Promise<Choice | undefined> {
  if (choices.length === 0) {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('No manifest here runs pods, so there is nothing to isolate.'),
    );
    return undefined;
  }
  const folders = new Set(choices.map(({ folder }) => folder));
  const picks = choices.map((choice) => ({
    label: choice.namespace,
    ...(folders.size > 1 && { description: vscode.workspace.asRelativePath(choice.folder.uri) }),
    detail: missing(choice),
    choice,
  }));
  const picked = await vscode.window.showQuickPick(picks, {
    placeHolder: vscode.l10n.t('For which namespace do you want to write network policies?'),
  });
  return picked?.choice;
}

function missing({ folder, namespace }: Choice): string {
  const { namespaces } = deriveIsolation(folder.workspace, namespace);
  const count = namespaces.flatMap(({ policies }) => policies).length;
  if (count === 0) return vscode.l10n.t('Nothing is missing');
  return count === 1
    ? vscode.l10n.t('1 policy is missing')
    : vscode.l10n.t('{0} policies are missing', count);
}

async function openPolicies({ folder, namespace }: Choice): Promise<void> {
  const { workspace } = folder;
  const content = isolationYaml(deriveIsolation(workspace, namespace), { workspace });
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  await vscode.window.showTextDocument(document, { preview: false });
}
