import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import * as vscode from 'vscode';
import { closeEditors, extensionReady, show } from './shop.ts';

/** What Node reports when a process or a connection begins. */
const CHANNELS = [
  'child_process',
  'tracing:child_process.spawn:start',
  'net.client.socket',
  'net.server.socket',
  'http.client.request.created',
  'undici:request:create',
  'udp.socket',
  'worker_threads',
];

/** Stacks of all that began since the tests were loaded: this file is read before the first test runs. */
const begun: string[] = [];
for (const channel of CHANNELS) subscribe(channel, () => begun.push(new Error(channel).stack ?? ''));

const from = (file: string): readonly string[] => begun.filter((stack) => stack.includes(file));

describe('surroundings', () => {
  before(extensionReady);
  after(closeEditors);

  it('starts no process and opens no connection, whatever the user does', async () => {
    await show('deploy/green/cart.yaml');
    await vscode.commands.executeCommand('nextSteps.openGuide');
    await vscode.commands.executeCommand('nextSteps.refresh');
    await vscode.commands.executeCommand('nextSteps.openSlide', 'S2');
    await vscode.commands.executeCommand('nextSteps.openRule', 'secret-in-env');
    await vscode.commands.executeCommand('workbench.view.explorer');
    assert.deepEqual(from('extension.cjs'), []);
  });

  it('would notice if it did', () => {
    spawnSync(process.execPath, ['--version']);
    assert.ok(from('surroundings.test').length > 0 || begun.length > 0);
  });
});
