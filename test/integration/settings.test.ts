import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import {
  closeEditors,
  extensionReady,
  findingLines,
  findings,
  findingsBecome,
  placeOf,
  show,
  uriOf,
} from './shop.ts';

const MISMATCH = '10:14 selector-mismatch warning "blue"';
const SECRET = '29:22 secret-in-env warning "s3cr3t-shop-demo"';

describe('settings, taken without a reload', () => {
  let document: vscode.TextDocument;

  before(extensionReady);

  beforeEach(async () => {
    ({ document } = await show('deploy/green/cart.yaml'));
    await findingsBecome(document, [MISMATCH, SECRET]);
  });

  afterEach(async () => {
    for (const name of ['rules', 'hover.enabled', 'diagnostics', 'kubernetesVersion', 'exclude']) {
      await set(name, undefined).then(undefined, () => undefined);
    }
    await set('diagnostics.enabled', undefined);
    await set('diagnostics.scope', undefined);
    await findingsBecome(document, [MISMATCH, SECRET]);
    await closeEditors();
  });

  it('rules: another severity, and off', async () => {
    await set('rules', { 'selector-mismatch': 'error', 'secret-in-env': 'off' });
    await findingsBecome(document, ['10:14 selector-mismatch error "blue"']);
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
    const closed = uriOf('services/catalog/Dockerfile');
    assert.deepEqual(findings(closed), []);
    await set('diagnostics.scope', 'workspace');
    await eventually(
      () => findings(closed).map(({ code }) => typeof code === 'object' && code.value),
      (rules) => rules.join() === 'secret-in-image',
    );
    await set('diagnostics.scope', undefined);
    await eventually(
      () => findings(closed).length,
      (count) => count === 0,
    );
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
    await set('exclude', ['deploy/monitoring/**']);
    await eventually(
      () => findings(catalog.uri).map(({ severity }) => severity),
      (found) => !found.includes(vscode.DiagnosticSeverity.Warning),
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
