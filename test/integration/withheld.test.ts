import { symlinkSync, unlinkSync } from 'node:fs';
import * as vscode from 'vscode';
import {
  closeEditors,
  deleteFile,
  extensionReady,
  findingsBecome,
  show,
  uriOf,
  writeFile,
} from './shop.ts';

const GATEWAY = ['34:29 cross-namespace-host warning "pushgateway"'];

/** Answers for the finding, where it is read. */
const SERVICE =
  'apiVersion: v1\nkind: Service\nmetadata: { name: pushgateway, namespace: blue }\nspec: { selector: { app: catalog } }\n';
const SEEN = 'deploy/blue/seen.yaml';

describe('files that are known by name only', () => {
  let document: vscode.TextDocument;

  before(extensionReady);

  beforeEach(async () => {
    ({ document } = await show('deploy/blue/catalog.yaml'));
    await findingsBecome(document, GATEWAY);
  });

  after(closeEditors);

  for (const path of ['deploy/blue/kubeconfig.yaml', 'deploy/blue/id_rsa.yaml']) {
    it(`${path} answers for nothing, on disk and in an editor`, async () => {
      await writeFile(path, SERVICE);
      await show(path);
      await isRead(document, GATEWAY);
      await closeEditors();
      await deleteFile(path);
    });
  }

  it('a link to one answers for nothing, on disk and in an editor', async () => {
    const [target, link] = [uriOf('deploy/blue/.env.yaml'), uriOf('deploy/blue/linked.yaml')];
    await writeFile('deploy/blue/.env.yaml', SERVICE);
    symlinkSync(target.fsPath, link.fsPath);
    try {
      await vscode.commands.executeCommand('nextSteps.refresh');
      await isRead(document, GATEWAY);
      await show('deploy/blue/linked.yaml');
      await isRead(document, GATEWAY);
    } finally {
      await closeEditors();
      unlinkSync(link.fsPath);
      await deleteFile('deploy/blue/.env.yaml');
    }
  });
});

/** What is written behind another file is read behind it: when that one counts, both were looked at. */
async function isRead(document: vscode.TextDocument, otherwise: readonly string[]): Promise<void> {
  await writeFile(SEEN, SERVICE);
  await findingsBecome(document, []);
  await deleteFile(SEEN);
  await findingsBecome(document, otherwise);
}
