import * as vscode from 'vscode';
import { eventually } from './eventually.ts';
import {
  closeEditors,
  deleteFile,
  extensionReady,
  findingsBecome,
  readFile,
  show,
  uriOf,
  writeFile,
} from './shop.ts';

const CATALOG = 'deploy/blue/catalog.yaml';
const GATEWAY = ['34:29 cross-namespace-host warning "pushgateway"'];
const SERVICE = `apiVersion: v1
kind: Service
metadata:
  name: pushgateway
  namespace: blue
spec:
  selector:
    app: catalog
  ports:
    - port: 9091
      targetPort: http
`;

describe('files on disk', () => {
  let document: vscode.TextDocument;

  before(extensionReady);

  beforeEach(async () => {
    ({ document } = await show(CATALOG));
    await findingsBecome(document, GATEWAY);
  });

  after(closeEditors);

  it('a file that comes answers for others, until it is changed or deleted', async () => {
    const path = 'deploy/blue/gateway.yaml';
    await writeFile(path, SERVICE);
    await findingsBecome(document, []);
    await writeFile(path, SERVICE.replace('name: pushgateway', 'name: another'));
    await findingsBecome(document, GATEWAY);
    await writeFile(path, SERVICE);
    await findingsBecome(document, []);
    await deleteFile(path);
    await findingsBecome(document, GATEWAY);
  });

  it('a folder that comes with its files, is renamed and goes', async () => {
    await writeFile('deploy/blue/more/gateway.yaml', SERVICE);
    await findingsBecome(document, []);
    await rename('deploy/blue/more', 'deploy/blue/target');
    // A folder of that name holds build results: it is left out, as if the file were gone.
    await findingsBecome(document, GATEWAY);
    await rename('deploy/blue/target', 'deploy/blue/again');
    await findingsBecome(document, []);
    await deleteFile('deploy/blue/again');
    await findingsBecome(document, GATEWAY);
  });

  it('what is typed counts before what is on disk, and is forgotten with its editor', async () => {
    const path = 'deploy/blue/cart.yaml';
    const before = await readFile(path);
    const editor = await show(path);
    await editor.edit((edit) => {
      edit.insert(new vscode.Position(editor.document.lineCount, 0), `\n---\n${SERVICE}`);
    });
    await findingsBecome(document, []);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await findingsBecome(document, GATEWAY);
    await writeFile(path, before);
  });

  it('a file that moves keeps its findings under its new name', async () => {
    const path = 'deploy/blue/moved.yaml';
    await closeEditors();
    await rename(CATALOG, path);
    try {
      const { document: moved } = await show(path);
      await findingsBecome(moved, GATEWAY);
    } finally {
      await closeEditors();
      await rename(path, CATALOG);
    }
    await eventually(
      () => vscode.commands.executeCommand<string>('nextSteps.openSlide', 'S2'),
      (page) => page.includes('catalog.yaml') && !page.includes('moved.yaml'),
    );
    await closeEditors();
  });
});

function rename(from: string, to: string): Thenable<void> {
  return vscode.workspace.fs.rename(uriOf(from), uriOf(to));
}
