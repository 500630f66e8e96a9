import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect } from 'node:net';
import * as vscode from 'vscode';
import { takeSeen } from './guard.ts';
import { BUNDLES, closeEditors, extensionReady, show } from './shop.ts';

/** What Node reports when a process or a connection begins. */
const CHANNELS = [
  'child_process',
  'worker_threads',
  'net.client.socket',
  'net.server.listen:asyncStart',
  'udp.socket',
  'http.client.request.created',
  'undici:request:create',
];

/** Stacks of all that began since the tests were loaded: this file is read before the first test runs. */
const begun: string[] = [];
for (const channel of CHANNELS)
  subscribe(channel, () => begun.push(new Error(channel).stack ?? ''));

/** What began with code of this file; our own listener above is part of every stack. */
const from = (file: string): readonly string[] =>
  begun.filter((stack) => stack.split('diagnostics_channel').at(-1)?.includes(file) === true);

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
    for (const bundle of BUNDLES) assert.deepEqual(from(bundle), []);
  });

  it('would notice if it did', async () => {
    await once(spawn(process.execPath, ['--version']), 'exit');
    const socket = connect({ port: 9, host: '127.0.0.1' });
    await once(socket, 'error');
    const noticed = from('surroundings.test').map((stack) => stack.split('\n')[0]);
    assert.deepEqual(noticed, ['Error: child_process', 'Error: net.client.socket']);
    // The guard over all tests has noticed it, too: it was meant.
    const [guarded = ''] = takeSeen();
    assert.match(guarded, /^Error: a connection to 127\.0\.0\.1:9/);
  });
});
