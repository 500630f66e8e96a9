import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { locationLines, pathOf } from './places.ts';
import { closeEditors, extensionReady, show } from './shop.ts';

describe('what stands beside the text', () => {
  before(extensionReady);

  afterEach(async () => {
    for (const name of ['inlayHints.enabled', 'codeLens.enabled']) await set(name, undefined);
    await closeEditors();
  });

  it('the rest of a short host name, once the settings ask for it', async () => {
    const { document } = await show('deploy/blue/web.yaml');
    const ask = async (): Promise<readonly string[]> => {
      const all = new vscode.Range(0, 0, document.lineCount, 0);
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        'vscode.executeInlayHintProvider',
        document.uri,
        all,
      );
      return hints.map(({ position, label }) => {
        const text = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
        return `${String(position.line + 1)}:${String(position.character + 1)} ${text}`;
      });
    };
    assert.deepEqual(await ask(), []);
    await set('inlayHints.enabled', true);
    // `catalog.blue.svc.cluster.local` says it all already.
    assert.deepEqual(await eventually(ask, (found) => found.length > 0), ['28:33 .blue.svc']);
  });

  it('how often an object is used, once the settings ask for it; a click peeks', async () => {
    const { document } = await show('deploy/blue/data.yaml');
    const ask = (): Thenable<vscode.CodeLens[]> =>
      vscode.commands.executeCommand('vscode.executeCodeLensProvider', document.uri, 50);
    assert.deepEqual(await ask(), []);
    await set('codeLens.enabled', true);
    const lines = (lenses: readonly vscode.CodeLens[]): readonly string[] =>
      lenses.map(({ range, command }) => `${String(range.start.line + 1)} ${command?.title ?? ''}`);
    const wanted = ['25 used by 1 workload in blue, 1 ConfigMap', '83 used by 2 workloads in blue'];
    // The settings begin the index anew, and the counts grow while it is read.
    const lenses = await eventually(ask, (found) => lines(found).join() === wanted.join());
    const [uri, , places] = (lenses[0]?.command?.arguments ?? []) as [
      vscode.Uri,
      vscode.Position,
      vscode.Location[],
    ];
    assert.equal(pathOf(uri), 'deploy/blue/data.yaml');
    assert.deepEqual(await locationLines(places), [
      'deploy/blue/cart.yaml:24:22 redis',
      'deploy/blue/config.yaml:18:22 redis',
    ]);
  });
});

function set(name: string, value: unknown): Thenable<void> {
  const settings = vscode.workspace.getConfiguration('nextSteps');
  return settings.update(name, value, vscode.ConfigurationTarget.Workspace);
}
