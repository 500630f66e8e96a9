/** The file of the sample shop that has two findings to try things on. */
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { actionsAt, findings, findingsBecome, ruleOf, show } from './shop.ts';

export const CART = 'deploy/green/cart.yaml';
export const RULE = 'selector-mismatch';
export const MISMATCH = `10:14 ${RULE} error "blue"`;
export const SECRET = '29:22 secret-in-env warning "s3cr3t-shop-demo"';

/** Opens it, and waits for its findings. */
export async function showCart(): Promise<vscode.TextDocument> {
  const { document } = await show(CART);
  await findingsBecome(document, [MISMATCH, SECRET]);
  return document;
}

/** The one finding of a rule. */
export async function findingOf(
  document: vscode.TextDocument,
  rule: string,
): Promise<vscode.Diagnostic> {
  const [finding] = await eventually(
    () => findings(document.uri).filter((one) => ruleOf(one) === rule),
    (all) => all.length === 1,
  );
  return finding!;
}

/** Suppresses the mismatch in one of the ways that the list behind "Suppress..." offers. */
export async function suppress(document: vscode.TextDocument, way: string): Promise<void> {
  const { range } = await findingOf(document, RULE);
  const actions = await actionsAt(document.uri, range);
  const action = actions.find(({ title }) => title === `Suppress "${RULE}"...`);
  const [file, finding] = (action?.command?.arguments ?? []) as readonly unknown[];
  await vscode.commands.executeCommand('nextSteps.suppress', file, finding, way);
}
