import * as vscode from 'vscode';
import type { Fix } from '../core/lint/fix.ts';
import { combineFixes } from '../core/lint/fix-all.ts';
import type { Finding } from '../core/lint/lint.ts';
import { LineMap } from '../core/text/text.ts';
import { workspaceEditOf } from './apply-fix.ts';
import type { FixApplier, OfferedFix } from './apply-fix.ts';
import { toRange } from './convert.ts';
import { SOURCE } from './diagnostics.ts';
import { FIX_IN_WORKSPACE, registerFixInWorkspace } from './fix-in-workspace.ts';
import type { Folder } from './folder.ts';
import { uriIn } from './folder.ts';
import { LANGUAGES } from './languages.ts';
import { RENDERED_SOURCE } from './rendered-findings.ts';
import type { RenderedFindings } from './rendered-findings.ts';
import type { Session } from './session.ts';
import { SECTION } from './settings.ts';
import { registerSuppress, suppressAction } from './suppress.ts';

const APPLY = `${SECTION}.applyFix`;

const FIX_ALL = vscode.CodeActionKind.SourceFixAll.append('nextSteps');

interface Place {
  readonly folder: Folder;
  readonly path: string;
}

/** Carries the fix until the user picks it: edits are made only then. */
class FixAction extends vscode.CodeAction {
  readonly place: Place;
  readonly fixes: readonly Fix[];

  constructor(title: string, kind: vscode.CodeActionKind, place: Place, fixes: readonly Fix[]) {
    super(title, kind);
    this.place = place;
    this.fixes = fixes;
  }
}

/** Quick fixes, "fix all of this rule in the file", fix-all on save, and the ways to silence. */
export function registerCodeActions(
  session: Session,
  rendered: RenderedFindings,
  applier: FixApplier,
): vscode.Disposable {
  return vscode.Disposable.from(
    registerProvider(session, rendered),
    registerFixInWorkspace(session, applier),
    registerSuppress(session, applier),
    vscode.commands.registerCommand(APPLY, (offered: OfferedFix) => applier.apply(offered)),
  );
}

function registerProvider(session: Session, rendered: RenderedFindings): vscode.Disposable {
  return vscode.languages.registerCodeActionsProvider(
    LANGUAGES,
    {
      provideCodeActions(document, range, context) {
        const place = session.upToDate(document);
        if (place === undefined) return [];
        if (context.only !== undefined && FIX_ALL.contains(context.only)) return fixAll(place);
        if (context.only && !context.only.contains(vscode.CodeActionKind.QuickFix)) {
          return context.only.contains(FIX_ALL) ? fixAll(place) : [];
        }
        const found = rendered.of(place.folder, place.path);
        return [
          ...quickFixes(document, place, range, context),
          ...suppressionsOf(found, document, { place, range, context }),
        ];
      },
      resolveCodeAction(action) {
        if (action instanceof FixAction) prepare(action);
        return action;
      },
    },
    { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix, FIX_ALL] },
  );
}

function quickFixes(
  document: vscode.TextDocument,
  place: Place,
  range: vscode.Range,
  context: vscode.CodeActionContext,
): vscode.CodeAction[] {
  const lines = new LineMap(document.getText());
  const findings = place.folder.linter.findings(place.path);
  return findings.flatMap((finding) => {
    const at = toRange(lines.range(finding.span));
    if (at.intersection(range) === undefined) return [];
    const diagnostics = context.diagnostics.filter((diagnostic) => isOf(diagnostic, finding, at));
    const same = findings.filter((other) => other.rule === finding.rule && other.fixes.length > 0);
    const actions = [
      ...finding.fixes.map((fix) => fixAction(place, fix)),
      ...(same.length > 1 && finding.fixes.length > 0
        ? [allOfRule(place, finding.rule, same)]
        : []),
      ...(finding.fixes.length > 0 ? inWorkspace(place, finding.rule) : []),
      suppressAction(place.folder, place.path, finding),
    ];
    for (const action of actions) action.diagnostics = diagnostics;
    return actions;
  });
}

interface Asked {
  readonly place: Place;
  readonly range: vscode.Range;
  readonly context: vscode.CodeActionContext;
}

/** What a tool has rendered is not there to be edited; it can be suppressed where it comes from. */
function suppressionsOf(
  findings: readonly Finding[],
  document: vscode.TextDocument,
  { place, range, context }: Asked,
): vscode.CodeAction[] {
  const lines = new LineMap(document.getText());
  return findings.flatMap((finding) => {
    const at = toRange(lines.range(finding.span));
    if (at.intersection(range) === undefined) return [];
    const action = suppressAction(place.folder, place.path, finding);
    action.diagnostics = context.diagnostics.filter((one) =>
      isOf(one, finding, at, RENDERED_SOURCE),
    );
    return [action];
  });
}

function isOf(
  diagnostic: vscode.Diagnostic,
  finding: Finding,
  at: vscode.Range,
  source = SOURCE,
): boolean {
  const { code } = diagnostic;
  const value = typeof code === 'object' ? code.value : code;
  return diagnostic.source === source && value === finding.rule && diagnostic.range.isEqual(at);
}

function fixAction(place: Place, fix: Fix): vscode.CodeAction {
  const action = new FixAction(fix.title, vscode.CodeActionKind.QuickFix, place, [fix]);
  action.isPreferred = fix.preferred === true;
  return action;
}

function allOfRule(place: Place, rule: string, findings: readonly Finding[]): vscode.CodeAction {
  const fixes = findings.flatMap((finding) => finding.fixes[0] ?? []);
  const title = vscode.l10n.t('Fix all {0} findings of "{1}" in this file', findings.length, rule);
  return new FixAction(title, vscode.CodeActionKind.QuickFix, place, fixes);
}

/** Files that nobody sees are changed, so each change is shown before it is made. */
function inWorkspace(place: Place, rule: string): vscode.CodeAction[] {
  if (!place.folder.isFolder) return [];
  const title = vscode.l10n.t('Fix all findings of "{0}" in the workspace...', rule);
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const file = uriIn(place.folder, place.path).toString();
  action.command = { command: FIX_IN_WORKSPACE, title, arguments: [rule, file] };
  return [action];
}

/** On save and by command: only fixes that are safe unseen. */
function fixAll(place: Place): vscode.CodeAction[] {
  const fixes = place.folder.linter
    .findings(place.path)
    .flatMap((finding) => finding.fixes.find((fix) => fix.preferred === true) ?? []);
  if (fixes.length === 0) return [];
  const title = vscode.l10n.t('Fix everything of Next Steps that is safe to fix');
  return [new FixAction(title, FIX_ALL, place, fixes)];
}

/**
 * A change of the file alone is an edit, which VS Code can show before it makes it. What changes
 * other files, or leaves something to write, goes through our own command.
 */
function prepare(action: FixAction): void {
  const { place, fixes, title } = action;
  const { files } = combineFixes(fixes.map((fix) => ({ fix })));
  const leavesWork = fixes.some(({ placeholder, afterwards }) => placeholder ?? afterwards);
  const isHere = [...files.keys()].every((path) => path === place.path);
  if (isHere && !leavesWork) action.edit = workspaceEditOf(place.folder, files);
  else action.command = { command: APPLY, title, arguments: [{ folder: place.folder, fixes }] };
}
