import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import {
  closeEditors,
  deleteFile,
  exists,
  extensionReady,
  findings,
  readFile,
  show,
} from './shop.ts';

const COPY = 'deploy/search/overlays/demo/kustomization.yaml';

describe('commands for namespaces', () => {
  before(extensionReady);
  afterEach(closeEditors);

  it('opens the network policies of a namespace, unsaved and without findings', async () => {
    await show('deploy/blue/cart.yaml');
    await vscode.commands.executeCommand('nextSteps.derivePolicies', 'blue');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.equal(document.uri.scheme, 'untitled');
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
  });

  it('writes a copy of a stack for another namespace, once every file is ticked', async () => {
    await show('deploy/search/base/search.yaml');
    const asked = ['nextSteps.runSideBySide', 'deploy/search/base', 'demo'] as const;
    const done = vscode.commands.executeCommand(...asked);
    try {
      await eventually(
        async () => {
          await tickAll();
          assert.equal(await exists(COPY), false, 'nothing is written before Apply');
          await vscode.commands.executeCommand('refactorPreview.apply');
          // The preview may not have been there yet: then nothing happens.
          return Promise.race([done.then(() => true), sleep(3000).then(() => false)]);
        },
        (isDone) => isDone,
      );
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

/** Ticks what the preview of a change shows: two files. */
async function tickAll(): Promise<void> {
  await vscode.commands.executeCommand('refactorPreview.focus');
  await sleep(500);
  await vscode.commands.executeCommand('list.focusFirst');
  for (let row = 0; row < 2; row++) {
    await vscode.commands.executeCommand('refactorPreview.toggleCheckedState');
    await vscode.commands.executeCommand('list.focusDown');
  }
}
