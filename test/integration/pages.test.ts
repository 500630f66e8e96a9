import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { deleteFile, extensionReady, show, writeFile } from './shop.ts';

describe('pages', () => {
  before(extensionReady);

  it('a rule has its page, and an unknown one says so', async () => {
    const text = await pageText('rule=selector-mismatch');
    assert.match(text, /^# selector-mismatch$/m);
    assert.match(text, /^## How to silence it$/m);
    assert.equal(await pageText('rule=nonsense'), 'There is no rule "nonsense".');
  });

  it('a slide tells what was found here, and follows the files', async () => {
    const has = (words: string): Promise<string> =>
      eventually(
        () => vscode.commands.executeCommand<string>('nextSteps.openSlide', 'S2'),
        (page) => page.includes(words),
      );
    await has('➜ Add a NetworkPolicy to &quot;green&quot;');
    assert.doesNotMatch(await has('network-policy.yaml:5</button>'), /orange/);
    await writeFile(
      'deploy/orange.yaml',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: redis\n  namespace: orange\n',
    );
    await has('&quot;orange&quot;');
    await deleteFile('deploy/orange.yaml');
  });

  it('slides share one page, which leaves the focus where it is', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await show('deploy/green/cart.yaml');
    await vscode.commands.executeCommand('nextSteps.openSlide', 'S4');
    await eventually(slideTabs, (tabs) => tabs.join() === 'Stateful services (databases etc.)');
    await vscode.commands.executeCommand('nextSteps.openSlide', 'S6', 'S6.3');
    await eventually(slideTabs, (tabs) => tabs.join() === 'HTTP traffic handling');
    await vscode.commands.executeCommand('nextSteps.openSlide', 'S99');
    assert.deepEqual(slideTabs(), ['HTTP traffic handling']);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    assert.deepEqual(slideTabs(), []);
  });
});

const slideTabs = (): readonly string[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview)
    .map(({ label }) => label);

const pageUri = (query: string): vscode.Uri =>
  vscode.Uri.from({ scheme: 'next-steps', path: '/page.md', query });

async function pageText(query: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(pageUri(query))).getText();
}
