import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import { takeSeen, whileAllowed } from './guard.ts';
import {
  acceptPick,
  closeEditors,
  extensionReady,
  findings,
  placeOf,
  ruleOf,
  show,
} from './shop.ts';

/** Host and port of the API server; where there is none, these tests are left out. */
const { NEXT_STEPS_TEST_CLUSTER: host, KUBECONFIG: kubeconfig = '' } = process.env;

const isLoaded = (): boolean =>
  Object.keys(require.cache).some((file) => /[\\/]dist[\\/]cluster\.cjs$/.test(file));

function pageText(slide: string): Thenable<string> {
  return vscode.commands.executeCommand<string>('nextSteps.openSlide', slide);
}

/** What a check does, and nothing else may. */
const contact = (): readonly string[] => [
  `a look into ${kubeconfig}`,
  `a connection to ${host ?? ''}`,
];

/** Chooses the first context of the list, which is an administrator's. */
const check = (): Promise<void> =>
  whileAllowed(contact(), async () => {
    await acceptPick(run('checkCluster'));
  });

const pageHas = (slide: string, words: string): Promise<string> =>
  eventually(
    () => pageText(slide),
    (text) => text.includes(words),
  );

const run = (command: string): Promise<unknown> =>
  Promise.resolve(vscode.commands.executeCommand(`nextSteps.${command}`));

// This file runs behind surroundings.test.ts, which sees every connection that was made before it.
// Several checks in a row, each of 26 lists, take their time on a busy machine.
describe('a cluster', function () {
  this.timeout(60_000);

  before(async function () {
    if (host === undefined) this.skip();
    await extensionReady();
    assert.equal(isLoaded(), false, 'what speaks to clusters is not read before it is needed');
    assert.deepEqual(takeSeen(), [], 'nothing was opened or contacted');
  });

  after(async () => {
    await run('forgetCluster');
    await closeEditors();
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  it('has its say once the person has chosen it, and nothing is contacted before', async () => {
    await pageHas('S2', '>Found in your files<');
    const lookIntoKubeconfig = [`a look into ${kubeconfig}`];
    await whileAllowed(lookIntoKubeconfig, async () => {
      const asked = run('checkCluster');
      // The list is open: the kubeconfig was read, and no more.
      await eventually(isLoaded, (is) => is);
      await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
      await acceptCancelled(asked);
    });
    assert.deepEqual(takeSeen(), []);
    await check();
    await pageHas('S2', 'Found in your files and in kind');
    assert.deepEqual(takeSeen(), []);
  });

  it('has objects that the files do not: they are not missing, and a hover says where they are', async () => {
    await check();
    const { document } = await show('deploy/green/web.yaml');
    const missing = (): readonly string[] =>
      findings(document.uri)
        .map(ruleOf)
        .filter((rule) => rule === 'config-reference-missing');
    await eventually(missing, (rules) => rules.length === 0);
    const hovers = await eventually(
      () =>
        vscode.commands.executeCommand<vscode.Hover[]>(
          'vscode.executeHoverProvider',
          document.uri,
          placeOf(document, 'name: web-¦confg'),
        ),
      (all) => all.length > 0,
    );
    const words = hovers
      .flatMap(({ contents }) => contents)
      .map((part) => (part as vscode.MarkdownString).value)
      .join('\n')
      // Markdown's own signs are escaped.
      .replaceAll('\\', '');
    assert.match(words, /The cluster "kind-dev" has it\./);
    await run('forgetCluster');
    await eventually(missing, (rules) => rules.length === 1);
    await check();
    await eventually(missing, (rules) => rules.length === 0);
  });

  it('is asked again on demand, and forgotten on demand', async () => {
    await check();
    await whileAllowed(contact(), async () => {
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
