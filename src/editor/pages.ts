import * as vscode from 'vscode';
import type { LintRule } from '../core/lint/rule.ts';

/** The scheme of our pages: Markdown that exists only while it is shown. */
const SCHEME = 'next-steps';

/** The pages of rules, as documents for the Markdown preview. */
export function registerPages(
  rules: readonly LintRule[],
  extension: vscode.Uri,
): vscode.Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(SCHEME, {
    provideTextDocumentContent: ({ query }) => {
      const [, id = ''] = query.split('=');
      return rulePage(id, rules, extension);
    },
  });
}

/** The page is a file of the extension; the rules in memory come without it. */
async function rulePage(
  id: string,
  rules: readonly LintRule[],
  extension: vscode.Uri,
): Promise<string> {
  if (!rules.some((rule) => rule.id === id)) return vscode.l10n.t('There is no rule "{0}".', id);
  return readRulePage(id, extension);
}

/** @param id of a rule that there is */
export async function readRulePage(id: string, extension: vscode.Uri): Promise<string> {
  const file = vscode.Uri.joinPath(extension, 'media/rules', `${id}.md`);
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
}

export function openRule(id: string): Thenable<void> {
  const path = `/${id.replaceAll(/[/\\?#%]/g, ' ')}`;
  const uri = vscode.Uri.from({ scheme: SCHEME, path, query: `rule=${id}` });
  return vscode.commands.executeCommand('markdown.showPreview', uri);
}

/**
 * The page of a rule as a link target where commands are not allowed, as in a finding's code.
 * By its ending, the default of "workbench.editorAssociations" in package.json shows it rendered.
 */
export function rulePageUri(id: string): vscode.Uri {
  return vscode.Uri.from({ scheme: SCHEME, path: `/${id}.md`, query: `rule=${id}` });
}
