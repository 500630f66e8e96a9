import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import {
  actionsAt,
  applyAction,
  closeEditors,
  deleteFile,
  exists,
  extensionReady,
  findings,
  findingsBecome,
  readFile,
  ruleOf,
  selected,
  show,
  uriOf,
  writeFile,
} from './shop.ts';

const WINDOWS = 'deploy/green/windows.yaml';
const CART = 'deploy/green/cart.yaml';
const SECRET_FILE = 'deploy/green/cart-secrets.yaml';

describe('quick fixes', () => {
  before(extensionReady);
  afterEach(closeEditors);

  it('changes the one value, and Undo takes it back', async () => {
    const { document } = await show('deploy/green/ingress.yaml');
    const before = document.getText();
    const range = await rangeOf(document, 'ingress-backend-missing');
    const actions = await actionsAt(document.uri, range);
    await applyAction(actions, 'Write "catalog"');
    assert.equal(document.getText(), before.replace('name: catalogue', 'name: catalog'));
    await findingsBecome(document, ['25:27 ingress-backend-port warning "80"']);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
    await findingsBecome(document, [
      '25:27 ingress-backend-port warning "80"',
      '30:23 ingress-backend-missing information "catalogue"',
    ]);
  });

  it('offers the fix first, then one way to suppress, and nothing of other findings', async () => {
    const { document } = await show('deploy/green/ingress.yaml');
    const range = await rangeOf(document, 'ingress-backend-port');
    const actions = await actionsAt(document.uri, range);
    assert.deepEqual(
      actions.map(({ title }) => title),
      [
        'Write "8080"',
        'Fix all findings of "ingress-backend-port" in the workspace...',
        'Suppress "ingress-backend-port"...',
      ],
    );
    assert.equal(actions[0]?.isPreferred, true);
  });

  it('rewrites a whole Ingress', async () => {
    const { document } = await show('deploy/green/ingress-old.yaml');
    const actions = await actionsAt(document.uri, await rangeOf(document, 'removed-api'));
    await applyAction(actions, 'Rewrite the Ingress for "networking.k8s.io/v1"');
    assert.equal(
      document.getText(),
      `# For partners who still call the old address.
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata:
  name: shop-old
  namespace: green
spec:
  ingressClassName: traefik
  rules:
    - host: old.shop.example.com
      http:
        paths:
          - path: /
            pathType: ImplementationSpecific
            backend:
              service:
                name: web
                port:
                  number: 80
`,
    );
    await findingsBecome(document, []);
  });

  it('writes a new file where the fix needs one, with the edit that uses it', async () => {
    const { document } = await show(CART);
    const before = document.getText();
    const secret = SECRET_FILE;
    assert.equal(await exists(secret), false);
    const range = await rangeOf(document, 'secret-in-env');
    const actions = await actionsAt(document.uri, range);
    await applyAction(actions, 'Move it to Secret "cart-secrets"');
    assert.deepEqual(selected(), [secret, 's3cr3t-shop-demo'], 'a new value is to be typed');
    const created = await readFile(secret);
    assert.match(created, /^kind: Secret$/m);
    assert.match(created, /^ {2}namespace: green$/m);
    assert.ok(document.getText().includes('name: cart-secrets'));
    assert.ok(!document.getText().includes('s3cr3t-shop-demo'));
    await findingsBecome(document, ['10:14 selector-mismatch error "blue"']);
    // A change of several files is saved at once.
    await eventually(
      () => document.isDirty,
      (isDirty) => !isDirty,
    );
    await vscode.commands.executeCommand('undo');
    await eventually(
      async () => [await readFile(CART), await exists(secret)],
      ([text, isThere]) => text === before && isThere === false,
    );
  });

  for (const from of ['deploy/green/cart.yaml', SECRET_FILE, '.gitignore'])
    it(`is undone whole, in one step, from ${from}`, async () => {
      const { document } = await show(CART);
      const touched = [CART, '.gitignore'];
      const before = await Promise.all(touched.map(readFile));
      const actions = await actionsAt(document.uri, await rangeOf(document, 'secret-in-env'));
      await applyAction(actions, 'Move it to Secret "cart-secrets", kept out of git');
      assert.match(await readFile('.gitignore'), /^\/deploy\/green\/cart-secrets\.yaml$/m);
      await show(from);
      await vscode.commands.executeCommand('undo');
      await eventually(
        async () => [...(await Promise.all(touched.map(readFile))), await exists(SECRET_FILE)],
        (now) => JSON.stringify(now) === JSON.stringify([...before, false]),
      );
      assert.deepEqual(dirtyFiles(), []);
    });

  for (const before of [undefined, '# What the image does not need.\n'])
    it(`undoes in its own editor a change of ${before ? 'a closed' : 'a new'} file alone`, async () => {
      const ignore = 'services/cart/.dockerignore';
      if (before !== undefined) await writeFile(ignore, before);
      const path = 'services/cart/Dockerfile';
      const { document } = await show(path);
      const range = await rangeOf(document, 'sensitive-file-in-context');
      await applyAction(await actionsAt(document.uri, range), 'Add ".env" to ".dockerignore"');
      assert.equal(await readFile(ignore), `${before ?? ''}.env\n`);
      await show(path);
      await vscode.commands.executeCommand('undo');
      await eventually(
        () => readFile(ignore).catch(() => undefined),
        (text) => text === before,
      );
      if (before !== undefined) await deleteFile(ignore);
    });

  it('keeps the line breaks of a Windows file', async () => {
    const crlf = (await readFile('deploy/nightly-warm-up.yaml')).replaceAll('\n', '\r\n');
    await writeFile(WINDOWS, crlf);
    const { document } = await show(WINDOWS);
    assert.equal(document.eol, vscode.EndOfLine.CRLF);
    const actions = await actionsAt(document.uri, await rangeOf(document, 'default-namespace'));
    await applyAction(actions, 'Remove the namespace');
    assert.equal(document.getText(), crlf.replace('  namespace: default\r\n', ''));
    await document.save();
    assert.equal(await readFile(WINDOWS), crlf.replace('  namespace: default\r\n', ''));
    await deleteFile(WINDOWS);
  });

  it('fixes all findings of one rule in the file', async () => {
    const { document } = await show('deploy/green/config.yaml');
    const actions = await actionsAt(document.uri, await rangeOf(document, 'config-value-type'));
    await applyAction(actions, 'Fix all 2 findings of "config-value-type" in this file');
    const text = document.getText();
    assert.ok(text.includes('ITEMS_PER_PAGE: "48"'));
    assert.ok(text.includes('FEATURE_GIFT_WRAP: "true"'));
  });

  it('fixes on save what is safe to fix, and nothing more', async () => {
    const path = 'deploy/green/config-on-save.yaml';
    const before = await readFile('deploy/green/config.yaml');
    await writeFile(path, before);
    const onSave = vscode.workspace.getConfiguration('editor', uriOf(path));
    const everywhere = vscode.ConfigurationTarget.Workspace;
    await onSave.update('codeActionsOnSave', { 'source.fixAll.nextSteps': 'explicit' }, everywhere);
    try {
      const editor = await show(path);
      await rangeOf(editor.document, 'config-value-type');
      await editor.edit((edit) => {
        edit.insert(new vscode.Position(0, 0), '# Saved by hand.\n');
      });
      await editor.document.save();
      const wanted = before.replace(': 48', ': "48"').replace(': true', ': "true"');
      await eventually(
        () => readFile(path),
        (text) => text === `# Saved by hand.\n${wanted}`,
      );
    } finally {
      await onSave.update('codeActionsOnSave', undefined, everywhere);
      await closeEditors();
      await deleteFile(path);
    }
  });
});

/** Where the first finding of a rule is, once it is there. */
async function rangeOf(document: vscode.TextDocument, rule: string): Promise<vscode.Range> {
  const found = await eventually(
    () => findings(document.uri).filter((finding) => ruleOf(finding) === rule),
    (all) => all.length > 0,
  );
  return found[0]!.range;
}

function dirtyFiles(): readonly string[] {
  return vscode.workspace.textDocuments
    .filter(({ isDirty }) => isDirty)
    .map(({ uri }) => vscode.workspace.asRelativePath(uri));
}
