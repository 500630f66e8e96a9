import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { closeEditors, extensionReady, placeOf, uriOf } from './shop.ts';

describe('hovers', () => {
  before(extensionReady);
  after(closeEditors);

  it('shows where a host name leads from its namespace, and from the others', async () => {
    const blue = await hoverText('deploy/blue/web.yaml', 'value: http://c¦art:8080');
    assert.match(blue, /namespace "blue" that looks up "cart"/);
    assert.match(
      blue,
      /cart\.blue\.svc\.cluster\.local: Service "cart" in "blue" \(ClusterIP, port 8080\)/,
    );
    assert.match(blue, /green: cart\.green\.svc\.cluster\.local/);
    assert.match(blue, /deploy\/blue\/cart\.yaml:\d+/);
    const green = await hoverText('deploy/green/web.yaml', 'value: http://c¦art:8080');
    assert.match(green, /namespace "green" that looks up "cart"/);
    assert.match(green, /blue: cart\.blue\.svc\.cluster\.local/);
  });

  it("gives Kubernetes' own sentence on a field", async () => {
    assert.equal(
      await hoverText('deploy/blue/web.yaml', 'repl¦icas: 2'),
      'Kubernetes: Number of desired pods. Type: `integer`.',
    );
  });

  it('speaks on images, Dockerfiles and Compose files too', async () => {
    assert.match(await hoverText('services/cart/Dockerfile', 'FROM go¦lang'), /\S/);
    assert.match(await hoverText('compose.yaml', 'image: redis:7.4-al¦pine'), /\S/);
  });

  it('names a place once, with the link on it', async () => {
    assert.match(
      await hoverText('deploy/blue/cart.yaml', 'name: shop-sec¦rets'),
      /Secret\/shop-secrets in blue \(deploy\/blue\/config\.yaml:24\) /,
    );
    assert.match(
      await hoverText('compose.yaml', 'build: ./services/ca¦rt'),
      /- Dockerfile: services\/cart\/Dockerfile \$/,
    );
  });

  it('links only to our own commands and to https pages', async () => {
    const text = await rawHover('deploy/blue/web.yaml', 'value: http://c¦art:8080');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    assert.ok(targets.length >= 3);
    for (const target of targets) {
      assert.match(target, /^(?:https:\/\/|command:nextSteps\.(?:openSlide|openRule|openPlace)\?)/);
    }
  });

  it('never shows the value of a secret, wherever the mouse rests', async () => {
    const values = ['s3cr3t-shop-demo', 'czNjcjN0LXNob3AtZGVtbwo='];
    const files = ['config.yaml', 'cart.yaml', 'catalog.yaml', 'web.yaml', 'data.yaml'];
    let seen = 0;
    for (const file of files) {
      const uri = uriOf(`deploy/green/${file}`);
      const document = await vscode.workspace.openTextDocument(uri);
      for (const place of wordPlaces(document)) {
        const text = textOf(await hoversAt(uri, place));
        if (text !== '') seen += 1;
        for (const value of values) assert.ok(!text.includes(value), `${file}: ${text}`);
      }
    }
    assert.ok(seen > 100, `${String(seen)} places gave a hover`);
    const said = await hoverText('deploy/green/config.yaml', 'postgres-pass¦word: ');
    assert.match(said, /16 characters/);
  }).timeout(60_000);
});

/** The hover at `¦` as it reads: without Markdown's marks and escapes, in one line. */
async function hoverText(path: string, marked: string): Promise<string> {
  const text = await rawHover(path, marked);
  return text
    .replaceAll(/\[((?:\\.|[^\]\\])*)\]\([^)]*\)/g, '$1')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('*', '')
    .replaceAll(/\\(?=[^\w\s])/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

async function rawHover(path: string, marked: string): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  const place = placeOf(document, marked);
  return eventually(
    async () => textOf(await hoversAt(document.uri, place)),
    (text) => text !== '',
  );
}

function hoversAt(uri: vscode.Uri, place: vscode.Position): Thenable<vscode.Hover[]> {
  return vscode.commands.executeCommand('vscode.executeHoverProvider', uri, place);
}

function textOf(hovers: readonly vscode.Hover[]): string {
  return hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
    .join('\n');
}

/** One place inside each word of the document. */
function wordPlaces(document: vscode.TextDocument): readonly vscode.Position[] {
  return [...document.getText().matchAll(/[\w.=/:-]+/g)].map(({ index, 0: word }) =>
    document.positionAt(index + Math.floor(word.length / 2)),
  );
}
