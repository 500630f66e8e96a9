import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import { takeSeen } from './guard.ts';
import { deleteFile, extensionReady, uriOf, writeFile } from './shop.ts';

describe('the guard over the extension host', () => {
  before(extensionReady);

  /** What an action makes the guard say, and nothing of before. */
  async function saidOf(action: () => unknown): Promise<readonly string[]> {
    assert.deepEqual(takeSeen(), []);
    await action();
    return takeSeen().map((stack) => stack.split('\n', 1)[0] ?? '');
  }

  it('sees a connection', async () => {
    const said = await saidOf(() => {
      connect(9, '127.0.0.1').on('error', () => undefined);
    });
    assert.deepEqual(said, ['Error: a connection to 127.0.0.1:9']);
  });

  it('sees a program', async () => {
    const said = await saidOf(() => {
      return new Promise((resolve) => {
        execFile(process.execPath, ['--version'], resolve);
      });
    });
    assert.deepEqual(said, [`Error: a program: ${process.execPath}`]);
  });

  it('sees a file that is known by name only, also through the interface of VS Code', async () => {
    const path = 'deploy/guard/id_rsa.yaml';
    await writeFile(path, 'a: 1\n');
    takeSeen();
    const said = await saidOf(() => vscode.workspace.fs.readFile(uriOf(path)));
    assert.ok(
      said.some((line) => line.endsWith('id_rsa.yaml')),
      said.join(', '),
    );
    await deleteFile('deploy/guard');
    takeSeen();
  });
});
