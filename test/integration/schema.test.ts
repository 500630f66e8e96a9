// Who says what Kubernetes' schema tells: we, or the Red Hat YAML extension, for which one without code stands here.
import * as vscode from 'vscode';
import {
  closeEditors,
  deleteFile,
  extensionReady,
  findingsBecome,
  show,
  writeFile,
} from './shop.ts';

const FILE = 'deploy/green/told.yaml';
const TEXT = `apiVersion: v1
kind: Service
metadata:
  name: Told
spec:
  sort: ExternalName
  type: ExternalName
  externalName: example.com
`;
const OF_SERVER = '4:9 invalid-value error "Told"';
const OF_SCHEMA = '6:3 unknown-field error "sort"';

async function set(section: string, name: string, value: unknown): Promise<void> {
  await vscode.workspace.getConfiguration(section).update(name, value);
}

describe('nextSteps.schema', () => {
  let document: vscode.TextDocument;

  before(extensionReady);

  beforeEach(async () => {
    await writeFile(FILE, TEXT);
    ({ document } = await show(FILE));
    await findingsBecome(document, [OF_SERVER, OF_SCHEMA]);
  });

  afterEach(async () => {
    await set('yaml', 'validate', undefined);
    await set('yaml', 'schemas', undefined);
    await set('nextSteps', 'schema', undefined);
    await closeEditors();
    await deleteFile(FILE);
  });

  it('auto: what the YAML extension says with a schema of Kubernetes is not said twice', async () => {
    await set('yaml', 'validate', true);
    await set('yaml', 'schemas', { kubernetes: '/deploy/green/*.yaml' });
    await findingsBecome(document, [OF_SERVER]);
    await set('yaml', 'schemas', { kubernetes: '/deploy/blue/*.yaml' });
    await findingsBecome(document, [OF_SERVER, OF_SCHEMA]);
  });

  it('auto: an extension that validates nothing says nothing', async () => {
    await set('yaml', 'schemas', { kubernetes: '*' });
    await set('yaml', 'validate', true);
    await findingsBecome(document, [OF_SERVER]);
    await set('yaml', 'validate', false);
    await findingsBecome(document, [OF_SERVER, OF_SCHEMA]);
  });

  it('on: always; off: never', async () => {
    await set('nextSteps', 'schema', 'off');
    await findingsBecome(document, [OF_SERVER]);
    await set('yaml', 'validate', true);
    await set('yaml', 'schemas', { kubernetes: '*' });
    await set('nextSteps', 'schema', 'on');
    await findingsBecome(document, [OF_SERVER, OF_SCHEMA]);
  });
});
