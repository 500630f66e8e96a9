import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CART, choose, findingOf, MISMATCH, RULE, SECRET, showCart } from './cart.ts';
import {
  actionsAt,
  closeEditors,
  deleteFile,
  exists,
  extensionReady,
  findingsBecome,
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
    // The API's list of actions cannot carry the content of a new file, so there is one already.
    await writeFile(PROJECT, 'rules:\n  secret-in-env: hint\n');
    const soft = SECRET.replace('warning', 'hint');
    await findingsBecome(document, [MISMATCH, soft]);
    await choose(document, `Turn "${RULE}" off in ${PROJECT}`);
    await findingsBecome(document, [soft]);
    const project = await vscode.workspace.openTextDocument(uriOf(PROJECT));
    assert.equal(project.getText(), `rules:\n  secret-in-env: hint\n  ${RULE}: off\n`);
    await project.save();
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

  it('changes every file that has it, and is shown before it is done', async () => {
    const document = await showCart();
    const { range } = await findingOf(document, 'secret-in-env');
    const actions = await actionsAt(document.uri, range);
    const title = 'Fix all findings of "secret-in-env" in the workspace...';
    const action = actions.find((candidate) => candidate.title === title);
    assert.ok(action?.edit, actions.map((all) => all.title).join('; '));
    const changed = action.edit.entries().map(([uri]) => vscode.workspace.asRelativePath(uri));
    assert.ok(changed.includes(CART), changed.join());
    assert.ok(changed.includes('deploy/green/catalog.yaml'), changed.join());
  });
});
