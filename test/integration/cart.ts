/** The file of the sample shop that has two findings to try things on. */
import type * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { actionsAt, applyAction, findings, findingsBecome, ruleOf, show } from './shop.ts';

export const CART = 'deploy/green/cart.yaml';
export const RULE = 'selector-mismatch';
export const MISMATCH = `10:14 ${RULE} warning "blue"`;
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

/** Applies what the light bulb offers at the mismatch under this title. */
export async function choose(document: vscode.TextDocument, title: string): Promise<void> {
  const { range } = await findingOf(document, RULE);
  const isThere = (titles: readonly string[]): boolean => titles.includes(title);
  await applyAction(await actionsAt(document.uri, range, isThere), title);
}
