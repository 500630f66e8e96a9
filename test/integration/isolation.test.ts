import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import {
  acceptPick,
  closeEditors,
  deleteFile,
  exists,
  extensionReady,
  findings,
  readFile,
  show,
} from './shop.ts';

const POLICIES = 'deploy/blue/network-policies.yaml';
const COPY = 'deploy/search/overlays/demo/kustomization.yaml';

describe('commands for namespaces', () => {
  before(extensionReady);
  afterEach(closeEditors);

  it('writes the network policies of a namespace beside its manifests, without findings, and undoes it', async () => {
    await show('deploy/blue/cart.yaml');
    await vscode.commands.executeCommand('nextSteps.derivePolicies', 'blue');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(vscode.workspace.asRelativePath(document.uri), POLICIES);
    assert.equal(document.languageId, 'yaml');
    const text = document.getText();
    assert.match(text, /^# Network policies derived from the files of this workspace/);
    assert.match(text, /\n {2}name: allow-cart\n {2}namespace: blue\n/);
    assert.match(text, /\(deploy\/blue\/cart\.yaml:24\)/);
    assert.doesNotMatch(text, /namespace: green\n/);
    assert.deepEqual(
      findings(document.uri).map(({ message }) => message),
      [],
    );
    await vscode.commands.executeCommand('undo');
    await eventually(
      () => exists(POLICIES),
      (isThere) => !isThere,
    );
  });

  it('writes a copy of a stack for another namespace, with every file ticked at first', async () => {
    await show('deploy/search/base/search.yaml');
    const asked = ['nextSteps.runSideBySide', 'deploy/search/base', 'demo'] as const;
    const done = Promise.resolve(vscode.commands.executeCommand(...asked));
    try {
      await acceptPick(done);
      assert.equal(
        await readFile(COPY),
        'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: demo\nresources:\n  - namespace.yaml\n  - ../../base\n',
      );
      assert.ok(await exists('deploy/search/overlays/demo/namespace.yaml'));
      assert.ok(vscode.window.activeTextEditor?.document.uri.path.endsWith(COPY));
    } finally {
      if (await exists('deploy/search/overlays/demo'))
        await deleteFile('deploy/search/overlays/demo');
    }
  });
});
