import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { askAt, locationLines, pathOf, placeLine } from './places.ts';
import { closeEditors, extensionReady, show, uriOf } from './shop.ts';

describe('going along names', () => {
  before(extensionReady);
  after(closeEditors);

  it('from a name to its definition', async () => {
    assert.deepEqual(await definitions('deploy/green/web.yaml', 'http://c¦art:8080'), [
      'deploy/green/cart.yaml:34:9 cart',
    ]);
    assert.deepEqual(await definitions('deploy/blue/web.yaml', 'key: session-¦secret'), [
      'deploy/blue/config.yaml:27:3 session-secret',
    ]);
    assert.deepEqual(await definitions('deploy/green/ingress.yaml', 'name: ¦http\n'), [
      'deploy/green/web.yaml:44:13 http',
    ]);
    assert.deepEqual(await definitions('compose.yaml', 'REDIS_HOST: redis¦\n    depends_on'), [
      'compose.yaml:41:3 redis',
    ]);
  });

  it('nowhere from a name that nothing answers for', async () => {
    assert.deepEqual(await definitions('deploy/green/web.yaml', 'name: web-con¦fg'), []);
    assert.deepEqual(await definitions('deploy/green/web.yaml', 'image: ghcr.io/ex¦ample'), []);
  });

  it('to all who use a Service, by file', async () => {
    const found = await askAt<vscode.Location[]>(
      'vscode.executeReferenceProvider',
      'deploy/blue/cart.yaml',
      'value: re¦dis',
    );
    assert.deepEqual(await locationLines(found), [
      'deploy/blue/cart.yaml:24:22 redis',
      'deploy/blue/config.yaml:18:22 redis',
      'deploy/blue/data.yaml:25:9 redis',
    ]);
  });

  it('to the other places of the same file', async () => {
    const path = 'deploy/blue/web.yaml';
    const found = await askAt<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      path,
      'serviceAccountName: w¦eb',
    );
    const lines = await Promise.all(
      found.map(async ({ range, kind }) => {
        const writes = kind === vscode.DocumentHighlightKind.Write;
        return `${await placeLine(uriOf(path), range)} ${writes ? 'defines' : 'names'}`;
      }),
    );
    assert.deepEqual(lines, [
      `${path}:54:9 web defines`,
      `${path}:16:27 web names`,
      `${path}:75:11 web names`,
    ]);
  });

  it('along paths, as links', async () => {
    assert.deepEqual(await links('deploy/search/overlays/production/kustomization.yaml'), [
      '../../base -> deploy/search/base/kustomization.yaml',
      'replicas.yaml -> deploy/search/overlays/production/replicas.yaml',
    ]);
    assert.deepEqual(await links('compose.yaml'), [
      '. -> services/web/Dockerfile',
      'services/web/Dockerfile -> services/web/Dockerfile',
      './services/cart -> services/cart/Dockerfile',
      './services/catalog -> services/catalog/Dockerfile',
    ]);
  });

  it('by a search for names', async () => {
    const search = async (): Promise<readonly vscode.SymbolInformation[]> => {
      const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
        'vscode.executeWorkspaceSymbolProvider',
        'service/search',
      );
      return found.filter(({ name }) => name === 'Service/search');
    };
    // A namespace that another test has just deleted is forgotten when the folder is read again.
    const own = await eventually(
      search,
      (found) => found.map(({ containerName }) => containerName).join() === 'production, staging',
    );
    assert.deepEqual(await locationLines(own.map(({ location }) => location)), [
      'deploy/search/base/search.yaml:27:9 search',
    ]);
  });

  it('follows what was typed a moment ago', async () => {
    const path = 'deploy/green/web.yaml';
    const editor = await show(path);
    const document = editor.document;
    const start = document.positionAt(document.getText().indexOf('cart:8080'));
    await editor.edit((edit) => {
      edit.replace(new vscode.Range(start, start.translate(0, 4)), 'redis.blue');
    });
    assert.deepEqual(await definitions(path, 'http://re¦dis.blue:8080'), [
      'deploy/blue/data.yaml:25:9 redis',
    ]);
  });
});

async function definitions(path: string, marked: string): Promise<readonly string[]> {
  const found = await askAt<vscode.LocationLink[]>(
    'vscode.executeDefinitionProvider',
    path,
    marked,
  );
  return locationLines(found);
}

/** `the text -> the file it leads to`, in the order of the text. */
async function links(path: string): Promise<readonly string[]> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  const found = await eventually(
    () =>
      vscode.commands.executeCommand<vscode.DocumentLink[]>(
        'vscode.executeLinkProvider',
        document.uri,
      ),
    (all) => all.length > 0,
  );
  // VS Code itself makes links of web addresses.
  return found
    .filter(({ target }) => target?.scheme === 'file')
    .sort((a, b) => a.range.start.compareTo(b.range.start))
    .map(({ range, target }) => `${document.getText(range)} -> ${target ? pathOf(target) : '?'}`);
}
