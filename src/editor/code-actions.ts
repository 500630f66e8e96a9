import * as vscode from 'vscode';
import type { FileEdit, Fix, TextEdit } from '../core/lint/fix.ts';
import { combineFixes } from '../core/lint/fix-all.ts';
import type { Finding } from '../core/lint/lint.ts';
import { turnOffInProject } from '../core/project/project-edit.ts';
import { allowFile, allowLine, allowOnObject } from '../core/lint/suppress.ts';
import { contains, LineMap } from '../core/text/text.ts';
import { addEdits, toRange } from './convert.ts';
import type { EditTarget } from './convert.ts';
import { SOURCE } from './diagnostics.ts';
import type { Folder } from './folder.ts';
import { uriIn } from './folder.ts';
import { LANGUAGES } from './languages.ts';
import { RENDERED_SOURCE } from './rendered-findings.ts';
import type { RenderedFindings } from './rendered-findings.ts';
import type { Session } from './session.ts';

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

/** Carries a rule: its findings in all files are looked for only when the user picks it. */
class WorkspaceFixAction extends vscode.CodeAction {
  readonly place: Place;
  readonly rule: string;

  constructor(title: string, place: Place, rule: string) {
    super(title, vscode.CodeActionKind.QuickFix);
    this.place = place;
    this.rule = rule;
  }
}

/** Quick fixes, "fix all of this rule in the file", fix-all on save, and the ways to silence. */
export function registerCodeActions(
  session: Session,
  rendered: RenderedFindings,
): vscode.Disposable {
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
          ...silencesOf(found, document, { place, range, context }),
        ];
      },
      resolveCodeAction(action) {
        if (action instanceof FixAction) action.edit = editOf(action.place, action.fixes);
        if (action instanceof WorkspaceFixAction) action.edit = workspaceEdit(action);
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
      ...silence(place, finding),
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

/** What a tool has rendered is not there to be edited; it can be silenced where it comes from. */
function silencesOf(
  findings: readonly Finding[],
  document: vscode.TextDocument,
  { place, range, context }: Asked,
): vscode.CodeAction[] {
  const lines = new LineMap(document.getText());
  return findings.flatMap((finding) => {
    const at = toRange(lines.range(finding.span));
    if (at.intersection(range) === undefined) return [];
    const actions = silence(place, finding);
    const diagnostics = context.diagnostics.filter((one) =>
      isOf(one, finding, at, RENDERED_SOURCE),
    );
    for (const action of actions) action.diagnostics = diagnostics;
    return actions;
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
  return [new WorkspaceFixAction(title, place, rule)];
}

function workspaceEdit({ title, place, rule }: WorkspaceFixAction): vscode.WorkspaceEdit {
  const { linter, workspace } = place.folder;
  const fixes = workspace.files
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap(({ path }) => linter.findings(path))
    .flatMap((finding) => (finding.rule === rule ? (finding.fixes[0] ?? []) : []));
  return editOf(place, fixes, { label: title, needsConfirmation: true });
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

/** The ways to silence a finding, from the narrowest to the widest. */
function silence(place: Place, finding: Finding): vscode.CodeAction[] {
  const { folder, path } = place;
  const { rule } = finding;
  const actions = silencingEdits(place, finding).map(({ title, edit }) => {
    const edits = (): readonly FileEdit[] => [{ path, edits: [edit] }];
    return new FixAction(title, vscode.CodeActionKind.QuickFix, place, [{ title, edits }]);
  });
  actions.push(...forProject(place, rule));
  const title = vscode.l10n.t('Turn "{0}" off in the settings', rule);
  const off = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  const uri = uriIn(folder, path).toString();
  off.command = { command: 'nextSteps.turnRuleOff', title, arguments: [rule, uri] };
  return [...actions, off];
}

function forProject(place: Place, rule: string): FixAction[] {
  const { folder, path } = place;
  const edit = folder.isFolder ? turnOffInProject(folder.workspace, path, rule) : undefined;
  if (edit === undefined) return [];
  const title = vscode.l10n.t('Turn "{0}" off in .next-steps.yaml', rule);
  const fix = { title, edits: () => [edit] };
  return [new FixAction(title, vscode.CodeActionKind.QuickFix, place, [fix])];
}

function silencingEdits(
  { folder, path }: Place,
  { rule, span }: Finding,
): readonly { readonly title: string; readonly edit: TextEdit }[] {
  const text = folder.workspace.file(path)?.text;
  if (text === undefined) return [];
  const object = folder.workspace
    .objectsIn(path)
    .find(({ view }) => contains(view.span, span.start) && contains(view.span, span.end));
  const onObject = object && allowOnObject(text, object, rule);
  const forObject = onObject
    ? [{ title: vscode.l10n.t('Allow "{0}" for this object', rule), edit: onObject }]
    : [];
  // JSON has no comments.
  if (path.endsWith('.json')) return forObject;
  return [
    {
      title: vscode.l10n.t('Allow "{0}" on this line', rule),
      edit: allowLine(text, span.start, rule),
    },
    ...forObject,
    { title: vscode.l10n.t('Allow "{0}" in this file', rule), edit: allowFile(text, rule) },
  ];
}

function editOf(
  { folder }: Place,
  fixes: readonly Fix[],
  metadata?: vscode.WorkspaceEditEntryMetadata,
): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const target: EditTarget = {
    uriOf: (path) => uriIn(folder, path),
    textOf: (path) => folder.workspace.file(path)?.text,
  };
  const { files } = combineFixes(fixes.map((fix) => ({ fix })));
  for (const [path, { edits, creates }] of files) {
    const changes = creates.map((create): FileEdit => ({ path, create }));
    addEdits(edit, [{ path, edits }, ...changes], target, metadata);
  }
  return edit;
}
