import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CART, findingOf, MISMATCH, RULE, SECRET, showCart, suppress } from './cart.ts';
import { eventually } from './eventually.ts';
import {
  acceptPick,
  actionsAt,
  applyAction,
  closeEditors,
  deleteFile,
  exists,
  extensionReady,
  findingsBecome,
  readFile,
  selected,
  show,
  uriOf,
  writeFile,
} from './shop.ts';

const PROJECT = '.next-steps.yaml';

describe('a project file', () => {
  let document: vscode.TextDocument;

  before(extensionReady);

  beforeEach(async () => {
    document = await showCart();
  });

  afterEach(async () => {
    await closeEditors();
    if (await exists(PROJECT)) await deleteFile(PROJECT);
  });

  it('is added to by a quick fix, takes effect at once, and so does its end', async () => {
    await writeFile(PROJECT, 'rules:\n  secret-in-env: hint\n');
    const soft = SECRET.replace('warning', 'hint');
    await findingsBecome(document, [MISMATCH, soft]);
    await suppress(document, 'project');
    await findingsBecome(document, [soft]);
    const project = await vscode.workspace.openTextDocument(uriOf(PROJECT));
    assert.equal(project.getText(), `rules:\n  secret-in-env: hint\n  ${RULE}: off\n`);
    assert.deepEqual(selected(), [PROJECT, `${RULE}: off`]);
    await deleteFile(PROJECT);
    await findingsBecome(document, [MISMATCH, SECRET]);
  });

  it('counts as it is typed, before it is saved', async () => {
    await writeFile(PROJECT, 'rules:\n  secret-in-env: hint\n');
    const soft = SECRET.replace('warning', 'hint');
    await findingsBecome(document, [MISMATCH, soft]);
    const project = await show(PROJECT);
    await project.edit((edit) => {
      edit.insert(new vscode.Position(2, 0), `  ${RULE}: error\n`);
    });
    await findingsBecome(document, [MISMATCH.replace('warning', 'error'), soft]);
    await project.edit((edit) => {
      edit.insert(new vscode.Position(3, 0), '  selector-mismatsch: off\n');
    });
    await findingsBecome(project.document, [
      '4:3 project-file-invalid warning "selector-mismatsch"',
    ]);
  });

  it('leaves files out, and takes them in again', async () => {
    await writeFile(PROJECT, 'exclude: [deploy/green]\n');
    await findingsBecome(document, []);
    await writeFile(PROJECT, 'exclude: []\n');
    await findingsBecome(document, [MISMATCH, SECRET]);
  });
});

describe('fixing a rule in the whole workspace', () => {
  before(extensionReady);
  afterEach(closeEditors);

  it('lists every finding, ticked, and changes the files once that is confirmed', async () => {
    const document = await showCart();
    const catalog = await readFile('deploy/green/catalog.yaml');
    const cart = document.getText();
    const { range } = await findingOf(document, 'secret-in-env');
    const title = 'Fix all findings of "secret-in-env" in the workspace...';
    const done = applyAction(await actionsAt(document.uri, range), title);
    await acceptPick(done);
    assert.ok(!(await readFile(CART)).includes('s3cr3t-shop-demo'));
    assert.notEqual(await readFile('deploy/green/catalog.yaml'), catalog);
    await vscode.commands.executeCommand('undo');
    await eventually(
      async () => [await readFile(CART), await readFile('deploy/green/catalog.yaml')],
      ([one, other]) => one === cart && other === catalog,
    );
    assert.equal(await exists('deploy/green/cart-secrets.yaml'), false);
  });
});
