import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { deleteFile, extensionReady, writeFile } from './shop.ts';

describe('pages', () => {
  before(extensionReady);

  it('a slide tells its text, what was found here, and where it comes from', async () => {
    // Files of other tests may still be on their way out of the index.
    const text = await eventually(
      () => pageText('slide=S2'),
      (page) => page.includes('➜ Add a NetworkPolicy to "green"'),
    );
    assert.match(text, /^# \S/);
    assert.ok(!text.includes('<!--'), 'no numbers of the deck');
    assert.match(text, /^## Found in your files$/m);
    assert.match(text, /^\*\*✔ .+\*\* \(done\)$/m);
    assert.match(text, /^- .*NetworkPolicy.* \(\[.+\]\(.+network-policy\.yaml\S*\)\)$/m);
    assert.match(text, /container\.training/);
  });

  it('a slide that is open follows what changes in the files', async () => {
    const uri = pageUri('slide=S2');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.ok(!document.getText().includes('orange'));
    await writeFile(
      'deploy/orange.yaml',
      'apiVersion: v1\nkind: Service\nmetadata:\n  name: redis\n  namespace: orange\n',
    );
    await eventually(
      () => document.getText().includes('orange'),
      (isThere) => isThere,
    );
    await deleteFile('deploy/orange.yaml');
    await eventually(
      () => document.getText().includes('orange'),
      (isThere) => !isThere,
    );
  });

  it('names a file once, with the link on it', async () => {
    const text = await eventually(
      () => pageText('slide=S22'),
      (page) => page.includes('README'),
    );
    assert.match(text, /^- "\[README\\\.md:18\]\(\/README\.md#L18\)" says how to start it\\\.$/m);
  });

  it('a rule has its page, and an unknown one says so', async () => {
    const text = await pageText('rule=selector-mismatch');
    assert.match(text, /^# selector-mismatch$/m);
    assert.match(text, /^## How to silence it$/m);
    assert.equal(await pageText('rule=nonsense'), 'There is no rule "nonsense".');
  });

  it('every slide of the guide has a page', async () => {
    for (let number = 1; number <= 25; number += 1) {
      const text = await pageText(`slide=S${String(number)}`);
      assert.match(text, /^# \S/, `slide S${String(number)}`);
    }
  });

  it('opens in the Markdown preview', async () => {
    await vscode.commands.executeCommand('nextSteps.openSlide', 'S4');
    const { tabGroups } = vscode.window;
    await eventually(
      () => tabGroups.activeTabGroup.activeTab?.label ?? '',
      (label) => label.startsWith('Preview '),
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});

const pageUri = (query: string): vscode.Uri =>
  vscode.Uri.from({ scheme: 'next-steps', path: '/page.md', query });

async function pageText(query: string): Promise<string> {
  return (await vscode.workspace.openTextDocument(pageUri(query))).getText();
}
