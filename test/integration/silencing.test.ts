import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import {
  actionsAt,
  applyAction,
  closeEditors,
  deleteFile,
  exists,
  extensionReady,
  findings,
  findingsBecome,
  readFile,
  ruleOf,
  show,
} from './shop.ts';

const PATH = 'deploy/green/cart.yaml';
const RULE = 'selector-mismatch';
const MISMATCH = '10:14 selector-mismatch warning "blue"';
const SECRET = '29:22 secret-in-env warning "s3cr3t-shop-demo"';

describe('silencing a finding', () => {
  let document: vscode.TextDocument;
  let text: string;

  before(extensionReady);

  beforeEach(async () => {
    ({ document } = await show(PATH));
    text = document.getText();
    await findingsBecome(document, [MISMATCH, SECRET]);
  });

  afterEach(closeEditors);

  it('on its line: a comment, and it is gone at once', async () => {
    await choose(`Allow "${RULE}" on this line`);
    const comment = `      # next-steps: allow ${RULE}: reason\n`;
    assert.equal(
      document.getText(),
      text.replace('      track: blue', `${comment}      track: blue`),
    );
    await findingsBecome(document, [`30:22${SECRET.slice(5)}`]);
  });

  it('for the object: an annotation', async () => {
    await choose(`Allow "${RULE}" for this object`);
    const annotation = `  annotations:\n    allow.next-steps/${RULE}: reason\n`;
    assert.equal(document.getText(), text.replace('  name: cart\n', `  name: cart\n${annotation}`));
    await findingsBecome(document, [`31:22${SECRET.slice(5)}`]);
  });

  it('for the file: a comment on top', async () => {
    await choose(`Allow "${RULE}" in this file`);
    assert.equal(document.getText(), `# next-steps: allow-file ${RULE}: reason\n${text}`);
    await findingsBecome(document, [`30:22${SECRET.slice(5)}`]);
  });

  it('for the project: a setting, taken at once', async () => {
    await choose(`Turn "${RULE}" off in the settings`);
    await findingsBecome(document, [SECRET]);
    assert.deepEqual(JSON.parse(await readFile('.vscode/settings.json')), {
      'nextSteps.rules': { [RULE]: 'off' },
    });
    const settings = vscode.workspace.getConfiguration('nextSteps');
    await settings.update('rules', undefined, vscode.ConfigurationTarget.Workspace);
    await findingsBecome(document, [MISMATCH, SECRET]);
    if (await exists('.vscode/settings.json')) await deleteFile('.vscode/settings.json');
  });

  async function choose(title: string): Promise<void> {
    const [finding] = await eventually(
      () => findings(document.uri).filter((one) => ruleOf(one) === RULE),
      (all) => all.length === 1,
    );
    await applyAction(await actionsAt(document.uri, finding!.range), title);
  }
});
