import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { askAt, placeLine } from './places.ts';
import { closeEditors, extensionReady } from './shop.ts';

describe('call hierarchy', () => {
  before(extensionReady);
  after(closeEditors);

  it('tells who talks to a Service, from each of its namespaces', async () => {
    const search = await itemsAt('deploy/search/base/search.yaml', 'kind: Ser¦vice');
    assert.deepEqual(search.map(label), ['Service/search (production, staging)']);
    const [redis] = await itemsAt('deploy/blue/cart.yaml', 'value: re¦dis');
    assert.ok(redis);
    assert.equal(
      await placeLine(redis.uri, redis.selectionRange),
      'deploy/blue/data.yaml:25:9 redis',
    );
    assert.deepEqual(
      [redis.range.start.line, redis.range.end.line],
      [21, 32],
      'the whole manifest, so that the editor can tell where its caret is',
    );
    assert.deepEqual(await callers(redis), [
      'Deployment/cart (blue): deploy/blue/cart.yaml:24:22 redis',
      'Deployment/catalog (blue, through ConfigMap/catalog-settings): deploy/blue/catalog.yaml:24:23 catalog-settings',
    ]);
  });

  it('goes on from one to the next, in both directions', async () => {
    const [ingress] = await itemsAt('deploy/blue/ingress.yaml', 'kind: In¦gress');
    assert.ok(ingress);
    const [web] = await called(ingress);
    assert.equal(web && label(web), 'Service/web (blue)');
    const [pods] = web ? await called(web) : [];
    assert.equal(pods && label(pods), 'Deployment/web (blue)');
    assert.deepEqual(pods ? (await called(pods)).map(label) : [], [
      'Service/cart (blue)',
      'Service/catalog (blue)',
    ]);
    assert.deepEqual(pods ? await callers(pods) : [], [
      'Service/web (blue): deploy/blue/web.yaml:44:5 app: web',
    ]);
  });

  it('has nothing to say where nobody calls', async () => {
    assert.deepEqual(await itemsAt('deploy/blue/web.yaml', 'repl¦icas: 2'), []);
    assert.deepEqual(await itemsAt('services/cart/Dockerfile', 'FROM go¦lang'), []);
  });
});

const label = ({ name, detail = '' }: vscode.CallHierarchyItem): string => `${name} (${detail})`;

async function itemsAt(path: string, marked: string): Promise<vscode.CallHierarchyItem[]> {
  return (
    (await askAt<vscode.CallHierarchyItem[] | undefined>(
      'vscode.prepareCallHierarchy',
      path,
      marked,
    )) ?? []
  );
}

/** `Deployment/cart (blue): deploy/blue/cart.yaml:24:22 redis`. */
async function callers(item: vscode.CallHierarchyItem): Promise<readonly string[]> {
  const calls = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
    'vscode.provideIncomingCalls',
    item,
  );
  return Promise.all(
    calls.map(async ({ from, fromRanges }) => {
      const places = await Promise.all(fromRanges.map((range) => placeLine(from.uri, range)));
      return `${label(from)}: ${places.join(', ')}`;
    }),
  );
}

async function called(
  item: vscode.CallHierarchyItem,
): Promise<readonly vscode.CallHierarchyItem[]> {
  const calls = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
    'vscode.provideOutgoingCalls',
    item,
  );
  return calls.map(({ to }) => to);
}
