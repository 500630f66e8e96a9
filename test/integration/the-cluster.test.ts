import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { takeSeen, whileAllowed } from './guard.ts';
import { acceptPick, extensionReady } from './shop.ts';

/** Host and port of the API server; where there is none, these tests are left out. */
const { NEXT_STEPS_TEST_CLUSTER: host, KUBECONFIG: kubeconfig = '' } = process.env;

const isLoaded = (): boolean =>
  Object.keys(require.cache).some((file) => /[\\/]dist[\\/]cluster\.cjs$/.test(file));

function pageText(slide: string): Thenable<string> {
  return vscode.commands.executeCommand<string>('nextSteps.openSlide', slide);
}

const pageHas = (slide: string, words: string): Promise<string> =>
  eventually(
    () => pageText(slide),
    (text) => text.includes(words),
  );

const run = (command: string): Promise<unknown> =>
  Promise.resolve(vscode.commands.executeCommand(`nextSteps.${command}`));

// This file runs behind surroundings.test.ts, which sees every connection that was made before it.
describe('a cluster', () => {
  before(async function () {
    if (host === undefined) this.skip();
    await extensionReady();
    assert.equal(isLoaded(), false, 'what speaks to clusters is not read before it is needed');
    assert.deepEqual(takeSeen(), [], 'nothing was opened or contacted');
  });

  after(async () => {
    await run('forgetCluster');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('has its say once the person has chosen it, and nothing is contacted before', async () => {
    assert.ok((await pageText('S2')).includes('>Found in your files<'));
    const lookIntoKubeconfig = [`a look into ${kubeconfig}`];
    const contact = [...lookIntoKubeconfig, `a connection to ${host ?? ''}`];
    await whileAllowed(lookIntoKubeconfig, async () => {
      const asked = run('checkCluster');
      // The list is open: the kubeconfig was read, and no more.
      await eventually(isLoaded, (is) => is);
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await acceptCancelled(asked);
    });
    assert.deepEqual(takeSeen(), []);
    await whileAllowed(contact, async () => {
      await acceptPick(run('checkCluster'));
      await pageHas('S2', 'Found in your files and in kind');
    });
    assert.deepEqual(takeSeen(), []);
  });

  it('is asked again on demand, and forgotten on demand', async () => {
    const contact = [`a look into ${kubeconfig}`, `a connection to ${host ?? ''}`];
    await whileAllowed(contact, async () => {
      await run('refreshCluster');
    });
    await pageHas('S2', 'Found in your files and in kind');
    await run('forgetCluster');
    await pageHas('S2', '>Found in your files<');
    await run('refreshCluster');
    assert.deepEqual(takeSeen(), [], 'what was forgotten is not asked again');
  });
});

/** Closes the list until the command has noticed: it may not have been open yet. */
async function acceptCancelled(asked: Promise<unknown>): Promise<void> {
  let isOver = false;
  void asked.finally(() => {
    isOver = true;
  });
  await eventually(
    async () => {
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      return isOver;
    },
    (is) => is,
  );
}
