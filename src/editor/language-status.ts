import * as vscode from 'vscode';
import { LANGUAGES } from './languages.ts';
import type { Session } from './session.ts';

/** Says beside the language mode how a document is read, and why nothing may be said about it. */
export function registerLanguageStatus(session: Session): vscode.Disposable {
  const status = vscode.languages.createLanguageStatusItem('next-steps', LANGUAGES);
  status.name = 'Next Steps';
  const show = (): void => {
    const document = vscode.window.activeTextEditor?.document;
    const found = document && session.find(document.uri);
    const [text, detail] = found ? describe(session, found) : [vscode.l10n.t('Not looked at'), ''];
    status.text = text;
    status.detail = detail;
  };
  show();
  return vscode.Disposable.from(
    status,
    session.onDidChange(show),
    vscode.window.onDidChangeActiveTextEditor(show),
  );
}

function describe(
  session: Session,
  { folder, path }: NonNullable<ReturnType<Session['find']>>,
): readonly [string, string] {
  const file = folder.workspace.file(path);
  if (!session.folders.includes(folder) || file === undefined) {
    return [vscode.l10n.t('Not looked at'), ''];
  }
  if (file.skipped === 'conflict') {
    return [vscode.l10n.t('Waiting'), vscode.l10n.t('the file has merge conflicts')];
  }
  if (file.skipped === 'too-large') {
    return [vscode.l10n.t('Not looked at'), vscode.l10n.t('the file is larger than 1 MB')];
  }
  const objects = folder.workspace.objectsIn(path);
  const role = objects.map((object) => folder.workspace.roleOf(object)).find((r) => r !== 'whole');
  if (role === 'template')
    return [vscode.l10n.t('Template'), vscode.l10n.t('not rendered, so not checked')];
  if (role === 'patch') return [vscode.l10n.t('Patch'), vscode.l10n.t('part of an object')];
  if (objects.length > 0) {
    const namespaces = new Set(
      objects.flatMap((object) => folder.workspace.placements(object).map((p) => p.namespace)),
    );
    const names = [...namespaces].filter(Boolean).sort().join(', ');
    return [vscode.l10n.t('Kubernetes'), names === '' ? '' : vscode.l10n.t('namespace {0}', names)];
  }
  return [file.kind === 'text' ? vscode.l10n.t('Not looked at') : file.kind, ''];
}
