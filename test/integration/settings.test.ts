import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { MISMATCH, SECRET, showCart } from './cart.ts';
import { eventually } from './eventually.ts';
import {
  closeEditors,
  deleteFile,
  extensionReady,
  findingLines,
  findings,
  findingsBecome,
  placeOf,
  show,
  uriOf,
  writeFile,
} from './shop.ts';

const CHANGED = [
  'rules',
  'hover.enabled',
  'diagnostics.enabled',
  'diagnostics.scope',
  'kubernetesVersion',
  'exclude',
];

describe('settings, taken without a reload', () => {
  let document: vscode.TextDocument;

  before(extensionReady);

  beforeEach(async () => {
    document = await showCart();
  });

  afterEach(async () => {
    for (const name of CHANGED) await set(name, undefined);
    await findingsBecome(document, [MISMATCH, SECRET]);
    await closeEditors();
  });

  it('rules: another severity, and off', async () => {
    await set('rules', { 'selector-mismatch': 'hint', 'secret-in-env': 'off' });
    await findingsBecome(document, ['10:14 selector-mismatch hint "blue"']);
  });

  it('rules: values of a wrong type change nothing', async () => {
    await set('rules', { 'selector-mismatch': 'loud', 'secret-in-env': 'off' });
    await findingsBecome(document, [MISMATCH]);
  });

  it('diagnostics.enabled', async () => {
    await set('diagnostics.enabled', false);
    await findingsBecome(document, []);
  });

  it('diagnostics.scope: files that nobody opened', async () => {
    const path = 'deploy/closed.yaml';
    const closed = uriOf(path);
    await writeFile(
      path,
      'apiVersion: policy/v1beta1\nkind: PodDisruptionBudget\nmetadata:\n  name: a\n',
    );
    assert.deepEqual(findings(closed), []);
    await set('diagnostics.scope', 'workspace');
    await eventually(
      () => findings(closed).map(({ code }) => typeof code === 'object' && code.value),
      (rules) => rules.join() === 'removed-api',
    );
    await set('diagnostics.scope', undefined);
    await eventually(
      () => findings(closed).length,
      (count) => count === 0,
    );
    await deleteFile(path);
  });

  it('hover.enabled', async () => {
    const place = placeOf(document, 'value: red¦is');
    const count = async (): Promise<number> =>
      (await hoversAt(document.uri, place)).filter(({ contents }) => contents.length > 0).length;
    await eventually(count, (hovers) => hovers === 1);
    await set('hover.enabled', false);
    await eventually(count, (hovers) => hovers === 0);
  });

  it('kubernetesVersion: a chosen cluster makes a removed API an error, an old one allows it', async () => {
    const { document: old } = await show('deploy/green/ingress-old.yaml');
    const line = (severity: string): string =>
      `2:13 removed-api ${severity} "networking.k8s.io/v1beta1"`;
    await findingsBecome(old, [line('warning')]);
    await set('kubernetesVersion', '1.30');
    await findingsBecome(old, [line('error')]);
    await set('kubernetesVersion', '1.18');
    await eventually(
      () => findingLines(old).some((text) => text.includes('removed-api')),
      (isThere) => !isThere,
    );
  });

  it('exclude: files that are not looked at', async () => {
    const { document: catalog } = await show('deploy/blue/catalog.yaml');
    await findingsBecome(catalog, ['34:29 cross-namespace-host warning "pushgateway"']);
    // Without the monitoring stack nobody knows where the gateway is.
    await set('exclude', ['deploy/{monitoring,other}']);
    await eventually(
      () => findings(catalog.uri).map(({ severity }) => severity),
      (found) => !found.includes(vscode.DiagnosticSeverity.Warning),
    );
    const { document: grafana } = await show('deploy/monitoring/grafana.yaml');
    await findingsBecome(grafana, []);
    await set('exclude', undefined);
    await eventually(
      () => findings(grafana.uri).length,
      (count) => count > 0,
    );
  });
});

function set(name: string, value: unknown): Thenable<void> {
  const settings = vscode.workspace.getConfiguration('nextSteps');
  return settings.update(name, value, vscode.ConfigurationTarget.Workspace);
}

function hoversAt(uri: vscode.Uri, place: vscode.Position): Thenable<vscode.Hover[]> {
  return vscode.commands.executeCommand('vscode.executeHoverProvider', uri, place);
}
