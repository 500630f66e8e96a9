import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import {
  acceptPick,
  actionsAt,
  applyAction,
  closeEditors,
  deleteFile,
  extensionReady,
  findings,
  readFile,
  ruleOf,
  show,
  SOURCE,
  uriOf,
  writeFile,
} from './shop.ts';

const CHART = 'charts/newsletter/Chart.yaml';
const TEMPLATE = 'charts/newsletter/templates/deployment.yaml';
const VALUES = 'charts/newsletter/values.yaml';
const OVERLAY = 'deploy/search/overlays/staging/kustomization.yaml';
const MISSING = '24:25 config-reference-missing hint "{{ .Values.smtp.existingSecret }}"';
const HOST = '20:22 cross-namespace-host information "{{ .Values.smtp.host | quote }}"';

const { NEXT_STEPS_HELM: helm, NEXT_STEPS_KUSTOMIZE: kustomize } = process.env;

const SEVERITIES = ['error', 'warning', 'information', 'hint'];

/** What rendering has shown in a file, in order. */
async function rendered(path: string): Promise<readonly string[]> {
  const document = await vscode.workspace.openTextDocument(uriOf(path));
  return vscode.languages
    .getDiagnostics(document.uri)
    .filter(({ source }) => source === `${SOURCE} (rendered)`)
    .map((one) => {
      const { line, character } = one.range.start;
      const at = `${String(line + 1)}:${String(character + 1)}`;
      const severity = SEVERITIES[one.severity] ?? '';
      return `${at} ${ruleOf(one)} ${severity} "${document.getText(one.range)}"`;
    })
    .sort();
}

async function renderedBecomes(path: string, wanted: readonly string[]): Promise<void> {
  const isWanted = (lines: readonly string[]): boolean =>
    JSON.stringify(lines) === JSON.stringify(wanted);
  await eventually(() => rendered(path), isWanted);
}

async function call(program: string, name: string | undefined): Promise<void> {
  const settings = vscode.workspace.getConfiguration('nextSteps');
  await settings.update(`tools.${program}`, name, vscode.ConfigurationTarget.Workspace);
  await extensionReady();
}

/** Messages stay until somebody answers them, and the command waits for that. */
const check = (path: string): void =>
  void vscode.commands.executeCommand('nextSteps.checkRendered', uriOf(path));

const isLoaded = (): boolean =>
  Object.keys(require.cache).some((file) => /[\\/]dist[\\/]run-tool\.cjs$/.test(file));

// This file runs behind surroundings.test.ts, which sees every program that was started before it.
describe('what a chart or an overlay renders', () => {
  before(async function () {
    if (helm === undefined || kustomize === undefined) this.skip();
    await extensionReady();
    assert.equal(isLoaded(), false, 'what starts programs is not read before it is needed');
    await call('helm', helm);
    await call('kubectl', 'no-such-kubectl');
    await call('kustomize', kustomize);
  });

  after(async () => {
    for (const program of ['helm', 'kubectl', 'kustomize']) await call(program, undefined);
    await deleteFile('.vscode').then(undefined, () => undefined);
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  afterEach(async () => {
    await closeEditors();
    await vscode.commands.executeCommand('nextSteps.clearRendered');
  });

  it('is shown at the lines of the templates, until it is cleared', async () => {
    assert.deepEqual(await rendered(TEMPLATE), []);
    check(CHART);
    await renderedBecomes(TEMPLATE, [HOST, MISSING]);
    assert.equal(isLoaded(), true);
    assert.deepEqual(findings(uriOf(TEMPLATE)), []);
    await vscode.commands.executeCommand('nextSteps.clearRendered');
    assert.deepEqual(await rendered(TEMPLATE), []);
  });

  it('goes when a file that goes into it is typed in', async () => {
    check(CHART);
    await renderedBecomes(TEMPLATE, [HOST, MISSING]);
    const other = await show('deploy/green/cart.yaml');
    await other.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '# a word\n');
    });
    assert.deepEqual(await rendered(TEMPLATE), [HOST, MISSING]);
    const values = await show(VALUES);
    await values.edit((edit) => {
      edit.insert(new vscode.Position(0, 0), '# a word\n');
    });
    await renderedBecomes(TEMPLATE, []);
  });

  it('goes when such a file changes on disk', async () => {
    const before = await readFile(VALUES);
    check(CHART);
    await renderedBecomes(TEMPLATE, [HOST, MISSING]);
    await writeFile(VALUES, `${before}# a word\n`);
    await renderedBecomes(TEMPLATE, []);
    await writeFile(VALUES, before);
  });

  it('is there of an overlay, too, by kustomize where there is no kubectl', async () => {
    const before = await readFile(OVERLAY);
    // Its editor is told of the change later than the tool can read it.
    await show(OVERLAY);
    await writeFile(OVERLAY, before.replace('newTag: 0.4.1', 'newTag: latest'));
    try {
      check(OVERLAY);
      await renderedBecomes(OVERLAY, ['8:13 image-tag information "latest"']);
    } finally {
      await writeFile(OVERLAY, before);
    }
    await renderedBecomes(OVERLAY, []);
  });

  it('can be suppressed where it comes from', async () => {
    check(CHART);
    await renderedBecomes(TEMPLATE, [HOST, MISSING]);
    const { document } = await show(TEMPLATE);
    const at = new vscode.Range(23, 26, 23, 26);
    const title = 'Suppress "config-reference-missing"...';
    const actions = await actionsAt(document.uri, at, (titles) => titles.includes(title));
    await acceptPick(applyAction(actions, title));
    assert.equal(
      document.lineAt(23).text.trim(),
      '# next-steps: allow config-reference-missing: reason',
    );
    await renderedBecomes(TEMPLATE, []);
  });

  it('is nothing where the tool is missing', async () => {
    await call('helm', './helm');
    check(CHART);
    await vscode.commands.executeCommand('notifications.clearAll');
    await call('helm', helm);
    assert.deepEqual(await rendered(TEMPLATE), []);
  });
});
