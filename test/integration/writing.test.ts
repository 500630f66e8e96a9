// What is said while a file is written: what is there and wrong at once, what is missing later.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  closeEditors,
  deleteFile,
  extensionReady,
  findings,
  findingsBecome,
  show,
  writeFile,
} from './shop.ts';
import { eventually } from './eventually.ts';

const FILE = 'deploy/green/written.yaml';
const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: written
  labels: { app: written }
spec:
  type: ExternalName
  externalName: example.com
`;
const POD = `---
apiVersion: v1
kind: Pod
metadata:
  name: written
spec:
  containers:
    - image: nginx:1.29.3
      name: written
`;

const WRONG = '17:24 invalid-value error "Sometimes"';
const MISSING = '16:7 missing-field error "image"';
const UNKNOWN = '7:3 unknown-field error "sort"';

/** Puts the cursor at the start of a line, from 1. */
function moveTo(editor: vscode.TextEditor, line: number): void {
  const at = new vscode.Position(line - 1, 0);
  editor.selection = new vscode.Selection(at, at);
}

async function replaceLine(editor: vscode.TextEditor, line: number, text: string): Promise<void> {
  moveTo(editor, line);
  await editor.edit((edit) => {
    edit.replace(editor.document.lineAt(line - 1).range, text);
  });
}

describe('while a file is written', () => {
  let editor: vscode.TextEditor;

  before(extensionReady);

  beforeEach(async () => {
    await writeFile(FILE, SERVICE + POD);
    editor = await show(FILE);
    await findingsBecome(editor.document, []);
  });

  afterEach(async () => {
    await closeEditors();
    await deleteFile(FILE);
  });

  it('says at once what is wrong, and when the cursor leaves the document what is missing', async () => {
    await replaceLine(editor, 17, '      imagePullPolicy: Sometimes');
    await findingsBecome(editor.document, [WRONG]);
    moveTo(editor, 2);
    await findingsBecome(editor.document, [MISSING, WRONG]);
    moveTo(editor, 16);
    await findingsBecome(editor.document, [WRONG]);
  });

  it('says what is missing when another editor is shown', async () => {
    await replaceLine(editor, 17, '      imagePullPolicy: Sometimes');
    await findingsBecome(editor.document, [WRONG]);
    await show('deploy/green/web.yaml');
    await findingsBecome(editor.document, [MISSING, WRONG]);
  });

  it('says what is missing when the file is saved', async () => {
    await replaceLine(editor, 17, '      imagePullPolicy: Sometimes');
    await findingsBecome(editor.document, [WRONG]);
    assert.ok(await editor.document.save());
    await findingsBecome(editor.document, [MISSING, WRONG]);
  });

  it('says where a document breaks, once it is left, and keeps what it said of the others', async () => {
    await replaceLine(editor, 6, 'spec:\n  sort: ExternalName');
    await findingsBecome(editor.document, [UNKNOWN]);
    await replaceLine(editor, 17, '    - image: "nginx');
    await findingsBecome(editor.document, [UNKNOWN]);
    moveTo(editor, 2);
    await eventually(
      () => findings(editor.document.uri).map(({ message }) => message),
      (messages) => messages.length === 2,
    );
    const broken = findings(editor.document.uri).find(({ code }) => code === undefined);
    assert.equal(broken?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(broken.message, /^This document isn't valid YAML, so nothing in it is checked: /);
    assert.ok(broken.range.start.line >= 16, String(broken.range.start.line));
  });
});
