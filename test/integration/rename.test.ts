import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askAt, failure, pathOf } from './places.ts';
import { closeEditors, deleteFile, extensionReady, show, uriOf, writeFile } from './shop.ts';

const FOLDER = 'deploy/books';
const SERVICE = `${FOLDER}/ledger.yaml`;
const READER = `${FOLDER}/reader.yaml`;
const INGRESS = `${FOLDER}/ingress.yaml`;

const FILES: Readonly<Record<string, string>> = {
  [SERVICE]: `apiVersion: v1
kind: Service
metadata:
  name: ledger
  namespace: books
spec:
  selector:
    app: ledger
  ports:
    - name: http
      port: 80
`,
  [READER]: `apiVersion: v1
kind: Pod
metadata:
  name: reader
  namespace: books
  labels:
    app: reader
spec:
  containers:
    - name: ledger
      image: example.com/reader:1
      env:
        - name: LEDGER_URL
          value: http://ledger.books:80/ledger
        - name: BACKUP_URL
          value: http://ledger:80
`,
  [INGRESS]: `apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: ledger
  namespace: books
spec:
  defaultBackend:
    service:
      name: ledger
      port:
        name: http
`,
};

describe('rename', () => {
  before(async () => {
    await extensionReady();
    for (const [path, text] of Object.entries(FILES)) {
      await writeFile(path, text);
      await show(path);
    }
  });

  after(async () => {
    await closeEditors();
    await deleteFile(FOLDER);
  });

  it('starts with the word, and not with its label or container', async () => {
    const found = await askAt<{ range: vscode.Range; placeholder: string }>(
      'vscode.prepareRename',
      READER,
      'http://led¦ger.books',
    );
    assert.equal(found.placeholder, 'ledger');
    const { start, end } = found.range;
    assert.deepEqual([start.line, start.character, end.character], [13, 24, 30]);
  });

  it('changes the name wherever it is said, and nothing else', async () => {
    const edit = await rename(READER, 'http://led¦ger.books', 'accounts');
    assert.deepEqual(editLines(edit), [
      `${INGRESS} 9:13-19 accounts`,
      `${SERVICE} 4:9-15 accounts`,
      `${READER} 14:25-31 accounts`,
      `${READER} 16:25-31 accounts`,
    ]);
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.deepEqual(await texts(), {
      [SERVICE]: changed(SERVICE, ['name: ledger', 'name: accounts']),
      [READER]: changed(
        READER,
        ['http://ledger.books', 'http://accounts.books'],
        ['http://ledger:80', 'http://accounts:80'],
      ),
      [INGRESS]: changed(INGRESS, ['      name: ledger', '      name: accounts']),
    });
    const back = await rename(SERVICE, 'name: ¦accounts', 'ledger');
    assert.ok(await vscode.workspace.applyEdit(back));
    assert.deepEqual(await texts(), FILES);
  });

  it('of a port reaches those who ask for it by name', async () => {
    assert.deepEqual(editLines(await rename(SERVICE, 'name: ht¦tp', 'web')), [
      `${INGRESS} 11:15-19 web`,
      `${SERVICE} 10:13-17 web`,
    ]);
  });

  it('says why it cannot', async () => {
    assert.match(
      await failure(() => askAt('vscode.prepareRename', READER, 'name: rea¦der')),
      /Names of kind Pod cannot be renamed here\./,
    );
    const refusals: readonly (readonly [string, RegExp])[] = [
      ['Ledger', /"Ledger" is no valid name here: it takes small letters/],
      ['ledger.books', /"ledger\.books" is no valid name here/],
    ];
    for (const [name, reason] of refusals)
      assert.match(await failure(() => rename(SERVICE, 'name: led¦ger', name)), reason);
    assert.match(
      await failure(() => rename('deploy/green/web.yaml', 'name: web-con¦fg', 'web-config')),
      /No file of this workspace defines the ConfigMap "web-confg"\./,
    );
  });
});

function rename(path: string, marked: string, name: string): Promise<vscode.WorkspaceEdit> {
  return askAt('vscode.executeDocumentRenameProvider', path, marked, name);
}

/** `file line:from-to new text`, counted from 1, file by file. */
function editLines(edit: vscode.WorkspaceEdit): readonly string[] {
  return edit
    .entries()
    .flatMap(([uri, edits]) =>
      edits.map(({ range: { start, end }, newText }) => {
        const place = `${String(start.line + 1)}:${String(start.character + 1)}-${String(end.character + 1)}`;
        return `${pathOf(uri)} ${place} ${newText}`;
      }),
    )
    .sort();
}

async function texts(): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  for (const path of Object.keys(FILES)) {
    const document = await vscode.workspace.openTextDocument(uriOf(path));
    found[path] = document.getText();
  }
  return found;
}

function changed(path: string, ...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [from, to]) => text.replace(from, to), FILES[path] ?? '');
}
