import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { BUNDLES, extensionReady, ourExtension } from './shop.ts';

interface Contributions {
  readonly commands: readonly { readonly command: string }[];
  readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
}

describe('activation', () => {
  it('runs, and is ready when the folder is read', async () => {
    await extensionReady();
    assert.equal(ourExtension().isActive, true);
  });

  it('registers every command that it contributes', async () => {
    await extensionReady();
    const { contributes } = ourExtension().packageJSON as { contributes: Contributions };
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed = contributes.commands.map(({ command }) => command);
    assert.ok(contributed.length > 5);
    assert.deepEqual(
      contributed.filter((command) => !registered.has(command)),
      [],
    );
    const inMenus = Object.values(contributes.menus).flatMap((entries) =>
      entries.map(({ command }) => command),
    );
    assert.deepEqual(
      inMenus.filter((command) => !contributed.includes(command)),
      [],
      'every menu entry names a contributed command',
    );
  });

  it('gives the way into every one of its settings', () => {
    const settings = vscode.workspace.getConfiguration('nextSteps');
    assert.equal(settings.get('diagnostics.enabled'), true);
    assert.equal(settings.get('diagnostics.scope'), 'openFiles');
    assert.deepEqual(settings.get('rules'), {});
  });

  it('needs no module but vscode, and no network', () => {
    const names = withOwnParts('extension.cjs');
    assert.deepEqual([...names].sort(), [...BUNDLES].sort());
    const texts = [...names].filter((name) => ![TOOLS, LINKS, CLUSTER].includes(name)).map(bundle);
    const required = texts.flatMap(requiredBy);
    assert.deepEqual([...new Set(required.filter((name) => !name.startsWith('./')))], ['vscode']);
    const waysOut =
      /\b(?:import|fetch|XMLHttpRequest|WebSocket|EventSource|eval|Function|process)\s*\(|\bprocess\.(?:binding|dlopen|getBuiltinModule)|\bnew (?:XMLHttpRequest|WebSocket|EventSource|Function)\b/;
    for (const text of texts) assert.equal(waysOut.exec(text)?.[0], undefined);
  });

  it('keeps what starts programs in a bundle of its own, without a shell', () => {
    const text = bundle(TOOLS);
    assert.deepEqual(requiredBy(text), ['node:child_process', 'node:os']);
    assert.deepEqual(text.match(/\.(?:exec\w*|spawn\w*|fork)\b|\bshell\b/g), ['.execFile']);
  });

  it('keeps what follows links in a bundle of its own, which opens nothing', () => {
    const text = bundle(LINKS);
    assert.deepEqual(requiredBy(text), ['node:fs/promises']);
    assert.deepEqual(text.match(/\.(?:open|read\w*|write\w*|stat|lstat|realpath)\b/g), [
      '.realpath',
    ]);
  });
});

/** What reads the person's kubeconfig and speaks to clusters, on command. */
const CLUSTER = 'cluster.cjs';

/** What runs the user's Helm and kustomize, on command. */
const TOOLS = 'run-tool.cjs';

/** What asks where a link leads. */
const LINKS = 'real-path.cjs';

const bundle = (name: string): string =>
  readFileSync(join(ourExtension().extensionPath, 'dist', name), 'utf8');

/** A bundle and those of its own that it loads, at the start or later. */
function withOwnParts(name: string, known = new Set<string>()): ReadonlySet<string> {
  if (known.has(name)) return known;
  known.add(name);
  for (const required of requiredBy(bundle(name)))
    if (required.startsWith('./')) withOwnParts(required.slice(2), known);
  return known;
}

function requiredBy(text: string): readonly string[] {
  return [...text.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g)].map(
    ([, required = '']) => required,
  );
}
