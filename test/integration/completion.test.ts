import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { closeEditors, deleteFile, extensionReady, placeOf, show, writeFile } from './shop.ts';

const made: string[] = [];

describe('completion', () => {
  before(extensionReady);

  afterEach(async () => {
    await closeEditors();
    for (const path of made.splice(0)) await deleteFile(path);
  });

  it('offers manifests in an empty file, and the accepted one stands there', async () => {
    const editor = await newFile('a.yaml', '');
    const items = await itemsAt(editor.document, new vscode.Position(0, 0), 'k8s-ingress');
    await accept(editor, items, 'k8s-ingress');
    const text = editor.document.getText();
    assert.match(text, /^apiVersion: networking\.k8s\.io\/v1\nkind: Ingress\nmetadata:\n/);
    // All files beside it say where they belong, so this one does too.
    assert.match(text, /^ {2}namespace: green$/m);
    assert.match(text, /^ {12}pathType: Prefix$/m);
  });

  it('puts the manifest in place of what was typed of it', async () => {
    const editor = await newFile('b.yaml', 'apiVersion: v1\nkind: Conf');
    const end = editor.document.positionAt(editor.document.getText().length);
    const items = await itemsAt(editor.document, end, 'k8s-configmap');
    await accept(editor, items, 'k8s-configmap');
    assert.match(editor.document.getText(), /^apiVersion: v1\nkind: ConfigMap\nmetadata:\n/);
    assert.equal(editor.document.getText().split('apiVersion').length, 2);
  });

  it('offers no manifest inside of one', async () => {
    const { document } = await show('deploy/green/web.yaml');
    const place = placeOf(document, 'name: web-con¦fg');
    const labels = (await itemsAt(document, place, 'web-config')).map(labelOf);
    assert.deepEqual(
      labels.filter((label) => label.startsWith('k8s-')),
      [],
    );
  });

  it('offers the names, keys and ports of the workspace where they belong', async () => {
    const { document } = await show('deploy/green/web.yaml');
    const keys = await itemsAt(document, placeOf(document, 'key: ¦session-key'), 'session-secret');
    assert.ok(keys.map(labelOf).includes('postgres-password'));
    const ingress = (await show('deploy/green/ingress.yaml')).document;
    const services = await itemsAt(ingress, placeOf(ingress, 'name: ¦catalogue'), 'catalog');
    assert.ok(services.map(labelOf).includes('cart'));
    const ports = await itemsAt(ingress, placeOf(ingress, 'number: 80¦\n'), '8080');
    assert.deepEqual(ports.map(labelOf), ['8080']);
  });

  it('offers hosts where a variable asks for one, each with its namespace', async () => {
    const { document } = await show('deploy/green/web.yaml');
    const place = placeOf(document, 'value: http://ca¦talog:8000');
    const hosts = (await itemsAt(document, place, 'catalog')).map(labelOf);
    assert.deepEqual(
      hosts.filter((host) => !host.includes('.')),
      ['cart', 'catalog', 'redis', 'postgres', 'mail', 'warehouse', 'payment-gateway', 'web'],
    );
    assert.ok(hosts.includes('redis.blue') && hosts.includes('grafana.monitoring'));
    assert.ok(!hosts.some((host) => host.endsWith('.green')));
  });

  it('offers the fields of a kind, required ones first, and its values', async () => {
    const start = 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  ';
    const editor = await newFile('d.yaml', start);
    const end = (): vscode.Position => editor.document.positionAt(editor.document.getText().length);
    const items = await itemsAt(editor.document, end(), 'containers');
    await accept(editor, items, 'containers');
    assert.equal(editor.document.getText(), `${start}containers:\n    - name: `);
    await editor.edit((edit) => {
      edit.insert(end(), 'web\n  restartPolicy: ');
    });
    const values = (await itemsAt(editor.document, end(), 'Never')).map(labelOf);
    assert.deepEqual(
      values.filter((value) => /^[A-Z]/.test(value)),
      ['Always', 'Never', 'OnFailure'],
    );
  });

  it('inserts a manifest by command into the file at hand', async () => {
    const editor = await newFile('c.yaml', '');
    await vscode.commands.executeCommand('nextSteps.insertManifest', 'k8s-secret');
    assert.match(editor.document.getText(), /^kind: Secret$/m);
    assert.match(editor.document.getText(), /^stringData:$/m);
  });
});

/** A new name each time: VS Code remembers what a file of that name held a moment ago. */
async function newFile(name: string, text: string): Promise<vscode.TextEditor> {
  const path = `deploy/green/new-${name}`;
  await writeFile(path, text);
  made.push(path);
  return show(path);
}

const labelOf = ({ label }: vscode.CompletionItem): string =>
  typeof label === 'string' ? label : label.label;

/** What is offered, once it holds this label. */
async function itemsAt(
  document: vscode.TextDocument,
  place: vscode.Position,
  wanted: string,
): Promise<readonly vscode.CompletionItem[]> {
  const { items } = await eventually(
    () =>
      vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        place,
      ),
    (list) => list.items.some((item) => labelOf(item) === wanted),
  );
  return items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Text);
}

/** What the editor does when the user takes an item. */
async function accept(
  editor: vscode.TextEditor,
  items: readonly vscode.CompletionItem[],
  label: string,
): Promise<void> {
  const item = items.find((candidate) => labelOf(candidate) === label);
  assert.ok(item?.insertText instanceof vscode.SnippetString, 'it is a snippet');
  assert.ok(item.range);
  const range = 'replacing' in item.range ? item.range.replacing : item.range;
  assert.ok(await editor.insertSnippet(item.insertText, range));
  const { additionalTextEdits: edits = [] } = item;
  if (edits.length === 0) return;
  const edit = new vscode.WorkspaceEdit();
  edit.set(editor.document.uri, edits);
  assert.ok(await vscode.workspace.applyEdit(edit));
}
