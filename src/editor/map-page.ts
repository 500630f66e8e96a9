import * as vscode from 'vscode';
import type { MapWords } from '../core/map/messages.ts';

/** The page of the stack map: a frame that its script fills. Nothing but our own files may be loaded. */
export function mapPage(webview: vscode.Webview, dist: vscode.Uri): string {
  const nonce = crypto.randomUUID().replaceAll('-', '');
  const script = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'map.js')).toString();
  const style = webview.asWebviewUri(vscode.Uri.joinPath(dist, 'map.css')).toString();
  const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html>
<html lang="${escapeHtml(vscode.env.language)}">
<head>
  <meta charset="UTF-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${escapeHtml(style)}">
  <title>${escapeHtml(mapTitle())}</title>
</head>
<body data-words="${escapeHtml(JSON.stringify(mapWords()))}">
${bar()}
<main>
  <svg id="canvas" tabindex="0" role="group" aria-label="${escapeHtml(vscode.l10n.t('The stack as a picture. Arrow keys move, plus and minus zoom, 0 shows all, F focuses on one application. The same is below as a list.'))}"><g id="scene"></g></svg>
  <button type="button" id="focus" title="${escapeHtml(vscode.l10n.t('Show only the selected object, what leads to it and what it needs (F)'))}" hidden></button>
  <svg id="minimap" class="picture-only" aria-hidden="true" hidden></svg>
  <div id="empty" hidden>${escapeHtml(mapWords().empty)}</div>
  <div id="list" role="region" aria-label="${escapeHtml(vscode.l10n.t('The stack as a list'))}"></div>
  ${legend()}
</main>
<div id="status" role="status">${escapeHtml(vscode.l10n.t('Reading the files...'))}</div>
<script nonce="${nonce}" src="${escapeHtml(script)}"></script>
</body>
</html>`;
}

export function mapTitle(): string {
  return vscode.l10n.t('Stack Map');
}

function bar(): string {
  const { t } = vscode.l10n;
  const button = (id: string, label: string, title: string, more = ''): string =>
    `  <button type="button" id="${id}" title="${escapeHtml(title)}" aria-label="${escapeHtml(title)}"${more}>${escapeHtml(label)}</button>`;
  const picture = ' class="picture-only"';
  return `<div id="bar" role="toolbar" aria-label="${escapeHtml(mapTitle())}">
  <input id="search" type="search" class="picture-only" placeholder="${escapeHtml(t('Search'))}" aria-label="${escapeHtml(t('Search for a name or kind; Enter goes to the next'))}">
  <details id="filter"><summary>${escapeHtml(t('Namespaces'))}</summary><div id="boxes" class="menu"></div></details>
  <button type="button" id="broken" title="${escapeHtml(t('Go to the next broken reference'))}" hidden></button>
  <span class="space"></span>
${button('zoom-out', '−', t('Zoom Out (-)'), picture)}
${button('zoom-in', '+', t('Zoom In (+)'), picture)}
${button('fit', t('Fit'), t('Show All (0)'), picture)}
  <button type="button" id="as-list"></button>
${button('export', t('Export SVG'), t('Save the Picture as an SVG File'), picture)}
</div>`;
}

/** A line of the legend: what is drawn, and what it means. */
function legend(): string {
  const { t } = vscode.l10n;
  const card = (role: string, label: string): string =>
    `<p><svg viewBox="0 0 30 18" aria-hidden="true"><g class="node ${role}"><rect class="card" x="1" y="2" width="28" height="14" rx="3"/><rect class="stripe" x="1" y="2" width="5" height="14"/></g></svg>${escapeHtml(label)}</p>`;
  const line = (kind: string, label: string): string =>
    `<p><svg viewBox="0 0 30 18" aria-hidden="true"><g class="edge ${kind}"><path class="line" d="M1 9H24"/><path class="head" d="M29 9L21 5V13Z"/></g></svg>${escapeHtml(label)}</p>`;
  const rows = [
    card('route', t('Ingress or route')),
    card('service', t('Service')),
    card('workload', t('Workload')),
    card('config', t('ConfigMap')),
    card('secret', t('Secret')),
    card('claim', t('Claim, or a host outside the cluster')),
    card('missing', t('Missing: not found')),
    card('unknown', t('External: not defined here')),
    line('resolved', t('Refers to')),
    line('crosses', t('Refers to another namespace or outside')),
    line('missing', t('Broken reference')),
    `<p><svg viewBox="0 0 30 18" aria-hidden="true"><path class="wall" d="M1 6H29"/><path class="wall outer" d="M1 11H29"/></svg>${escapeHtml(t('Restricted by network policies'))}</p>`,
  ];
  return `<details id="legend"><summary>${escapeHtml(t('Legend'))}</summary><div class="menu">${rows.join('')}</div></details>`;
}

function mapWords(): MapWords {
  const { t } = vscode.l10n;
  // Filled in by the page: the placeholders stay as they are.
  const open = '{0}';
  return {
    objectIn: t('{0} in {1}', open, '{1}'),
    missing: t('missing'),
    unknown: t('not defined here'),
    outside: t('outside the cluster'),
    outsideTitle: t('Outside the cluster'),
    wallIn: t('Incoming restricted'),
    wallOut: t('Outgoing restricted'),
    wallBoth: t('In and out restricted'),
    wallBy: t('{0}, by network policy {1}', open, '{1}'),
    uses: t('Uses {0}', open),
    usedBy: t('Used by {0}', open),
    key: t('key or port {0}', open),
    summary: t('Objects: {0}, namespaces: {1}.', open, '{1}'),
    broken: t('Broken references: {0}', open),
    brokenAt: t('Broken reference {0} of {1}', open, '{1}'),
    objects: t('{0} objects', open),
    open: t('Expand {0}', open),
    close: t('Collapse {0}', open),
    focus: t('Focus on {0}', open),
    showAll: t('Show All'),
    found: t('Found: {0}. Enter goes from one to the next.', open),
    notDrawn: t('Not drawn: {0}.', open),
    cut: t('Left out to keep the map readable: {0}. Choose fewer namespaces to see them.', open),
    templates: t('In chart templates, and not drawn: {0}.', open),
    empty: t(
      'No Ingress, Service, workload, ConfigMap or Secret to show yet. The map follows your files.',
    ),
    showList: t('Show as List'),
    showPicture: t('Show as Picture'),
  };
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
