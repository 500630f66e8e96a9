import * as vscode from 'vscode';
import type { SourceFile } from '../core/files/source.ts';
import type { Finding } from '../core/lint/lint.ts';
import { isMeantAsManifest, unreadIn } from '../core/lint/unread.ts';
import type { Unread } from '../core/lint/unread.ts';
import { slicesOf } from '../core/slices.ts';
import { CLUSTER, SCHEMA } from '../core/workspace/dependency.ts';
import { LineMap } from '../core/text/text.ts';
import { visible } from '../core/text/visible.ts';
import type { Dependency } from '../core/workspace/dependency.ts';
import type { ChosenCluster } from './chosen-cluster.ts';
import { documentsBeingWritten, onDidLeaveDocument } from './being-written.ts';
import { spanToRange, toRange, toSeverity } from './convert.ts';
import type { Folder } from './folder.ts';
import { pathIn, staleAfter, uriIn } from './folder.ts';
import { rulePageUri } from './pages.ts';
import type { LateSchema } from './schema.ts';
import type { Session, SessionChange } from './session.ts';
import { onDidChangeYamlExtension, servesYaml } from './yaml-extension.ts';

/** What the Problems panel names as the origin of every finding. */
export const SOURCE = 'Next steps';

/** Rules that speak of what is going away: shown struck through. */
const DEPRECATIONS = /deprecated|removed-api|retired/;

interface FileAt {
  readonly folder: Folder;
  readonly path: string;
}

/** Shows the findings of the open files, or of the whole workspace where the setting says so. */
export function registerDiagnostics(session: Session, sources: Sources): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection('next-steps');
  const publish = ({ folder, path }: FileAt, isOpen: boolean): void => {
    const uri = uriIn(folder, path);
    const isShown = isWanted(folder, isOpen);
    const diagnostics = isShown ? diagnosticsOf(folder, path, uri) : [];
    if (diagnostics.length > 0) collection.set(uri, diagnostics);
    else if (collection.has(uri)) collection.delete(uri);
    if (isShown && !isOpen) folder.workspace.release(path);
  };
  const soon = inTurns(session, publish);
  const forget = ({ folder, paths }: SessionChange): void => {
    soon.forget(folder);
    const shown = [...collection].map(([uri]) => uri);
    for (const uri of shown) if (paths.has(pathIn(folder, uri))) collection.delete(uri);
  };
  return vscode.Disposable.from(
    collection,
    soon,
    session.onDidChange((change) => {
      if (session.folders.includes(change.folder)) soon.publish(change);
      else forget(change);
    }),
    ...whenMoreIsKnown(session, sources, soon),
    whenWritten(session, soon),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => {
      const found = session.find(uri);
      if (found === undefined) collection.delete(uri);
      else publish(found, false);
    }),
  );
}

/** What comes from elsewhere than the files. */
interface Sources {
  readonly schema: LateSchema;
  readonly cluster: ChosenCluster;
}

/** What was looked at without it is looked at again. */
function whenMoreIsKnown(
  session: Session,
  { schema, cluster }: Sources,
  soon: Turns,
): readonly vscode.Disposable[] {
  const afresh = (touched: Dependency) => (): void => {
    const change = { paths: new Set<string>(), touched: new Set([touched]) };
    for (const one of session.folders)
      soon.publish({ folder: one, paths: staleAfter(one, change) });
  };
  return [
    schema.onDidCome(afresh(SCHEMA)),
    cluster.onDidChange(afresh(CLUSTER)),
    onDidChangeYamlExtension(afresh(SCHEMA)),
  ];
}

/** What waited until a document was written is said when its file is saved, or the cursor has left it. */
function whenWritten(session: Session, soon: Turns): vscode.Disposable {
  const again = (uri: vscode.Uri): void => {
    const { folder, path = '' } = session.find(uri) ?? {};
    if (folder !== undefined) soon.publish({ folder, paths: new Set([path]) });
  };
  const fileOf = (uri: vscode.Uri): SourceFile | undefined => {
    const found = session.find(uri);
    return found?.folder.workspace.file(found.path);
  };
  return vscode.Disposable.from(
    vscode.workspace.onDidSaveTextDocument(({ uri }) => {
      again(uri);
    }),
    onDidLeaveDocument(fileOf, again),
  );
}

/** What is said of a file; of a document that is being written, not what it still lacks. */
function diagnosticsOf(
  folder: Folder,
  path: string,
  uri: vscode.Uri,
): readonly vscode.Diagnostic[] {
  const file = folder.workspace.file(path);
  const written = [...documentsBeingWritten(file, uri)];
  const isWaiting = ({ span, waits }: Finding): boolean =>
    waits === true &&
    written.some(({ start, text }) => start <= span.start && span.start <= start + text.length);
  const findings = folder.linter.findings(path).filter((one) => !isWaiting(one));
  const broken = file === undefined || isSaidElsewhere(folder, uri) ? [] : unreadIn(file);
  const shown = broken.filter((one) => isOurs(one) && !written.includes(one.document));
  if (findings.length === 0 && shown.length === 0) return [];
  const lines = new LineMap(file?.text ?? '');
  return [
    ...shown.map((one) => unreadDiagnostic(one, lines)),
    ...findings.map((finding) => toDiagnostic(folder, finding, lines)),
  ];
}

/** Whoever reads YAML says where it breaks. */
function isSaidElsewhere({ settings }: Folder, uri: vscode.Uri): boolean {
  return settings.schemaMode === 'auto' && servesYaml(uri, 'validate');
}

/** Any file can be YAML, and ours are those that say so. */
const isOurs = ({ document }: Unread): boolean => isMeantAsManifest(document);

function unreadDiagnostic({ span, reason }: Unread, lines: LineMap): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(lines.range(span)),
    visible(`This document isn't valid YAML, so nothing in it is checked: ${reason}.`),
    vscode.DiagnosticSeverity.Error,
  );
  diagnostic.source = SOURCE;
  return diagnostic;
}

interface Turns {
  readonly publish: (change: SessionChange) => void;
  readonly forget: (folder: Folder) => void;
  readonly dispose: () => void;
}

/** Publishes open files first, and in slices: typing is not held up by the rest of a folder. */
function inTurns(session: Session, publish: (file: FileAt, isOpen: boolean) => void): Turns {
  const due = new Map<Folder, Set<string>>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const publishSlice = (): void => {
    clearTimeout(timer);
    const open = openFiles(session);
    const closed = [...due].flatMap(([folder, paths]) =>
      [...paths].map((path) => ({ folder, path })),
    );
    const [slice = []] = slicesOf([...open, ...closed]);
    for (const file of slice) {
      if (due.get(file.folder)?.delete(file.path) === true) publish(file, isAmong(open, file));
    }
    for (const [folder, paths] of due) if (paths.size === 0) due.delete(folder);
    if (due.size > 0) timer = setTimeout(publishSlice);
  };
  return {
    publish: ({ folder, paths }) => {
      due.set(folder, new Set([...(due.get(folder) ?? []), ...paths]));
      publishSlice();
    },
    forget: (folder) => {
      due.delete(folder);
    },
    dispose: () => {
      clearTimeout(timer);
    },
  };
}

/** What editors hold; VS Code keeps some documents a little longer. */
function openFiles(session: Session): readonly FileAt[] {
  const documents = vscode.workspace.textDocuments.filter(({ isClosed }) => !isClosed);
  return documents.flatMap(({ uri }) => session.find(uri) ?? []);
}

function isAmong(files: readonly FileAt[], { folder, path }: FileAt): boolean {
  return files.some((file) => file.folder === folder && file.path === path);
}

function isWanted({ settings }: Folder, isOpen: boolean): boolean {
  return settings.diagnostics === 'workspace' || (settings.diagnostics !== 'off' && isOpen);
}

/** @param source what the Problems panel names as its origin */
export function toDiagnostic(
  folder: Folder,
  finding: Finding,
  lines: LineMap,
  source = SOURCE,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    toRange(lines.range(finding.span)),
    visible(finding.message),
    toSeverity(finding.severity),
  );
  diagnostic.source = source;
  diagnostic.code = { value: finding.rule, target: rulePageUri(finding.rule) };
  diagnostic.relatedInformation = finding.related.map(({ path, span, message }) => {
    const text = folder.workspace.file(path)?.text ?? '';
    const location = new vscode.Location(uriIn(folder, path), spanToRange(text, span));
    return new vscode.DiagnosticRelatedInformation(location, visible(message));
  });
  if (DEPRECATIONS.test(finding.rule)) diagnostic.tags = [vscode.DiagnosticTag.Deprecated];
  return diagnostic;
}
