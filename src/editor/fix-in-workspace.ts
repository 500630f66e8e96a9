import * as vscode from 'vscode';
import type { Finding } from '../core/lint/lint.ts';
import type { Fix } from '../core/lint/fix.ts';
import { LineMap } from '../core/text/text.ts';
import type { FixApplier } from './apply-fix.ts';
import { chooseChanges } from './choose-changes.ts';
import type { Change } from './choose-changes.ts';
import type { Folder } from './folder.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';

export const FIX_IN_WORKSPACE = `${SECTION}.fixInWorkspace`;

interface FixChange extends Change {
  readonly fix: Fix;
}

/** "Fix all findings of ... in the workspace...": one row a finding, each of them ticked. */
export function registerFixInWorkspace(session: Session, applier: FixApplier): vscode.Disposable {
  return vscode.commands.registerCommand(
    FIX_IN_WORKSPACE,
    /** @param rule whose findings; @param file of the folder, as a URI */
    async (rule: string, file: string) => {
      const folder = session.find(vscode.Uri.parse(file, true))?.folder;
      if (folder !== undefined) await fixInWorkspace(folder, rule, applier);
    },
  );
}

async function fixInWorkspace(folder: Folder, rule: string, applier: FixApplier): Promise<void> {
  const changes = changesOf(folder, rule);
  const title = vscode.l10n.t('Fix {0} findings of "{1}"', changes.length, rule);
  const chosen = await chooseChanges(title, folder, changes);
  if (chosen === undefined) return;
  if (chosen.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('Nothing was ticked, so no file was changed.'),
    );
    return;
  }
  await applier.apply({ folder, fixes: chosen.map(({ fix }) => fix) });
}

function changesOf(folder: Folder, rule: string): readonly FixChange[] {
  const { linter, workspace } = folder;
  return workspace.files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ path, text }) => {
      const found = linter.findings(path).filter((finding) => finding.rule === rule);
      if (found.length === 0) return [];
      const lines = new LineMap(text);
      return found.flatMap((finding) => changeOf(finding, lines));
    });
}

function changeOf({ path, span, message, fixes }: Finding, lines: LineMap): readonly FixChange[] {
  const [fix] = fixes;
  if (fix === undefined) return [];
  const line = String(lines.position(span.start).line + 1);
  const { title, edits } = fix;
  return [{ label: title, place: `${path}:${line}`, detail: message, edits, fix }];
}
