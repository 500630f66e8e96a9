import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CART, MISMATCH, RULE, SECRET, showCart, suppress } from './cart.ts';
import {
  closeEditors,
  deleteFile,
  exists,
  extensionReady,
  findingsBecome,
  readFile,
  selected,
} from './shop.ts';

describe('suppressing a finding', () => {
  let document: vscode.TextDocument;
  let text: string;

  before(extensionReady);

  beforeEach(async () => {
    document = await showCart();
    text = document.getText();
  });

  afterEach(closeEditors);

  it('on its line: a comment, and it is gone at once', async () => {
    await suppress(document, 'line');
    const comment = `      # next-steps: allow ${RULE}: reason\n`;
    assert.equal(
      document.getText(),
      text.replace('      track: blue', `${comment}      track: blue`),
    );
    await findingsBecome(document, [`30:22${SECRET.slice(5)}`]);
    assert.deepEqual(selected(), [CART, 'reason'], 'the reason is to be typed');
  });

  it('for the object: an annotation', async () => {
    await suppress(document, 'object');
    const annotation = `  annotations:\n    allow.next-steps/${RULE}: reason\n`;
    assert.equal(document.getText(), text.replace('  name: cart\n', `  name: cart\n${annotation}`));
    await findingsBecome(document, [`31:22${SECRET.slice(5)}`]);
  });

  it('for the file: a comment on top', async () => {
    await suppress(document, 'file');
    assert.equal(document.getText(), `# next-steps: allow-file ${RULE}: reason\n${text}`);
    await findingsBecome(document, [`30:22${SECRET.slice(5)}`]);
  });

  it('for the project: a setting, taken at once', async () => {
    await suppress(document, 'settings');
    await findingsBecome(document, [SECRET]);
    assert.deepEqual(JSON.parse(await readFile('.vscode/settings.json')), {
      'nextSteps.rules': { [RULE]: 'off' },
    });
    const settings = vscode.workspace.getConfiguration('nextSteps');
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await findingsBecome(document, [MISMATCH, SECRET]);
    if (await exists('.vscode/settings.json')) await deleteFile('.vscode/settings.json');
  });
});
