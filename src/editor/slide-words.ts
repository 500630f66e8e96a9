import * as vscode from 'vscode';
import { escapeHtml, linkHtml } from '../core/lesson/html.ts';
import type { PageWords } from '../core/lesson/page.ts';
import { wordsFor } from './guide-rows.ts';

/** The page of a slide: a frame that its script fills. Nothing but our own files may be loaded. */
export function slideFrame(webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'slide.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'slide.css')).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${escapeHtml(style)}">
  <title>${escapeHtml(vscode.l10n.t('Guide'))}</title>
</head>
<body>
<main></main>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

/** @param cluster the one whose answers are among the evidence */
export function pageWords(cluster: string | undefined): PageWords {
  const { t } = vscode.l10n;
  const course = linkHtml('https://container.training/', 'container.training');
  // The link is put in once the words around it are escaped.
  const [before = '', after = ''] = t(
    'After the public course {0} (slides: CC BY 4.0), in our own words.',
    '\0',
  ).split('\0');
  return {
    why: t('Why it matters'),
    picture: t('The picture'),
    example: t('An example'),
    attempt: t('Try it'),
    copy: t('Copy'),
    rules: t('What is checked in your files'),
    bad: t('This is found'),
    good: t('This is right'),
    wholePage: t('Read the Whole Page'),
    questions: t('Do you know?'),
    links: t('Read on'),
    today: t('Since the deck:'),
    previous: t('Previous'),
    next: t('Next'),
    back: t('Show in Guide'),
    here: t('you are here'),
    source: escapeHtml(before) + course + escapeHtml(after),
    doIt: t('Do it now'),
    stateOf: wordsFor,
    sources:
      cluster === undefined
        ? t('Found in your files')
        : t('Found in your files and in {0}', cluster),
  };
}
