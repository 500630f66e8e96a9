import * as vscode from 'vscode';
import { deriveIsolation, isolableNamespaces } from '../core/isolation/isolation.ts';
import { isolationYaml } from '../core/isolation/policy-yaml.ts';
import { policyHome } from '../core/isolation/policy-home.ts';
import { newManifestText } from '../core/lint/new-file.ts';
import type { FixApplier } from './apply-fix.ts';
import { scopeOf } from './folder.ts';
import type { Folder } from './folder.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';

interface Choice {
  readonly folder: Folder;
  readonly namespace: string;
}

/** "Write Network Policies for a Namespace...": into a file beside its manifests, as one step of Undo. */
export function registerDerivePolicies(session: Session, applier: FixApplier): vscode.Disposable {
  return vscode.commands.registerCommand(
    `${SECTION}.derivePolicies`,
    /** @param namespace without one the user chooses */
    async (namespace: unknown) => {
      await session.ready;
      const choices = choicesIn(session);
      const named = choices.find((choice) => choice.namespace === namespace);
      const chosen = named ?? (await choose(choices));
      if (chosen !== undefined) await writePolicies(chosen, applier);
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

/** Outside of a folder there is no place beside the manifests: then it is an unsaved document. */
async function writePolicies(choice: Choice, applier: FixApplier): Promise<void> {
  const { folder, namespace } = choice;
  const { workspace } = folder;
  const isolation = deriveIsolation(workspace, namespace);
  if (isolation.namespaces.every(({ policies }) => policies.length === 0)) {
    const nothing = vscode.l10n.t('No network policy is missing in "{0}".', namespace);
    await vscode.window.showInformationMessage(nothing);
    return;
  }
  const text = isolationYaml(isolation, { workspace });
  const beside = folder.isFolder ? policyHome(workspace, namespace) : undefined;
  if (beside === undefined) {
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content: text });
    await vscode.window.showTextDocument(document, { preview: false });
    return;
  }
  const name = 'network-policies';
  const title = vscode.l10n.t('Write network policies for "{0}"', namespace);
  const edits = () => newManifestText(scopeOf(folder), beside, { name, text });
  await applier.apply({ folder, fixes: [{ title, edits }] });
}
